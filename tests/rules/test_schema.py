"""Tables, columns and views explain themselves."""

import duckdb
import pytest
from project_files import ROOT, short

from strukturmonitor.database.engine import prepare
from strukturmonitor.texts import LANGUAGES, speak

SCHEMA = ROOT / "queries" / "schema"


@pytest.fixture(scope="module", params=["statistics", "register"])
def connection(request: pytest.FixtureRequest) -> duckdb.DuckDBPyConnection:
    """An empty database with the whole schema of one kind."""
    connection = duckdb.connect(":memory:")
    prepare(connection)
    for path in [SCHEMA / "schema_migration.sql", *sorted((SCHEMA / request.param).glob("*.sql"))]:
        connection.execute(path.read_text(encoding="utf-8"))
    return connection


def test_every_table_has_a_comment(connection: duckdb.DuckDBPyConnection) -> None:
    """A table nobody can explain a year later."""
    rows = connection.execute("SELECT table_name FROM duckdb_tables() WHERE comment IS NULL OR comment = ''").fetchall()
    assert rows == []


def test_every_column_has_a_comment(connection: duckdb.DuckDBPyConnection) -> None:
    """A column whose unit or meaning has to be guessed."""
    rows = connection.execute(
        "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND (comment IS NULL OR comment = '')"
    ).fetchall()
    assert rows == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_has_words_for_readers(connection: duckdb.DuckDBPyConnection, language: str) -> None:
    """The page «Daten» would show an English comment in the middle of German text."""
    texts = speak(language)
    tables = [row[0] for row in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
    missing = [t for t in tables if not (texts.has(f"data.table.{t}") and texts.has(f"data.meaning.{t}"))]
    assert missing == []


def test_every_view_says_what_a_row_is() -> None:
    """A view without meaning is only a longer query."""
    wrong = [
        short(path)
        for path in (ROOT / "queries" / "views").glob("*.sql")
        if not path.read_text(encoding="utf-8").startswith(("-- One row", "-- Table macro: one row", "-- Macro: "))
    ]
    assert wrong == []


def test_every_check_has_a_severity() -> None:
    """A check without one would be printed and never stop anything."""
    wrong = [
        short(path)
        for path in (ROOT / "queries" / "checks").glob("*.sql")
        if not path.read_text(encoding="utf-8").startswith(("-- fail: ", "-- warn: "))
    ]
    assert wrong == []
