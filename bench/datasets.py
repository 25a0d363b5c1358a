"""Data folders for the benchmark: the demo, 100,000 units, ten times the hourly rows."""

import shutil
from pathlib import Path

import duckdb

from strukturmonitor.analysis import NAMES, compute
from strukturmonitor.database import Database, StatisticsBuild
from strukturmonitor.database.engine import prepare
from strukturmonitor.database.files import published_path
from strukturmonitor.imports.initialise import derive_traffic, initialise, new_data_version

UNITS = 100_000
VACANT_UNITS = 10_000
_COPIES = 16
_YEARS_PER_COPY = 6


def make_demo(folder: Path) -> Path:
    """With the analyses computed, so that no server begins with that while its pages are measured."""
    initialise(folder)
    database = Database(folder)
    try:
        for name in NAMES:
            compute(database, name)
    finally:
        database.close()
    return folder


def make_many_units(demo: Path, folder: Path) -> Path:
    """The demo's units copied with moved positions, cut to 100,000 of which 10,000 stand vacant and are placed."""
    shutil.copytree(demo, folder)
    with duckdb.connect(str(folder / "register.duckdb")) as connection:
        prepare(connection)
        connection.execute(
            """
            CREATE TEMP TABLE ranked AS
            SELECT unit_id, copy, is_vacant, row_number() OVER (PARTITION BY is_vacant ORDER BY copy, unit_id) AS place
            FROM (
                SELECT unit.unit_id, copy, state IN ('verified', 'in_talks', 'reuse_agreed', 'permit') AS is_vacant
                FROM unit JOIN occupancy ON occupancy.unit_id = unit.unit_id AND ends_on IS NULL
                CROSS JOIN range($copies) AS copies (copy)
                WHERE lon IS NOT NULL
            );
            """,
            {"copies": _COPIES},
        )
        connection.execute(
            "CREATE TEMP TABLE kept AS SELECT unit_id, copy FROM ranked WHERE place <= CASE WHEN is_vacant THEN $vacant ELSE $occupied END",
            {"vacant": VACANT_UNITS, "occupied": UNITS - VACANT_UNITS},
        )
        connection.execute(
            """
            CREATE TEMP TABLE more_units AS
            SELECT unit.* REPLACE (unit.unit_id || '-' || copy AS unit_id, lon + 0.0004 * (copy % 4) AS lon, lat + 0.0003 * (copy // 4) AS lat,
                public_lon + 0.0004 * (copy % 4) AS public_lon, public_lat + 0.0003 * (copy // 4) AS public_lat)
            FROM unit JOIN kept USING (unit_id);
            CREATE TEMP TABLE more_episodes AS
            SELECT occupancy.* REPLACE (occupancy.unit_id || '-' || copy AS unit_id) FROM occupancy JOIN kept USING (unit_id);
            DELETE FROM unit; DELETE FROM occupancy;
            INSERT INTO unit SELECT * FROM more_units; INSERT INTO occupancy SELECT * FROM more_episodes;
            """
        )
    return folder


def make_many_hours(demo: Path, folder: Path) -> Path:
    """The demo with nine further copies of the hourly counts, each six years earlier."""
    shutil.copytree(demo, folder)
    version = new_data_version()
    with StatisticsBuild(folder, version, copy_of=published_path(folder)) as build:
        connection = build._connection
        connection.execute("DELETE FROM traffic_day; DELETE FROM traffic_profile; DELETE FROM traffic_year")
        connection.execute("CREATE TEMP TABLE original AS SELECT * FROM traffic_hour")
        for copy in range(1, 10):
            connection.execute(
                "INSERT INTO traffic_hour SELECT * REPLACE ((counted_on - to_years($years::INTEGER))::DATE AS counted_on) FROM original"
                " WHERE NOT (month(counted_on) = 2 AND day(counted_on) = 29)",
                {"years": copy * _YEARS_PER_COPY},
            )
        derive_traffic(build)
        connection.execute("UPDATE build SET data_version = $version", {"version": version})
    database = Database(folder)
    database.swap_statistics(build.path)
    database.close()
    return folder
