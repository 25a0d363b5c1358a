"""Measures, reasons of gaps and notable sentences of traffic."""

import pandas as pd
import pytest

from strukturmonitor.texts import speak
from strukturmonitor.traffic import (
    MEASURES,
    accident_notables,
    change_words,
    class_index,
    gap_reason,
    motor_notables,
    pedestrian_notables,
)

DE, EN = speak("de"), speak("en")
WHERE = "Im Stadtbezirk Mengede"


def _same(index: list[float], heavy: list[float], stations: int = 5) -> pd.DataFrame:
    years = range(2020, 2020 + len(index))
    return pd.DataFrame({"year": years, "dtv_index": index, "heavy_pct": heavy, "stations": stations})


def _accidents(counts: list[int], severe: int = 0) -> pd.DataFrame:
    years = range(2016, 2016 + len(counts))
    return pd.DataFrame({"year": years, "accidents": counts, "severe": [min(severe, count) for count in counts]})


@pytest.mark.parametrize(
    ("slug", "value", "expected"),
    [("dtv", 5000, 0), ("dtv", 5001, 1), ("dtv", 50000, 3), ("dtv", 99000, 4), ("dtv", None, -1), ("dtv", float("nan"), -1),
     ("schwerverkehr", 12.1, 4)],
)  # fmt: skip
def test_a_value_on_a_bound_belongs_to_the_lower_class(slug: str, value: float | None, expected: int) -> None:
    """Prevents a circle whose colour contradicts the legend («bis 5.000»)."""
    assert class_index(MEASURES[slug], value) == expected


def test_as_many_labels_as_classes() -> None:
    """Prevents a legend that lacks a class."""
    for measure in MEASURES.values():
        assert len(measure.class_labels(DE)) == len(measure.bounds) + 1
    assert MEASURES["dtv"].class_labels(DE)[:2] == ["bis 5.000", "über 5.000 bis 10.000"]


def test_shares_differ_in_percentage_points() -> None:
    """Prevents «%» for a difference of shares, and a change in per cent from nothing."""
    heavy, dtv = MEASURES["schwerverkehr"], MEASURES["dtv"]
    assert heavy.format_change(DE, 9.5, 9.1, 2024) == "0,4 Prozentpunkte mehr als 2024"
    assert dtv.format_change(DE, 980, 1000, 2024) == "2,0 % weniger als 2024"
    assert dtv.format_change(DE, 1000, 1000, 2024) == "gleich wie 2024"
    assert dtv.format_change(DE, 1000, 0, 2024) == "–"
    assert dtv.format_change(DE, None, 1000, 2024) == "–"
    assert change_words(EN, -0.04, "pct") == "unchanged"


def test_every_gap_has_its_reason() -> None:
    """Prevents a gap without a reason, and «80 %» for what was just below."""
    assert gap_reason(DE, 2022, None, None) == "2022: nicht gezählt."
    assert "79 % der Tage" in gap_reason(DE, 2022, 291, 365)
    assert "zu wenige" in gap_reason(DE, 2022, 340, 365)


def test_motor_traffic_names_stations_year_and_city() -> None:
    """Prevents a change without its stations, its year or the city's own change."""
    same, city = _same([100, 102, 113.2], [12.0, 12.1, 15.4]), _same([100, 102, 104], [8.0, 8.0, 8.0], 48)
    sentences = motor_notables(DE, WHERE, same=same, city=city, city_name="Dortmund")
    assert sentences[0] == (
        "Im Stadtbezirk Mengede fuhren 2022 an denselben 5 Zählstellen 11,0 % mehr Kfz als 2021 (Dortmund: 2,0 % mehr)."
    )
    assert sentences[1].startswith("Am stärksten anders als in der ganzen Stadt war es 2022: 11,0 % mehr Kfz als 2021")
    assert sentences[2] == "Der Schwerverkehrsanteil lag im Jahr 2022 bei 15,4 %, 3,4 Prozentpunkte mehr als 2020."


def test_usual_motor_traffic_is_one_sentence() -> None:
    """Prevents noise from being told as news; for the city itself there is nothing to compare with."""
    same = _same([100, 100, 100.02], [8.0, 8.1, 8.2])
    sentences = motor_notables(DE, "In Dortmund", same=same, city=None, city_name="Dortmund")
    assert sentences == ["In Dortmund fuhren 2022 an denselben 5 Zählstellen fast genau so viele Kfz wie 2021."]
    assert motor_notables(DE, WHERE, same=_same([100], [8]), city=None, city_name="Dortmund") == []


def test_accidents_compare_three_years_only_where_there_are_enough() -> None:
    """Prevents «100 % weniger» made of two accidents."""
    many = accident_notables(DE, WHERE, _accidents([40, 40, 40, 30, 20, 28], severe=4))
    assert "28 Unfälle" in many[0] and "4 davon" in many[0]
    assert many[1] == "In den Jahren 2019–2021 zusammen: 78 Unfälle, 35,0 % weniger als 2016–2018 (120)."
    few = accident_notables(DE, WHERE, _accidents([2, 0, 0, 0, 0, 0]))
    assert few == ["Im Stadtbezirk Mengede wurde im Jahr 2021 kein Unfall mit Verletzten oder Getöteten aufgenommen."]
    assert accident_notables(DE, WHERE, _accidents([0, 0])) == []


def test_passers_by_leave_incomplete_years_out() -> None:
    """Prevents a year without a value from being compared or called the last."""
    years = pd.DataFrame({"year": [2021, 2022, 2023, 2024], "per_hour": [1000, 2000, 1500, None]})
    sentences = pedestrian_notables(DE, "In Dortmund", years)
    assert "2023" in sentences[0] and "1.500" in sentences[0]
    assert sentences[1] == "Im Vergleich: 25,0 % weniger als 2022."
    assert sentences[2] == "Das stärkste Jahr war 2022 mit 2.000 in der Stunde."


def test_the_sentences_are_written_in_both_languages() -> None:
    """Prevents a missing text in one language."""
    same, city = _same([100, 102, 113.2], [12.0, 12.1, 15.4]), _same([100, 102, 104], [8.0, 8.0, 8.0])
    for texts, where in ((DE, WHERE), (EN, "in the Mengede district")):
        motor = motor_notables(texts, where, same=same, city=city, city_name="Dortmund")
        assert where in motor[0]
        assert "50" in accident_notables(texts, where, _accidents([50] * 6, severe=5))[0]
