"""The need index with its draws: 62 areas × 20 indicators as here, 600 areas as in a large city; beside the plain way,
one draw after the other with pandas."""

import time
from collections.abc import Callable

import numpy as np
import pandas as pd

from strukturmonitor.analysis.certainty import Counts, certainty, drawing
from strukturmonitor.analysis.index_sums import compute_index
from strukturmonitor.analysis.indexes import IndexIndicator, IndexVersion

_RUNS = 5
_PLAIN_DRAWS = 50
_WORDS = {"de": "Messung", "en": "measurement"}


def measure() -> dict[str, float | int]:
    """Milliseconds: index, contributions and 2,000 draws (weights, indicators left out, chance in the counts at both
    dates); medians of several runs."""
    found: dict[str, float | int] = {"draws": drawing().draws}
    for areas in (62, 600):
        version, now, before, values, values_before = _case(areas, 20)

        def run(version=version, now=now, before=before, values=values, values_before=values_before) -> None:
            outcome = compute_index(version, values, values_before)
            certainty(version, values, outcome.areas, before=values_before, counts=now, counts_before=before)

        found[f"{areas}_areas_20_indicators_ms"] = _median_ms(run, _RUNS)
    version, _, _, values, values_before = _case(62, 20)
    found["62_areas_20_indicators_without_draws_ms"] = _median_ms(
        lambda: compute_index(version, values, values_before), 20
    )
    found["plain_62_areas_20_indicators_ms"] = (
        _median_ms(lambda: _plain(version, values), 1) * drawing().draws / _PLAIN_DRAWS
    )
    return found


def _case(areas: int, indicators: int) -> tuple[IndexVersion, Counts, Counts, pd.DataFrame, pd.DataFrame]:
    version = IndexVersion(
        version="measurement",
        valid_from="2026-01-01",
        valid_until=None,
        minimum_population=300,
        least_weight_share=0.6,
        window_years=2,
        status_cuts=(-1, 1, 1.5),
        dynamic_cuts=(-1, 1),
        indicators=tuple(
            IndexIndicator(
                id=f"i{number}",
                catalogue=None,
                weight=1,
                direction="more_is_worse",
                noise="binomial" if number % 2 else "poisson",
                stands_for=_WORDS,
            )
            for number in range(indicators)
        ),
    )
    rng = np.random.default_rng(1)
    index = pd.Index([f"area{number}" for number in range(areas)])
    bases = pd.DataFrame(
        rng.integers(20, 6000, (areas, indicators)).astype(float), index=index, columns=version.columns
    )
    factors = dict.fromkeys(version.columns, 100.0)
    counts = [(bases * rng.uniform(0.02, 0.3, bases.shape)).round() for _ in range(2)]
    values = [100 * numerators / bases for numerators in counts]
    return version, Counts(counts[0], bases, factors), Counts(counts[1], bases, factors), values[0], values[1]


def _plain(version: IndexVersion, values: pd.DataFrame) -> None:
    """Ranks under other weights alone, one draw after the other."""
    rng = np.random.default_rng(1)
    for _ in range(_PLAIN_DRAWS):
        weights = rng.dirichlet(np.ones(len(version.indicators)))
        z = (values - values.mean()) / values.std(ddof=0)
        summed = (z * weights).sum(axis=1)
        ((summed - summed.mean()) / summed.std(ddof=0)).rank(ascending=False)


def _median_ms(run: Callable[[], None], runs: int) -> float:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        run()
        times.append(1000 * (time.perf_counter() - start))
    return float(np.median(times))
