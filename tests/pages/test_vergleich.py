"""Two to four areas side by side."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from strukturmonitor.access import Actor, Reader
from strukturmonitor.database import Database
from strukturmonitor.indicators import catalogue, series

Run = Callable[..., AppTest]


def columns(page: AppTest) -> list[str]:
    return list(page.table[0].value.columns)


def words(page: AppTest) -> str:
    return "\n".join(element.value for element in [*page.title, *page.markdown, *page.caption, *page.info])


def test_default_and_the_city_as_reference(app_page: Run) -> None:
    """Prevents a comparison without the city."""
    page = app_page("vergleich")
    assert not page.exception
    assert columns(page) == ["Eving", "Scharnhorst", "Dortmund"]


def test_areas_of_all_kinds_from_the_link(app_page: Run) -> None:
    """Prevents a link that opens another comparison than the one that was copied."""
    page = app_page("vergleich", {"gebiete": "hoerde,stat:140,pg:evinger-mitte"})
    assert columns(page) == ["Hörde", "Lindenhorst", "Evinger Mitte (Beispiel)", "Dortmund"]
    assert page.query_params["gebiete"] == "hoerde,stat:140,pg:evinger-mitte"


def test_at_most_four_each_once(app_page: Run) -> None:
    """Prevents a fifth colour nobody can tell apart, and an area beside itself."""
    page = app_page("vergleich", {"gebiete": "eving,eving,hoerde,mengede,brackel,huckarde"})
    assert not page.exception
    assert columns(page) == ["Eving", "Hörde", "Mengede", "Brackel", "Dortmund"]


def test_one_area_asks_for_another(app_page: Run) -> None:
    """Prevents a table with one column that calls itself a comparison."""
    page = app_page("vergleich", {"gebiete": "eving"})
    assert not page.exception and "mindestens zwei Gebiete" in words(page)
    assert not page.table


def test_every_theme_has_a_table_and_courses(app_page: Run) -> None:
    """Prevents a theme that is left out."""
    page = app_page("vergleich")
    themes = {indicator.theme for indicator in catalogue().values()}
    assert len(page.table) == len(themes) == 7
    assert len(page.get("plotly_chart")) >= 6  # with a tenth of the units the centre has too few to be valued
    assert "Eving blau und Scharnhorst orange" in words(page)


@pytest.mark.parametrize("gebiete", ["<script>", "eving,atlantis", "x" * 10_000, ",,,", "city:dortmund,eving"])
def test_unknown_areas_give_the_default(app_page: Run, gebiete: str) -> None:
    """Prevents an error page after a mistyped or hostile link."""
    assert not app_page("vergleich", {"gebiete": gebiete}).exception


def test_empty_database_says_why_and_what_to_do(app_page: Run) -> None:
    """Prevents empty tables after a start without data."""
    page = app_page("vergleich", empty=True)
    assert not page.exception and "Hier gibt es noch keine Daten" in words(page)


def test_english_is_complete(app_page: Run) -> None:
    """Prevents German words in the English comparison."""
    page = app_page("vergleich", {"sprache": "en"})
    assert (
        not page.exception and "Where the areas are furthest apart" in words(page) and "unverändert" not in words(page)
    )


def test_two_indicators_as_points_with_a_sentence(app_page: Run) -> None:
    """Prevents a cloud of points that nobody explains, and one without its table."""
    page = app_page(
        "vergleich", {"ansicht": "zusammenhang", "waagerecht": "altenquotient", "senkrecht": "jugendquotient"}
    )
    assert not page.exception
    assert len(page.get("plotly_chart")) == 1
    assert "Rangkorrelation" in words(page) and "nicht, was Ursache" in words(page)
    assert any("Daten" in box.label for box in page.expander)


def test_the_same_indicator_twice_is_refused(app_page: Run) -> None:
    """Prevents a perfect relation of an indicator with itself."""
    page = app_page(
        "vergleich", {"ansicht": "zusammenhang", "waagerecht": "altenquotient", "senkrecht": "altenquotient"}
    )
    assert not page.exception and "zwei verschiedene" in words(page)


def test_ranks_over_time_name_the_chosen(app_page: Run) -> None:
    """Prevents a rank without its year, and a link that forgets the highlighted areas."""
    page = app_page("vergleich", {"ansicht": "raenge", "indikator": "altenquotient", "hervorheben": "bezirk:eving"})
    assert not page.exception
    assert "Eving: Rang" in words(page) or "Eving liegt" in words(page)
    assert page.query_params["hervorheben"] == "bezirk:eving"


def test_amounts_have_no_rank_over_time(app_page: Run) -> None:
    """Prevents ranks of amounts, where the largest area is always first."""
    page = app_page("vergleich", {"ansicht": "raenge", "indikator": "bevoelkerung"})
    assert not page.exception
    assert page.query_params.get("indikator") != "bevoelkerung"


def test_an_area_without_values_has_no_rank_and_the_page_says_so(app_page: Run, demo_database: Database) -> None:
    """Prevents a chosen area that is silently not there, and a chart without its text alternative."""
    indicator = catalogue()["leerstandsquote"]
    rows = series(Reader(demo_database, Actor()), indicator)
    known = rows[rows["area_id"].str.startswith("stat:")].groupby("area_id")["value"].count()
    query = {"ansicht": "raenge", "ebene": "stat", "indikator": indicator.id, "hervorheben": str(known.idxmin())}
    page = app_page("vergleich", query)
    assert known.min() == 0 and not page.exception
    assert "Ohne Rang, weil Werte fehlen" in words(page) and "Rang 1 heißt" in words(page)
    assert page.get("plotly_chart")[0].proto.alt
