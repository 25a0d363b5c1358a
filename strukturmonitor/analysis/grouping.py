"""Groups of like areas: Ward's method, their number by the silhouette, and how stable they are.

Ward, J. H. (1963): Hierarchical grouping to optimize an objective function. Rousseeuw, P. J. (1987): Silhouettes.
Hubert, L. and Arabie, P. (1985): Comparing partitions (adjusted Rand index)."""

from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Groups:
    """labels: area_id → group 0, 1, … (the largest first). silhouette: of each area, from −1 (nearer to another group)
    to 1. distance: from the middle (mean) of its group, in the unit of the shape."""

    labels: pd.Series
    silhouette: pd.Series
    distance: pd.Series


@dataclass(frozen=True)
class Divisions:
    """groups: number of groups → the groups, of the numbers that may be shown; proposed: one of them. choice: one row
    per number tried: number, silhouette, stability, smallest, is_chosen (the proposed one)."""

    groups: dict[int, Groups]
    proposed: int
    choice: pd.DataFrame


def divisions(
    shape: pd.DataFrame,
    *,
    numbers: tuple[int, int],
    minimum_members: int,
    draws: int,
    share: float,
    seed: int,
    fixed: int | None = None,
) -> Divisions | None:
    """Areas (rows of `shape`) in groups, for each number whose smallest group has `minimum_members`. Proposed is the
    number with the highest mean silhouette; `fixed` proposes one of the numbers tried instead. None where no number is
    left."""
    from scipy.cluster.hierarchy import fcluster, ward
    from sklearn.metrics import silhouette_samples

    points = shape.to_numpy("float64")
    tree = ward(points)
    labelled = {}
    for number in range(numbers[0], min(numbers[1], len(points) - 1) + 1):
        labels = fcluster(tree, number, criterion="maxclust")
        if labels.max() != number:  # equal areas do not part
            continue
        labelled[number] = (labels, silhouette_samples(points, labels))
    stable = stability(
        points, {name: labels for name, (labels, _) in labelled.items()}, draws=draws, share=share, seed=seed
    )
    rows = [
        {
            "number": number,
            "silhouette": float(each.mean()),
            "stability": stable[number],
            "smallest": int(np.bincount(labels)[1:].min()),
        }
        for number, (labels, each) in labelled.items()
    ]
    choice = pd.DataFrame(rows, columns=["number", "silhouette", "stability", "smallest"])
    allowed = choice[(choice["smallest"] >= minimum_members) | (choice["number"] == fixed)]
    if allowed.empty:
        return None
    best = int(allowed.loc[allowed["silhouette"].idxmax(), "number"])
    proposed = fixed if fixed in labelled else best
    return Divisions(
        groups={int(number): _groups(shape, *labelled[number]) for number in allowed["number"]},
        proposed=proposed,
        choice=choice.assign(is_chosen=choice["number"] == proposed),
    )


def _groups(shape: pd.DataFrame, labels: np.ndarray, each: np.ndarray) -> Groups:
    points = shape.to_numpy("float64")
    by_size = pd.Series(labels).value_counts().rename_axis("label").reset_index(name="size")
    order = by_size.sort_values(["size", "label"], ascending=[False, True])["label"].tolist()
    named = np.array([order.index(label) for label in labels])
    middles = np.array([points[named == group].mean(axis=0) for group in range(len(order))])
    return Groups(
        labels=pd.Series(named, index=shape.index),
        silhouette=pd.Series(each, index=shape.index),
        distance=pd.Series(np.linalg.norm(points - middles[named], axis=1), index=shape.index),
    )


def stability(
    points: np.ndarray, labelled: dict[int, np.ndarray], *, draws: int, share: float, seed: int
) -> dict[int, float]:
    """Mean adjusted Rand index between the groups and those found again in random parts of the areas, for each number
    of groups (`labelled`: number → label of each area)."""
    from scipy.cluster.hierarchy import fcluster, ward
    from sklearn.metrics import adjusted_rand_score

    if not labelled:
        return {}
    rng = np.random.default_rng(seed)
    size = min(len(points), max(max(labelled) + 1, round(share * len(points))))
    found: dict[int, list[float]] = {number: [] for number in labelled}
    for _ in range(draws):
        part = rng.choice(len(points), size, replace=False)
        tree = ward(points[part])
        for number, labels in labelled.items():
            found[number].append(adjusted_rand_score(labels[part], fcluster(tree, number, criterion="maxclust")))
    return {number: float(np.mean(each)) for number, each in found.items()}
