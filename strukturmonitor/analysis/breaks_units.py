"""Breaks in the indicator's unit: from the scale of the test (logarithms, or the distance from the city) back to what
pages show."""

import numpy as np
import pandas as pd

from strukturmonitor.analysis.breaks_dating import Turn
from strukturmonitor.analysis.breaks_series import DAYS_PER_YEAR, Family, facts


def unit_values(path: np.ndarray, base: np.ndarray | None, is_log: bool) -> np.ndarray:
    """Values on the scale of the test in the indicator's unit; `base`: of the city, None for the series by itself."""
    if is_log:
        return np.exp(path) * (1 if base is None else base)
    return path + (0 if base is None else base)


def turns_in_unit(
    turns: list[Turn], path: np.ndarray, base: np.ndarray | None, periods: pd.DatetimeIndex, is_log: bool
) -> list[dict]:
    """The breaks of a series in the indicator's unit, at the city's value of each date. A bend: the change per year of
    the section before and of that after it (`reach_years` long), beside the city's."""
    rows = []
    for number, turn in enumerate(turns):
        at = turn.at
        there = None if base is None else base[at]

        def value(scaled: float, there: float | None = there) -> float:
            return float(unit_values(np.array([scaled]), None if there is None else np.array([there]), is_log)[0])

        reach_years = 1.0
        if turn.kind == "level":
            before, after = value(turn.before), value(turn.after)
        else:
            start = turns[number - 1].at if number else 0
            following = turns[number + 1] if number + 1 < len(turns) else None
            end = len(path) - 1 if following is None else following.at - (following.kind == "level")
            years = (periods - periods[at]).days / DAYS_PER_YEAR
            before = (value(path[at]) - value(path[start])) / -years[start]
            after = (value(path[end]) - value(path[at])) / years[end]
            reach_years = years[end]
        rows.append(
            {
                "kind": turn.kind,
                "period": periods[at],
                "low": periods[turn.low],
                "high": periods[turn.high],
                "before": before,
                "after": after,
                "size": after - before,
                "reach_years": reach_years,
                "is_data_break": False,
                "reason": "",
                "reason_de": "",
                "reason_en": "",
            }
        )
    return rows


def data_breaks(
    family: Family, area: str, path: np.ndarray, base: np.ndarray | None, periods: pd.DatetimeIndex, is_log: bool,
) -> list[dict]:  # fmt: skip
    """Known breaks in the data that lie inside the series, with the step that the model found there."""
    rows = []
    for entry in family.known:
        if not entry.concerns(area):
            continue
        first = int(np.searchsorted(periods, entry.date))
        if not 0 < first < len(periods):
            continue
        before, after = unit_values(path, base, is_log)[[first - 1, first]]
        rows.append(
            {
                "area_id": area,
                "kind": "level",
                "period": entry.date,
                "low": entry.date,
                "high": entry.date,
                "before": before,
                "after": after,
                "size": after - before,
                "p": np.nan,
                "q": np.nan,
                "is_data_break": True,
                "reason": entry.reason,
                "reason_de": entry.de,
                "reason_en": entry.en,
            }
        )
    return rows


def has_cases(row: dict, turn: Turn, one_case: np.ndarray | None) -> bool:
    """Whether a break comes to more than a few cases: where one shop more is a per cent, one shop is no change of course."""
    if one_case is None or not np.isfinite(one_case[turn.at]):
        return True
    return abs(row["size"]) * row["reach_years"] >= facts()["least_cases"] * one_case[turn.at]
