"""Figures of traffic: gaps stay gaps, one-day counts are hollow, bars begin at zero."""

import pandas as pd
import pytest

from strukturmonitor.charts.accidents import accident_figure, bin_bounds
from strukturmonitor.charts.pedestrians import pedestrian_months_figure
from strukturmonitor.charts.traffic import index_figure, station_trend_figure, week_profile_figure
from strukturmonitor.texts import speak
from strukturmonitor.traffic import MEASURES

DE = speak("de")


def test_a_year_without_a_value_is_a_gap_with_a_mark() -> None:
    """Prevents a line drawn over a year that was not counted."""
    years = pd.DataFrame({"year": [2020, 2021, 2023], "value": [100.0, None, 120.0]})
    counts = pd.DataFrame({"counted_on": pd.to_datetime([]), "value": []})
    gaps = {2021: "2021: nur 60 %", 2022: "2022: nicht gezählt."}
    figure = station_trend_figure(DE, MEASURES["dtv"], years, counts, gaps, 2020, 2023)
    line = figure.data[0]
    assert line.connectgaps is False
    assert [value == value and value is not None for value in line.y] == [True, False, False, True]
    assert len(figure.layout.shapes) == 2
    assert [note.hovertext for note in figure.layout.annotations] == list(gaps.values())


def test_one_day_counts_are_hollow_and_unjoined() -> None:
    """Prevents an extrapolated day from looking like a permanent counter."""
    counts = pd.DataFrame({"counted_on": pd.to_datetime(["2015-06-02", "2020-09-01"]), "value": [7400, 5400]})
    years = pd.DataFrame({"year": [], "value": []}).astype({"year": int, "value": float})
    figure = station_trend_figure(DE, MEASURES["dtvw5"], years, counts, {}, 2015, 2020)
    assert [trace.mode for trace in figure.data] == ["markers"]
    assert figure.data[0].marker.symbol == "circle-open"
    assert "02.06.2015" in figure.data[0].customdata[0][0]


def test_the_lower_line_is_labelled_below() -> None:
    """Prevents two names on top of each other where district and city end close together."""
    rows = pd.DataFrame(
        {"area_id": ["b", "b", "c", "c"], "year": [2020, 2021] * 2, "dtv_index": [100, 117, 100, 116.5]}
    )
    figure = index_figure(DE, rows, {"b": "Eving", "c": "Dortmund"}, "c", value="dtv_index", unit="index")
    anchors = {note.text: note.yanchor for note in figure.layout.annotations}
    assert anchors == {"Eving": "bottom", "Dortmund": "top"}


def test_a_year_without_accidents_is_a_zero_bar() -> None:
    """Prevents a year from dropping out of the axis because nothing happened in it."""
    rows = pd.DataFrame({"key": ["2020", "2022"], "category": [3, 1], "accidents": [5, 1]})
    figure = accident_figure(DE, rows, {"2020": "2020", "2021": "2021", "2022": "2022"}, faded=frozenset({"2020"}))
    slight = figure.data[0]
    assert list(slight.x) == ["2020", "2021", "2022"]
    assert list(slight.y) == [5, 0, 0]
    assert [trace.name for trace in figure.data] == ["mit Leichtverletzten", "mit Schwerverletzten", "mit Getöteten"]
    assert slight.marker.opacity[0] < slight.marker.opacity[1] == 1


@pytest.mark.parametrize(("largest", "expected"), [(1, ()), (2, (1,)), (5, (1, 2, 3)), (100, (10, 30, 60))])
def test_classes_of_cells_rise(largest: int, expected: tuple[int, ...]) -> None:
    """Prevents empty or falling classes in the legend where few accidents lie in a cell."""
    assert bin_bounds(largest) == expected


def test_holidays_stand_after_sunday() -> None:
    """Prevents a week whose holidays are taken for an eighth weekday."""
    week = pd.DataFrame({"weekday": [1, 7, 8], "vehicles": [100.0, 60.0, 50.0]})
    figure = week_profile_figure(DE, week)
    assert list(figure.data[0].x)[-1] == "Feiertag"
    assert figure.layout.yaxis.rangemode == "tozero"


def test_months_without_passers_by_stay_open() -> None:
    """Prevents an outage of a counter from being bridged by a line."""
    rows = pd.DataFrame(
        {
            "station_id": "w",
            "name": "West",
            "month": pd.to_datetime(["2023-01-01", "2023-02-01", "2023-03-01"]),
            "per_hour": [100.0, None, 90.0],
        }
    )
    figure = pedestrian_months_figure(DE, rows)
    assert figure.data[0].connectgaps is False
    assert len(figure.data[0].x) == 3
