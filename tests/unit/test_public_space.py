"""Tables and sentences on public space."""

import pandas as pd
import pytest

from strukturmonitor.public_space import backlog_notable, condition_shares, report_notables, same_days_before
from strukturmonitor.texts import speak


def _kinds(
    litter: int, green: int, *, median: float | None = 6.0, most: float | None = 17.0, still_open: int = 9
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "kind": ["green", "litter", None],
            "reports": [green, litter, litter + green],
            "open_reports": [0, still_open, still_open],
            "median_days": [median, median, median],
            "days_80_pct": [most, most, most],
        }
    )


def _report_notables(now: pd.DataFrame, before: pd.DataFrame | None) -> list[str]:
    return report_notables(speak("de"), where="In Dortmund", span="2025", now=now, before=before)


def test_change_and_most_frequent_kind_are_told() -> None:
    """Prevents a change against the wrong base: 110 after 100 are 10 per cent more."""
    first, second = _report_notables(_kinds(66, 44), _kinds(60, 40))
    assert first == (
        "In Dortmund gingen 2025 110 Meldungen ein, 10 % mehr als im gleichen Zeitraum des Vorjahres; am häufigsten: Abfall (60 %)."
    )
    assert second == "Die Hälfte war nach 6 Tagen behoben, vier von fünf nach 17 Tagen; noch offen: 9."


def test_few_reports_are_not_compared() -> None:
    """Prevents «100 % more» from one report after none."""
    assert _report_notables(_kinds(3, 1), _kinds(1, 1)) == [
        "In Dortmund gingen 2025 nur 4 Meldungen ein, zu wenige für einen Vergleich."
    ]


@pytest.mark.parametrize(
    ("median", "most", "expected"),
    [
        (6.0, None, "Die Hälfte war nach 6 Tagen behoben; noch offen: 60."),
        (None, None, "Mehr als die Hälfte ist noch offen (60)."),
    ],
)
def test_unknown_durations_are_said_to_be_open(median: float | None, most: float | None, expected: str) -> None:
    """Prevents a duration made up from the quickly remedied reports only."""
    assert _report_notables(_kinds(80, 30, median=median, most=most, still_open=60), None)[1] == expected


_AREAS = pd.DataFrame({"area_id": ["stat:1"], "parent_id": [None], "level": ["stat"]})
_PARTS = pd.DataFrame({"area_id": ["stat:1"], "stat_id": ["stat:1"], "share": [1.0]})


def test_shares_of_conditions_need_twenty_buildings() -> None:
    """Prevents shares of a handful of houses."""
    rows = pd.DataFrame(
        {
            "area_id": "stat:1", "year": 2026, "era": ["row_houses"] * 2 + ["large_estate"], "condition": [1, 3, 4],
            "buildings": [15, 5, 19], "with_backlog": [0, 4, 19], "dwellings": [15.0, 5.0, 400.0],
        }
    )  # fmt: skip
    shown = condition_shares(rows, 2026, _AREAS, _PARTS, {"stat:1"}).set_index("era").drop(columns="area_id")
    assert shown.index.tolist() == ["large_estate", "row_houses"]
    assert shown.loc["row_houses", ["pct_1", "pct_2", "pct_3", "pct_4", "backlog_pct"]].tolist() == [75, 0, 25, 0, 20]
    assert shown.loc["large_estate"].drop(["buildings", "with_backlog"]).isna().all()


def test_same_days_of_a_leap_year() -> None:
    """Prevents a comparison that fails on 29 February."""
    first, last = same_days_before(pd.Timestamp("2024-01-01"), pd.Timestamp("2024-02-29"))
    assert (first, last) == (pd.Timestamp("2023-01-01"), pd.Timestamp("2023-02-28"))


def test_backlog_sentence_counts_points_not_per_cent() -> None:
    """Prevents «per cent less» for a difference of shares."""
    rows = pd.DataFrame({"period": pd.to_datetime(["2016-07-27", "2026-07-27"]), "value": [36.0, 20.5]})
    city = pd.DataFrame({"period": pd.to_datetime(["2026-07-27"]), "value": [18.7]})
    sentence = backlog_notable(
        speak("de"), where="Im Stadtbezirk Scharnhorst", city="Dortmund", rows=rows, city_rows=city
    )
    assert sentence == (
        "Im Stadtbezirk Scharnhorst hatten bei der Begehung 2026 20,5 % der untersuchten Wohngebäude einen Sanierungsrückstand, "
        "15,5 Prozentpunkte weniger als 2016 (Dortmund: 18,7 %)."
    )
    assert backlog_notable(speak("de"), where="x", city=None, rows=rows.iloc[0:0], city_rows=city) is None
