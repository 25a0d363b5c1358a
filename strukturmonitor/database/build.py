"""Building a new file of published statistics beside the running app."""

import shutil
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from strukturmonitor.database.disk import is_full
from strukturmonitor.database.engine import prepare
from strukturmonitor.database.execute import attach
from strukturmonitor.database.files import candidate_path, spill_folder
from strukturmonitor.database.migrations import migrate
from strukturmonitor.database.statements import statement
from strukturmonitor.errors import DiskFull

_MEMORY = "240MB"  # of the database engine; more goes to disk, so that millions of rows fit beside the app


class StatisticsBuild:
    """A statistics file in the making. In its statements the file is called `stats`, as everywhere.

    Use as a context manager: left without an error the file is complete and closed (publish it then with
    Database.swap_statistics); left with an error it is deleted. Raises DiskFull.
    """

    def __init__(self, data_dir: Path, data_version: str, *, copy_of: Path | None = None) -> None:
        self.data_version = data_version
        self.path = candidate_path(data_dir, data_version)
        self.path.unlink(missing_ok=True)
        try:
            if copy_of:
                shutil.copyfile(copy_of, self.path)
            spill = {"memory_limit": _MEMORY, "temp_directory": str(spill_folder(data_dir))}
            self._connection = duckdb.connect(":memory:", config=spill)
            prepare(self._connection)
            attach(self._connection, self.path, "stats")
            self._connection.execute("USE stats")
            migrate(self._connection, "statistics", self.path)
        except (OSError, duckdb.Error) as error:
            self.path.unlink(missing_ok=True)
            raise _as_ours(error, self.path) from error

    def __enter__(self) -> "StatisticsBuild":
        return self

    def __exit__(self, error_type: type | None, error: BaseException | None, *_: object) -> None:
        try:
            if error_type is None:
                self._connection.execute("CHECKPOINT stats")
            self._connection.close()
        except duckdb.Error as failed:
            self.discard()
            raise _as_ours(failed, self.path) from failed
        if error_type is not None:
            self.discard()
            if is_full(error):
                raise DiskFull(path=str(self.path.parent)) from error

    def discard(self) -> None:
        """Remove the file; nothing of it was published."""
        self._connection.close()
        self.path.unlink(missing_ok=True)
        self.path.with_name(f"{self.path.name}.wal").unlink(missing_ok=True)

    def read(self, name: str, **values: object) -> pd.DataFrame:
        """Rows of a query of queries/read that needs only `stats`."""
        return self._select("read", name, values)

    def run(self, name: str, *, frame: pd.DataFrame | pa.Table | None = None, **values: object) -> pd.DataFrame:
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
        bound = found.bind(values)
        # Parameters are allowed in the last statement of a text only: each statement runs with its own.
        for part in self._connection.extract_statements(found.sql):
            result = self._connection.execute(part, {name: bound[name] for name in part.named_parameters})
        return result.df()


def _as_ours(error: Exception, path: Path) -> Exception:
    return DiskFull(path=str(path.parent)) if is_full(error) else error
