"""Sentences from the analyses on the first pages."""

import pandas as pd
import pytest

from strukturmonitor.analysis.findings import greatest_need, need_sentence, told_turns, turn_sentence
from strukturmonitor.texts import speak

DE, EN = speak("de"), speak("en")
TESTED = pd.DataFrame({"last": pd.to_datetime(["2026-09-30", "2025-12-31"])})
SPREADS = {"leerstandsquote": 2.0, "jugendquotient": 4.0}


def turns(*rows: tuple) -> pd.DataFrame:
    """area, indicator, kind, period, size, against, is_data_break; all on the level of the Stadtbezirke."""
    found = pd.DataFrame(
        rows, columns=["area_id", "indicator_id", "kind", "period", "size", "against", "is_data_break"]
    ).assign(level="bezirk", before=1.0)
    found["after"] = found["before"] + found["size"]
    return found.assign(period=pd.to_datetime(found["period"]))


def test_the_largest_effect_comes_first() -> None:
    """Prevents a tiny but sure change from being told before a large one: a step of 3 points is 1.5 deviations; a slope of
    2 points a year since March 2024 has made 2 · 2.5 = 5 points, 2.5 deviations."""
    rows = turns(
        ("a", "leerstandsquote", "level", "2023-09-30", 3.0, "city", False),
        ("b", "leerstandsquote", "trend", "2024-03-31", -2.0, "city", False),
    )
    told = told_turns(rows, TESTED, SPREADS, level="bezirk")
    assert told["area_id"].tolist() == ["b", "a"]
    assert told["effect"].tolist() == pytest.approx([2.5, 1.5], abs=0.01)


@pytest.mark.parametrize(
    "row",
    [
        ("a", "leerstandsquote", "level", "2023-09-30", 0.9, "city", False),  # less than half a deviation
        ("a", "leerstandsquote", "level", "2020-09-30", 9.0, "city", False),  # longer ago than five years
        ("a", "leerstandsquote", "level", "2023-09-30", 9.0, "own", False),  # the whole city did the same
        ("a", "leerstandsquote", "level", "2023-09-30", 9.0, "city", True),  # a break in the data, not in the area
        ("a", "bevoelkerung", "level", "2023-09-30", 9.0, "city", False),  # no spread to compare with
    ],
)
def test_what_is_not_told(row: tuple) -> None:
    """Prevents sentences that make news of nothing."""
    assert told_turns(turns(row), TESTED, SPREADS, level="bezirk").empty


def test_one_turn_per_indicator_and_area() -> None:
    """Prevents a list full of one area."""
    rows = turns(
        ("a", "leerstandsquote", "level", "2023-09-30", 3.0, "city", False),
        ("a", "leerstandsquote", "level", "2024-09-30", 4.0, "city", False),
        ("a", "jugendquotient", "level", "2024-12-31", 4.0, "city", False),
    )
    assert told_turns(rows, TESTED, SPREADS, level="bezirk", area_id="a")["size"].tolist() == [4.0, 4.0]
    assert told_turns(rows, TESTED, SPREADS, level="stat").empty


def test_the_sentences() -> None:
    """Prevents per cent for a difference of shares, a day where only a month is known, and a missing direction."""
    step, slope = turns(
        ("a", "leerstandsquote", "level", "2023-09-30", 3.5, "city", False),
        ("a", "jugendquotient", "trend", "2021-12-31", -1.5, "city", False),
    ).to_dict("records")
    said = turn_sentence(DE, step, "Im Stadtbezirk Eving")
    assert said == (
        "**Leerstandsquote:** Im Stadtbezirk Eving gegenüber der Stadt ein Sprung um +3,5 Prozentpunkte"
        " (etwa September 2023)."
    )
    assert "seit etwa 2021 " in turn_sentence(DE, slope, "Im Stadtbezirk Eving")
    assert "since about 2021," in turn_sentence(EN, slope, "in the Eving district")
    monthly = step | {"indicator_id": "dtv-index", "period": pd.Timestamp("2023-12-31")}
    assert "(etwa Dezember 2023)" in turn_sentence(DE, monthly, "Im Stadtbezirk Mengede")


def test_need_with_its_interval_and_without() -> None:
    """Prevents a rank or a development that looks surer than it is, one for an area that is not valued, and other words
    for need and development than those of the page Strukturwandel."""
    row = {
        "reason": "", "rank": 3, "rank_low": 2, "rank_high": 6, "ranked": 12, "status_class": 3, "dynamic_class": 1,
        "dynamic_p1": 0.42, "dynamic_p2": 0.5, "dynamic_p3": 0.08,
    }  # fmt: skip
    said = need_sentence(DE, row, "Handlungsbedarf", "Im Stadtbezirk Eving")
    assert "Im Stadtbezirk Eving hoch, Entwicklung positiv" in said
    assert "Rang 3 von 12" in said and "meist zwischen 2 und 6" in said
    assert "in 42 % der Rechnungen positiv" in said
    unknown = need_sentence(DE, row | {"dynamic_class": pd.NA}, "H", "Hier")
    assert "Entwicklung nicht bewertet" in unknown and "Rechnungen" not in unknown
    assert "auch mit anderen Gewichten" in need_sentence(DE, row | {"rank_low": 3, "rank_high": 3}, "H", "Hier")
    assert "nicht bewertet" in need_sentence(DE, row | {"reason": "population"}, "H", "Hier")


def test_only_great_need_is_named() -> None:
    """Prevents a list of all districts as places of need."""
    areas = pd.DataFrame(
        {
            "index_id": "strukturwandel", "level": "bezirk", "area_id": ["a", "b", "c", "d"],
            "status_class": [2, 4, 3, 4], "rank": [3, 1, 2, 4], "reason": ["", "", "", "population"],
        }
    )  # fmt: skip
    assert greatest_need(areas, "bezirk", str.upper) == ["B", "C"]
