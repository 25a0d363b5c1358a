"""Running the SQL of one file, which may hold several statements."""

from pathlib import Path

import duckdb
import pandas as pd


def execute(connection: duckdb.DuckDBPyConnection, sql: str, values: dict[str, object]) -> pd.DataFrame:
    """Rows of the last statement. Each statement gets the parameters it names; DuckDB binds them only one by one."""
    rows = pd.DataFrame()
    for part in connection.extract_statements(sql):
        wanted = {name: values[name] for name in part.named_parameters}
        rows = connection.execute(part, wanted).df()
    return rows


def plain_rows(connection: duckdb.DuckDBPyConnection, sql: str, values: dict[str, object]) -> list[dict[str, object]]:
    """The rows of one statement with plain Python values: dates as datetime.date, gaps as None. For a few rows that are
    looked at one by one, where a frame would cost more than the query."""
    found = connection.execute(sql, values)
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def attach(
    connection: duckdb.DuckDBPyConnection, path: Path, name: str, *, replaces: bool = False, read_only: bool = False
) -> None:
    """Attach a database file under a name. The one statement that is put together: ATTACH takes no parameter. The path
    is ours, its quotes doubled; the name comes from the code."""
    how, mode = "OR REPLACE " if replaces else "", " (READ_ONLY)" if read_only else ""
    quoted = str(path).replace("'", "''")
    connection.execute(f"ATTACH {how}'{quoted}' AS {name}{mode}")
