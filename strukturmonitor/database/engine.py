"""What every DuckDB connection of the project is set to before its first statement."""

import duckdb
from duckdb_extensions import import_extension


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Load the spatial extension from its wheel (no network), and give each statement one thread.

    Two threads race over the end of a window function in DuckDB 1.5.5 (duckdb/duckdb issue 22352): the engine then gives
    the whole database up. Readers share the processors all the same: each has a thread of its own."""
    import_extension("spatial", con=connection)
    connection.execute("LOAD spatial")
    connection.execute("SET threads = 1")
