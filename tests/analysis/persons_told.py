"""What everybody is told of persons: all shown counts of all areas, groups and years, as facts about the true ones."""

import copy

import numpy as np
import pandas as pd
from outsider import Outsider

from strukturmonitor.access import Reader
from strukturmonitor.demography import age_groups, household_shares, movement_balances, pyramid
from strukturmonitor.exports.datasets import public_table
from strukturmonitor.indicators import catalogue, series
from strukturmonitor.small_numbers import policy

Terms = dict[str, int]

_AGES = range(101)
_FLOWS = ("border_in", "border_out", "within_in", "within_out")
# What each indicator that counts persons is made of: numerator and denominator as sums of counts.
_MEANING: dict[str, tuple[Terms | None, Terms | None]] = {
    "bevoelkerung": ({"residents": 1}, None),
    "auslaenderanteil": ({"foreign_residents": 1}, {"residents": 1}),
    "jugendquotient": ({"under_18": 1}, {"age_18_to_64": 1}),
    "altenquotient": ({"age_65_plus": 1}, {"age_18_to_64": 1}),
    "kinder-unter-6": ({"under_6": 1}, {"residents": 1}),
    "hochaltrige": ({"age_80_plus": 1}, {"residents": 1}),
    "arbeitslosenanteil": ({"unemployed": 1}, {"age_15_to_64": 1}),
    "einpersonenhaushalte": ({"households_1": 1}, {f"households_{size}": 1 for size in range(1, 6)}),
    "grosse-haushalte": ({"households_4": 1, "households_5": 1}, {f"households_{size}": 1 for size in range(1, 6)}),
    "geburtenziffer": ({"births": 1}, {"women_15_to_44": 1}),
    "natuerlicher-saldo": ({"births": 1, "deaths": -1}, {"residents": 1}),
    "wanderungssaldo": ({"border_in": 1, "border_out": -1}, {"residents": 1}),
    "umzugssaldo": ({"within_in": 1, "within_out": -1}, {"residents": 1}),
    "wanderungsvolumen": (dict.fromkeys(_FLOWS, 1), {"residents": 1}),
    "bevoelkerungsentwicklung": ({"residents": 1, "residents_5_before": -1}, {"residents_5_before": 1}),
    "meldungen-je-1000": (None, {"residents": 1}),
    "unfaelle-je-1000": (None, {"residents": 1}),
}
_GROUP_AGES = {
    "residents": _AGES, "under_18": range(18), "age_18_to_64": range(18, 65), "age_65_plus": range(65, 101),
    "under_6": range(6), "age_80_plus": range(80, 101), "age_15_to_64": range(15, 65), "foreign_residents": _AGES,
    "women_15_to_44": range(15, 45),
}  # fmt: skip


class Census:
    """All counts of persons of all statistische Bezirke, and what is told about them and their sums."""

    def __init__(self, reader: Reader) -> None:
        self.outsider = Outsider()
        self.parts = reader.read("export_area_part")
        shares = self.parts.groupby("area_id")["share"]
        whole = shares.min().eq(1)
        self.stats_of = {
            area_id: tuple(rows["stat_id"]) for area_id, rows in self.parts.groupby("area_id") if whole[area_id]
        }
        self._told: dict[tuple, float] = {}

    def shown(self, terms: Terms, area_id: str, year: int, value: float) -> None:
        """A rounded value of an area that is made of whole Bezirke."""
        if area_id in self.stats_of and value == value:
            self._told[tuple(sorted(terms.items())), area_id, year] = value

    def of_year(self, year: int) -> "Census":
        """The same without pyramids and with what is told of one year only: so little that it can be solved exactly."""
        smaller = copy.copy(self)
        smaller.outsider = Outsider()
        smaller._told = {
            told: value
            for told, value in self._told.items()
            if told[2] == year and not any(":" in name or name.endswith("_before") for name, _ in told[0])
        }
        return smaller

    def tell(self) -> Outsider:
        """What all shown values stand for. The outsider knows the policy: a sum next to the end of what its parts can add
        up to may stand for that end too, because it would have been moved."""
        for (terms, area_id, year), value in self._told.items():
            stats = self.stats_of[area_id]
            parts = np.array([self._told.get((terms, stat, year), np.nan) for stat in stats])
            low, high = value - 2, value + 2
            if len(stats) > 1 and not np.isnan(parts).any():
                is_count = all(factor > 0 for _, factor in terms)
                least = np.maximum(parts - 2, 0).sum() if is_count else (parts - 2).sum()
                most = (parts + 2).sum()
                high = most if 0 <= most - (value + 3) < 1 else high
                low = least if 0 <= value - 3 - least < 1 else low
            counts = [(self.count(name, stat, year), factor) for name, factor in terms for stat in stats]
            self.outsider.told(counts, low, high)
        return self.outsider

    def ratio(
        self, above: Terms, below: Terms, area_id: str, year: int, value: float, factor: float, decimals: int
    ) -> None:
        """A true ratio, rounded to its decimals."""
        if area_id not in self.stats_of or value != value:
            return
        for end, low, high in ((0.5, -np.inf, 1e-6), (-0.5, -1e-6, np.inf)):
            limit = value + end * 10.0**-decimals
            self.outsider.told(
                [
                    *(
                        (self.count(n, stat, year), factor * f)
                        for n, f in above.items()
                        for stat in self.stats_of[area_id]
                    ),
                    *(
                        (self.count(n, stat, year), -limit * f)
                        for n, f in below.items()
                        for stat in self.stats_of[area_id]
                    ),
                ],
                low,
                high,
            )

    def count(self, name: str, stat_id: str, year: int) -> tuple:
        if name == "residents_5_before":
            name, year = "residents", year - 5
        self.outsider.count((name, stat_id, year))
        return name, stat_id, year


def tell_indicators(census: Census, reader: Reader) -> int:
    told = 0
    for indicator in catalogue().values():
        if indicator.small_numbers != "persons":
            continue
        above, below = _MEANING[indicator.id]
        for row in series(reader, indicator).itertuples(index=False):
            year = row.period.year
            if above is not None:
                is_added = indicator.id == "wanderungsvolumen"  # its numerator is the sum of what is shown of its parts
                if not is_added:
                    census.shown(above, row.area_id, year, row.numerator)
            if below is not None:
                census.shown(below, row.area_id, year, row.denominator)
            if above and below and row.denominator > policy().ratio_base_persons:
                told += 1
                census.ratio(above, below, row.area_id, year, row.value, indicator.factor, indicator.decimals)
    return told


def tell_pages(census: Census, reader: Reader, pyramid_years: list[int]) -> None:
    parts = census.parts
    for day, row in age_groups(reader.read("population_group_years"), parts).iterrows():
        for name in ("residents", "under_18", "age_18_to_64", "age_65_plus", "foreign_residents"):
            census.shown({name: 1}, row["area_id"], day.year, row[name])
    for year, row in movement_balances(reader.read("population_movement_years"), parts).iterrows():
        for name in ("births", "deaths", *_FLOWS):
            census.shown({name: 1}, row["area_id"], year, row[name])
        for name, gain, loss in (("natural", "births", "deaths"), ("border", *_FLOWS[:2]), ("within", *_FLOWS[2:])):
            census.shown({gain: 1, loss: -1}, row["area_id"], year, row[name])
    days = series(reader, catalogue()["einpersonenhaushalte"])["period"].unique()
    for day in pd.to_datetime(days):
        rows = household_shares(reader.read("household_sizes", reference_date=day.date()), parts)
        for size, row in rows.iterrows():
            census.shown({f"households_{size}": 1}, row["area_id"], day.year, row["households"])
    for row in public_table(reader, "population").itertuples(index=False):
        if row.reference_date.year in pyramid_years:
            first, last = (95, 100) if row.age_group == "95+" else map(int, row.age_group.split("-"))
            side = f"{'men' if row.sex == 'm' else 'women'}_{row.nationality}"
            census.shown(
                {f"{side}:{age}": 1 for age in range(first, last + 1)},
                row.stat_id,
                row.reference_date.year,
                row.persons,
            )
    for year in pyramid_years:
        _tell_pyramids(census, reader, year)


def _tell_pyramids(census: Census, reader: Reader, year: int) -> None:
    """Every area's pyramid, and that age groups are sums of its bars."""
    ages = [(f"{sex}_{nation}", age) for sex in ("men", "women") for nation in ("german", "foreign") for age in _AGES]
    for stat in {stat for stats in census.stats_of.values() for stat in stats}:
        for name, wanted in _GROUP_AGES.items():
            census.count(name, stat, year)
            cells = [
                (census.count(f"{side}:{age}", stat, year), 1)
                for side, age in ages
                if age in wanted and (name != "foreign_residents" or side.endswith("foreign"))
                and (name != "women_15_to_44" or side.startswith("women"))
            ]  # fmt: skip
            census.outsider.told([((name, stat, year), -1), *cells], 0, 0)
    for area_id in census.stats_of:
        rows = reader.read("population_pyramid", area_id=area_id, reference_date=f"{year}-12-31", group_years=1)
        is_single = rows["stat_id"].isna().all()
        for age, row in pyramid(rows).iterrows():
            inside = (age,) if is_single else range(age, 101 if age == 95 else age + 5)
            for side in ("men_german", "men_foreign", "women_german", "women_foreign"):
                census.shown({f"{side}:{each}": 1 for each in inside}, area_id, year, row[side])
