"""Development of areas over the common years of several indicators, made comparable: the input of the types."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Trajectories:
    """shape: index area_id, columns (indicator_id, year), without unit: how an area moved against all others. weights:
    indicator_id → how much of its movement lasts from year to year (0 to 1). years: the common ones. reasons:
    area_id → why an area has no trajectory ('missing' with the indicator's id behind a colon). left_out:
    indicator_id → why it was left out: 'no_values', 'gaps' (too few years known of almost all areas), 'constant',
    or 'noise' where no movement lasts."""

    shape: pd.DataFrame
    weights: dict[str, float]
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


def trajectories(tables: Mapping[str, pd.DataFrame], *, coverage: float, minimum_years: int = 1) -> Trajectories:
    """`tables`: indicator_id → values, index area_id (the same in all), columns year.

    Each indicator is standardised (`standardised`), so that its unit does not count, and multiplied by the root of its
    weight (`persistence`): brought to equal spread, an indicator in which areas only jump by chance would else
    drown the others. An indicator that fewer than `minimum_years` years know of almost all areas is left out."""
    left_out = {
        name: "gaps" if table.notna().any(axis=None) else "no_values"
        for name, table in tables.items()
        if len(common_years({name: table}, coverage)) < minimum_years
    }
    tables = {name: table for name, table in tables.items() if name not in left_out}
    years = common_years(tables, coverage)
    reasons: dict[str, str] = {}
    for name, table in tables.items():
        for area_id in table.index[table.reindex(columns=years).isna().any(axis=1)]:
            reasons.setdefault(str(area_id), f"missing:{name}")
    parts, weights = {}, {}
    for name, table in tables.items():
        shape = standardised(table.loc[[area_id not in reasons for area_id in table.index], list(years)])
        weight = persistence(shape) if shape is not None else 0.0
        if weight > 0:
            parts[name], weights[name] = shape * np.sqrt(weight), weight
        else:
            left_out[name] = "constant" if shape is None else "noise"
    shape = pd.concat(parts, axis=1) if parts and years else pd.DataFrame()
    return Trajectories(shape=shape, weights=weights, years=years, reasons=reasons, left_out=left_out)


def standardised(values: pd.DataFrame) -> pd.DataFrame | None:
    """x(a, t) less the area's mean over the years (so that only its movement counts, not its level), less the mean of
    all areas in that year (so that what happens everywhere does not count), divided by the root mean square over
    all areas and years. None where all areas moved alike."""
    moved = values.sub(values.mean(axis=1), axis=0)
    moved = moved - moved.mean()
    spread = float(np.sqrt((moved**2).to_numpy().mean())) if moved.size else 0.0
    largest = float(values.abs().to_numpy().max(initial=0.0))
    return moved / spread if spread > 1e-9 * max(1.0, largest) else None


def persistence(moved: pd.DataFrame) -> float:
    """Autocorrelation from one year to the next over all areas, at least 0: near 0 for values that jump by chance, near
    1 for courses that keep their direction."""
    values = moved.to_numpy()
    return max(0.0, float((values[:, 1:] * values[:, :-1]).sum() / (values**2).sum()))


def changes(tables: Mapping[str, pd.DataFrame], years: tuple[int, ...], end_years: int) -> pd.DataFrame:
    """Mean of the last years less mean of the first, so many each (at most half of all): index area_id, one column per
    indicator, in its unit."""
    many = min(end_years, len(years) // 2)
    first, last = list(years[:many]), list(years[-many:])
    return pd.DataFrame({name: table[last].mean(axis=1) - table[first].mean(axis=1) for name, table in tables.items()})
