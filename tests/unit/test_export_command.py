"""The command `export`: what it writes, for whom the file is, and what it refuses."""

import base64
import io
import json
import stat
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from strukturmonitor import cli, operations
from strukturmonitor.cli_export import write_file
from strukturmonitor.database import Database
from strukturmonitor.errors import ExportExists, ExportNotWritable
from strukturmonitor.texts import speak

Run = Callable[..., tuple[int, str, str]]
NOTHING = {"areas": [], "role": "public", "day": None, "content": "public", "language": "de"}


@pytest.fixture
def export(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture, writable_dir: Path) -> Run:
    """Run `python -m strukturmonitor export …`; gives exit code, stdout, stderr."""
    monkeypatch.setenv("STRUKTURMONITOR_DATA_DIR", str(writable_dir))

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["strukturmonitor", "export", *arguments])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        captured = capsys.readouterr()
        return int(ended.value.code or 0), captured.out, captured.err

    return run


def test_a_public_list_of_a_past_day(export: Run, tmp_path: Path) -> None:
    """Prevents a list of another day or area than was asked for, and a file that replaces another."""
    out = tmp_path / "liste.csv"
    wanted = ("vacancies", "--format", "csv", "--area", "eving", "--stand", "2024", "--out", str(out))
    code, said, _ = export(*wanted)
    assert code == 0 and "liste.csv" in said
    text = out.read_text(encoding="utf-8-sig")
    assert "Stand: 31.12.2024 (so war das Register an diesem Tag)" in text and "120-0001" in text
    assert stat.S_IMODE(out.stat().st_mode) & 0o077 == 0o044
    code, _, error = export(*wanted)
    assert code == 1 and "gibt es schon" in error
    assert export(*wanted, "--force")[0] == 0
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["liste.csv"]


def test_an_internal_list_is_for_its_owner_only(export: Run, tmp_path: Path) -> None:
    """Prevents internal lists that everybody on the machine can read, and internal ones for lower roles."""
    out = tmp_path / "intern.xlsx"
    assert export("vacancies", "--format", "xlsx", "--as", "coordinator", "--out", str(out))[0] == 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    heads = [cell.value for cell in openpyxl.load_workbook(out)["Ladenlokale"][1]]
    assert "Eigentümer (Firma)" in heads and "Mietforderung (€/m²)" not in heads
    refused = tmp_path / "mehr.csv"
    for role in ("public", "council", "jury", "statistics"):
        arguments = ("--format", "csv", "--as", role, "--content", "internal", "--out", str(refused))
        code, _, error = export("vacancies", *arguments)
        assert code == 1 and f"({speak('de')(f'role.{role}')})" in error and not refused.exists()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("indicators", "--format", "gpkg"), 2, "xlsx | csv"),
        (("areas", "--format", "csv", "--stand", "2024"), 2, "--stand: vacancies"),
        (("vacancies", "--format", "csv", "--stand", "bald"), 2, "YYYY-MM-DD | YYYY"),
        (("vacancies", "--format", "csv", "--stand", "1999"), 1, "reicht vom"),
        (("vacancies", "--format", "csv", "--stand", "2099-01-01"), 1, "reicht vom"),
        (("vacancies", "--format", "csv", "--area", "hörd"), 1, "Meinten Sie „Hörde“"),
    ],
)
def test_what_cannot_be_is_refused_with_a_reason(
    export: Run, tmp_path: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    """Prevents stack traces, empty files, and exit code 1 where the call itself was wrong."""
    out = tmp_path / "x"
    found, _, error = export(*arguments, "--out", str(out))
    assert (found, out.exists()) == (code, False) and said in error


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    """Prevents half a file after a fault, and a lost one."""
    path = tmp_path / "a.csv"
    write_file(path, b"1", is_public=False, force=False)
    with pytest.raises(ExportExists):
        write_file(path, b"2", is_public=True, force=False)
    assert path.read_bytes() == b"1"
    write_file(path, b"3", is_public=True, force=True)
    assert path.read_bytes() == b"3"
    with pytest.raises(ExportNotWritable):
        write_file(tmp_path / "none" / "a.csv", b"1", is_public=True, force=False)
    assert list(tmp_path.iterdir()) == [path]


def test_areas_and_indicators_through_the_socket(demo_database: Database) -> None:
    """Prevents results that the running app cannot send, areas without shape, and unprotected small numbers."""
    asked = NOTHING | {"areas": ["eving", "pg:evinger-mitte"]}
    made = operations.run(demo_database, "export", asked | {"what": "areas", "file_format": "geojson"})
    collection = json.loads(base64.b64decode(json.loads(json.dumps(made))["content"]))
    assert [each["properties"]["area_id"] for each in collection["features"]] == ["bezirk:eving", "pg:evinger-mitte"]
    assert {each["geometry"]["type"] for each in collection["features"]} <= {"Polygon", "MultiPolygon"}
    made = operations.run(demo_database, "export", asked | {"what": "indicators", "file_format": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(base64.b64decode(made["content"])))["Daten"]
    rows = list(sheet.iter_rows(values_only=True))
    assert made["is_public"] and made["rows"] == len(rows) - 1 > 500
    head = rows[0]
    values = [dict(zip(head, row, strict=True)) for row in rows[1:]]
    assert {row["Gebiet"] for row in values} == {"Eving", "Evinger Mitte (Beispiel)"}
    assert all((row["Wert"] is None) == (row["Warum kein Wert"] is not None) for row in values)
    persons = [row["Wert"] for row in values if row["Kennzahl"] == "bevoelkerung"]
    assert persons and all(value % 5 == 0 for value in persons)
