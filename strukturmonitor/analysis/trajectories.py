"""Development of areas over the common years of several indicators, made comparable: the input of the types."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Trajectories:
    """shape: index area_id, columns (indicator_id, year), without unit: how an area moved against all others, every
    indicator counting the same. years: the common ones. reasons: area_id → why an area has none ('missing' with
    the indicator's id behind a colon). left_out: indicator_id → why it was left out ('no_values' or 'constant')."""

    shape: pd.DataFrame
    years: tuple[int, ...]
    reasons: dict[str, str]
    left_out: dict[str, str]


def yearly(rows: pd.DataFrame) -> pd.DataFrame:
    """The last value of each calendar year. `rows`: area_id, period, value; returns index area_id, columns year.
    Infinite values count as missing."""
    values = rows.assign(
        year=rows["period"].dt.year, value=rows["value"].astype("float64").replace([np.inf, -np.inf], np.nan)
    )
    last = values.sort_values("period").groupby(["area_id", "year"], sort=True).tail(1)
    return last.pivot(index="area_id", columns="year", values="value")


def logarithms(values: pd.DataFrame) -> pd.DataFrame:
    """For amounts (persons): 100 · ln, so that differences read as about per cent; missing where not above 0."""
    return 100 * np.log(values.where(values > 0))


def common_years(tables: Mapping[str, pd.DataFrame], coverage: float) -> tuple[int, ...]:
    """The years in which at least this share of the areas has a value of every indicator."""
    each = [set(table.columns[table.notna().mean() >= coverage]) for table in tables.values()]
    return tuple(sorted(int(year) for year in set.intersection(*each))) if each else ()


def trajectories(tables: Mapping[str, pd.DataFrame], *, coverage: float) -> Trajectories:
    """`tables`: indicator_id → values, index area_id (the same in all), columns year.

    x(a, i, t) → y = x less the area's mean over the years (so that only its movement counts, not its level) → less
    the mean of all areas in that year (so that what happens everywhere does not count) → divided by the root mean
    square over all areas and years of the indicator."""
    left_out = {name: "no_values" for name, table in tables.items() if not table.notna().any(axis=None)}
    tables = {name: table for name, table in tables.items() if name not in left_out}
    years = common_years(tables, coverage)
    reasons: dict[str, str] = {}
    for name, table in tables.items():
        for area_id in table.index[table.reindex(columns=years).isna().any(axis=1)]:
            reasons.setdefault(str(area_id), f"missing:{name}")
    parts = {}
    for name, table in tables.items():
        known = table.loc[[area_id not in reasons for area_id in table.index], list(years)]
        moved = known.sub(known.mean(axis=1), axis=0)
        moved = moved - moved.mean()
        spread = float(np.sqrt((moved**2).to_numpy().mean())) if moved.size else 0.0
        if spread <= 1e-9 * max(1.0, float(known.abs().to_numpy().max(initial=0.0))):
            left_out[name] = "constant"
        else:
            parts[name] = moved / spread
    shape = pd.concat(parts, axis=1) if parts and years else pd.DataFrame()
    return Trajectories(shape=shape, years=years, reasons=reasons, left_out=left_out)


def changes(tables: Mapping[str, pd.DataFrame], years: tuple[int, ...], end_years: int) -> pd.DataFrame:
    """Mean of the last years less mean of the first, so many each (at most half of all): index area_id, one column per
    indicator, in its unit."""
    many = min(end_years, len(years) // 2)
    first, last = list(years[:many]), list(years[-many:])
    return pd.DataFrame({name: table[last].mean(axis=1) - table[first].mean(axis=1) for name, table in tables.items()})
