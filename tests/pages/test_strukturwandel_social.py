"""The index «Soziale Lage» on the page Strukturwandel: what is missing, and the index of a table that a reader brings."""

import pytest

_HEAD = "area_id;period;S1;S3;S4"


def words(page) -> str:
    assert not page.exception
    shown = [*page.header, *page.markdown, *page.caption, *page.info, *page.error]
    return "\n".join(element.value for element in shown)


def bring(app_page, rows: list[str], **query: str):
    page = app_page("strukturwandel", {"index": "soziale-lage", "fassung": "2017", **query})
    content = "\n".join([_HEAD, *rows]).encode("utf-8-sig")
    return page.file_uploader[0].set_value(("werte.csv", content, "text/csv")).run()


@pytest.mark.parametrize(("language", "said"), [("de", "Fehlt hier"), ("en", "Missing here")])
def test_missing_figures_are_said_with_who_keeps_them(app_page, language: str, said: str) -> None:
    """Prevents an index that silently is not there, or that is made of other figures under a borrowed name."""
    page = app_page("strukturwandel", {"index": "soziale-lage", "sprache": language})
    told = words(page)
    assert told.count(said) == 3 and "SGB II" in told and len(page.file_uploader) == 1


def test_a_table_makes_the_map(app_page) -> None:
    """Prevents a table that can be uploaded but not read: numbers with and without names, names alone, decimal commas, areas
    that are not in it and those with a gap are told as not valued."""
    rows = []
    for year, more in ((2025, 1.0), (2023, 0.0)):
        for number, area in enumerate(("000 City", "010", "Dorstfeld", "040", "050", "060")):
            share = f"{5 + number * (2 + 0.1 * more) + (number % 2) * more:.1f}".replace(".", ",")
            rows.append(f"{area};{year};{share};{share};{'' if number == 5 else share}")
    page = bring(app_page, rows)
    told = words(page)
    assert not page.error and "werte" in told and "von 5 bewerteten" in told
    assert any("zu wenige Indikatoren mit Wert" in each.proto.body for each in page.get("html"))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["Atlantis;2025;1;2;3"], "Atlantis"),
        (["000;2025;1;2;3", "City;2025;1;2;3", "040;2025;4;5;6"], "mehr als einmal"),
        (["000;2025;1;2;3", "040;2025;4;5;6"], "mindestens 3"),
        (["000;2025;1;2;inf", "040;2025;4;5;6", "050;2025;7;8;9"], "unendlich"),
        (["000;2025;1;2;−", "040;2025;4;5;6", "050;2025;7;8;9"], "keine Zahl"),
    ],
)
def test_what_is_wrong_with_a_table_is_said(app_page, rows: list[str], said: str) -> None:
    """Prevents a failure, or a map of half the values, where a table cannot be read."""
    page = bring(app_page, rows)
    assert not page.exception and said in page.error[0].value
