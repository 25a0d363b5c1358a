"""Geodata files of every kind the import takes, and those that try to make the reader open something else."""

import io
import json
import sqlite3
import warnings
import zipfile
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from shapely import Point, Polygon, box

from strukturmonitor.access import Actor
from strukturmonitor.cities import CITIES_DIR
from strukturmonitor.database import Database
from strukturmonitor.errors import FileUnreadable, StrukturmonitorError
from strukturmonitor.imports import run
from strukturmonitor.imports.findings import Findings
from strukturmonitor.imports.geofiles import in_degrees, read_shapes
from strukturmonitor.imports.sources import source

SOURCE = source("boundaries")
STAT = CITIES_DIR / "dortmund" / "statistische_bezirke.geojson"
IN_LINDENHORST = Point(7.479, 51.556)


@pytest.fixture(scope="module")
def stat() -> gpd.GeoDataFrame:
    frame = gpd.read_file(STAT)[["statistischer_bezirk", "statistischer_bezirk_nr", "geometry"]]
    return frame.rename(columns={"statistischer_bezirk": "Name", "statistischer_bezirk_nr": "nr"})


def shapefile(frame: gpd.GeoDataFrame, folder: Path, *, without: str = "", **extra: bytes) -> bytes:
    """A zipped Shapefile as a GIS exports it; `extra`: more entries of the archive."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        frame.to_file(folder / "bezirke.shp")
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.glob("bezirke.*")):
            if path.suffix != without:
                archive.write(path, path.name)
        for name, data in extra.items():
            archive.writestr(name, data)
    return content.getvalue()


def kml(frame: gpd.GeoDataFrame) -> bytes:
    """A KML as a map viewer writes it: a folder, styles, names, numbers as extended data."""
    marks = "".join(
        f"<Placemark><name>{row.Name}</name><styleUrl>#a</styleUrl><ExtendedData><Data name='nr'><value>{row.nr}</value>"
        f"</Data></ExtendedData>{shapely_kml(row.geometry)}</Placemark>"
        for row in frame.itertuples()
    )
    return (
        "<?xml version='1.0' encoding='UTF-8'?><!-- exported --><kml xmlns='http://www.opengis.net/kml/2.2'><Document>"
        f"<Style id='a'><LineStyle><color>ff0000ff</color></LineStyle></Style><Folder><name>Bezirke</name>{marks}"
        "</Folder></Document></kml>"
    ).encode()


def shapely_kml(shape: shapely.Geometry) -> str:
    parts = []
    for part in shapely.get_parts(shape):
        ring = " ".join(f"{x},{y},0" for x, y in part.exterior.coords)
        parts.append(
            f"<Polygon><outerBoundaryIs><LinearRing><coordinates>{ring}</coordinates></LinearRing></outerBoundaryIs></Polygon>"
        )
    return f"<MultiGeometry>{''.join(parts)}</MultiGeometry>"


def check(database: Database, content: bytes, name: str) -> run.Prepared:
    file = run.keep_upload(database, name, content)
    return run.prepare(database, Actor("admin"), "boundaries", [file], {"level": "stat", "valid_from": "2026-01-01"})


@pytest.mark.parametrize("kind", ["shp", "shp_without_prj", "kml", "gpkg_gauss_krueger", "geojson_bom"])
def test_every_format_gives_the_same_areas(
    database: Database, stat: gpd.GeoDataFrame, kind: str, tmp_path: Path
) -> None:
    """A format that is offered and not understood, or numbers that lose their leading zeros in it."""
    if kind == "kml":
        prepared = check(database, kml(stat), "bezirke.kml")
    elif kind == "gpkg_gauss_krueger":
        stat.to_crs(31466).to_file(tmp_path / "b.gpkg", driver="GPKG")
        prepared = check(database, (tmp_path / "b.gpkg").read_bytes(), "bezirke.gpkg")
    elif kind == "geojson_bom":
        prepared = check(database, b"\xef\xbb\xbf" + stat.to_json(drop_id=True).encode(), "bezirke.json")
    else:
        numbers = stat.assign(nr=stat["nr"].astype(int)).to_crs(25832)
        content = shapefile(numbers, tmp_path, without=".prj" if kind == "shp_without_prj" else "")
        prepared = check(database, content, "bezirke.zip")
    prepared.discard()
    codes = {finding.code for finding in prepared.findings}
    assert codes == ({"crs_assumed"} if kind == "shp_without_prj" else set())
    areas = prepared.checked.areas.set_index("area_id")
    assert len(areas) == 62 and areas.loc["stat:000", "name"] == "City"
    assert areas.geometry["stat:120"].contains(IN_LINDENHORST) and prepared.checked.conversion.empty


@pytest.mark.parametrize("crs", [25832, 31466, 31467, 4647, 3035, 3857])
def test_a_missing_system_is_found(stat: gpd.GeoDataFrame, crs: int) -> None:
    """A file of a surveyor without .prj that lands in another country."""
    findings = Findings()
    city = stat.geometry.union_all()
    bare = stat.to_crs(crs).set_crs(None, allow_override=True)
    found = in_degrees(bare, "b.zip", city, SOURCE, findings)
    assert shapely.area(shapely.symmetric_difference(found.geometry.union_all(), city)) < 1e-6
    assert [finding.value for finding in findings] == [f"EPSG:{crs}"]


def refused(content: bytes, name: str) -> str:
    with pytest.raises(FileUnreadable) as caught:
        read_shapes(SOURCE, name, content)
    return caught.value.values["reason"]


def packed(**entries: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return content.getvalue()


def test_archives_are_looked_at_first(stat: gpd.GeoDataFrame, tmp_path: Path) -> None:
    """An archive that leads out of itself, holds another format, more than one layer or gigabytes."""
    assert refused(shapefile(stat, tmp_path, **{"../x.shp": b""}), "b.zip") == "zip_path"
    assert refused(shapefile(stat, tmp_path, **{"/etc/x.shp": b""}), "b.zip") == "zip_path"
    assert refused(shapefile(stat, tmp_path, **{"a.vrt": b"<OGRVRTDataSource/>"}), "b.zip") == "zip_content"
    assert refused(shapefile(stat, tmp_path, **{"andere.shp": b""}), "b.zip") == "zip_layers"
    assert refused(shapefile(stat, tmp_path, without=".dbf"), "b.zip") == "zip_incomplete"
    assert refused(packed(**{"a.shp": b"\0" * 201_000_000, "a.shx": b"", "a.dbf": b""}), "b.zip") == "zip_bomb"
    vrt = b"<OGRVRTDataSource><OGRVRTLayer name='a'><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
    assert refused(packed(**{"a.shp": vrt, "a.shx": vrt, "a.dbf": vrt}), "b.zip") == "not_geodata"
    whole = shapefile(stat, tmp_path)
    assert refused(whole[: len(whole) // 2], "b.zip") == "zip_damaged"
    assert refused(packed(), "b.zip") in ("zip_incomplete", "zip_damaged", "not_geodata")
    with_macos = shapefile(stat, tmp_path, **{"__MACOSX/._bezirke.shp": b"x", ".DS_Store": b"x"})
    assert len(read_shapes(SOURCE, "b.zip", with_macos)) == 62


def test_nothing_else_is_opened(tmp_path: Path) -> None:
    """A file that makes the reader open a second one, on this machine or elsewhere."""
    secret = tmp_path / "secret.geojson"
    secret.write_text('{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"Name":"geheim"},'
                      '"geometry":{"type":"Polygon","coordinates":[[[7,51],[8,51],[8,52],[7,51]]]}}]}')  # fmt: skip
    vrt = f"<OGRVRTDataSource><OGRVRTLayer name='secret'><SrcDataSource>{secret}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
    algorithm = json.dumps({"type": "gdal_streamed_alg", "command_line": f"gdal vector pipeline ! read {secret}"})
    mark = "<kml xmlns='http://www.opengis.net/kml/2.2'><Document>{}</Document></kml>"
    link = "<NetworkLink><Link><href>http://127.0.0.1/x.kml</href></Link></NetworkLink>"
    entity = f"<!DOCTYPE kml [<!ENTITY x SYSTEM 'file://{secret}'>]>" + mark.format(
        "<Placemark><name>&x;</name></Placemark>"
    )
    assert refused(vrt.encode(), "b.kml") == "not_geodata"
    assert refused(f"<!-- <kml> -->{vrt}".encode(), "b.kml") == "not_geodata"
    assert refused(vrt.encode(), "b.geojson") == "not_geodata"
    assert refused(algorithm.encode(), "b.json") == "not_geodata"
    assert refused(mark.format(link).encode(), "b.kml") == "kml_refers"
    assert refused(entity.encode(), "b.kml") == "kml_refers"
    assert refused(entity.encode("utf-16"), "b.kml") in ("kml_refers", "not_geodata")
    assert refused(str(secret).encode(), "b.geojson") == "not_geodata"


def test_a_geopackage_with_foreign_tables(stat: gpd.GeoDataFrame, tmp_path: Path) -> None:
    """A database whose table is another file."""
    path = tmp_path / "b.gpkg"
    stat.to_file(path, driver="GPKG")
    assert len(read_shapes(SOURCE, "b.gpkg", path.read_bytes())) == 62
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA writable_schema=ON")
        connection.execute(
            "INSERT INTO sqlite_master VALUES ('table', 'x', 'x', 0, 'CREATE VIRTUAL TABLE x USING VirtualOGR(''/etc/passwd'')')"
        )
    connection.close()
    assert refused(path.read_bytes(), "b.gpkg") == "not_geodata"
    assert refused(b"SQLite format 3\x00" + b"x" * 500, "b.gpkg") == "not_geodata"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "b.kml"), (b"PK\x03\x04", "b.zip"), (b"<kml", "b.kml"), (b'{"type":"FeatureCollection"}', "b.json"),
        (b'{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Polygon","coordinates":7}}]}', "b.json"),
        (b'[1, 2]', "b.json"), (b'{"type":"FeatureCollection","features":[1]}', "b.json"), (b"{" * 100_000, "b.json"),
        (b'{"type":"FeatureCollection","crs":{"properties":{"name":"EPSG:nichts"}},"features":[{"type":"Feature","geometry":null,"properties":{}}]}', "b.json"),
    ],
)  # fmt: skip
def test_broken_files_end_in_a_message(content: bytes, name: str) -> None:
    """A stack trace instead of a sentence."""
    with pytest.raises(StrukturmonitorError):
        read_shapes(SOURCE, name, content)


def test_programme_areas_from_a_drawn_kml(database: Database) -> None:
    """A coordinator draws an area in a map viewer: it becomes an area of its own, its name shown as text."""
    drawn = gpd.GeoDataFrame({"Name": ["Zentrum &lt;b&gt;West"], "nr": [""]}, geometry=[box(7.47, 51.55, 7.49, 51.56)])
    file = run.keep_upload(database, "gebiet.kml", kml(drawn))
    prepared = run.prepare(database, Actor("admin"), "boundaries", [file], {"level": "pg", "citation": "Stadtteilbüro"})
    assert list(prepared.checked.areas["name"]) == ["Zentrum <b>West"]
    prepared.discard()


def test_areas_that_cross_a_stadtbezirk_are_said_with_their_share(database: Database, stat: gpd.GeoDataFrame) -> None:
    """A statistischer Bezirk in two Stadtbezirke counts in one of them only."""
    frame = stat.set_index("nr")
    both = frame.geometry["120"].union(frame.geometry["200"] if "200" in frame.index else frame.geometry["210"])
    new = frame.drop(index=[code for code in ("120", "200", "210") if code in frame.index]).reset_index()
    new.loc[len(new)] = {"nr": "199", "Name": "Quer", "geometry": both}
    prepared = check(database, new.set_crs(4326, allow_override=True).to_json(drop_id=True).encode(), "b.geojson")
    prepared.discard()
    found = [finding.value for finding in prepared.findings if finding.code == "area_crosses_parent"]
    assert len(found) == 1 and found[0].startswith("Quer (") and "%" in found[0]


def test_two_areas_of_one_name(database: Database) -> None:
    """Umlauts written in two ways come to the same address: one area would cover the other."""
    shapes = [box(7.47, 51.55, 7.48, 51.56), box(7.48, 51.55, 7.49, 51.56)]
    frame = gpd.GeoDataFrame({"Name": ["Größe", "Groesse"]}, geometry=shapes, crs=4326)
    file = run.keep_upload(database, "b.geojson", frame.to_json().encode())
    prepared = run.prepare(database, Actor("admin"), "boundaries", [file], {"level": "pg"})
    assert prepared.is_refused and {finding.code for finding in prepared.findings} == {"areas_alike"}


def test_shapes_with_lines_beside_the_surface(database: Database, stat: gpd.GeoDataFrame) -> None:
    """A collection of a polygon and a stray line, and a bow tie: the surface stays."""
    frame = stat.copy()
    west, south, east, north = frame.geometry[0].bounds
    frame.loc[0, "geometry"] = shapely.GeometryCollection(
        [frame.geometry[0], shapely.LineString([(west, south), (east, north)])]
    )
    frame.loc[1, "geometry"] = Polygon([(west, south), (east, north), (east, south), (west, north)])
    prepared = check(database, frame.to_json(drop_id=True).encode(), "b.geojson")
    prepared.discard()
    assert prepared.rows_loaded == 62 and prepared.checked.areas.geometry.is_valid.all()
