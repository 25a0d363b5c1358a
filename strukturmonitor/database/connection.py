"""The running app's database: one connection to the register, the statistics attached read-only."""

import os
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from strukturmonitor.database import files, restore
from strukturmonitor.database.backup import before_upgrade, newest
from strukturmonitor.database.build import StatisticsBuild
from strukturmonitor.database.disk import is_damaged, is_full, is_given_up, is_locked, telling_full
from strukturmonitor.database.engine import prepare
from strukturmonitor.database.execute import attach, execute, plain_rows
from strukturmonitor.database.gate import Gate
from strukturmonitor.database.migrations import is_current, migrate, needs_upgrade
from strukturmonitor.database.snapshot import (
    copy_register,
    drop_file,
    drop_snapshots,
    folder_around,
    put_in_place,
    snapshot_path,
)
from strukturmonitor.database.statements import QUERIES_DIR, statement
from strukturmonitor.errors import (
    ChangedMeanwhile,
    DatabaseDamaged,
    DatabaseLocked,
    DatabaseMissing,
    DataFolderNotWritable,
    DiskFull,
    RegisterBusy,
    RegisterDamaged,
)

_LONGEST_WAIT_S = 30  # for readers to end before the register's file is exchanged


@dataclass(frozen=True)
class Versions:
    """Which statistics and which state of the register are read; replaced as a whole. `city`: its folder."""

    data_version: str
    register_version: int
    has_made_statistics: bool
    has_made_units: bool
    city: str


class Database:
    """Register and statistics together. Thread-safe: every use takes its own cursor; writes take turns."""

    def __init__(self, data_dir: Path) -> None:
        """Open what `init` made. Raises DataFolderNotWritable, DatabaseMissing, DatabaseLocked,
        DatabaseDamaged, DatabaseNewer."""
        files.prepare_folder(data_dir)
        self.data_dir = data_dir
        self._write_lock = threading.RLock()  # a write begins with a read, which may have to open the register again
        self._gate = Gate()
        self._was_given_up = False
        restore.complete(data_dir)
        published = files.published_path(data_dir)
        register = data_dir / files.REGISTER_NAME
        if published is None:
            raise DatabaseMissing(path=str(data_dir))
        if not register.exists():
            raise _damaged(register)
        if not published.is_file():
            raise DatabaseDamaged(path=str(published))
        self._connection = _open(register)
        drop_snapshots(data_dir)  # of a process that was killed; nobody else has the register open now
        try:
            if needs_upgrade(self._connection, "register"):
                before_upgrade(data_dir, self._connection)
                self._connection = _open(register)
            migrate(self._connection, "register", register)
            self._attach(_with_todays_schema(published))
            self._make_views()
        except duckdb.Error as error:
            self._connection.close()
            if is_full(error):
                raise DiskFull(path=str(data_dir)) from error
            raise _damaged(register) from error
        except BaseException:
            self._connection.close()
            raise

    def close(self) -> None:
        self._connection.close()

    def read(self, name: str, **values: object) -> pd.DataFrame:
        """Rows of the query queries/read/*/<name>.sql. Checks no right: go through access.Reader."""
        found = statement("read", name)
        with self._cursor() as cursor:
            return cursor.execute(found.sql, found.bind(values)).df()

    def rows(self, name: str, **values: object) -> list[dict[str, object]]:
        """The same as plain Python values, for a few rows that are looked at one by one."""
        found = statement("read", name)
        with self._cursor() as cursor:
            return plain_rows(cursor, found.sql, found.bind(values))

    def check(self, path: Path) -> pd.DataFrame:
        """Offending rows of one file of queries/checks."""
        with self._cursor() as cursor:
            return cursor.execute(path.read_text(encoding="utf-8")).df()

    @contextmanager
    def transaction(self, action: str | None = None, *, is_small: bool = False) -> Iterator["Transaction"]:
        """All or nothing. With an `action` the register's version grows by one at the end: say one wherever
        something changes that pages show. `is_small`: nothing is written that the versions tell of, so that they need not
        be read again (a hundred votes within seconds). Raises ChangedMeanwhile, DiskFull."""
        with telling_full(self.data_dir), self._write_lock, self._cursor() as cursor:
            cursor.execute("BEGIN")
            try:
                transaction = Transaction(cursor)
                yield transaction
                if action is not None and not transaction.is_void:
                    transaction.run("add_register_version", action=action)
                cursor.execute("COMMIT")
            except duckdb.TransactionException as error:
                if is_full(error):
                    raise
                raise ChangedMeanwhile from error
            except BaseException:
                cursor.execute("ROLLBACK")
                raise
            if action is not None or not is_small:
                self._read_versions()

    def snapshot(self) -> Path:
        """The register as of one moment as a file of its own, for a backup; delete it after use. Writers wait as long as the
        copy takes. Raises DiskFull."""
        path = snapshot_path(self.data_dir)
        with telling_full(self.data_dir), self._write_lock, self._cursor() as cursor:
            copy_register(cursor, path)
        return path

    def copy_for_another_process(self) -> Path:
        """A data folder with the register as of one moment and the published statistics, because a DuckDB file belongs to
        one process; remove it after use. Writers wait as long as the copy takes. Raises DiskFull."""
        return folder_around(self.snapshot(), self.statistics_path)

    def rewrite(self) -> None:
        """Put a fresh copy of the register in its place, so that nothing deleted is left in its bytes. Writers wait as long
        as the copy takes, readers as long as it takes to open. Raises DiskFull, RegisterBusy."""
        register = self.data_dir / files.REGISTER_NAME
        path = snapshot_path(self.data_dir)
        with telling_full(self.data_dir), self._write_lock:
            with self._cursor() as cursor:
                copy_register(cursor, path)
            try:
                with self._gate.alone(_LONGEST_WAIT_S):
                    self._connection.close()
                    try:
                        put_in_place(path, register)
                    finally:
                        self._open_again()
            except TimeoutError as error:
                raise RegisterBusy(path=str(register)) from error
            finally:
                drop_file(path)

    def swap_statistics(self, path: Path) -> None:
        """Publish a finished statistics file; readers see either the old or the new one. Raises DiskFull."""
        with telling_full(self.data_dir), self._write_lock:
            before = self.statistics_path
            path = files.accept(path)
            try:
                self._attach(path)
                files.publish(self.data_dir, path)
            except BaseException:
                self._attach(before)
                raise
            self._read_versions()

    def scratch(self, statistics: Path | None = None) -> "Database":
        """A copy in memory to try something on: the register's rows copied, another statistics file (or the published
        one) attached read-only. Nothing done to it is kept; close it after use."""
        return _Scratch(self, statistics or self.statistics_path)

    @property
    def statistics_path(self) -> Path:
        """The published statistics file."""
        path = files.published_path(self.data_dir)
        if path is None:
            raise DatabaseMissing(path=str(self.data_dir))
        return path

    @contextmanager
    def _cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        if self._was_given_up and not self._gate.is_inside:
            self._recover()
        try:
            with self._gate.inside(), self._connection.cursor() as cursor:
                yield cursor
        except duckdb.Error as error:
            self._was_given_up = self._was_given_up or is_given_up(error)
            if not is_full(error) and is_damaged(error):
                raise _damaged(self.data_dir / files.REGISTER_NAME) from error
            raise

    def _recover(self) -> None:
        """Open the register again after DuckDB gave it up: one failed statement must not end the app. What was
        acknowledged is in the file. Raises RegisterDamaged, RegisterBusy."""
        register = self.data_dir / files.REGISTER_NAME
        with self._write_lock:
            try:
                with self._gate.alone(_LONGEST_WAIT_S):
                    if self._was_given_up:
                        self._connection.close()
                        self._open_again()
                        self._was_given_up = False
            except TimeoutError as error:
                raise RegisterBusy(path=str(register)) from error
            except (duckdb.Error, DatabaseDamaged) as error:
                raise _damaged(register) from error

    def _open_again(self) -> None:
        self._connection = _connect(self.data_dir / files.REGISTER_NAME)
        self._attach(self.statistics_path)
        self._make_views()

    def _attach(self, path: Path) -> None:
        with self._connection.cursor() as cursor:
            attach(cursor, path, "stats", replaces=True, read_only=True)

    def _make_views(self) -> None:
        for view in sorted((QUERIES_DIR / "views").glob("*.sql")):
            self._connection.execute(view.read_text(encoding="utf-8"))
        self._read_versions()

    def _read_versions(self) -> None:
        row = self.read("versions").iloc[0]
        self.versions = Versions(
            str(row.data_version),
            int(row.register_version),
            bool(row.has_made_statistics),
            bool(row.has_made_units),
            str(row.city),
        )

    @property
    def data_version(self) -> str:
        return self.versions.data_version

    @property
    def register_version(self) -> int:
        return self.versions.register_version

    @property
    def is_demo(self) -> bool:
        """Whether made rows are in the statistics or in the register."""
        return self.versions.has_made_statistics or self.has_made_units

    @property
    def has_made_units(self) -> bool:
        """Whether the register is the demo's: a real list takes all made units out."""
        return self.versions.has_made_units


class _Scratch(Database):
    def __init__(self, database: Database, statistics: Path) -> None:
        self.data_dir = database.data_dir
        self._write_lock = threading.RLock()
        self._gate = Gate()
        self._was_given_up = False
        self._connection = duckdb.connect(":memory:")
        prepare(self._connection)
        migrate(self._connection, "register", database.data_dir)
        with database._cursor() as cursor:
            for table in _register_tables(self._connection):
                self._connection.append(table, cursor.table(f"main.{table}").df(), by_name=True)
            # Numbers go on where the register's have come to: they would otherwise be given a second time.
            advance = statement("write", "advance_sequence").sql
            for row in database.read("register_sequences").to_dict("records"):
                self._connection.execute(advance, row)
        self._attach(statistics)
        self._make_views()


class Transaction:
    """Statements of queries/write inside one transaction of the register."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        self._cursor = cursor
        self.is_void = False  # set where it turned out that nothing was to be changed

    def run(self, name: str, *, frame: pd.DataFrame | pa.Table | None = None, **values: object) -> pd.DataFrame:
        """Run queries/write/*/<name>.sql; `frame` can be read in it as table `frame`."""
        found = statement("write", name)
        if frame is not None:
            self._cursor.register("frame", frame)
        try:
            return execute(self._cursor, found.sql, found.bind(values))
        finally:
            if frame is not None:
                self._cursor.unregister("frame")

    def rows(self, name: str, **values: object) -> list[dict[str, object]]:
        """Rows of a query of queries/write as plain Python values."""
        found = statement("write", name)
        return plain_rows(self._cursor, found.sql, found.bind(values))

    def insert(self, table: str, frame: pd.DataFrame | pa.Table) -> None:
        """Append the frame's columns by name; columns it does not have get their default."""
        frame = frame.to_pandas(types_mapper=pd.ArrowDtype) if isinstance(frame, pa.Table) else frame
        self._cursor.append(table, frame.reset_index(drop=True), by_name=True)


def create_register(data_dir: Path) -> None:
    """Make an empty register with today's schema. Raises DataFolderNotWritable, DatabaseLocked."""
    files.prepare_folder(data_dir)
    path = data_dir / files.REGISTER_NAME
    connection = _connect(path)
    try:
        migrate(connection, "register", path)
    finally:
        connection.close()


def _register_tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    names = connection.execute(statement("read", "register_tables").sql).df()["table_name"]
    return [str(name) for name in names]


def _with_todays_schema(published: Path) -> Path:
    """The published statistics; after an upgrade of the software a copy with today's schema, published in its place.
    Raises DatabaseDamaged."""
    try:
        with duckdb.connect(str(published), read_only=True) as connection:
            if is_current(connection, "statistics"):
                return published
    except duckdb.Error as error:
        raise DatabaseDamaged(path=str(published)) from error
    version = f"{published.stem.removeprefix('statistics-')}-{secrets.token_hex(3)}"
    with StatisticsBuild(published.parent, version, copy_of=published) as build:
        pass
    path = files.accept(build.path)
    files.publish(published.parent, path)
    return path


def _open(register: Path) -> duckdb.DuckDBPyConnection:
    """The register of an app. Raises DatabaseLocked, RegisterDamaged, DataFolderNotWritable."""
    try:
        if not os.access(register, os.R_OK | os.W_OK):
            raise DataFolderNotWritable(path=str(register))
        connection = _connect(register)
        register.chmod(0o600)
    except DatabaseDamaged as error:
        raise _damaged(register) from error
    return connection


def _damaged(register: Path) -> RegisterDamaged:
    backup = newest(register.parent)
    return RegisterDamaged(path=str(register), backup=str(backup), reason=None if backup else "no_backup")


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    try:
        connection = duckdb.connect(str(path))
    except duckdb.IOException as error:
        if is_locked(error):
            raise DatabaseLocked(path=str(path)) from error
        if is_full(error):
            raise DiskFull(path=str(path)) from error
        raise DatabaseDamaged(path=str(path)) from error
    except duckdb.Error as error:
        raise DatabaseDamaged(path=str(path)) from error
    prepare(connection)
    return connection
