"""Running the SQL of one file, which may hold several statements."""

import duckdb
import pandas as pd


def execute(connection: duckdb.DuckDBPyConnection, sql: str, values: dict[str, object]) -> pd.DataFrame:
    """Rows of the last statement. Each statement gets the parameters it names; DuckDB binds them only one by one."""
    rows = pd.DataFrame()
    for part in connection.extract_statements(sql):
        wanted = {name: values[name] for name in part.named_parameters}
        rows = connection.execute(part, wanted).df()
    return rows
