"""Population totals per statistischer Bezirk and year that meet the published register counts.

Published values hold from the top down: the city's total first, then the Stadtbezirke, then the statistische
Bezirke. Values without a date are not used. Where the parts of one level do not add up to the level above, the
difference goes to the parts without a published value of that year; where these would have to be stretched by
more than `largest_stretch` (or where every part has a value), the published parts are adjusted in proportion
and the higher level wins.
"""

import numpy as np
import pandas

from strukturmonitor.demo.effects import knots
from strukturmonitor.demo.places import Places
from strukturmonitor.demo.streams import whole_numbers

REGISTER = "population_register"


def years_of(truth: dict) -> np.ndarray:
    """Int (years,): the years of the population tables."""
    return np.arange(truth["population"]["first_year"], truth["population"]["last_year"] + 1)


def published_values(published: pandas.DataFrame, metric: str, undated_year: int | None = None) -> pandas.DataFrame:
    """Published values of a metric: area_id, year, value; one row per area and year (the last row of a year wins)."""
    rows = published.loc[published["metric"] == metric, ["area_id", "value", "reference_date"]].copy()
    year = pandas.to_datetime(rows["reference_date"]).dt.year
    rows["year"] = year if undated_year is None else year.fillna(undated_year)
    rows = rows.dropna(subset=["year"]).astype({"year": int, "value": float})
    return rows.groupby(["area_id", "year"], as_index=False, sort=True)["value"].last()


def _expected(values: dict, guess: float, reference: np.ndarray, years: np.ndarray) -> np.ndarray:
    """Path of one part through its published values; beyond them (or without any) in step with `reference`."""
    if not values:
        return guess * reference / reference.max()
    x = np.array(sorted(values))
    path = np.interp(years, x, [values[year] for year in x])
    before, after = years < x[0], years > x[-1]
    if before.any() and x[0] <= years[-1]:
        path[before] = values[x[0]] * reference[before] / reference[years == x[0]]
    if after.any() and x[-1] >= years[0]:
        path[after] = values[x[-1]] * reference[after] / reference[years == x[-1]]
    return path


def _divide(total: int, expected: np.ndarray, fixed: np.ndarray, largest_stretch: float) -> np.ndarray:
    """Divide a whole total among parts; `fixed` (NaN where free) holds as long as the free parts can take the rest."""
    free = np.isnan(fixed)
    rest = total - np.nansum(fixed)
    wanted = expected[free].sum()
    if free.any() and wanted / largest_stretch <= rest <= wanted * largest_stretch:
        result = np.where(free, 0, np.nan_to_num(fixed)).astype(np.int64)
        result[free] = whole_numbers(expected[free], int(rest))
        return result
    return whole_numbers(np.where(free, expected, np.nan_to_num(fixed)), total)


def population_totals(truth: dict, places: Places, published: pandas.DataFrame) -> np.ndarray:
    """Int (statistische Bezirke, years): register population on 31 December."""
    settings = truth["population"]
    years = years_of(truth)
    values = published_values(published, REGISTER)
    by_area = {area: dict(zip(rows["year"], rows["value"], strict=True)) for area, rows in values.groupby("area_id")}
    city_id = next(area for area in by_area if area.startswith("city:"))
    city_path = {**settings["city_total_guesses"], **by_area[city_id]}
    city = np.rint(knots(dict(sorted(city_path.items())), years)).astype(np.int64)

    sizes = np.array([settings["stat_sizes"][code] for code in places.codes], dtype=float)
    bezirk_sizes = [sizes[places.bezirk_ids == bezirk].sum() for bezirk in places.bezirke]
    bezirk = _level(places.bezirke, bezirk_sizes, by_area, city, years, settings["largest_stretch"])
    result = np.zeros((len(places), len(years)), dtype=np.int64)
    for number in range(len(places.bezirke)):
        inside = places.bezirk_number == number
        result[inside] = _level(
            places.stat_ids[inside],
            sizes[inside],
            by_area,
            bezirk[number],
            years,
            settings["largest_stretch"],
        )
    return result


def _level(
    area_ids: list, sizes: list, by_area: dict, above: np.ndarray, years: np.ndarray, largest_stretch: float
) -> np.ndarray:
    """Int (areas, years): one level of areas, adding up to `above` (years,) in every year."""
    expected = np.array(
        [
            _expected(by_area.get(area, {}), size, above.astype(float), years)
            for area, size in zip(area_ids, sizes, strict=True)
        ]
    )
    result = np.zeros(expected.shape, dtype=np.int64)
    for column, year in enumerate(years):
        fixed = np.array([by_area.get(area, {}).get(int(year), np.nan) for area in area_ids])
        result[:, column] = _divide(int(above[column]), expected[:, column], fixed, largest_stretch)
    return result
