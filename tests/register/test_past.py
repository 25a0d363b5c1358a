"""The register on a past day against the series of the rate, and the memory against the fields there are."""

import datetime
import re
from pathlib import Path

import pandas as pd
import pytest

from strukturmonitor.access import Actor
from strukturmonitor.database import Database
from strukturmonitor.database.shared import close_shared, shared_database
from strukturmonitor.database.statements import QUERIES_DIR
from strukturmonitor.register import records
from strukturmonitor.register.fields import fields
from strukturmonitor.texts import speak
from strukturmonitor.vacancy.past import day_of, past_sentences, rate_on_day

ADMIN = Actor(role="admin")


def test_the_rate_of_every_quarter_is_the_indicators(demo_database: Database) -> None:
    """Prevents two rates for the same day: one on the page of a past day, another in the course of the rate. For the
    city and every Stadtbezirk, on every quarter's last day."""
    series = demo_database.read("leerstandsquote")
    areas = [area for area in series["area_id"].unique() if area.startswith(("city:", "bezirk:"))]
    assert len(areas) == 13
    wanted = series[series["area_id"].isin(areas)].set_index(["area_id", "period"])
    last = series["period"].max()
    checked = 0
    for day in sorted(series["period"].unique()):
        # One read per day and area would take minutes: the same view, grouped.
        cursor = demo_database._connection.cursor()
        found = cursor.execute(
            "SELECT area_id, count(*) FILTER (is_vacant) AS vacant, count(*) FILTER (is_stock) AS units"
            " FROM (SELECT unnest(area_ids) AS area_id, is_vacant, is_stock FROM unit_on($day, NULL)) GROUP BY area_id",
            {"day": pd.Timestamp(day).date()},
        ).df()
        for row in found[found["area_id"].isin(areas)].itertuples(index=False):
            expected = wanted.loc[(row.area_id, day)]
            assert (row.vacant, row.units) == (expected["numerator"], expected["denominator"]), (row.area_id, day)
            checked += 1
    assert checked == len(wanted) and last > pd.Timestamp("2026-01-01")


@pytest.mark.parametrize("area_id", ["city:dortmund", "bezirk:eving"])
def test_the_summary_of_a_day_gives_that_rate(demo_database: Database, area_id: str) -> None:
    """Prevents that the page sums up another stock than the indicator."""
    series = demo_database.read("leerstandsquote")
    for day in (datetime.date(2015, 6, 30), datetime.date(2024, 12, 31)):
        row = series[(series["area_id"] == area_id) & (series["period"] == pd.Timestamp(day))].iloc[0]
        summary = demo_database.read("vacancy_summary", area_id=area_id, day=day).iloc[0]
        assert rate_on_day(summary, least_units=20)[0] == pytest.approx(100 * row["numerator"] / row["denominator"])
        assert summary["today"] == pd.Timestamp(day)


def test_a_past_day_has_the_columns_of_today(demo_database: Database) -> None:
    """Prevents a query that runs for today and fails for a past day, or gives another type."""
    cursor = demo_database._connection.cursor()
    today = cursor.execute("DESCRIBE SELECT * FROM unit_today").df()[["column_name", "column_type"]]
    past = cursor.execute("DESCRIBE SELECT * FROM unit_on(DATE '2024-12-31', NULL)").df()[
        ["column_name", "column_type"]
    ]
    assert past.sort_values("column_name").to_dict("records") == today.sort_values("column_name").to_dict("records")


def test_every_field_that_can_change_is_remembered() -> None:
    """Prevents a new field that shows today's value on a past day."""
    columns = re.sub(r"--.*", "", (QUERIES_DIR / "views" / "51_unit_memory.sql").read_text(encoding="utf-8"))
    known = set(re.findall(r"AS (\w+), bool_or", columns))
    # The state and the first day of the vacancy come from the episodes.
    needed = {name for name, field in fields().items() if field.place in ("unit", "position")} | {"checked_by"}
    needed |= {"vacancy_kind", "vacancy_reason"}
    assert needed <= known


def test_today_without_a_day_is_unit_today(demo_database: Database) -> None:
    """Prevents that the list of today goes through the memory and differs from it."""
    cursor = demo_database._connection.cursor()
    rows = cursor.execute("SELECT * FROM unit_at(NULL, NULL) EXCEPT SELECT * FROM unit_today").fetchall()
    assert rows == []


def test_what_a_save_changes_stays_as_it_was_the_day_before(writable_dir: Path) -> None:
    """Prevents that the memory of the core and the view of a past day mean different things: every kind of value."""
    database = shared_database(writable_dir)
    try:
        unit_id = "120-0001"
        before = records.record(database, ADMIN, unit_id)
        day = database.read("register_days").iloc[0]["today"].date() - datetime.timedelta(days=1)
        old = database.read("vacancy_units_internal", unit_ids=[unit_id], day=day).iloc[0]
        changes = {
            "name": "Neu",
            "floor": 2,
            "sales_area_m2": 12.5,
            "note": "=1+1",
            "owner_company": None,
            "last_checked_on": day + datetime.timedelta(days=1),
            "lat": before.values["lat"] + 0.0001,
        }
        records.save(database, ADMIN, unit_id, before.revision, changes)
        new = database.read("vacancy_units_internal", unit_ids=[unit_id]).iloc[0]
        assert (new["name"], new["floor"], new["sales_area_m2"], new["note"]) == ("Neu", 2, 12.5, "=1+1")
        then = database.read("vacancy_units_internal", unit_ids=[unit_id], day=day).iloc[0]
        pd.testing.assert_series_equal(then, old)
        made = records.create(database, ADMIN, {"address": "Beispielweg 1", "state": "reported"})
        assert database.read("vacancy_units", unit_ids=[made.unit_id], day=day).empty
        assert database.read("vacancy_units", unit_ids=[made.unit_id]).iloc[0]["address"] == "Beispielweg 1"
    finally:
        close_shared(writable_dir)


def test_a_day_as_links_say_it() -> None:
    """Prevents a year that means another day, and digits of other scripts that are taken for a year."""
    today = datetime.date(2026, 9, 30)
    assert day_of("2024", today) == datetime.date(2024, 12, 31)
    assert day_of("2026", today) == today
    assert day_of("2024-02-29", today) == datetime.date(2024, 2, 29)
    for text in ("2023-02-29", "٢٠٢٤", "0000", "morgen", ""):
        with pytest.raises(ValueError):
            day_of(text, today)


def test_sentences_on_a_past_day() -> None:
    """Prevents a rate over too few units, and a comparison that readers cannot check."""
    row = pd.Series({"units": 40, "vacant": 5, "occupied": 30})
    words = {"day": datetime.date(2024, 12, 31), "where": "in Eving", "today": datetime.date(2026, 9, 30)}
    said = past_sentences(speak("de"), row, least_units=20, rate_today=10.04, **words)
    assert said == [
        "Am 31.12.2024 standen in Eving 5 von 40 Ladenlokalen leer (12,5 %).",
        "Heute (30.09.2026) sind es 10,0 %, 2,5 Prozentpunkte weniger.",
    ]
    few = past_sentences(speak("de"), row, least_units=50, rate_today=None, **words)
    assert few == ["Am 31.12.2024 standen in Eving 5 Ladenlokale leer; für eine Quote sind es zu wenige Ladenlokale."]
    only_vacant = pd.Series({"units": 40, "vacant": 5, "occupied": 0})
    assert rate_on_day(only_vacant, least_units=20) == (None, "no_stock")
