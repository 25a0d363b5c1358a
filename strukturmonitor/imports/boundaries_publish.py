"""Checked boundaries become the published ones: a new statistics file beside the running app, swapped in whole."""

import datetime
from pathlib import Path

import pandas as pd

from strukturmonitor.cities import city
from strukturmonitor.database import Database, StatisticsBuild
from strukturmonitor.imports.boundaries import Boundaries
from strukturmonitor.imports.city import insert_geometries
from strukturmonitor.imports.initialise import derive_areas, new_data_version
from strukturmonitor.imports.sources import Source

_CHILDREN = {"bezirk": (("stat", "bezirk"), ("pg", "bezirk")), "stat": (("ub", "stat"),), "ub": (), "pg": ()}


def build_boundaries(database: Database, source: Source, checked: Boundaries, *, citation: str) -> Path:
    """A finished statistics file with the checked boundaries; it only has to be swapped in."""
    about = database.read("build").iloc[0]
    version = new_data_version()
    with StatisticsBuild(database.data_dir, version, copy_of=database.statistics_path) as build:
        span = {"level": checked.level, "valid_from": checked.valid_from}
        build.run("drop_boundaries", **span)
        build.run("close_boundaries", **span)
        insert_geometries(build, "add_areas", checked.areas)
        for child, parent in _CHILDREN[checked.level]:
            build.run("derive_parents", level=child, parent_level=parent)
        if not checked.conversion.empty:
            build.run("convert_values", frame=checked.conversion, valid_from=checked.valid_from)
        _write_source(build, source, checked, citation)
        derive_areas(build, city(str(about["city"])))
        build.run("relocate_points")
        build.run("derive_datasets")
        build.run(
            "add_build",
            data_version=version,
            city=str(about["city"]),
            is_demo=bool(build.run("has_made_rows")["has_made"].iloc[0]),
            reference_date=pd.Timestamp(about["reference_date"]).date(),
        )
    return build.path


def _write_source(build: StatisticsBuild, source: Source, checked: Boundaries, citation: str) -> None:
    source_id = f"boundaries-{checked.level}"
    build.run("drop_source", source_id=source_id)
    row = {
        "source_id": source_id,
        "title": source.title["de"],
        "publisher": citation,
        "licence": source.definition["licence"],
        "citation": citation,
        "url": None,
        "reference_date": datetime.datetime.combine(checked.valid_from, datetime.time()),
    }
    build.insert("source", pd.DataFrame([row]))
