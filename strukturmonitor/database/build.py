"""Building a new file of published statistics beside the running app."""

import shutil
from pathlib import Path

import duckdb
import pandas as pd

from strukturmonitor.database.files import statistics_path
from strukturmonitor.database.migrations import migrate
from strukturmonitor.database.spatial import load_spatial
from strukturmonitor.database.statements import statement


class StatisticsBuild:
    """A statistics file in the making. In its statements the file is called `stats`, as everywhere.

    Use as a context manager: left without an error the file is complete and closed (publish it then with
    Database.swap_statistics); left with an error it is deleted.
    """

    def __init__(self, data_dir: Path, data_version: str, *, copy_of: Path | None = None) -> None:
        self.path = statistics_path(data_dir, data_version)
        self.path.unlink(missing_ok=True)
        if copy_of:
            shutil.copyfile(copy_of, self.path)
        self._connection = duckdb.connect(":memory:")
        load_spatial(self._connection)
        # ATTACH takes no parameter; the path is ours, its quotes doubled.
        quoted = str(self.path).replace("'", "''")
        self._connection.execute(f"ATTACH '{quoted}' AS stats")
        self._connection.execute("USE stats")
        migrate(self._connection, "statistics", self.path)

    def __enter__(self) -> "StatisticsBuild":
        return self

    def __exit__(self, error_type: type | None, *_: object) -> None:
        if error_type is None:
            self._connection.execute("CHECKPOINT stats")
        self._connection.close()
        if error_type is not None:
            self.path.unlink(missing_ok=True)

    def read(self, name: str, **values: object) -> pd.DataFrame:
        """Rows of a query of queries/read that needs only `stats`."""
        return self._select("read", name, values)

    def run(self, name: str, *, frame: pd.DataFrame | None = None, **values: object) -> pd.DataFrame:
        """Run a statement of queries/write; `frame` can be read in it as table `frame`."""
        if frame is not None:
            self._connection.register("frame", frame)
        try:
            return self._select("write", name, values)
        finally:
            if frame is not None:
                self._connection.unregister("frame")

    def insert(self, table: str, frame: pd.DataFrame) -> None:
        """Append the frame's columns by name."""
        self._connection.append(table, frame.reset_index(drop=True), by_name=True)

    def _select(self, kind: str, name: str, values: dict[str, object]) -> pd.DataFrame:
        found = statement(kind, name)
        return self._connection.execute(found.sql, found.bind(values)).df()
