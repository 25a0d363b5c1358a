"""What the need index is computed from: the newest values, those at the beginning of the window, and what is no value."""

import numpy as np
import pandas as pd
import pytest
from index_cases import indicator, version_of

from strukturmonitor.analysis import need
from strukturmonitor.analysis.indexes import IndexDefinition, definitions

AREAS = pd.Index(["stat:1", "stat:2", "stat:3"], name="area_id")
RATE = indicator("leerstandsquote", minimum_denominator=20)
VERSION = version_of(RATE.model_copy(update={"catalogue": "leerstandsquote"}))


def definition() -> IndexDefinition:
    return definitions()["strukturwandel"].model_copy(update={"versions": (VERSION,)})


def rows(day: str, values: list[float], *, base: float = 100, origins: str | list[str] = "counted") -> pd.DataFrame:
    """One row per area: values in per cent of a base."""
    frame = pd.DataFrame({"area_id": AREAS, "period": pd.Timestamp(day), "value": values, "origin": origins})
    return frame.assign(denominator=float(base), numerator=frame["value"] * base / 100, reason="")


def material(monkeypatch: pytest.MonkeyPatch, *dates: pd.DataFrame) -> need.Material:
    """Of these values of the vacancy rate; 1,000 residents everywhere."""
    persons = rows(str(dates[-1]["period"].iloc[0].date()), [1000.0] * 3)
    known = {"leerstandsquote": pd.concat(dates, ignore_index=True), "bevoelkerung": persons}
    monkeypatch.setattr(need, "series", lambda reader, entry: known[entry.id])
    return need.material(None, definition(), VERSION, AREAS)


def test_the_window_begins_two_years_before_the_newest_value(monkeypatch: pytest.MonkeyPatch) -> None:
    """Prevents a change since any other date, and one over a window that no value begins."""
    found = material(
        monkeypatch,
        rows("2023-09-30", [1, 1, 1]),
        rows("2024-09-30", [2, 4, 6]),
        rows("2025-09-30", [9, 9, 9]),
        rows("2026-09-30", [3, 5, 8]),
    )
    assert found.values["leerstandsquote"].tolist() == [3, 5, 8]
    assert found.before["leerstandsquote"].tolist() == [2, 4, 6]
    assert (found.periods.iloc[0], found.before_periods.iloc[0]) == (
        pd.Timestamp("2026-09-30"),
        pd.Timestamp("2024-09-30"),
    )
    apart = material(monkeypatch, rows("2024-06-30", [2, 4, 6]), rows("2026-09-30", [3, 5, 8]))
    assert apart.before["leerstandsquote"].isna().all() and pd.isna(apart.before_periods.iloc[0])


def test_too_few_cases_are_no_value(monkeypatch: pytest.MonkeyPatch) -> None:
    """Prevents three shops from making an index: below the minimum of the definition (20) a value does not count, neither
    now nor before."""
    now = rows("2026-09-30", [3, 5, 8])
    now.loc[0, "denominator"] = 19.0
    before = rows("2024-09-30", [2, 4, 6])
    before.loc[1, "denominator"] = 19.0
    found = material(monkeypatch, before, now)
    np.testing.assert_array_equal(found.values["leerstandsquote"], [np.nan, 5, 8])
    np.testing.assert_array_equal(found.before["leerstandsquote"], [2, np.nan, 6])


def test_from_an_invented_value_to_a_counted_one_there_is_no_change(monkeypatch: pytest.MonkeyPatch) -> None:
    """Prevents a change of course that is only the end of the demo data."""
    found = material(
        monkeypatch,
        rows("2024-09-30", [2, 4, 6], origins=["made", "made", "counted"]),
        rows("2026-09-30", [3, 5, 8], origins=["made", "counted", "counted"]),
    )
    np.testing.assert_array_equal(found.before["leerstandsquote"], [2, np.nan, 6])
