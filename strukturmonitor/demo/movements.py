"""Births, deaths and moves as tables; moves divided into across the border and within the city.

What leaves one statistischer Bezirk within the city arrives in another: for every year and every age the
in-moves within the city equal the out-moves within the city. The net moves across the border per 1,000
residents follow demo.yml and its turning points (indicator wanderungssaldo), shifted for all Bezirke alike so
that their sum is the city's net migration of the year.
"""

import numpy as np
import pandas

from strukturmonitor.demo.effects import planted
from strukturmonitor.demo.places import Places
from strukturmonitor.demo.population import AGES, MOTHER_AGES, SEXES, Population, year_ends
from strukturmonitor.demo.streams import stream, whole_numbers

LEAST_SCOPE_SHARE = 0.06  # of the in- or out-moves of a statistischer Bezirk


def birth_frame(places: Places, made: Population) -> pandas.DataFrame:
    """Table birth, one row per statistischer Bezirk, year and mother's age."""
    frame = _cells(places, made, len(MOTHER_AGES))
    frame["mother_age"] = np.tile(MOTHER_AGES.astype(np.uint8), len(places) * (len(made.years) - 1))
    frame["births"] = made.births[:, 1:].ravel().astype(np.uint32)
    frame["origin"] = "made"
    return frame


def death_frame(places: Places, made: Population) -> pandas.DataFrame:
    """Table death, one row per statistischer Bezirk, year, age and sex."""
    frame = _cells(places, made, AGES * 2)
    cells = len(places) * (len(made.years) - 1)
    frame["age"] = np.tile(np.repeat(np.arange(AGES, dtype=np.uint8), 2), cells)
    frame["sex"] = pandas.Categorical.from_codes(np.tile([0, 1], cells * AGES), SEXES)
    frame["deaths"] = made.deaths[:, 1:].ravel().astype(np.uint32)
    frame["origin"] = "made"
    return frame


def move_frame(truth: dict, places: Places, made: Population) -> pandas.DataFrame:
    """Table move, one row per statistischer Bezirk, year, age, scope and direction."""
    net_border = _border_net(truth, places, made)
    moves = np.zeros((len(places), len(made.years) - 1, AGES, 2, 2), dtype=np.int64)
    for year in range(1, len(made.years)):
        arriving, leaving = made.moves_in[:, year], made.moves_out[:, year]
        within = _within(arriving, leaving, net_border[:, year], truth["population"]["within_share_of_out_moves"])
        moves[:, year - 1, :, 0, 0] = arriving - within[0]
        moves[:, year - 1, :, 0, 1] = leaving - within[1]
        moves[:, year - 1, :, 1, 0] = within[0]
        moves[:, year - 1, :, 1, 1] = within[1]
    frame = _cells(places, made, AGES * 4)
    cells = len(places) * (len(made.years) - 1)
    frame["age"] = np.tile(np.repeat(np.arange(AGES, dtype=np.uint8), 4), cells)
    frame["scope"] = pandas.Categorical.from_codes(np.tile([0, 0, 1, 1], cells * AGES), ["border", "within"])
    frame["direction"] = pandas.Categorical.from_codes(np.tile([0, 1], cells * AGES * 2), ["in", "out"])
    frame["persons"] = moves.ravel().astype(np.uint32)
    frame["origin"] = "made"
    return frame


def _cells(places: Places, made: Population, per_year: int) -> pandas.DataFrame:
    years = made.years[1:].astype(np.uint16)
    stats = np.repeat(np.arange(len(places)), len(years) * per_year)
    return pandas.DataFrame(
        {
            "stat_id": pandas.Categorical.from_codes(stats, places.stat_ids),
            "year": np.tile(np.repeat(years, per_year), len(places)),
        }
    )


def _border_net(truth: dict, places: Places, made: Population) -> np.ndarray:
    """Net moves across the border, float (statistische Bezirke, years), summing to the city's net migration."""
    settings = truth["population"]
    residents = made.persons.sum(axis=(2, 3, 4))
    usual = places.spread_by_bezirk(settings["border_net_per_1000"], settings["border_net_per_1000_elsewhere"])
    rate = usual[:, None] + planted(truth, places, "wanderungssaldo", year_ends(made.years))
    noise = stream(truth, "moves").normal(size=rate.shape) * settings["border_net_noise_per_1000"]
    net = (rate + noise) / 1000.0 * residents
    city = (made.moves_in - made.moves_out).sum(axis=(0, 2))
    return net + (city - net.sum(axis=0)) * residents / residents.sum(axis=0)


def _within(arriving: np.ndarray, leaving: np.ndarray, net_border: np.ndarray, share: float) -> tuple:
    """Moves within the city (in, out), whole numbers (s, a): equal sums per age, at most `arriving` / `leaving`."""
    total_in, total_out = arriving.sum(axis=1), leaving.sum(axis=1)
    net_within = total_in - total_out - net_border
    out = np.clip(
        share * total_out,
        LEAST_SCOPE_SHARE * total_in - net_within,
        (1 - LEAST_SCOPE_SHARE) * total_in - net_within,
    )
    out = np.clip(out, LEAST_SCOPE_SHARE * total_out, (1 - LEAST_SCOPE_SHARE) * total_out)
    rows_out, rows_in = out, out + net_within
    within_out = leaving * (rows_out / np.maximum(total_out, 1))[:, None]
    within_in = arriving * (rows_in / np.maximum(total_in, 1))[:, None]
    for _ in range(8):
        per_age = (within_out.sum(axis=0) + within_in.sum(axis=0)) / 2
        within_out = _fit(within_out, rows_out, per_age, leaving)
        within_in = _fit(within_in, rows_in, per_age, arriving)
    return _balance(within_in, within_out, arriving, leaving)


def _fit(values: np.ndarray, rows: np.ndarray, columns: np.ndarray, most: np.ndarray) -> np.ndarray:
    values = values * (columns / np.maximum(values.sum(axis=0), 1e-9))
    values = values * (rows / np.maximum(values.sum(axis=1), 1e-9))[:, None]
    return np.clip(values, 0.0, most)


def _balance(within_in: np.ndarray, within_out: np.ndarray, arriving: np.ndarray, leaving: np.ndarray) -> tuple:
    """Round both sides, column by column (age), to the same whole total."""
    whole_in, whole_out = np.zeros_like(arriving), np.zeros_like(leaving)
    for age in range(within_in.shape[1]):
        total = int(min(within_in[:, age].sum(), within_out[:, age].sum()))
        if total > 0:
            whole_in[:, age] = _capped(within_in[:, age], total, arriving[:, age])
            whole_out[:, age] = _capped(within_out[:, age], total, leaving[:, age])
    return whole_in, whole_out


def _capped(values: np.ndarray, total: int, most: np.ndarray) -> np.ndarray:
    """`whole_numbers` that stay within `most`: what is cut off goes to parts with room."""
    whole = np.minimum(whole_numbers(values, total), most)
    missing = int(total - whole.sum())
    for part in np.argsort(-(most - whole), kind="stable"):
        if missing == 0:
            break
        step = min(missing, int(most[part] - whole[part]))
        whole[part] += step
        missing -= step
    return whole
