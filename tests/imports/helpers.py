"""Small lists as a coordinator writes them."""

import io
from pathlib import Path

import openpyxl

from strukturmonitor.access import Actor
from strukturmonitor.database import Database
from strukturmonitor.errors import StrukturmonitorError
from strukturmonitor.imports.findings import explain_error
from strukturmonitor.imports.run import Prepared, keep_upload, prepare
from strukturmonitor.texts import speak

COORDINATOR = Actor("coordinator")
ADMIN = Actor("admin")
HEADER = ["Nr.", "Name", "Straße", "Hausnummer", "PLZ", "Stadtbezirk", "Status", "Leerstand seit", "Fläche (m²)", "Längengrad", "Breitengrad"]  # fmt: skip
IN_EVING = {"Stadtbezirk": "Eving", "Längengrad": "7,4790", "Breitengrad": "51,5560"}
GOOD = {
    "Nr.": "1", "Name": "ehem. Bäckerei Größer", "Straße": "Evinger Straße", "Hausnummer": "210", "PLZ": "44339",
    "Status": "leer", "Leerstand seit": "03/2021", "Fläche (m²)": "85,5", **IN_EVING,
}  # fmt: skip


def list_of(*rows: dict[str, str], header: list[str] | None = None, delimiter: str = ";") -> str:
    """CSV text; every row is GOOD with other values, and its own number where none is given."""
    columns = header or [*HEADER, *[name for row in rows for name in row if name not in HEADER]]
    columns = list(dict.fromkeys(columns))
    lines = [columns]
    for number, row in enumerate(rows, start=1):
        values = {**GOOD, "Nr.": str(number), "Name": f"Laden {number}", **row}
        lines.append([values.get(name, "") for name in columns])
    return "\r\n".join(delimiter.join(line) for line in lines) + "\r\n"


def workbook(rows: list[list[object]], *, sheets: dict[str, list[list[object]]] | None = None) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Liste"
    for row in rows:
        sheet.append(row)
    for name, more in (sheets or {}).items():
        other = book.create_sheet(name)
        for row in more:
            other.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def check(database: Database, content: str | bytes, *, name: str = "liste.csv", **options: str) -> Prepared:
    data = content.encode("cp1252") if isinstance(content, str) else content
    return prepare(database, COORDINATOR, "leerstand", [keep_upload(database, name, data)], options)


def codes(prepared: Prepared, row: int | None = None) -> set[str]:
    return {finding.code for finding in prepared.findings if row is None or finding.row == row}


def write(folder: Path, text: str, name: str = "liste.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode("cp1252"))
    return path


def say(error: StrukturmonitorError) -> tuple[str, str]:
    """What a person reads, in German and in English."""
    return explain_error(speak("de"), error), explain_error(speak("en"), error)


def content_hash(database: Database) -> str:
    """Of every row of the statistics and of the register's units and episodes."""
    with database._connection.cursor() as cursor:
        tables = cursor.execute(
            "SELECT database_name || '.' || table_name FROM duckdb_tables() "
            "WHERE database_name = 'stats' OR table_name IN ('unit', 'occupancy') ORDER BY ALL"
        ).fetchall()
        texts = [f"SELECT '{name}', count(*), bit_xor(hash(t)) FROM {name} AS t" for (name,) in tables]  # noqa: S608
        return str([cursor.execute(text).fetchone() for text in texts])


def balances(counts: dict) -> bool:
    """Rows read = loaded + unchanged + rejected + duplicate."""
    ends = ("rows_loaded", "rows_unchanged", "rows_rejected", "rows_duplicate")
    return counts["rows_read"] == sum(counts[name] for name in ends)
