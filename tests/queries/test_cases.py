"""SQL tests as tables: tests/queries/<query>/<case>/ holds one CSV per input table, the parameters, and the rows
that must come out. The case's name says the point."""

import io
import re
import shutil
from pathlib import Path

import duckdb
import pandas as pd
import pytest
import yaml

from strukturmonitor.database import Database, StatisticsBuild
from strukturmonitor.database.connection import create_register
from strukturmonitor.database.files import accept, publish

CASES = sorted(path.parent for path in Path(__file__).parent.glob("*/*/expected.csv"))
NEUTRAL = {"origin": "made", "is_demo": "false", "reference_date": "2026-09-30", "is_sensitive": "false"}
_BY_TYPE = {
    "VARCHAR": "x",
    "DATE": "2020-01-01",
    "TIMESTAMP": "2020-01-01 00:00:00",
    "BOOLEAN": "false",
    "VARCHAR[]": "[]",
}
_SQUARE = "POLYGON((7.4 51.5, 7.5 51.5, 7.5 51.6, 7.4 51.6, 7.4 51.5))"


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with all tables and no rows."""
    folder = tmp_path_factory.mktemp("blank")
    with StatisticsBuild(folder, "blank") as build:
        pass
    create_register(folder)
    publish(folder, accept(build.path))
    return folder


def _fill(connection: duckdb.DuckDBPyConnection, table: str, text: str) -> None:
    """Insert a case's CSV; NOT NULL columns it leaves out get a neutral value."""
    rows = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False, skipinitialspace=True)
    columns = connection.execute(
        "SELECT column_name, data_type, is_nullable, column_default FROM duckdb_columns() WHERE table_name = ? AND NOT internal",
        [table],
    ).fetchall()
    unknown = set(rows) - {name for name, *_ in columns}
    assert columns and not unknown, f"{table}: no such table or columns {unknown}"
    for name, data_type, is_nullable, default in columns:
        if name in rows and data_type == "VARCHAR[]":
            rows[name] = ["[" + value.replace("|", ", ") + "]" for value in rows[name]]
        elif name not in rows and not is_nullable and default is None:
            rows[name] = (
                _SQUARE if data_type.startswith("GEOMETRY") else NEUTRAL.get(name, _BY_TYPE.get(data_type, "0"))
            )
    names = ", ".join(rows)
    marks = ", ".join("?" for _ in rows.columns)
    connection.executemany(
        f"INSERT INTO {table} ({names}) VALUES ({marks})",  # noqa: S608 (names of our own test files)
        [[None if value == "" else value for value in row] for row in rows.values.tolist()],
    )


def _database(blank: Path, folder: Path, case: Path) -> Database:
    shutil.copytree(blank, folder, dirs_exist_ok=True)
    inputs = {path.stem: path.read_text(encoding="utf-8") for path in case.glob("*.csv") if path.stem != "expected"}
    statistics = duckdb.connect(str(folder / "statistics-blank.duckdb"))
    register = duckdb.connect(str(folder / "register.duckdb"))
    in_statistics = {row[0] for row in statistics.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    inputs.setdefault("build", "data_version\nblank\n")
    for table, text in inputs.items():
        _fill(statistics if table in in_statistics else register, table, text)
    statistics.close()
    register.close()
    return Database(folder)


def _comparable(frame: pd.DataFrame) -> list[dict[str, str]]:
    def text(value: object) -> str:
        if hasattr(value, "__len__") and not isinstance(value, str):
            return "|".join(map(str, value))
        if value is None or value is pd.NA or value != value:
            return ""
        if isinstance(value, pd.Timestamp):
            return str(value.date())
        if isinstance(value, float):
            return f"{value:.6g}"
        if isinstance(value, (bool, str)) or not hasattr(value, "__float__"):
            return str(value)
        return f"{float(value):.6g}"

    return [{name: text(value) for name, value in row.items()} for row in frame.to_dict("records")]


def _expected(text: str) -> list[dict[str, str]]:
    rows = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False, skipinitialspace=True).to_dict("records")
    number = re.compile(r"-?\d+(\.\d+)?")
    return [{k: f"{float(v):.6g}" if number.fullmatch(v) else v for k, v in row.items()} for row in rows]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_query_gives_the_expected_rows(case: Path, blank: Path, tmp_path: Path) -> None:
    """Prevents a query that runs but counts the wrong things."""
    parameters_file = case / "params.yml"
    parameters = yaml.safe_load(parameters_file.read_text(encoding="utf-8")) if parameters_file.exists() else {}
    database = _database(blank, tmp_path, case)
    try:
        rows = database.read(case.parent.name, **(parameters or {}))
    finally:
        database.close()
    expected = _expected((case / "expected.csv").read_text(encoding="utf-8"))
    found = [{name: row[name] for name in expected[0]} for row in _comparable(rows)] if expected else _comparable(rows)
    assert found == expected
