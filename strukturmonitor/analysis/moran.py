"""Moran's I: whether areas resemble their neighbours more than chance would have it.

Moran, P. A. P. (1950): Notes on continuous stochastic phenomena. Anselin, L. (1995): Local indicators of spatial
association – LISA. Computed by esda and libpysal; the permutations of the overall value are drawn here, because esda
takes them one by one from the generator that all of the process shares, without a seed."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

_QUADRANTS = np.array(["", "HH", "LH", "LL", "HL"])  # esda's numbers 1 to 4; first the area, then its neighbours
_CHUNK = 1000  # permutations at a time


@dataclass(frozen=True)
class Overall:
    """i: from about −1 (neighbours are opposites) over `expected` (chance, −1/(n−1)) to about 1 (alike). i_border: the
    same with neighbours weighted by the length of the common border. p: two-sided, by permutation."""

    n: int
    i: float
    i_border: float
    expected: float
    p: float


def untestable(values: pd.Series, neighbours: pd.DataFrame, minimum_areas: int) -> str:
    """Why no Moran's I can be told of these values, '' where one can: 'no_values', 'no_neighbours', 'too_few',
    'constant'."""
    known = _finite(values)
    if known.empty:
        return "no_values"
    joined = connected(known, neighbours)
    if joined.empty:
        return "no_neighbours"
    if len(joined) < minimum_areas:
        return "too_few"
    spread, size = np.ptp(joined), joined.abs().max()
    return "constant" if spread <= 1e-12 * max(size, 1.0) else ""


def connected(values: pd.Series, neighbours: pd.DataFrame) -> pd.Series:
    """The values of the areas that have a neighbour with a value: islands say nothing of neighbourhood."""
    known = _finite(values)
    pairs = _pairs(known.index, neighbours)
    return known[known.index.isin(pairs["area_id"])]


def overall_moran(values: pd.Series, neighbours: pd.DataFrame, *, by: str, permutations: int, seed: int) -> Overall:
    """Moran's I of values (area_id → value; testable: see `untestable`). `neighbours`: area_id, neighbour_id, border_m
    in both directions; `by`: contiguity or border."""
    from esda import Moran
    from scipy.sparse import csr_array

    joined = connected(values, neighbours)
    found = Moran(joined.to_numpy(), _weights(joined.index, neighbours, by), permutations=0)
    border = Moran(joined.to_numpy(), _weights(joined.index, neighbours, "border"), permutations=0)
    z = joined.to_numpy() - joined.mean()
    matrix = csr_array(found.w.sparse)
    distance = abs(found.I - found.EI)
    rng = np.random.default_rng(seed)
    beyond = 0
    for start in range(0, permutations, _CHUNK):
        count = min(_CHUNK, permutations - start)
        drawn = rng.permuted(np.tile(z, (count, 1)), axis=1)
        simulated = len(z) / matrix.sum() * (drawn * (matrix @ drawn.T).T).sum(axis=1) / (z @ z)
        beyond += int((np.abs(simulated - found.EI) >= distance - 1e-12).sum())
    return Overall(
        n=len(joined),
        i=float(found.I),
        i_border=float(border.I),
        expected=float(found.EI),
        p=(beyond + 1) / (permutations + 1),
    )


def local_moran(
    values: pd.Series, neighbours: pd.DataFrame, *, by: str, permutations: int, seed: int, false_discovery: float
) -> pd.DataFrame:
    """One row per area with a valued neighbour (index area_id): i, neighbours (with a value), neighbours_mean, side
    (HH, LL, HL, LH: the area and its neighbours against the mean of all), p (two-sided, conditional permutation), q
    (Benjamini–Hochberg over the areas), quadrant (the side where q is at most `false_discovery`, else '') and cluster
    (HH or LL of the marked areas and of those next to one that lie on the same side of the mean, else '')."""
    from esda import Moran_Local
    from scipy.sparse import csr_array
    from scipy.stats import false_discovery_control

    joined = connected(values, neighbours)
    weights = _weights(joined.index, neighbours, by)
    found = Moran_Local(joined.to_numpy(), weights, permutations=permutations, seed=seed)
    lag = csr_array(found.w.sparse) @ joined.to_numpy()
    p = _two_sided(found.Is, found.sim)
    q = false_discovery_control(p, method="bh")
    side = pd.Series(_QUADRANTS[found.q], index=joined.index)
    quadrant = side.where(q <= false_discovery, "")
    return pd.DataFrame(
        {
            "i": found.Is,
            "neighbours": [len(weights.neighbors[area_id]) for area_id in joined.index],
            "neighbours_mean": lag,
            "side": side,
            "p": p,
            "q": q,
            "quadrant": quadrant,
            "cluster": _clusters(quadrant, side, neighbours),
        },
        index=joined.index,
    )


def _two_sided(seen: np.ndarray, drawn: np.ndarray) -> np.ndarray:
    """Twice the share of the permutations (permutations × areas) that lie at least as far out as what was seen, at the
    nearer end. esda's p_sim counts the lower end without ties: where many values are equal, an area that chance gives the
    same value nearly always would be marked."""
    rounding = 1e-9 * np.maximum(np.abs(seen), 1)
    above, below = (drawn >= seen - rounding).sum(axis=0), (drawn <= seen + rounding).sum(axis=0)
    return np.minimum(2 * (np.minimum(above, below) + 1) / (len(drawn) + 1), 1.0)


def _clusters(quadrant: pd.Series, side: pd.Series, neighbours: pd.DataFrame) -> pd.Series:
    pairs = _pairs(quadrant.index, neighbours)
    found = quadrant.where(quadrant.isin(["HH", "LL"]), "")
    for name in ("HH", "LL"):
        middles = quadrant.index[quadrant == name]
        near = quadrant.index.isin(pairs.loc[pairs["area_id"].isin(middles), "neighbour_id"])
        found = found.mask(near & (quadrant == "") & (side.str[:1] == name[0]), name)
    return found


def _finite(values: pd.Series) -> pd.Series:
    numbers = values.astype("float64")
    return numbers[np.isfinite(numbers)].sort_index()


def _pairs(area_ids: pd.Index, neighbours: pd.DataFrame) -> pd.DataFrame:
    return neighbours[neighbours["area_id"].isin(area_ids) & neighbours["neighbour_id"].isin(area_ids)]


def _weights(area_ids: pd.Index, neighbours: pd.DataFrame, by: str) -> object:
    """libpysal's W over these areas, in their order; esda makes its rows sum to 1."""
    from libpysal.weights import W

    near: dict[str, list[str]] = {area_id: [] for area_id in area_ids}
    lengths: dict[str, list[float]] = {area_id: [] for area_id in area_ids}
    pairs = _pairs(area_ids, neighbours)
    for area_id, neighbour_id, border_m in zip(pairs["area_id"], pairs["neighbour_id"], pairs["border_m"], strict=True):
        near[area_id].append(neighbour_id)
        lengths[area_id].append(float(border_m) if by == "border" else 1.0)
    return W(near, lengths, id_order=list(area_ids), silence_warnings=True)
