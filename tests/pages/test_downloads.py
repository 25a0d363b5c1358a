"""Files of what pages show."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
import pyogrio
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from strukturmonitor.access import Actor
from strukturmonitor.database import Database
from strukturmonitor.exports.map_data import map_rows
from strukturmonitor.shown import Column, Map
from strukturmonitor.texts import speak
from strukturmonitor.ui import downloads
from strukturmonitor.ui.headless import take
from strukturmonitor.ui.map_files import map_file
from strukturmonitor.ui.views import paper_table_html

TEXTS = speak("de")


@pytest.fixture
def buttons(monkeypatch: pytest.MonkeyPatch) -> dict[str, Callable[[], bytes]]:
    """The files of the run, by their names without day."""
    found: dict[str, Callable[[], bytes]] = {}

    def offered(label: str, make: Callable[[], bytes], *, file_name: str, **_: object) -> bool:
        name, ending = file_name.rsplit(".", 1)
        found[f"{name[:-11]}.{ending}"] = make
        return False

    monkeypatch.setattr(st, "download_button", offered)
    return found


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch, app_page: Callable[..., AppTest]) -> Callable[..., AppTest]:
    """A page with this control open."""

    def run(module: str, query: dict[str, str], *, key: str) -> AppTest:
        kinds = {"popover": st.popover, "expander": st.expander}

        def opening(kind: str) -> Callable[..., object]:
            def make(*arguments: object, **named: object) -> object:
                box = kinds[kind](*arguments, **named)
                return _Open(box) if str(named.get("key", "")).endswith(key) else box

            return make

        for kind in kinds:
            monkeypatch.setattr(st, kind, opening(kind))
        return app_page(module, query)

    return run


class _Open:
    """A container that counts as open."""

    open = True

    def __init__(self, box: object) -> None:
        self._box = box

    def __enter__(self) -> object:
        return self._box.__enter__()

    def __exit__(self, *error: object) -> None:
        self._box.__exit__(*error)


def test_a_chart_comes_as_picture_and_table_that_say_what_they_are(
    open_page: Callable[..., AppTest], buttons: dict[str, Callable[[], bytes]]
) -> None:
    """Prevents files without title, filters, source and demo label; and a table whose cells a spreadsheet would run."""
    test = open_page("leerstand", {"bezirk": "eving", "sprache": "de"}, key="verlauf-quote:tabelle")
    assert not test.exception
    name = "leerstandsquote-im-stadtbezirk-eving-seit-2012"
    assert {f"{name}.{kind}" for kind in ("png", "svg", "csv", "xlsx")} == set(buttons)
    assert buttons[f"{name}.png"]().startswith(b"\x89PNG")
    assert b"<title>Leerstandsquote im Stadtbezirk Eving" in buttons[f"{name}.svg"]()
    csv = buttons[f"{name}.csv"]().decode("utf-8-sig")
    for said in (
        "# Leerstandsquote im Stadtbezirk Eving",
        "Leerstand · Stadtbezirk Eving",
        "Quelle:",
        "Demodaten",
        "Abgerufen am",
    ):
        assert said in csv
    book = buttons[f"{name}.xlsx"]()
    rows = list(openpyxl.load_workbook(io.BytesIO(book)).active.iter_rows(values_only=True))
    assert rows[0][0].startswith("Leerstandsquote") and any(isinstance(row[2], float) for row in rows[6:])
    assert "<f>" not in zipfile.ZipFile(io.BytesIO(book)).read("xl/worksheets/sheet1.xml").decode()


def test_a_map_comes_with_its_areas_and_values(
    open_page: Callable[..., AppTest], buttons: dict[str, Callable[[], bytes]]
) -> None:
    """Prevents a map's files without geometry, values, or the sources of both."""
    test = open_page("ueberblick", {}, key="karte:dateien")
    assert not test.exception
    name = next(iter(buttons)).partition(".")[0]
    assert name.startswith("leerstandsquote")
    assert {f"{name}.{kind}" for kind in ("png", "svg", "csv", "xlsx", "gpkg", "geojson")} == set(buttons)
    areas = pyogrio.read_dataframe(io.BytesIO(buttons[f"{name}.gpkg"]()))
    assert len(areas) == 12 and areas.geom_type.eq("MultiPolygon").all()
    assert areas["value"].between(0, 100).all() and areas["said"].str.contains("Leerstandsquote").all()
    collection = json.loads(buttons[f"{name}.geojson"]())
    assert collection["title"] == "Überblick" and any("Quelle" in note for note in collection["notes"])
    assert b"<title>\xc3\x9cberblick</title>" in buttons[f"{name}.svg"]()
    assert "Demodaten" in buttons[f"{name}.csv"]().decode("utf-8-sig")


def test_nothing_is_made_before_somebody_asks(app_page: Callable[..., AppTest], buttons: dict[str, object]) -> None:
    """Prevents pages that wait for files nobody wants."""
    assert not app_page("leerstand", {"bezirk": "eving"}).exception
    assert buttons == {}


@pytest.fixture
def view_of(app_on: Callable[..., None], demo_dir: Path, demo_database: Database) -> Callable:
    app_on(demo_dir)
    return lambda path, **query: take(path, query, Actor())


def test_map_addresses_give_what_the_browser_gets(view_of: Callable) -> None:
    """Prevents pictures of maps without areas, and an address that reads what was not meant."""
    part = view_of("leerstand", bezirk="eving").part("karte:karte")
    addresses = [layer["data"] for layer in json.loads(part.deck)["layers"] if isinstance(layer["data"], str)]
    assert addresses and all(json.loads(map_file(address))["features"] for address in addresses)
    for wrong in (
        "karte/gibt-es-nicht.geojson",
        "karte/../settings.geojson",
        "karte/umrisse.geojson?ebene=x",
        "",
        "//x/y",
    ):
        assert map_file(wrong) is None


def test_points_of_a_map_say_what_the_map_says(view_of: Callable) -> None:
    """Prevents a file of points that says more than the page."""
    part = view_of("leerstand", bezirk="eving").part("karte:karte")
    found = map_rows(part, TEXTS, map_file)
    assert found.geometry is None and list(found.rows) == ["name", "said", "lon", "lat"]
    assert len(found.rows) == len(
        next(layer for layer in json.loads(part.deck)["layers"] if layer["id"] == "units")["data"]
    )
    assert map_rows(Map("k", "", json.dumps({"layers": []}), None), TEXTS, map_file) is None


def test_a_table_on_paper_is_whole_and_escaped() -> None:
    """Prevents a print that ends with the rows the screen happened to show, and names that run as HTML."""
    table = pd.DataFrame({"name": ["<script>x</script>"] * 250, "value": [1.5] * 250})
    made = paper_table_html(TEXTS, table, {"name": Column("Name <b>"), "value": Column("Wert", "number", 1)})
    assert "<script>" not in made and "<b>" not in made and made.count("<tr>") == 202 and "50 weitere" in made


def test_a_sheet_takes_any_title() -> None:
    """Prevents a workbook that fails at a long title or one with signs that sheets do not allow."""
    for title in ("a/b: [c]*?\\'" * 20, "", "'"):
        name = downloads._sheet_name(title)
        assert 1 <= len(name) <= 31 and not set(name) & set("[]:*?/\\'")
