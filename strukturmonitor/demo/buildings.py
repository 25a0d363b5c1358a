"""Sample survey of the outer condition of buildings: the same buildings every second year.

Every building has a fixed rank; it has a backlog (Sanierungsrückstand) as long as its rank lies below the share
planned for its Bezirk, era and year. So the share follows demo.yml and single buildings change believably; a
surveyor's judgement differs a little from survey to survey.
"""

import numpy as np
import pandas

from strukturmonitor.demo.effects import DAYS_PER_YEAR, days, planted
from strukturmonitor.demo.places import Places
from strukturmonitor.demo.streams import scaled, stream, whole_numbers

GOOD, SMALL_DEFECTS, MARKED_DEFECTS, SEVERE_DEFECTS = 1, 2, 3, 4


def building_frame(truth: dict, places: Places, residents: np.ndarray, scale: float) -> pandas.DataFrame:
    """Table building_survey (without area_ids). `residents`: persons per statistischer Bezirk, int (s,)."""
    settings = truth["buildings"]
    rng = stream(truth, "buildings")
    total = scaled(settings["total"], scale)
    stat = np.repeat(np.arange(len(places)), whole_numbers(residents, total))
    era = _eras(settings, places, stat, rng)
    rank = _ranks(stat, places, rng)
    second = rng.random(total)
    lon, lat = places.scatter(stat, rng)
    median = np.array([settings["eras"][key]["dwellings"] for key in era])
    spread = np.array([settings["eras"][key]["spread"] for key in era])
    dwellings = np.maximum(np.rint(median * np.exp(rng.normal(size=total) * spread)), 1).astype(np.uint16)
    relative = np.array([settings["eras"][key]["backlog"] for key in era])
    relative /= _mean_by_bezirk(relative, places.bezirk_number[stat])
    frames = []
    for year, month in settings["survey_months"].items():
        first = days(f"{year}-{month:02d}-01")
        surveyed = first + rng.integers(settings["survey_length_days"], size=total)
        share = np.clip(_bezirk_share(truth, places, first)[stat] * relative, 0.0, 0.95)
        judged = rank + rng.normal(0, settings["judgement_spread"], size=total)
        has_backlog = judged < share
        frames.append(
            pandas.DataFrame(
                {
                    "building_id": [f"G-{number:05d}" for number in range(1, total + 1)],
                    "surveyed_on": surveyed.astype("datetime64[s]"),
                    "era": era,
                    "dwellings": dwellings,
                    "condition": _condition(settings, has_backlog, judged / np.maximum(share, 1e-9), second),
                    "has_backlog": has_backlog,
                    "lon": lon,
                    "lat": lat,
                    "origin": "made",
                }
            )
        )
    return pandas.concat(frames, ignore_index=True)


def _eras(settings: dict, places: Places, stat: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    keys = np.array(list(settings["eras"]), dtype=object)
    limits = np.array([np.cumsum(settings["era_shares"][bezirk]) for bezirk in places.bezirk_ids])[stat]
    return keys[np.minimum((rng.random(len(stat))[:, None] > limits).sum(axis=1), len(keys) - 1)]


def _ranks(stat: np.ndarray, places: Places, rng: np.random.Generator) -> np.ndarray:
    """Evenly spaced ranks 0..1 in random order within each Bezirk: shares are met even in a small sample."""
    rank = np.empty(len(stat))
    for number in range(len(places.bezirke)):
        inside = np.flatnonzero(places.bezirk_number[stat] == number)
        rank[inside] = (rng.permutation(len(inside)) + 0.5) / max(len(inside), 1)
    return rank


def _mean_by_bezirk(values: np.ndarray, bezirk: np.ndarray) -> np.ndarray:
    return (np.bincount(bezirk, weights=values) / np.maximum(np.bincount(bezirk), 1))[bezirk]


def _bezirk_share(truth: dict, places: Places, at: np.ndarray) -> np.ndarray:
    """Planned share with backlog, float (s,), as a share of 1."""
    settings = truth["buildings"]
    first_year = min(settings["survey_months"])
    years = float((at - days(f"{first_year}-07-01")).astype(int)) / DAYS_PER_YEAR
    path = np.array([settings["backlog_pct"][bezirk] for bezirk in places.bezirk_ids])
    effect = planted(truth, places, "sanierungsrueckstand", np.array([at]))[:, 0]
    return (path[:, 0] + path[:, 1] * years + effect) / 100.0


def _condition(settings: dict, has_backlog: np.ndarray, relative_rank: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Condition 1 to 4: with a backlog 3 or 4 (worst ranks first), otherwise mostly 1 or 2."""
    worst = relative_rank < settings["condition_4_share_of_backlog"]
    with_backlog = np.where(worst, SEVERE_DEFECTS, MARKED_DEFECTS)
    good = second > 1.0 - settings["condition_1_share_of_rest"]
    marked = second < settings["condition_3_share_of_rest"]
    without = np.where(good, GOOD, np.where(marked, MARKED_DEFECTS, SMALL_DEFECTS))
    return np.where(has_backlog, with_backlog, without).astype(np.uint8)
