"""Lists of shop units as files: real types, nothing that runs, and for every role only what is its own."""

import csv
import datetime
import io
import json
import shutil
import sqlite3
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from strukturmonitor.access import Actor, Reader
from strukturmonitor.database import Database
from strukturmonitor.database.shared import close_shared, shared_database
from strukturmonitor.errors import NotAllowed
from strukturmonitor.exports.register_list import FORMATS, About, contents, list_file, list_rows
from strukturmonitor.register import records
from strukturmonitor.register.fields import fields
from strukturmonitor.settings import ROLES
from strukturmonitor.texts import speak
from strukturmonitor.workbooks import Sheet, is_formula, workbook_bytes

ADMIN = Actor(role="admin")
OPEN, PROTECTED = "120-0001", "140-0001"
ABOUT = About("Liste", datetime.date(2026, 9, 30), ("=2+5", "Eving"), ("Quelle A",), is_demo=True)
# Values that stand nowhere else: field → (unit, value).
INTERNAL = {"owner_company": "Zzfirma GmbH", "follow_up_note": "Zzwiedervorlage", "own_id": "Zzeigen-7"}
RESTRICTED = {"rent_eur_m2": 8765.25}
HIDDEN = {"name": "Zzname", "address": "Zzweg 77", "note": "Zzbemerkung", "reuse_idea": "Zzidee"}
RISKY = {"name": "=HYPERLINK(1;2)", "note": "@SUM(1)", "reuse_idea": "+1+cmd|' /C calc'!A0"}


@pytest.fixture(scope="module")
def database(served_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A register with planted values: one record with internal and restricted ones and risky texts, one protected."""
    folder = tmp_path_factory.mktemp("planted") / "data"
    shutil.copytree(served_dir, folder, ignore=shutil.ignore_patterns("*.sock"))
    found = shared_database(folder)
    open_, protected = (records.record(found, ADMIN, unit_id) for unit_id in (OPEN, PROTECTED))
    records.save(found, ADMIN, OPEN, open_.revision, INTERNAL | RESTRICTED | RISKY)
    records.save(found, ADMIN, PROTECTED, protected.revision, HIDDEN | INTERNAL | RESTRICTED | {"is_sensitive": True})
    yield found
    close_shared(folder)


def _everything(content: bytes, file_format: str) -> str:
    """All text of a file, with what is packed in it."""
    if file_format != "xlsx":
        return content.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def _bytes(database: Database, actor: Actor, file_format: str) -> bytes:
    return list_file(database, actor, speak("de"), [OPEN, PROTECTED], ABOUT, file_format=file_format)


def _made(database: Database, actor: Actor, file_format: str, content: str) -> str:
    made = list_file(database, actor, speak("de"), [OPEN, PROTECTED], ABOUT, file_format=file_format, content=content)
    return _everything(made, file_format)


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
def test_every_sign_that_begins_a_formula_is_known(sign: str) -> None:
    """Prevents a formula behind a wide sign, which spreadsheets with East Asian settings run too."""
    assert is_formula(f"{sign}1+1|x") and not is_formula("-3,5")


@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.parametrize("role", ROLES)
def test_no_file_holds_more_than_its_role_may_see(database: Database, role: str, file_format: str) -> None:
    """Prevents internal and restricted values, and whatever is protected, in the file of a lower role, in any format."""
    actor = Actor(role=role)
    sees_internal = role in ("coordinator", "admin")
    assert contents(actor) == (["public", "internal", "restricted"] if sees_internal else ["public"])
    public = _made(database, actor, file_format, "public")
    for value in (*INTERNAL.values(), *HIDDEN.values(), "8765"):
        assert str(value) not in public, value
    exact = records.record(database, ADMIN, PROTECTED).values
    assert str(round(exact["lon"], 5)) not in public and str(round(exact["lat"], 5)) not in public
    packed = [struct.pack(order, number) for order in ("<d", ">d") for number in (exact["lon"], exact["lat"], 8765.25)]
    assert not any(number in _bytes(database, actor, file_format) for number in packed)
    for content in ("internal", "restricted"):
        if not sees_internal:
            with pytest.raises(NotAllowed):
                _made(database, actor, file_format, content)
    if sees_internal:
        internal = _made(database, actor, file_format, "internal")
        assert "Zzfirma" in internal and "Zzweg 77" in internal and "8765" not in internal
        if file_format != "gpkg":  # numbers are binary there
            assert "8765" in _made(database, actor, file_format, "restricted")


def test_rent_is_for_those_in_charge_only_and_the_file_is_noted(database: Database) -> None:
    """Prevents rents of other people's areas in a list, and restricted files that nobody can trace."""
    before = len(_events(database))
    elsewhere = Actor(role="coordinator", areas=frozenset({"bezirk:hoerde"}))
    rows = list_rows(Reader(database, elsewhere), [OPEN, PROTECTED], content="restricted")
    assert len(rows) == 2 and rows["rent_eur_m2"].isna().all() and rows["handling"].isna().all()
    in_charge = Actor(role="coordinator", areas=frozenset({"bezirk:eving"}), account_id="k1", name="Kim")
    rows = list_rows(Reader(database, in_charge), [OPEN, PROTECTED], content="restricted")
    assert rows["rent_eur_m2"].tolist() == [8765.25, 8765.25]
    _made(database, in_charge, "csv", "restricted")
    _made(database, in_charge, "csv", "public")
    events = _events(database)
    assert len(events) == before + 1
    last = events.iloc[0]
    assert (last["action"], last["account_id"]) == ("list_exported", "k1")
    assert last["detail"] == "format=csv count=2 content=restricted"


def _events(database: Database) -> pd.DataFrame:
    return Reader(database, ADMIN).read("audit_log", actions=["list_exported"])


def test_the_workbook_has_real_types_and_runs_nothing(database: Database) -> None:
    """Prevents texts that a spreadsheet runs, numbers and dates as text, and a file that does not say what it is."""
    made = list_file(database, ADMIN, speak("de"), [OPEN, PROTECTED], ABOUT, file_format="xlsx", content="restricted")
    book = openpyxl.load_workbook(io.BytesIO(made))
    rows, about = book["Ladenlokale"], book["Quellen und Filter"]
    head = {cell.value: cell.column for cell in rows[1]}
    cell = {name: rows.cell(2, column) for name, column in head.items()}
    assert cell["Name des Ladenlokals"].value == "=HYPERLINK(1;2)"
    assert all(found.data_type != "f" for sheet in book for line in sheet.iter_rows() for found in line)
    assert cell["Name des Ladenlokals"].quotePrefix and cell["Idee zur Nachnutzung"].quotePrefix
    assert cell["Verkaufsfläche (m²)"].value == 7200 and cell["Verkaufsfläche (m²)"].data_type == "n"
    assert cell["Mietforderung (€/m²)"].value == 8765.25
    assert isinstance(cell["Zuletzt geprüft am"].value, datetime.datetime)
    assert cell["Zuletzt geprüft am"].number_format == "dd.mm.yyyy"
    assert rows.freeze_panes == "A2" and rows.auto_filter.ref.startswith("A1:")
    assert rows.column_dimensions["A"].width >= 9
    said = "\n".join(str(line[0].value) for line in about.iter_rows() if line[0].value)
    assert "Stand: 30.09.2026" in said and "Filter: =2+5 · Eving" in said and "Quelle: Quelle A" in said
    assert "Rolle Verwaltung" in said and "Demodaten" in said
    meanings = {line[1].value: line[2].value for line in about.iter_rows(min_row=10) if line[1].value}
    assert meanings["rent_eur_m2"].startswith("Geforderte Miete")


def test_csv_opens_in_a_german_spreadsheet_and_runs_nothing(database: Database) -> None:
    """Prevents broken umlauts, shifted columns and texts that a spreadsheet runs."""
    made = list_file(database, ADMIN, speak("de"), [OPEN], ABOUT, file_format="csv", content="internal")
    lines = made.decode("utf-8-sig").split("\r\n")
    body = [line for line in lines if not line.startswith("# ")]
    row = next(csv.DictReader(body, delimiter=";"))
    assert row["Name des Ladenlokals"] == "'=HYPERLINK(1;2)" and row["Öffentliche Bemerkung"] == "'@SUM(1)"
    assert row["Idee zur Nachnutzung"].startswith("'+1+cmd")
    assert row["Breitengrad"].startswith("51,") and row["Zuletzt geprüft am"] == "2026-08-19"
    assert made.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("risky", ["=1", "+1+1", "-cmd", "@a", "\t=1", "\r=1"])
def test_every_beginning_of_a_formula_is_text(risky: str) -> None:
    """Prevents the one beginning that was forgotten."""
    made = workbook_bytes([Sheet("x", pd.DataFrame({"a": [risky]}))], language="de", title="t")
    cell = openpyxl.load_workbook(io.BytesIO(made))["x"]["A2"]
    assert cell.data_type == "s" and cell.quotePrefix


def test_files_for_maps_hold_points_and_dates(database: Database, tmp_path: Path) -> None:
    """Prevents map files without places, with dates as text, or with the exact place of a protected unit."""
    file = tmp_path / "liste.gpkg"
    args = (database, Actor(), speak("de"), [OPEN, PROTECTED], ABOUT)
    file.write_bytes(list_file(*args, file_format="gpkg"))
    connection = sqlite3.connect(file)
    columns = {row[1]: row[2] for row in connection.execute("PRAGMA table_info(ladenlokale)")}
    assert columns["last_checked_on"] == "DATE" and columns["sales_area_m2"].startswith(("INTEGER", "REAL"))
    (described,) = connection.execute("SELECT description FROM gpkg_contents").fetchone()
    assert "Stand: 30.09.2026" in described and "Quelle A" in described
    connection.close()
    collection = json.loads(list_file(*args, file_format="geojson"))
    first, second = collection["features"]
    assert first["geometry"]["coordinates"] == [7.479, 51.556]
    exact = records.record(database, ADMIN, PROTECTED).values
    assert second["geometry"]["coordinates"] != [round(exact["lon"], 6), round(exact["lat"], 6)]
    assert second["properties"]["address"] is None and second["properties"]["state"] != "verified"


def test_lists_of_a_past_day_hold_what_was_recorded_then(database: Database) -> None:
    """Prevents today's values in a list that says it is of another day."""
    rows = list_rows(Reader(database, ADMIN), [OPEN], day=datetime.date(2026, 9, 29), content="restricted")
    assert rows.iloc[0]["name"].startswith("ehem.") and rows.iloc[0]["rent_eur_m2"] != 8765.25


def test_the_lists_know_every_field(database: Database) -> None:
    """Prevents a new field that nobody can take away, or one that stands in the file of a lower role."""
    known = fields()
    left_out = {"checked_by"}  # a colleague's name is no matter of the list
    for content, visibilities in (
        ("public", {"public"}),
        ("internal", {"public", "internal"}),
        ("restricted", {"public", "internal", "restricted"}),
    ):
        columns = set(list_rows(Reader(database, ADMIN), [OPEN], content=content))
        assert {name for name in columns if name in known} == {
            name for name, field in known.items() if field.visibility in visibilities
        } - left_out


def test_nothing_is_left_behind(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Prevents internal lists in the folder for temporary files."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    for file_format in FORMATS:
        _made(database, ADMIN, file_format, "restricted")
    assert list(tmp_path.iterdir()) == []
