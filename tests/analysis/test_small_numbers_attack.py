"""An outsider who has everything that is public tries to compute what is rounded or hidden: from sums over areas and
groups, from ratios, from differences between filters, dates and overlapping areas. Nothing may be certain."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from outsider import Outsider

from strukturmonitor.access import Actor, Reader
from strukturmonitor.database import Database
from strukturmonitor.demography import age_groups, household_shares, movement_balances, pyramid
from strukturmonitor.exports.datasets import public_table
from strukturmonitor.indicators import catalogue, series
from strukturmonitor.public_space import CONDITIONS, ERAS, condition_shares
from strukturmonitor.register import records
from strukturmonitor.small_numbers import policy, round_persons
from strukturmonitor.vacancy import protected_sums

Terms = dict[str, int]

_ADMIN = Actor(role="admin")
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


class _Census:
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

    def tell(self, *, only_year: int | None = None) -> None:
        """What all shown values stand for. The outsider knows the policy: a sum next to the end of what its parts can add
        up to may stand for that end too, because it would have been moved."""
        for (terms, area_id, year), value in self._told.items():
            if only_year is not None and (year != only_year or any(name.endswith("_before") for name, _ in terms)):
                continue
            stats = self.stats_of[area_id]
            parts = np.array([self._told.get((terms, stat, year), np.nan) for stat in stats])
            low, high = value - 2, value + 2
            if len(stats) > 1 and not np.isnan(parts).any():
                is_count = all(factor > 0 for _, factor in terms)
                least = np.maximum(parts - 2, 0).sum() if is_count else (parts - 2).sum()
                most = (parts + 2).sum()
                high = most if 0 <= most - (value + 3) < 1 else high
                low = least if 0 <= value - 3 - least < 1 else low
            counts = [(self._count(name, stat, year), factor) for name, factor in terms for stat in stats]
            self.outsider.told(counts, low, high)

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
                        (self._count(n, stat, year), factor * f)
                        for n, f in above.items()
                        for stat in self.stats_of[area_id]
                    ),
                    *(
                        (self._count(n, stat, year), -limit * f)
                        for n, f in below.items()
                        for stat in self.stats_of[area_id]
                    ),
                ],
                low,
                high,
            )

    def _count(self, name: str, stat_id: str, year: int) -> tuple:
        if name == "residents_5_before":
            name, year = "residents", year - 5
        self.outsider.count((name, stat_id, year))
        return name, stat_id, year


def _tell_indicators(census: _Census, reader: Reader) -> int:
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


def _tell_pages(census: _Census, reader: Reader, pyramid_years: list[int]) -> None:
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


def _tell_pyramids(census: _Census, reader: Reader, year: int) -> None:
    """Every area's pyramid, and that age groups are sums of its bars."""
    ages = [(f"{sex}_{nation}", age) for sex in ("men", "women") for nation in ("german", "foreign") for age in _AGES]
    for stat in {stat for stats in census.stats_of.values() for stat in stats}:
        for name, wanted in _GROUP_AGES.items():
            census._count(name, stat, year)
            cells = [
                (census._count(f"{side}:{age}", stat, year), 1)
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


def test_no_count_of_persons_is_certain(demo_database: Database) -> None:
    """Prevents exact counts of residents, households, births, moves and unemployed from being computed from the rounded
    ones of all areas, groups and years together, and from ratios of them."""
    reader = Reader(demo_database, Actor())
    census = _Census(reader)
    assert _tell_indicators(census, reader) == 0  # ratios come from what is shown
    _tell_pages(census, reader, [2025])
    census.tell()
    tried = list(census.outsider.names)
    assert len(tried) > 20_000
    assert census.outsider.certain(tried) == {}


def test_no_count_of_the_newest_year_is_certain_by_integer_programming(demo_database: Database) -> None:
    """Prevents an attack that is too weak: passing bounds back and forth may miss what several facts say together. Of
    every count of one year two values are found that agree with all that is shown of that year."""
    reader = Reader(demo_database, Actor())
    census = _Census(reader)
    _tell_indicators(census, reader)
    _tell_pages(census, reader, [])
    census.tell(only_year=2025)
    tried = list(census.outsider.names)
    assert len(tried) > 1_000
    assert census.outsider.certain(tried, exactly=True) == {}


def test_ratios_tell_nothing_that_the_shown_counts_do_not_tell(demo_database: Database) -> None:
    """Prevents a rounded count, a rounded base and a true ratio from giving the exact count away: every published ratio of
    persons is the one of the published counts."""
    reader = Reader(demo_database, Actor())
    tried = 0
    for indicator in catalogue().values():
        rows = series(reader, indicator)
        if indicator.small_numbers == "persons" and rows["denominator"].notna().any():
            known = rows.dropna(subset=["value"])
            assert (known["denominator"] % policy().rounding_persons == 0).all()
            again = (indicator.factor * known["numerator"] / known["denominator"]).round(indicator.decimals)
            assert np.allclose(known["value"], again), indicator.id
            tried += len(known)
    assert tried > 5_000


def test_true_ratios_would_give_counts_away(demo_database: Database) -> None:
    """Prevents an attack that finds nothing because it looks at nothing: with the ratios true from 3,000 persons up, and
    every sum rounded by itself, the same outsider is certain of many counts, and right."""
    reader = Reader(demo_database, Actor())
    outsider, truth = Outsider(), {}
    rows = reader.read("auslaenderanteil")
    value = (100 * rows["numerator"] / rows["denominator"]).round(1)
    for row, ratio in zip(rows.itertuples(index=False), value, strict=True):
        if not row.area_id.startswith("stat:") or row.denominator < 3_000:
            continue
        above, below = (("n", row.area_id, row.period), ("d", row.area_id, row.period))
        for name, count in ((above, row.numerator), (below, row.denominator)):
            shown = float(round_persons(pd.Series([count])).iloc[0])
            outsider.count(name, max(shown - 2, 0), shown + 2)
            truth[name] = count
        for end, low, high in ((0.05, -np.inf, 1e-6), (-0.05, -1e-6, np.inf)):
            outsider.told({above: 100, below: -(ratio + end)}, low, high)
    found = outsider.certain(truth)
    assert len(found) > 10
    assert all(truth[name] == count for name, count in found.items())


def test_an_estimate_tells_nothing_that_its_parts_do_not_tell(demo_database: Database) -> None:
    """Prevents a programme area that cuts through Bezirke from narrowing their counts: what is shown of it follows from
    what is shown of them."""
    reader = Reader(demo_database, Actor())
    parts = reader.read("export_area_part")
    cut = parts.loc[parts["share"] < 1, "area_id"].unique()
    assert len(cut)
    groups = age_groups(reader.read("population_group_years"), parts)
    for area_id in cut:
        inside = parts[parts["area_id"] == area_id].set_index("stat_id")["share"]
        wide = groups.pivot_table(index="reference_date", columns="area_id", values="residents")
        assert np.allclose(round_persons((wide[inside.index] * inside).sum(axis=1)), wide[area_id])


def _surveys(reader: Reader) -> Iterator[tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]]:
    """Per survey: what is true of eras (unseen), what is shown of them, of whole areas, and of the file."""
    areas, parts = reader.read("areas"), reader.read("export_area_part")
    rows = reader.read("building_conditions")
    values = series(reader, catalogue()["sanierungsrueckstand"])
    table = public_table(reader, "building_survey")
    for year in sorted(rows["year"].unique()):
        of_year = values[values["period"].dt.year == year]
        told = set(of_year.loc[of_year["numerator"].notna(), "area_id"])
        yield (
            rows[rows["year"] == year],
            condition_shares(rows, year, areas, parts, told),
            of_year,
            table[table["year"] == year],
        )


def test_no_hidden_building_count_is_certain(demo_database: Database) -> None:
    """Prevents the neglected house of one owner from being computed: from the sums over eras and areas, the programme area
    inside a Bezirk, the indicator, and the file that everybody may take away."""
    reader = Reader(demo_database, Actor())
    areas = reader.read("areas").set_index("area_id")
    tried = 0
    for exact, eras, values, table in _surveys(reader):
        outsider = Outsider()
        bezirk_of = areas["parent_id"]
        whole = exact.groupby(["area_id", "era"])["buildings"].sum()
        levels = whole.index.get_level_values("area_id").map(areas["level"])
        for area_id, era in whole.index[levels == "stat"]:
            for condition in CONDITIONS:
                outsider.count((area_id, era, condition), 0, whole[area_id, era])
        cells = list(outsider.names)

        def inside(area_id: str, era: str, condition: int, cells: list = cells) -> list[tuple[tuple, int]]:
            stats = [area_id] if areas.loc[area_id, "level"] == "stat" else None
            return [
                (cell, 1)
                for cell in cells
                if cell[1] == era and cell[2] == condition
                and (cell[0] in stats if stats else areas.loc[area_id, "level"] == "city" or bezirk_of[cell[0]] == area_id)
            ]  # fmt: skip

        for area_id, era in whole.index[levels != "pg"]:
            outsider.told(
                [term for condition in CONDITIONS for term in inside(area_id, era, condition)],
                whole[area_id, era], whole[area_id, era],
            )  # fmt: skip
        for row in eras[eras["backlog_pct"].notna()].itertuples(index=False):
            if areas.loc[row.area_id, "level"] == "pg":
                continue
            for condition in CONDITIONS:
                count = round(getattr(row, f"pct_{condition}") * row.buildings / 100)
                outsider.told(inside(row.area_id, row.era, condition), count, count)
        true = exact.set_index(["area_id", "era", "condition"])["buildings"]
        secret = [cell for cell in cells if 0 < true.get(cell, 0) < policy().minimum_count]
        # Buildings in the two worse conditions have a backlog: the indicator sums them over eras.
        backlog = exact[exact["condition"] >= 3].groupby("area_id")["buildings"].sum()
        told = exact.groupby("area_id")["with_backlog"].sum()
        if (backlog.reindex(told.index).fillna(0) == told).all():
            for row in values[values["numerator"].notna()].itertuples(index=False):
                if areas.loc[row.area_id, "level"] != "pg":
                    terms = [
                        term for era in ERAS for condition in (3, 4) for term in inside(row.area_id, era, condition)
                    ]
                    outsider.told(terms, row.numerator, row.numerator)
        tried += len(secret)
        assert outsider.certain(secret) == {}
        assert set(table.dropna()["stat_id"]) <= set(values.loc[values["numerator"].notna(), "area_id"])
    assert tried > 100


def test_no_hidden_backlog_is_certain(demo_database: Database) -> None:
    """Prevents the backlog of one or two owners from being the difference of shown sums, of districts or of a Bezirk and
    the programme area in it. By integer programming: every hidden count can have two values at least."""
    reader = Reader(demo_database, Actor())
    areas, parts = reader.read("areas").set_index("area_id"), reader.read("export_area_part")
    exact = reader.read("sanierungsrueckstand").set_index(["area_id", "period"])
    values = series(reader, catalogue()["sanierungsrueckstand"])
    secret_of_all = 0
    for period, rows in values.groupby("period"):
        rows = rows.set_index("area_id")
        outsider = Outsider()
        for area_id, row in rows.iterrows():
            is_secret = row["reason"] == "secret"
            outsider.count(area_id, float(is_secret), row["denominator"] - float(is_secret))
            if row["numerator"] == row["numerator"]:
                outsider.told({area_id: 1}, row["numerator"], row["numerator"])
        for (parent, level), inside in areas[areas["level"].isin(["bezirk", "stat"])].groupby(["parent_id", "level"]):
            if parent in rows.index:
                known = inside.index.intersection(rows.index)
                outsider.told([(parent, -1), *((each, 1) for each in known)], 0, 0)
        for area_id in parts.loc[parts["share"] < 1, "area_id"].unique():
            around = [stat for stat in parts.loc[parts["area_id"] == area_id, "stat_id"] if stat in rows.index]
            if area_id in rows.index and len(around) == 1:
                outside = ("without", area_id)
                outsider.count(outside, 0, rows.loc[around[0], "denominator"] - rows.loc[area_id, "denominator"])
                outsider.told({around[0]: -1, area_id: 1, outside: 1}, 0, 0)
        part = exact.xs(period, level="period")
        rest = part["denominator"] - part["numerator"]
        small = part.index[part["numerator"].isin([1, 2]) | rest.isin([1, 2])]
        secret_of_all += len(small)
        assert outsider.certain(small, exactly=True) == {}
    assert secret_of_all > 10


def test_no_hidden_internal_sum_is_certain(demo_database: Database) -> None:
    """Prevents a council member from computing the one unit whose owner or condition the sums hide, from the public
    number of vacancies and the sums over districts. By integer programming."""
    reader = Reader(demo_database, Actor("council"))
    exact = reader.read("vacancy_internal_sums")
    shown = protected_sums(exact)
    tried = 0
    for dimension, rows in shown.groupby("dimension"):
        outsider = Outsider()
        for row in rows.itertuples(index=False):
            outsider.count((row.area_id, row.value))
            if row.units == row.units:
                outsider.told({(row.area_id, row.value): 1}, row.units, row.units)
        for area_id in rows["area_id"].unique():
            vacant = int(reader.read("vacancy_summary", area_id=area_id)["vacant"].iloc[0])
            outsider.told({(area_id, value): 1 for value in rows["value"].unique()}, vacant, vacant)
        for value in rows["value"].unique():
            signs = {(each, value): -1 if each.startswith("city:") else 1 for each in rows["area_id"].unique()}
            outsider.told(signs, 0, 0)
        of_dimension = exact[(exact["dimension"] == dimension) & exact["units"].between(1, policy().minimum_count - 1)]
        wanted = list(of_dimension[["area_id", "value"]].itertuples(index=False, name=None))
        tried += len(wanted)
        assert outsider.certain(wanted, exactly=True) == {}
    assert tried > 10


def test_a_sensitive_unit_is_not_singled_out_by_a_programme_area(writable_dir: Path) -> None:
    """Prevents list and counts of a small area from differing by the one unit whose place is kept secret: it counts in
    districts, where many units are, and nowhere in a programme area: not today, not on a past day, not in a series."""
    area_id, database = "pg:evinger-mitte", Database(writable_dir)
    try:
        reader = Reader(database, Actor())
        unit_id = _listed(reader, area_id, states=["verified"])[0]
        before = _counted(reader, area_id), _counted(reader, "city:dortmund")
        found = records.record(database, _ADMIN, unit_id)
        records.save(database, _ADMIN, unit_id, found.revision, {"is_sensitive": True})
        after = _counted(reader, area_id), _counted(reader, "city:dortmund")
        assert unit_id not in _listed(reader, area_id)
        for name, days in after[0].items():
            assert all(before[0][name][day] - count == 1 for day, count in days.items()), name
        assert after[1] == before[1]
    finally:
        database.close()


def _listed(reader: Reader, area_id: str, **filters: object) -> list[str]:
    left_out = ["ages", "checks", "size_from", "size_to", "floors", "most_steps", "grades", "uses", "text", "day"]
    wanted = {**dict.fromkeys(["states", *left_out]), **filters}
    return reader.read("vacancy_selection", area_id=area_id, sort="address", **wanted)["unit_id"].tolist()


def _counted(reader: Reader, area_id: str) -> dict[str, dict[object, float]]:
    """Units of an area as every count of it tells them."""
    summary = {
        day: reader.read("vacancy_summary", area_id=area_id, day=day)["units"].iloc[0] for day in (None, "2026-06-30")
    }
    ages = reader.read("vacancy_durations", area_id=area_id)["present"].sum()
    rates = reader.read("leerstandsquote")
    own = rates[rates["area_id"] == area_id].set_index("period")["denominator"]
    return {"summary": summary, "durations": {"today": ages}, "rates": own.tail(1).to_dict()}


def test_filters_do_not_find_a_sensitive_unit(demo_database: Database) -> None:
    """Prevents the address or the name of a sensitive unit from being guessed by the text filter."""
    reader = Reader(demo_database, Actor())
    units = reader.read("export_unit")
    secret = set(units.loc[units["is_sensitive"], "unit_id"])
    exact = demo_database.read("vacancy_units_internal", unit_ids=sorted(secret), day=None)
    assert secret
    for row in exact.itertuples(index=False):
        for words in (row.address, row.name, row.postcode, row.note, row.reuse_idea):
            if isinstance(words, str) and words:
                assert not secret & set(_listed(reader, "city:dortmund", text=words))
