"""The spatial extension, from its wheel: no network."""

import duckdb
from duckdb_extensions import import_extension


def load_spatial(connection: duckdb.DuckDBPyConnection) -> None:
    import_extension("spatial", con=connection)
    connection.execute("LOAD spatial")
