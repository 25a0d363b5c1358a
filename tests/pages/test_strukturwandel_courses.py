"""The view «Kurswechsel» of the page Strukturwandel."""

import datetime
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from strukturmonitor.access import Actor, Reader
from strukturmonitor.analysis import Result
from strukturmonitor.analysis.breaks import BREAKS, LEFT_OUT, LINES, TESTED, find_breaks
from strukturmonitor.analysis.breaks_series import Family, KnownBreak, indicator_families
from strukturmonitor.database import Database
from strukturmonitor.indicators import catalogue
from strukturmonitor.texts import speak
from strukturmonitor.ui.change import course_detail, courses
from strukturmonitor.ui.change.course_words import chance_words

Run = Callable[..., AppTest]
INDICATORS = ("leerstandsquote", "sanierungsrueckstand", "dtv-index", "passanten")


def result_of(frames: dict[str, pd.DataFrame]) -> Result:
    now = datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC)
    return Result(f"stamp-{id(frames)}", now, "version", 1, now.date(), frames)


def families_of(database: Database) -> list[list[Family]]:
    reader = Reader(database, Actor())
    areas = reader.read("areas")
    found = [indicator_families(reader, catalogue()[name], areas) for name in INDICATORS]
    return [[family for family in levels if family.level != "stat"] for levels in found]


@pytest.fixture(scope="module")
def demo_result(demo_database: Database) -> Result:
    return result_of(find_breaks(families_of(demo_database)))


@pytest.fixture
def view(app_page: Run, demo_result: Result, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Open the view on a computed result; no analysis runs in the background meanwhile."""

    def run(query: dict[str, str] | None = None, *, result: Result | None = demo_result) -> AppTest:
        for module in (courses, course_detail):
            monkeypatch.setattr(module, "analysis", lambda database, name: result)
        return app_page("strukturwandel", {"ansicht": "kurswechsel"} | (query or {}))

    yield run


def words(page: AppTest) -> str:
    assert not page.exception
    shown = [*page.title, *page.header, *page.markdown, *page.caption, *page.info]
    return "\n".join(element.value for element in shown)


def test_the_list_says_where_what_when_how_much_and_how_sure(view: Run) -> None:
    """Prevents a warning without its size, date and certainty, and the planted turn of Innenstadt-West from missing."""
    page = view({"zeit": "alle", "thema": "vacancy", "wechsel": "leerstandsquote~innenstadt-west"})
    told = words(page)
    assert "seit 2019 den Kurs gegen die Stadt gewechselt" in told
    assert "Leerstandsquote: Stadtbezirk Innenstadt-West" in told
    assert "Knick nach unten" in told and "Prozentpunkte je Jahr" in told and "September 2022" in told
    assert "Zeitpunkt:" in told and "sicher" in told and "höchstens 1 von" in told
    assert "Gemessen gegen Dortmund ohne dieses Gebiet" in told


def test_english(view: Run) -> None:
    """Prevents German words on the English page."""
    told = words(view({"zeit": "alle", "wechsel": "leerstandsquote~innenstadt-west", "sprache": "en"}))
    assert "changed course against the city" in told
    assert "bend downwards" in told and "percentage points" in told


def test_filters_of_the_link(view: Run) -> None:
    """Prevents a link to one district, theme or level that opens another list."""
    told = words(view({"zeit": "alle", "bezirk": "innenstadt-west"}))
    assert "Innenstadt-West hat seit" in told
    told = words(view({"zeit": "alle", "thema": "traffic"}))
    assert "Kfz-Verkehr" in told and "Leerstandsquote:" not in told
    told = words(view({"zeit": "alle", "ebene": "city"}))
    assert "der ganzen Stadt" in told or "kein Gebiet" in told


def test_what_could_not_be_tested_says_why(view: Run) -> None:
    """Prevents silence on six surveys of buildings from reading as «nothing changed there»."""
    page = view()
    tables = [frame.value for frame in page.dataframe if "reason" in frame.value]
    (table,) = tables
    reasons = dict(zip(table["indicator"], table["reason"], strict=True))
    assert reasons[catalogue()["sanierungsrueckstand"].title.de].startswith("nicht prüfbar: 6 Werte")
    assert any(reason.startswith("kein Vergleich") for reason in reasons.values())


def test_not_yet_computed_and_nothing_found(view: Run) -> None:
    """Prevents an error, or an empty page, before the first result and where nothing turned."""
    assert "wird gerade zum ersten Mal berechnet" in words(view(result=None))
    tested = pd.DataFrame(
        [dict.fromkeys(TESTED) | {"indicator_id": "leerstandsquote", "level": "bezirk", "area_id": "bezirk:eving",
          "against": "city", "frequency": "quarter", "n": 59, "last": pd.Timestamp("2026-09-30"), "outcome": "tested"}]
    )  # fmt: skip
    empty = {
        "tested": tested,
        "breaks": pd.DataFrame(columns=BREAKS),
        "lines": pd.DataFrame(columns=LINES),
        "left_out": pd.DataFrame(columns=LEFT_OUT),
    }
    assert "kein Gebiet seinen Kurs nachweisbar gewechselt" in words(view(result=result_of(empty)))


def test_a_break_in_the_data_is_told_as_one(view: Run, demo_database: Database) -> None:
    """Prevents a new definition from standing in the list of districts that turned."""
    levels = families_of(demo_database)[0]
    entry = KnownBreak(pd.Timestamp("2018-02-15"), "definition", None, "anders gezählt", "counted otherwise")
    marked = [Family(one.indicator_id, one.level, one.values, one.rest, one.is_count, (entry,)) for one in levels]
    told = words(view({"zeit": "alle"}, result=result_of(find_breaks([marked]))))
    assert "anders gezählt (" in told
    assert "2018: Sprung" not in told


def test_chance_is_never_told_rarer_than_it_is() -> None:
    """Prevents «at most 1 in 670» for a p-value of 0.0015, which is 1 in 666."""
    page = SimpleNamespace(texts=speak("en"))
    told = [chance_words(page, {"p": p}) for p in (0.0015, 0.0005, 0.05, 1.0)]
    assert told == [f"at most 1 in {count}" for count in ("660", "2,000", "20", "1")]
