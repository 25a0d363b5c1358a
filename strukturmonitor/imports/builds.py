"""What every new statistics file needs at its end, whoever built it."""

import datetime
from collections.abc import Mapping

import pandas as pd

from strukturmonitor.database import StatisticsBuild


def write_source(build: StatisticsBuild, **row: object) -> None:
    """Put a source in the place of its earlier self. `row`: the columns of table source; `reference_date` may be None."""
    build.run("drop_source", source_id=row["source_id"])
    row["reference_date"] = pd.Timestamp(row["reference_date"]) if row["reference_date"] else pd.NaT
    build.insert("source", pd.DataFrame([row]))


def complete(build: StatisticsBuild, *, city_id: str, reference_date: datetime.date) -> None:
    """The inventory of the tables, and which build this is. `reference_date`: the day that counts as today."""
    build.run("derive_datasets")
    build.run(
        "add_build",
        data_version=build.data_version,
        city=city_id,
        is_demo=bool(build.run("has_made_rows")["has_made"].iloc[0]),
        reference_date=reference_date,
    )


def complete_copy(build: StatisticsBuild, about: Mapping[str, object]) -> None:
    """The same for a changed copy of the published file. `about`: row of table build of the file before; with made data
    its day stays, with real data today goes on."""
    reference = pd.Timestamp(about["reference_date"]).date() if about["is_demo"] else datetime.date.today()
    complete(build, city_id=str(about["city"]), reference_date=reference)
