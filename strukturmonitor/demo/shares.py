"""Paths of the shares (under 18, 65 and older, foreign) per statistischer Bezirk, through the published values."""

import numpy as np
import pandas

from strukturmonitor.demo.effects import knots, planted
from strukturmonitor.demo.places import Places
from strukturmonitor.demo.streams import stream
from strukturmonitor.demo.totals import published_values, years_of

PERCENT = 100.0


def share_paths(
    truth: dict, places: Places, published: pandas.DataFrame, population: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return (under 18, 65 and older, foreign), each float (statistische Bezirke, years) as a share of 1.

    A Bezirk runs parallel to the city's path (ages) or in proportion to it (foreigners) through its published
    values; a statistischer Bezirk keeps a made distance to its Bezirk unless it has published values itself.
    Planted turning points are added relative to the years of the published values. All is approximate.
    """
    years = years_of(truth)
    ends = years.astype(str).astype("datetime64[Y]") + np.timedelta64(1, "Y") - np.timedelta64(1, "D")
    under18 = _path(truth, places, published, population, "share_under18", np.zeros(population.shape))
    over65 = _path(truth, places, published, population, "share_65plus", np.zeros(population.shape))
    foreign = _path(
        truth,
        places,
        published,
        population,
        "share_foreign",
        planted(truth, places, "auslaenderanteil", ends),
    )
    quotient = planted(truth, places, "jugendquotient", ends)
    quotient -= quotient[:, years == truth["population"]["undated_reference_year"]["share_under18"]]
    youth_per_adult = under18 / (1.0 - under18 - over65) + quotient / PERCENT
    under18 = (1.0 - over65) * youth_per_adult / (1.0 + youth_per_adult)
    return under18, over65, foreign


def _path(
    truth: dict,
    places: Places,
    published: pandas.DataFrame,
    population: np.ndarray,
    metric: str,
    effect: np.ndarray,
) -> np.ndarray:
    settings = truth["population"]
    years = years_of(truth)
    city = knots(settings["city_share_pct"][metric], years)
    values = published_values(published, metric, settings["undated_reference_year"][metric])
    anchors = {area: dict(zip(rows["year"], rows["value"], strict=True)) for area, rows in values.groupby("area_id")}
    in_proportion = metric == "share_foreign"
    bezirk_path, bezirk_effect = {}, {}
    for bezirk in places.bezirke:
        inside = places.mask(bezirk)
        bezirk_effect[bezirk] = np.average(effect[inside], axis=0, weights=population[inside, 0])
        known = anchors.get(bezirk) or dict([settings["bezirk_share_guess_pct"][metric][bezirk]])
        bezirk_path[bezirk] = _through(known, city, bezirk_effect[bezirk], years, in_proportion)

    rng = stream(truth, f"population/{metric}")
    spread = rng.normal(size=len(places)) * settings["stat_spread_pct"][metric]
    noise = rng.normal(size=(len(places.bezirke), len(years)))[places.bezirk_number]
    noise = (noise + 2.0 * rng.normal(size=population.shape)) * settings["share_noise_pct"][metric]
    result = np.empty(population.shape)
    for number, stat in enumerate(places.stat_ids):
        parent = bezirk_path[places.bezirk_ids[number]]
        own_effect = effect[number] - bezirk_effect[places.bezirk_ids[number]]
        if stat in anchors:
            result[number] = _through(anchors[stat], parent, own_effect, years, in_proportion)
        else:
            size = parent / parent.mean() if in_proportion else 1.0
            largest = 0.35 * parent
            result[number] = parent + own_effect + np.clip(spread[number] * size, -largest, largest)
    _meet_bezirk(places, result, bezirk_path, population, [stat in anchors for stat in places.stat_ids])
    return np.clip(result + noise, 0.5, 80.0) / PERCENT


def _through(known: dict, above: np.ndarray, effect: np.ndarray, years: np.ndarray, in_proportion: bool) -> np.ndarray:
    """Path parallel or in proportion to `above` plus `effect`, through the known values (year: percent)."""
    usable = {year: value for year, value in sorted(known.items()) if years[0] <= year <= years[-1]}
    at = np.array([int(year - years[0]) for year in usable])
    value = np.array(list(usable.values()))
    if in_proportion:
        ratio = np.interp(np.arange(len(years)), at, (value - effect[at] + effect.mean()) / above[at])
        return above * ratio + effect - effect.mean()
    return above + effect + np.interp(np.arange(len(years)), at, value - above[at] - effect[at])


def _meet_bezirk(
    places: Places, result: np.ndarray, bezirk_path: dict, population: np.ndarray, has_own: list[bool]
) -> None:
    """Shift the statistische Bezirke without published values so that the Bezirk's mean lies on its path."""
    free = ~np.array(has_own)
    for bezirk, path in bezirk_path.items():
        inside = places.mask(bezirk)
        movable = inside & free
        gap = path - np.average(result[inside], axis=0, weights=population[inside].mean(axis=1))
        weight = population[movable].sum() / population[inside].sum()
        if movable.any() and weight > 0:
            result[movable] += gap / max(weight, 0.3)
