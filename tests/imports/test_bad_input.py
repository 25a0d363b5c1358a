"""Files as they should not be: each ends in words a person can act on, and in unchanged data."""

import gzip
import io
import resource
import shutil
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import hostile_files as hostile
import pytest
from helpers import ADMIN, GOOD, HEADER, balances, content_hash, list_of, say, workbook

from strukturmonitor.database import Database
from strukturmonitor.errors import StrukturmonitorError
from strukturmonitor.exports.tables import csv_bytes
from strukturmonitor.imports.outcome import list_sources
from strukturmonitor.imports.run import InputFile, import_files, prepare
from strukturmonitor.imports.sources import sources
from strukturmonitor.texts import speak

LIST, STATIONS, ACCIDENTS, BOUNDARIES = "leerstand", "zaehlstellen", "unfallatlas", "boundaries"
_TEXT = {
    LIST: list_of({}, {}),
    STATIONS: hostile.stations({}, {"Name": "Grüne Straße"}),
    ACCIDENTS: hostile.accidents({}, {}),
}
_BYTES = {name: text.encode() for name, text in _TEXT.items()}
_BOOK = {name: hostile.workbook_of(hostile.cells_of(text)) for name, text in _TEXT.items()}
_OPTIONS = {BOUNDARIES: {"level": "pg"}}
_ALL = (LIST, STATIONS, ACCIDENTS)
_BOOKS = (LIST, STATIONS)
_SQUARE = [[7.44, 51.50], [7.46, 51.50], [7.46, 51.52], [7.44, 51.52], [7.44, 51.50]]
_SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture(scope="module")
def shared(served_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """One database for all files that are refused: they change nothing."""
    folder = tmp_path_factory.mktemp("bad") / "data"
    shutil.copytree(served_dir, folder, ignore=shutil.ignore_patterns("*.sock"))
    database = Database(folder)
    yield database
    database.close()


def _put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def _first_line(source: str) -> bytes:
    return _BYTES[source].splitlines(keepends=True)[0]


def _beside(book: bytes, megabytes: int) -> bytes:
    content = io.BytesIO(book)
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image.bin", bytes(megabytes * 1_000_000))
    return content.getvalue()


def _more_cells(book: bytes, row: bytes) -> bytes:
    return hostile.changed_member(book, _SHEET, b"</sheetData>", row + b"</sheetData>")


_REFUSED: list[tuple[str, str, str, bytes, str, str]] = [
    *(("empty", s, "a.csv", b"", "Sie ist leer", "it is empty") for s in _ALL),
    *(("blank", s, "a.csv", b"\r\n \r\n\r\n", "Sie ist leer", "it is empty") for s in _ALL),
    *(("headers only", s, "a.csv", _first_line(s), "keine einzige Zeile", "not a single row") for s in _ALL),
    *(("wrong delimiter", s, "a.csv", _BYTES[s].replace(b";", b"~"), "fehlen Spalten", "lacks columns") for s in _ALL),
    *(("a zero byte", s, "a.csv", _BYTES[s][:-30] + b"\x00" + _BYTES[s][-30:], "keinen Text", "no text") for s in _ALL),
    *(("zeros only", s, "a.csv", bytes(5000), "keinen Text", "no text") for s in _ALL),
    *(
        ("300 columns", s, "a.csv", "".join(f"{line}{';x' * 300}\r\n" for line in _TEXT[s].splitlines()).encode(), "Spalten", "columns")
        for s in _ALL
    ),
    *(("open quotes at the end", s, "a.csv", _BYTES[s] + b'77;"abc', "Ab Zeile 4 stimmen die Anführungszeichen", "row 4") for s in _ALL),
    *(("a workbook named csv", s, "a.csv", hostile.workbook_of([["x"]]), "eine Tabellendatei", "a spreadsheet") for s in _ALL),
    *(("a web page named csv", s, "a.csv", b"<html><table></table></html>", "eine Webseite", "a web page") for s in _ALL),
    *(("gzip named csv", s, "a.csv", gzip.compress(_BYTES[s]), "keinen Text", "no text") for s in _ALL),
    *(("wrong ending", s, "a.doc", _BYTES[s], "Die Endung passt nicht", "ending") for s in _ALL),
    *(("workbook with password", s, "a.xlsx", hostile.locked_workbook(), "Kennwort", "password") for s in _BOOKS),
    *(("old workbook with password", s, "a.xls", hostile.locked_workbook(), "Kennwort", "password") for s in _BOOKS),
    *(("half a workbook", s, "a.xlsx", _BOOK[s][: len(_BOOK[s]) // 2], "keine vollständige XLSX-Datei", "XLSX") for s in _BOOKS),
    *(("csv named xlsx", s, "a.xlsx", _BYTES[s], "keine vollständige XLSX-Datei", "XLSX") for s in _BOOKS),
    *(("xlsx named ods", s, "a.ods", _BOOK[s], "die Endung .xlsx", ".xlsx") for s in _BOOKS),
    *(("workbook with headers only", s, "a.xlsx", hostile.workbook_of(hostile.cells_of(_TEXT[s])[:1]), "keine einzige Zeile", "not a single row") for s in _BOOKS),
    *(("bomb in a workbook", s, "a.xlsx", _beside(_BOOK[s], 300), "Ausgepackt wäre sie größer als", "unpacked it would") for s in _BOOKS),
    *(("cell in the last row", s, "a.xlsx", _more_cells(_BOOK[s], b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>'), "Zeilen", "rows") for s in _BOOKS),
    *(("cell in the last column", s, "a.xlsx", _more_cells(_BOOK[s], b'<row r="4"><c r="XFD4"><v>1</v></c></row>'), "Spalten", "columns") for s in _BOOKS),
    ("half a letter at the end", STATIONS, "a.csv", _BYTES[STATIONS][: _BYTES[STATIONS].rfind("ü".encode()) + 1], "in Zeile 3 mitten in einem Buchstaben", "row 3"),
    ("two encodings", STATIONS, "a.csv", _BYTES[STATIONS] + "9009;Größe;B;1;W;O;7,4660;51,5140\r\n".encode("cp1252"), "Ab Zeile 4 mischt sie zwei Zeichensätze", "row 4"),
    ("one endless line", ACCIDENTS, "a.csv", b"a" * 9_000_000, "Zeile 1 ist viel zu lang", "row 1 is much too long"),
    ("quotes never closed", ACCIDENTS, "a.csv", _first_line(ACCIDENTS) + b'1;"' + b"5;9\r\n" * 400_000, "Ab Zeile 2 stimmen die Anführungszeichen", "row 2"),
    ("half an archive", ACCIDENTS, "a.zip", hostile.zipped({"a.csv": _BYTES[ACCIDENTS]})[:200], "Archiv lässt sich nicht öffnen", "archive"),
    ("archive with password", ACCIDENTS, "a.zip", hostile.locked_zip("a.csv", _BYTES[ACCIDENTS]), "mit einem Kennwort geschützt", "password"),
    ("archive in an archive", ACCIDENTS, "a.zip", hostile.zipped({"b.zip": hostile.zipped({"a.csv": _BYTES[ACCIDENTS]})}), "Im Archiv liegt keine Datei", "archive"),
    ("bomb", STATIONS, "a.zip", hostile.bomb("a.csv", 120), "Ausgepackt wäre sie größer als 100 MB", "100 MB"),
    ("bomb that lies", STATIONS, "a.zip", hostile.lying_bomb("a.csv", 120), "Archiv lässt sich nicht öffnen", "archive"),
    ("half a JSON", "open311", "a.json", b'{"results": [{"a": 1}, {"a"', "kein JSON", "JSON"),
    ("JSON too deep", "open311", "a.json", hostile.nested_json(100_000), "zu tief verschachtelt", "nested too deeply"),
    ("JSON without records", "open311", "a.json", b'[1, "x", null]', "keine Liste von Datensätzen", "records"),
    ("JSON with half letters", "open311", "a.json", b'[{"service_request_id": "\\ud800", "\\udfff": 1}]', "fehlen Spalten", "lacks columns"),
    ("no shapes", BOUNDARIES, "a.geojson", b'{"type": "FeatureCollection", "features": []}', "Sie ist leer", "it is empty"),
    ("empty shapes", BOUNDARIES, "a.geojson", b'{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"name": "x"}, "geometry": null}]}', "keine Flächen", "no shapes"),
    ("half a GeoJSON", BOUNDARIES, "a.geojson", hostile.squares(_SQUARE)[:-40], "keine lesbaren Geodaten", "geodata"),
    ("csv named geojson", BOUNDARIES, "a.geojson", _BYTES[LIST], "keine lesbaren Geodaten", "geodata"),
    ("wrong zone", BOUNDARIES, "a.geojson", hostile.squares([[33_000_000 + 390_000 + 2000 * x, 5_700_000 + 2000 * y] for x, y in ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))]), "Koordinatensystem ist nicht zu erkennen", "reference system"),
    ("bomb of shapes", BOUNDARIES, "a.zip", hostile.bomb("a.shp", 600), "ausgepackt zu groß", "too large"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "name", "content", "german", "english"),
    [case[1:] for case in _REFUSED],
    ids=[f"{case[0]} ({case[1]})" for case in _REFUSED],
)
def test_refused(
    shared: Database, tmp_path: Path, source: str, name: str, content: bytes, german: str, english: str
) -> None:
    """A stack trace, a half-loaded file, words that do not say what to do, or seconds of waiting for a bad file."""
    path = _put(tmp_path, name, content)
    version, began = shared.data_version, time.monotonic()
    with pytest.raises(StrukturmonitorError) as caught:
        import_files(shared, ADMIN, source, [path], _OPTIONS.get(source, {}))
    said_german, said_english = say(caught.value)
    assert german in said_german and english in said_english
    assert name in said_german and "Nichts wurde geladen" in said_german
    for said in (said_german, said_english):
        assert not any(mark in said for mark in ("Traceback", "Error", "Exception", "{", "None"))
    assert time.monotonic() - began < 5
    assert shared.data_version == version and not list(shared.data_dir.glob("candidate-*"))
    assert shared.read("import_runs").iloc[0]["state"] == "failed"


def test_refused_files_left_everything_as_it_was(shared: Database, demo_database: Database) -> None:
    """Dozens of refused files that together changed a row."""
    assert content_hash(shared) == content_hash(demo_database)
    assert all(entry["last_file"] is None for entry in list_sources(shared))


_GOOD = [
    *(("UTF-16", s, "a.csv", _TEXT[s].encode("utf-16")) for s in _ALL),
    *(("UTF-16 without mark", s, "a.csv", _TEXT[s].encode("utf-16-be")) for s in _ALL),
    *(("Windows-1252", s, "a.csv", _TEXT[s].encode("cp1252")) for s in _ALL),
    *(("DOS", s, "a.csv", _TEXT[s].encode("cp850")) for s in _ALL),
    *(("mark", s, "a.csv", _TEXT[s].encode("utf-8-sig")) for s in _ALL),
    *(("lines of an old Mac", s, "a.csv", _BYTES[s].replace(b"\r\n", b"\r")) for s in _ALL),
    *(("pipes", s, "a.csv", _BYTES[s].replace(b";", b"|")) for s in _ALL),
    *(("hidden sheet first", s, "a.xlsx", hostile.workbook_of(hostile.cells_of(_TEXT[s]), hidden={"alt": [["x"]]})) for s in _BOOKS),
    *(("a million empty rows", s, "a.xlsx", _more_cells(_BOOK[s], b'<row r="1048576"><c r="A1048576" s="0"/></row>')) for s in _BOOKS),
    ("folders in an archive", ACCIDENTS, "a.zip", hostile.zipped({"x.csv/": b"", "csv\\a.csv": _BYTES[ACCIDENTS], "__MACOSX/._a.csv": b"\x00"})),
]  # fmt: skip


@pytest.mark.parametrize(("source", "name", "content"), [c[1:] for c in _GOOD], ids=[f"{c[0]} ({c[1]})" for c in _GOOD])
def test_read_all_the_same(shared: Database, tmp_path: Path, source: str, name: str, content: bytes) -> None:
    """A good file refused, or its umlauts spoilt, because of how it was saved."""
    result = import_files(shared, ADMIN, source, [_put(tmp_path, name, content)], {}, dry_run=True)
    assert (result["rows_read"], result["rows_loaded"], result["rows_rejected"]) == (2, 2, 0)
    assert not [finding for finding in result["findings"] if finding["severity"] == "fail"]


_ROWS = [
    ("two delimiters", STATIONS, _TEXT[STATIONS] + "9009,Komma,B,1,W,O,7.466,51.514\r\n", 4, "row_not_split", None),
    ("file ends in a row", STATIONS, _TEXT[STATIONS] + "9009;Komma;B;1", 4, "row_cut_off", None),
    ("a cell too many", STATIONS, _TEXT[STATIONS] + _TEXT[STATIONS].splitlines()[1] + ";x\r\n", 4, "row_not_split", None),
    ("place zero", STATIONS, hostile.stations({}, {"Längengrad": "0", "Breitengrad": "0"}), 3, "station_place_unreadable", None),
    ("wrong zone", STATIONS, hostile.stations({}, {"Längengrad": "33392500", "Breitengrad": "5709312"}), 3, "station_place_unreadable", None),
    ("endless number", STATIONS, hostile.stations({}, {"Längengrad": "9" * 5000}), 3, "number_unreadable", "Längengrad"),
    ("same number, other contents", STATIONS, hostile.stations({}, {"Zählstellennummer": "9001", "Name": "anders"}), 3, "key_repeated", None),
    ("number too large", ACCIDENTS, hostile.accidents({}, {"UJAHR": "9" * 20}), 3, "number_out_of_range", "UJAHR"),
    ("municipality unreadable", ACCIDENTS, hostile.accidents({}, {"UKREIS": "13a"}), 3, "number_unreadable", "UKREIS"),
    ("negative area", LIST, list_of({}, {"Fläche (m²)": "-5"}), 3, "number_out_of_range", "Fläche (m²)"),
    ("31 February", LIST, list_of({}, {"Leerstand seit": "31.02.2024"}), 3, "date_impossible", "Leerstand seit"),
    ("place zero", LIST, list_of({}, {"Längengrad": "0", "Breitengrad": "0"}), 3, "position_zero", "Längengrad"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "text", "row", "code", "column"), [c[1:] for c in _ROWS], ids=[f"{c[0]} ({c[1]})" for c in _ROWS]
)
def test_the_bad_row_is_named(
    shared: Database, tmp_path: Path, source: str, text: str, row: int, code: str, column: str | None
) -> None:
    """A bad row that is loaded, skipped in silence, or reported without its file, row and column."""
    result = import_files(shared, ADMIN, source, [_put(tmp_path, "a.csv", text.encode())], {}, dry_run=True)
    assert result["rows_rejected"] == 1 and balances(result)
    found = [finding for finding in result["findings"] if finding["severity"] == "fail"]
    assert [(f["row"], f["code"], f["column"]) for f in found] == [(row, code, column)]
    assert found[0]["reason_de"] and found[0]["todo_de"] and found[0]["reason_en"] and found[0]["todo_en"]
    assert source == LIST or found[0]["file"] == "a.csv"


def test_records_that_are_none_are_counted(shared: Database, tmp_path: Path) -> None:
    """Entries of a JSON list that are no records and vanish from the accounting."""
    sample = Path(__file__).parent / "samples" / "osm" / "overpass.json"
    text = sample.read_text(encoding="utf-8")
    good = import_files(shared, ADMIN, "osm-leerstand", [_put(tmp_path, "a.json", text.encode())], {}, dry_run=True)
    more = text.replace('"elements": [', '"elements": [3, null,', 1)
    bad = import_files(shared, ADMIN, "osm-leerstand", [_put(tmp_path, "b.json", more.encode())], {}, dry_run=True)
    assert (bad["rows_read"], bad["rows_rejected"]) == (good["rows_read"] + 2, good["rows_rejected"] + 2)
    assert [f["row"] for f in bad["findings"] if f["code"] == "record_unreadable"] == [1, 2]


def test_a_file_of_another_city_says_so(shared: Database, tmp_path: Path) -> None:
    """«0 rows loaded» and no word why."""
    path = _put(tmp_path, "a.csv", hostile.accidents({"UKREIS": "12"}, {"UKREIS": "12"}).encode())
    result = import_files(shared, ADMIN, ACCIDENTS, [path], {})
    assert (result["state"], result["rows_read"], result["rows_elsewhere"]) == ("failed", 0, 2)
    assert ("rows_all_elsewhere", "2") in [(f["code"], f["value"]) for f in result["findings"]]


def test_a_polygon_that_crosses_itself(shared: Database, tmp_path: Path) -> None:
    """A bow tie loaded as it is, or repaired without a word; swapped coordinates loaded somewhere in Africa."""
    bow_tie = [[7.44, 51.50], [7.46, 51.52], [7.46, 51.50], [7.44, 51.52], [7.44, 51.50]]
    path = _put(tmp_path, "a.geojson", hostile.squares(bow_tie))
    result = import_files(shared, ADMIN, BOUNDARIES, [path], {"level": "pg"}, dry_run=True)
    assert "area_repaired" in {f["code"] for f in result["findings"]}
    path = _put(tmp_path, "b.geojson", hostile.squares([[y, x] for x, y in _SQUARE]))
    result = import_files(shared, ADMIN, BOUNDARIES, [path], {"level": "pg"}, dry_run=True)
    assert (result["rows_loaded"], [f["code"] for f in result["findings"]]) == (0, ["areas_elsewhere"])


@pytest.mark.parametrize(
    "text", ["=1+1", "+49 231 1", "-2+3", '@SUM(A1;"x")', "<script>alert(1)</script>", "x" * 10_000]
)
def test_dangerous_text_stays_text(shared: Database, tmp_path: Path, text: str) -> None:
    """A formula that is run by the spreadsheet of the next reader, markup that is run by a browser."""
    quoted = '"' + text.replace('"', '""') + '"'
    path = _put(tmp_path, "a.csv", hostile.stations({"Name": quoted}).encode())
    prepared = prepare(shared, ADMIN, STATIONS, [InputFile("a.csv", path)], {})
    scratch = shared.scratch(prepared.candidate)
    with scratch._connection.cursor() as cursor:
        found = cursor.execute("SELECT name FROM stats.traffic_station WHERE station_id = '9001'").df()
    scratch.close()
    prepared.discard()
    assert found["name"].tolist() == [text if len(text) <= 200 else text[:199] + "…"]
    exported = csv_bytes(speak("de"), found, title="Stellen", notes=[]).decode("utf-8-sig").splitlines()[-1]
    assert not exported.strip('"').startswith(("=", "-", "@")) and (exported[0] != "+" or text == "+49 231 1")


def test_200_megabytes(shared: Database, tmp_path: Path) -> None:
    """A file of 200 MB that fills the memory or is refused only after it was read."""
    path = tmp_path / "gross.csv"
    rows = hostile.write_large_csv(path, 199)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.monotonic()
    with pytest.raises(StrukturmonitorError) as caught:
        import_files(shared, ADMIN, ACCIDENTS, [path], {})
    assert rows > 2_000_000 and "mehr als 2.000.000 Zeilen" in say(caught.value)[0]
    assert time.monotonic() - began < 5 and resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000
    with path.open("ab") as file:
        file.truncate(203_000_000)
    with pytest.raises(StrukturmonitorError) as caught:
        import_files(shared, ADMIN, ACCIDENTS, [path], {})
    assert "203 MB groß; erlaubt sind 200 MB" in say(caught.value)[0]


def test_what_every_table_source_must_say() -> None:
    """A source definition without publisher or citation that fails in the middle of an import."""
    for definition in sources().values():
        if definition.kind == "table":
            missing = {"publisher", "licence", "citation", "stages"} - definition.definition.keys()
            assert not missing, f"{definition.id}: {missing}"


def test_workbook_cells(shared: Database, tmp_path: Path) -> None:
    """A day stored as a number, a formula's result and an error cell read as something else than they show."""
    rows: list[list[object]] = [HEADER, *([GOOD[name] for name in HEADER] for _ in range(2))]
    place = HEADER.index("Leerstand seit")
    rows[1][place] = hostile.serial_date(2021, 3, 1)
    rows[1][0], rows[2][0] = 1, 2
    rows[2][HEADER.index("Straße")] = "#REF!"
    result = import_files(shared, ADMIN, LIST, [_put(tmp_path, "a.xlsx", workbook(rows))], {}, dry_run=True)
    assert (result["rows_read"], result["rows_loaded"], result["rows_rejected"]) == (2, 1, 1)
    assert balances(result)
