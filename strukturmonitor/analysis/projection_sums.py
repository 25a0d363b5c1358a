"""From statistische Bezirke and single years of age to what is shown: areas of all levels, age groups, limits of the band."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from strukturmonitor.analysis.projection_counts import AGES, Counts
from strukturmonitor.analysis.projection_model import drawn_factors, expected_factors, project
from strukturmonitor.analysis.projection_rates import Rates

_AREAS_AT_ONCE = 1500  # draws times areas that are moved forward together: as many as fit a processor's own memory


@dataclass(frozen=True)
class Sums:
    """Areas k of all levels made of statistische Bezirke s (`share` (k, s), below 1 by areal interpolation), age groups g
    that are shown in lines, and age bands b of the pyramid."""

    area_ids: tuple[str, ...]
    levels: np.ndarray
    share: csr_array
    groups: tuple[str, ...]
    in_group: np.ndarray  # (a, g)
    band_ages: np.ndarray  # first age of each band

    def grouped(self, persons: np.ndarray) -> np.ndarray:
        """persons (…, s, x, a) → (…, k, g)."""
        in_group = self.in_group.astype(persons.dtype)
        return self._of_areas(np.einsum("...a,ag->...g", persons.sum(axis=-2), in_group))

    def banded(self, persons: np.ndarray) -> np.ndarray:
        """persons (…, s, x, a) → (…, k, x · b)."""
        bands = np.add.reduceat(persons, self.band_ages, axis=-1)
        return self._of_areas(bands.reshape(*bands.shape[:-2], -1))

    def _of_areas(self, values: np.ndarray) -> np.ndarray:
        """(…, s, c) → (…, k, c). Sparse and without BLAS, whose threads would take the processors from the pages."""
        by_stat = np.moveaxis(values, -2, 0)
        summed = self.share @ by_stat.reshape(len(by_stat), -1)
        return np.moveaxis(summed.reshape(-1, *by_stat.shape[1:]), 0, -2).astype(values.dtype)


@dataclass(frozen=True)
class Course:
    """The years to come: middle and limits of the band, of the age groups (t, k, g) for every year, and of the pyramid's
    bands (t, k, x · b) for some years."""

    years: np.ndarray
    groups: np.ndarray  # (3, t, k, g): low, middle, high
    band_years: np.ndarray
    bands: np.ndarray  # (3, t, k, x · b)


def make_sums(counts: Counts, areas: pd.DataFrame, parts: pd.DataFrame, settings: dict) -> Sums:
    """`areas`: area_id, level of all areas; `parts`: area_id, stat_id, share. Only areas whose parts are all counted."""
    parts = parts[parts["area_id"].isin(areas["area_id"])]
    is_whole = parts["stat_id"].isin(counts.stat_ids).groupby(parts["area_id"]).all()
    levels = areas.set_index("area_id")["level"]
    area_ids = tuple(area_id for area_id in levels.index if is_whole.get(area_id, False))
    share = parts.pivot_table(index="area_id", columns="stat_id", values="share", aggfunc="sum", fill_value=0.0)
    ages = np.arange(AGES)
    band_ages = np.arange(0, settings["last_band_age"] + 1, settings["band_age_years"])
    return Sums(
        area_ids=area_ids,
        levels=levels[list(area_ids)].to_numpy(dtype=str),
        share=csr_array(share.reindex(index=area_ids, columns=counts.stat_ids, fill_value=0.0).to_numpy(dtype=float)),
        groups=tuple(settings["groups"]),
        in_group=np.stack([(ages >= first) & (ages <= last) for first, last in settings["groups"].values()], axis=1),
        band_ages=band_ages,
    )


def course(
    start: np.ndarray, start_year: int, rates: Rates, sums: Sums, *, years: int, draws: int, settings: dict
) -> Course:
    """Middle and band of the coming `years` from residents `start` (s, x, a) at the end of `start_year`."""
    coming = start_year + 1 + np.arange(years)
    is_banded = (coming % settings["pyramid_step_years"] == 0) | (coming == coming[-1])
    is_banded |= coming == start_year + settings["test_years"]
    groups, bands = _sums_by_year(start, rates, expected_factors(rates, years), is_banded, sums, settings)
    at_once = max(_AREAS_AT_ONCE // len(start), 1)
    drawn = [
        _sums_by_year(start, rates, factors, is_banded, sums, settings)
        for factors in drawn_factors(rates, years, draws, settings, at_once=at_once)
    ]
    outside = (1 - settings["band_pct"] / 100) / 2
    return Course(
        years=coming,
        groups=_with_limits(groups, [each for each, _ in drawn], outside),
        band_years=coming[is_banded],
        bands=_with_limits(bands, [each for _, each in drawn], outside),
    )


def _sums_by_year(
    start: np.ndarray, rates: Rates, factors: np.ndarray, is_banded: np.ndarray, sums: Sums, settings: dict
) -> tuple[np.ndarray, np.ndarray]:
    """Age groups (t, n, k, g) and bands (t, n, k, x · b) of the years that have some."""
    groups, bands = [], []
    for has_bands, persons in zip(is_banded, project(start, rates, factors, settings), strict=True):
        groups.append(sums.grouped(persons))
        if has_bands:
            bands.append(sums.banded(persons))
    return np.stack(groups), np.stack(bands)


def _with_limits(middle: np.ndarray, drawn: list[np.ndarray], outside: float) -> np.ndarray:
    """(t, 1, …) and draws (t, n, …) → (3, t, …): low, middle, high."""
    low, high = np.quantile(np.concatenate(drawn, axis=1), [outside, 1 - outside], axis=1)
    return np.stack([low, middle[:, 0], high])
