"""An outsider who has everything that is public tries to compute counts of persons from sums over areas and groups, from
ratios, and from differences between dates and overlapping areas; and to single out a sensitive unit. Nothing may be
certain."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from outsider import Outsider
from persons_told import Census, tell_indicators, tell_pages

from strukturmonitor import operations
from strukturmonitor.access import Actor, Reader, allowed
from strukturmonitor.database import Database, statement
from strukturmonitor.demography import age_groups
from strukturmonitor.errors import QueryHoldsSmallNumbers
from strukturmonitor.indicators import catalogue, series
from strukturmonitor.register import records
from strukturmonitor.small_numbers import policy, round_persons

_ADMIN = Actor(role="admin")


@pytest.fixture(scope="module")
def census(demo_database: Database) -> Census:
    """All that is shown of persons, with the pyramids of one year."""
    reader = Reader(demo_database, Actor())
    told = Census(reader)
    assert tell_indicators(told, reader) == 0  # no true ratio: they come from what is shown
    tell_pages(told, reader, [2025])
    return told


def test_no_count_of_persons_is_certain(census: Census) -> None:
    """Prevents exact counts of residents, households, births, moves and unemployed from being computed from the rounded
    ones of all areas, groups and years together, and from ratios of them."""
    outsider = census.tell()
    tried = list(outsider.names)
    assert len(tried) > 20_000
    assert outsider.certain(tried) == {}


def test_no_count_of_the_newest_year_is_certain_by_integer_programming(census: Census) -> None:
    """Prevents an attack that is too weak: passing bounds back and forth may miss what several facts say together. Of
    every count of one year two values are found that agree with all that is shown of that year."""
    outsider = census.of_year(2025).tell()
    tried = list(outsider.names)
    assert len(tried) > 1_000
    assert outsider.certain(tried, exactly=True) == {}


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


def test_queries_whose_small_counts_are_hidden_later_are_refused(demo_database: Database) -> None:
    """Prevents the command line from giving the public what the pages hide only after reading."""
    for name in ("sanierungsrueckstand", "export_building_survey", "building_conditions", "population_pyramid_peak"):
        assert not allowed(Actor(), statement("read", name).raw_right), name
        with pytest.raises(QueryHoldsSmallNumbers, match=name):
            operations.run(demo_database, "query", {"name": name, "parameters": {}, "role": "public"})


def test_the_command_line_rounds_as_the_pages_do(demo_database: Database) -> None:
    """Prevents two roundings of one count, whose difference would tell more than each."""
    given = {"name": "population_group_years", "parameters": {"area_id": "bezirk:eving"}, "role": "public"}
    rows = pd.DataFrame(operations.run(demo_database, "query", given))
    reader = Reader(demo_database, Actor())
    shown = age_groups(reader.read("population_group_years"), reader.read("export_area_part"))
    assert rows["residents"].tolist() == shown.loc[shown["area_id"] == "bezirk:eving", "residents"].tolist()
