"""Numbered schema files, applied in order, each once; a database of a newer version is refused."""

from pathlib import Path

import duckdb

from strukturmonitor.database.statements import QUERIES_DIR
from strukturmonitor.errors import DatabaseNewer

_BOOKKEEPING = QUERIES_DIR / "schema" / "schema_migration.sql"


def migrate(connection: duckdb.DuckDBPyConnection, kind: str, path: Path) -> int:
    """Bring the database behind `connection` to the newest schema of `kind` ('register', 'statistics').
    Returns how many files were applied. Raises DatabaseNewer."""
    files = {int(file.name[:4]): file for file in sorted((QUERIES_DIR / "schema" / kind).glob("*.sql"))}
    connection.execute(_BOOKKEEPING.read_text(encoding="utf-8"))
    done = {row[0] for row in connection.execute("SELECT number FROM schema_migration").fetchall()}
    if done and max(done) > max(files):
        raise DatabaseNewer(path=str(path), found=max(done), known=max(files))
    missing = sorted(set(files) - done)
    for number in missing:
        connection.execute("BEGIN")
        connection.execute(files[number].read_text(encoding="utf-8"))
        connection.execute(
            "INSERT INTO schema_migration VALUES ($number, $name)", {"number": number, "name": files[number].stem}
        )
        connection.execute("COMMIT")
    return len(missing)


def is_current(connection: duckdb.DuckDBPyConnection, kind: str) -> bool:
    """Whether every schema file of a kind was applied to a database."""
    done = {row[0] for row in connection.execute("SELECT number FROM schema_migration").fetchall()}
    return {int(file.name[:4]) for file in (QUERIES_DIR / "schema" / kind).glob("*.sql")} <= done


def needs_upgrade(connection: duckdb.DuckDBPyConnection, kind: str) -> bool:
    """Whether a database in use lacks schema files of a kind; one that is new and empty does not count."""
    connection.execute(_BOOKKEEPING.read_text(encoding="utf-8"))
    numbers = [row[0] for row in connection.execute("SELECT number FROM schema_migration").fetchall()]
    return bool(numbers) and not is_current(connection, kind)
