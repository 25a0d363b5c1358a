"""Checked boundaries become the published ones: a new statistics file beside the running app, swapped in whole."""

from pathlib import Path

from strukturmonitor.cities import city
from strukturmonitor.database import Database, StatisticsBuild
from strukturmonitor.imports.boundaries import Boundaries
from strukturmonitor.imports.builds import complete_copy, write_source
from strukturmonitor.imports.city import insert_geometries
from strukturmonitor.imports.initialise import derive_areas, new_data_version
from strukturmonitor.imports.sources import Source

_CHILDREN = {"bezirk": (("stat", "bezirk"), ("pg", "bezirk")), "stat": (("ub", "stat"),), "ub": (), "pg": ()}


def build_boundaries(database: Database, source: Source, checked: Boundaries, *, citation: str) -> Path:
    """A finished statistics file with the checked boundaries; it only has to be swapped in."""
    about = database.read("build").iloc[0]
    with StatisticsBuild(database.data_dir, new_data_version(), copy_of=database.statistics_path) as build:
        span = {"level": checked.level, "valid_from": checked.valid_from}
        build.run("drop_boundaries", **span)
        build.run("close_boundaries", **span)
        insert_geometries(build, "add_areas", checked.areas)
        for child, parent in _CHILDREN[checked.level]:
            build.run("derive_parents", level=child, parent_level=parent)
        if not checked.conversion.empty:
            build.run("convert_values", frame=checked.conversion, valid_from=checked.valid_from)
        write_source(
            build,
            source_id=f"boundaries-{checked.level}",
            title=source.title["de"],
            publisher=citation,
            licence=source.definition["licence"],
            citation=citation,
            url=None,
            reference_date=checked.valid_from,
        )
        derive_areas(build, city(str(about["city"])))
        build.run("relocate_points")
        complete_copy(build, about)
    return build.path
