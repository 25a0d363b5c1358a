"""Boundaries from a file: any reference system, repaired, measured, and swapped in whole."""

import json
import shutil
from pathlib import Path

import duckdb
import geopandas as gpd
import pandas as pd
import pytest
from shapely import Point, Polygon, box
from shapely.affinity import translate

from strukturmonitor.access import Actor
from strukturmonitor.cities import CITIES_DIR
from strukturmonitor.database import Database, Transaction
from strukturmonitor.errors import ColumnsMissing, FileUnreadable, ImportFailed, NotAllowed, SettingInvalid
from strukturmonitor.imports import run

ADMIN = Actor("admin")
STAT = CITIES_DIR / "dortmund" / "statistische_bezirke.geojson"
BEZIRKE = CITIES_DIR / "dortmund" / "stadtbezirke.geojson"


def as_json(frame: gpd.GeoDataFrame) -> bytes:
    return frame.to_json(to_wgs84=False, drop_id=True).encode()


def check(
    database: Database, content: bytes, *, level: str = "stat", name: str = "grenzen.geojson", **options: str
) -> run.Prepared:
    file = run.keep_upload(database, name, content)
    return run.prepare(database, ADMIN, "boundaries", [file], {"level": level, **options})


def codes(prepared: run.Prepared) -> set[str]:
    return {finding.code for finding in prepared.findings}


def versions_of(database: Database, area_id: str) -> list[tuple[str, str]]:
    """First and last day of every boundary an area had; pages read only the present one."""
    copy = database.data_dir / "copy.duckdb"
    shutil.copyfile(database.statistics_path, copy)
    with duckdb.connect(str(copy), read_only=True) as connection:
        rows = connection.execute(
            "SELECT valid_from, valid_to FROM area WHERE area_id = ? ORDER BY valid_from", [area_id]
        )
        return [(str(first), str(last)) for first, last in rows.fetchall()]


@pytest.fixture(scope="module")
def stat() -> gpd.GeoDataFrame:
    return gpd.read_file(STAT)[["statistischer_bezirk", "statistischer_bezirk_nr", "geometry"]]


def test_an_earlier_day_is_called_what_it_is(database: Database) -> None:
    """A wrong year in the date: the present boundaries vanish without a word."""
    begin = pd.Timestamp(database.read("area_geometries", level="stat")["valid_from"].max())
    earlier = (begin - pd.Timedelta(days=400)).date().isoformat()
    assert "boundaries_later_go" in codes(check(database, STAT.read_bytes(), valid_from=earlier))
    assert "boundaries_later_go" not in codes(check(database, STAT.read_bytes()))


def test_the_same_boundaries_change_no_value(database: Database) -> None:
    """An import of boundaries that moves shops and accidents although no border moved."""
    before = {name: database.read(name) for name in ("export_area_part", "export_area_neighbour")}
    accidents = database.read("export_accident").sort_values("accident_id", ignore_index=True)
    old_version = database.data_version
    result = run.publish(database, ADMIN, check(database, STAT.read_bytes(), valid_from="2026-01-01"))
    assert (result["state"], result["rows_loaded"], result["gaps_m2"], result["overlaps_m2"]) == (
        "published",
        62,
        0.0,
        0.0,
    )
    assert result["findings"] == [] and database.data_version != old_version
    for name, frame in before.items():
        keys = list(frame.columns[:2])
        after = database.read(name).sort_values(keys, ignore_index=True)
        pd.testing.assert_frame_equal(frame.sort_values(keys, ignore_index=True), after, check_exact=False, rtol=1e-6)
    pd.testing.assert_frame_equal(
        accidents, database.read("export_accident").sort_values("accident_id", ignore_index=True)
    )
    areas = database.read("areas")
    assert (areas["level"] == "stat").sum() == 62
    assert areas.loc[areas["area_id"] == "stat:120", "parent_id"].item() == "bezirk:eving"


def test_old_boundaries_get_an_end(database: Database) -> None:
    """Which boundary held in 2020? A corrected file of the same day replaces the wrong one."""
    content = STAT.read_bytes()
    run.publish(database, ADMIN, check(database, content, valid_from="2026-01-01"))
    assert versions_of(database, "stat:120") == [("2010-01-01", "2025-12-31"), ("2026-01-01", "None")]
    run.publish(database, ADMIN, check(database, content + b"\n", valid_from="2026-01-01"))
    assert versions_of(database, "stat:120") == [("2010-01-01", "2025-12-31"), ("2026-01-01", "None")]


def test_other_systems_and_formats(database: Database, stat: gpd.GeoDataFrame, tmp_path: Path) -> None:
    """Everything in the Atlantic because UTM was read as degrees."""
    stat.to_crs(25832).to_file(tmp_path / "stat.gpkg", driver="GPKG")
    package = check(database, (tmp_path / "stat.gpkg").read_bytes(), name="stat.gpkg")
    bare = json.loads(as_json(stat.to_crs(25832)))
    bare.pop("crs", None)
    unnamed = check(database, json.dumps(bare).encode())
    assert codes(package) == set() and codes(unnamed) == {"crs_assumed"}
    for prepared in (package, unnamed):
        eving = prepared.checked.areas.set_index("area_id").loc["stat:120"]
        assert eving.geometry.contains(Point(7.479, 51.556)) and prepared.checked.gaps_m2 < 100


def test_repaired_and_joined(database: Database, stat: gpd.GeoDataFrame) -> None:
    """A polygon that crosses itself, and an area in two parts."""
    frame = stat.copy()
    west, south, east, north = frame.geometry[0].bounds
    frame.loc[0, "geometry"] = Polygon([(west, south), (east, north), (east, south), (west, north)])
    parts = frame.iloc[[1, 1]].copy()
    shape = frame.geometry[1]
    middle = shape.centroid.x
    parts["geometry"] = [shape.intersection(box(0, 0, middle, 90)), shape.intersection(box(middle, 0, 90, 90))]
    prepared = check(database, as_json(pd.concat([frame.drop(index=1), parts])))
    assert {"area_repaired", "area_parts_joined", "areas_gap"} <= codes(prepared)
    assert (prepared.rows_read, prepared.rows_loaded, prepared.rows_duplicate) == (63, 62, 1)
    assert prepared.checked.areas.geometry.is_valid.all()


def test_gaps_and_overlaps_are_measured(database: Database, stat: gpd.GeoDataFrame) -> None:
    """A shop between two areas that counts nowhere, or twice."""
    frame = stat.copy()
    frame.loc[5, "geometry"] = translate(frame.geometry[5], xoff=0.002)
    prepared = check(database, as_json(frame))
    assert {"areas_gap", "areas_overlap"} <= codes(prepared)
    assert prepared.checked.gaps_m2 > 1000 and prepared.checked.overlaps_m2 > 1000


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"geometry": Point(7.47, 51.55)}, "area_not_polygon"), ({"geometry": Polygon()}, "area_without_shape"),
        ({"statistischer_bezirk": None}, "area_without_name"), ({"statistischer_bezirk_nr": None}, "area_without_code"),
    ],
)  # fmt: skip
def test_one_bad_feature_refuses_the_file(database: Database, stat: gpd.GeoDataFrame, change: dict, code: str) -> None:
    """A hole in the city because one feature was left out."""
    frame = stat.copy()
    for name, value in change.items():
        frame.at[3, name] = value
    prepared = check(database, as_json(frame))
    assert code in codes(prepared) and prepared.is_refused
    version = database.data_version
    assert run.publish(database, ADMIN, prepared)["state"] == "failed"
    assert database.data_version == version and len(database.read("areas")) == 76


def test_another_city_is_refused(database: Database, stat: gpd.GeoDataFrame) -> None:
    """The right file of the wrong town."""
    frame = stat.assign(geometry=stat.geometry.translate(xoff=1.0))
    assert "areas_elsewhere" in codes(check(database, as_json(frame)))


def test_changed_sets_are_said(database: Database, stat: gpd.GeoDataFrame) -> None:
    """Values that disappear because a number changed."""
    frame = stat.copy()
    frame.loc[frame["statistischer_bezirk_nr"] == "120", "statistischer_bezirk_nr"] = "129"
    prepared = check(database, as_json(frame))
    assert {"areas_new", "areas_vanished", "values_carried"} == codes(prepared)
    assert prepared.checked.values_estimated == 0 and prepared.checked.values_carried > 0
    assert (prepared.checked.new, prepared.checked.vanished) == (["stat:129"], ["stat:120"])


def test_moved_points_follow_the_new_boundaries(database: Database, stat: gpd.GeoDataFrame) -> None:
    """Shops and accidents that still count where the border was."""
    frame = stat.copy()
    frame.loc[frame["statistischer_bezirk_nr"] == "120", "statistischer_bezirk_nr"] = "129"
    units = database.read("export_unit")["area_ids"].map(lambda ids: "stat:120" in list(ids)).sum()
    assert units > 0
    run.publish(database, ADMIN, check(database, as_json(frame)))
    for name in ("export_unit", "export_accident", "export_report"):
        ids = database.read(name)["area_ids"]
        assert not ids.map(lambda found: "stat:120" in list(found)).any()
    assert database.read("export_unit")["area_ids"].map(lambda ids: "stat:129" in list(ids)).sum() == units


def test_bezirke_keep_their_children(database: Database) -> None:
    """Statistische Bezirke without a Stadtbezirk after new Stadtbezirke."""
    before = database.read("areas").set_index("area_id")["parent_id"]
    result = run.publish(database, ADMIN, check(database, BEZIRKE.read_bytes(), level="bezirk"))
    assert result["rows_loaded"] == 12
    pd.testing.assert_series_equal(
        before.sort_index(), database.read("areas").set_index("area_id")["parent_id"].sort_index()
    )


def test_a_programme_area_of_ones_own(database: Database) -> None:
    """Any polygon can be an area: it gets a share of the statistische Bezirke and its shops."""
    frame = gpd.GeoDataFrame({"Titel": ["Neue Mitte"]}, geometry=[box(7.47, 51.55, 7.49, 51.56)], crs=4326)
    run.publish(database, ADMIN, check(database, as_json(frame), level="pg", citation="Stadtteilbüro"))
    areas = database.read("areas").set_index("area_id")
    assert areas.loc["pg:neue-mitte", "parent_id"] == "bezirk:eving"
    assert "pg:evinger-mitte" not in areas.index
    parts = database.read("export_area_part")
    assert parts.loc[parts["area_id"] == "pg:neue-mitte", "share"].between(0, 1, inclusive="right").all()
    assert "Stadtteilbüro" in set(database.read("sources")["citation"])


def test_refused_files_and_calls(database: Database) -> None:
    """Every wrong file and call ends in one of our messages."""
    for content in (b"{", b'{"type": "FeatureCollection", "features": []}', b"<OGRVRTDataSource/>", b'{"a": 1}'):
        with pytest.raises(FileUnreadable):
            check(database, content)
    with pytest.raises(FileUnreadable, match="extension"):
        check(database, b"{}", name="grenzen.shp")
    with pytest.raises(ColumnsMissing):
        check(database, STAT.read_bytes(), name_column="gibtsnicht")
    with pytest.raises(SettingInvalid):
        check(database, STAT.read_bytes(), level="kreis")
    with pytest.raises(NotAllowed):
        file = run.keep_upload(database, "a.geojson", STAT.read_bytes())
        run.prepare(database, Actor("coordinator"), "boundaries", [file], {"level": "stat"})


@pytest.mark.parametrize("step", ["build", "register"])
def test_a_crash_leaves_everything_as_it_was(database: Database, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """New boundaries with old shops, or a published file that is only half built."""
    version, files = database.data_version, sorted(database.data_dir.glob("statistics*"))
    pointer = (database.data_dir / "statistics.current").read_text()

    def broken(*_: object, **__: object) -> None:
        raise OSError("gone")

    if step == "build":
        monkeypatch.setattr("strukturmonitor.imports.boundaries_publish.derive_areas", broken)
        with pytest.raises(ImportFailed):
            check(database, BEZIRKE.read_bytes(), level="bezirk")
    else:
        prepared = check(database, BEZIRKE.read_bytes(), level="bezirk")
        original = Transaction.run
        monkeypatch.setattr(
            Transaction,
            "run",
            lambda self, name, **v: broken() if name == "relocate_units" else original(self, name, **v),
        )
        with pytest.raises(ImportFailed):
            run.publish(database, ADMIN, prepared)
        assert database.read("import_runs").iloc[0]["state"] == "failed"
    assert database.data_version == version
    assert (database.data_dir / "statistics.current").read_text() == pointer
    assert sorted(database.data_dir.glob("statistics*")) == files
    assert not list(database.data_dir.glob("candidate-*"))
