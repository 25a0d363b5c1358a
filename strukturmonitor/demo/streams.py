"""Random numbers (one seed, one independent stream per subject), shares and whole numbers."""

import numpy as np


def stream(truth: dict, subject: str) -> np.random.Generator:
    """Return the generator of a subject; a change in one subject never shifts the numbers of another."""
    return np.random.default_rng(np.random.SeedSequence(truth["seed"], spawn_key=tuple(subject.encode("utf-8"))))


def pick(rng: np.random.Generator, shares: dict, size: int) -> np.ndarray:
    """Draw `size` keys of `shares` (key: weight) with probability proportional to the weight."""
    keys = list(shares)
    weights = np.array([shares[key] for key in keys], dtype=float)
    numbers = rng.choice(len(keys), size=size, p=weights / weights.sum())
    return np.array(keys, dtype=object if isinstance(keys[0], str) else None)[numbers]


def whole_numbers(values: np.ndarray, total: int) -> np.ndarray:
    """Round non-negative `values` to whole numbers that sum to `total`, in proportion (largest remainders)."""
    values = np.asarray(values, dtype=float)
    scaled = values * (total / values.sum()) if values.sum() > 0 else np.full(values.shape, total / values.size)
    whole = np.floor(scaled).astype(np.int64)
    missing = int(total - whole.sum())
    if missing:
        order = np.argsort(-(scaled - whole), axis=None, kind="stable")
        whole.flat[order[:missing]] += 1
    return whole


def scaled(count: float, scale: float) -> int:
    """A number of the full demo at another scale, at least 1."""
    return max(1, round(count * scale))
