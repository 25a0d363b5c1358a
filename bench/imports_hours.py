"""Hourly counts from CSV: the whole import against a bare DuckDB read of the same file, and the memory of two million
rows. Each in a process of its own, so that one does not warm the other."""

import json
import subprocess
import sys
import time
from pathlib import Path

import duckdb

from strukturmonitor.access import Actor
from strukturmonitor.database import Database
from strukturmonitor.imports.initialise import initialise
from strukturmonitor.imports.run import import_files
from strukturmonitor.texts import LANGUAGES, speak

ROWS = 1_000_000
STATIONS = 14
TURNS = 3
_FIRST_STATION = 5100
_MB = 1e6
_HEADER = "Zählstellennummer;Name;Straßenklasse;Straße;Richtung 1;Richtung 2;Längengrad;Breitengrad"


def measure(root: Path) -> dict[str, float]:
    """Rows per second of both, their ratio, and the largest memory of an import of twice as many rows."""
    results: dict[str, float] = {}
    for name, rows in (("one", ROWS), ("two", 2 * ROWS)):
        _write_counts(root / f"{name}.csv", rows)
    bare, whole = [], []
    for turn in range(TURNS):  # in turns, so that a busy machine slows both
        bare.append(_run("bare", root / "one.csv", root / "bare.duckdb")["seconds"])
        whole.append(_run("whole", root / "one.csv", _database(root, f"one-{turn}"))["seconds"])
    results["bare_rows_per_s"] = ROWS / min(bare)
    results["import_rows_per_s"] = ROWS / min(whole)
    results["rows_per_s_ratio"] = min(bare) / min(whole)
    results["memory_2_million_rows_mb"] = _run("whole", root / "two.csv", _database(root, "two"))["memory_mb"]
    return results


def _run(what: str, file: Path, target: Path) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.imports_hours", what, str(file), str(target)],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])


def _database(root: Path, name: str) -> Path:
    """A new database without demo data, with the counters that the files count at."""
    folder = root / f"data-{name}"
    initialise(folder, demo=False)
    lines = [
        f"{_FIRST_STATION + n};Dauerzählstelle {n};A;45;Nord;Süd;{7.41 + 0.01 * (n % 7):.4f};{51.50 + 0.01 * (n // 7):.4f}"
        for n in range(STATIONS)
    ]
    path = root / "stellen.csv"
    path.write_text("\n".join([_HEADER, *lines]) + "\n", encoding="cp1252")
    database = Database(folder)
    import_files(database, Actor("admin"), "zaehlstellen", [path], {})
    database.close()
    return folder


def _write_counts(path: Path, rows: int) -> None:
    """All columns up to the heavy vehicles, days of ten years and more, some hours replaced or failed."""
    connection = duckdb.connect()
    connection.execute(
        """
        COPY (
            SELECT 4410 AS TKNR, $first_station + i % $stations AS Zst, 5 AS Land, 'A' AS StrKl, 45 AS StrNr, '' AS StrZus,
                isodow(day) AS Wotag, 'w' AS Fahrtzw, strftime(day, '%y%m%d') AS Datum, lpad((1 + hour)::VARCHAR, 2, '0') AS Stunde,
                lpad(floor(300 + 3000 * random())::INTEGER::VARCHAR, 5, ' ') AS KFZ_R1, CASE WHEN random() < 0.02 THEN 's' ELSE '-' END AS K_KFZ_R1,
                lpad(floor(300 + 3000 * random())::INTEGER::VARCHAR, 5, ' ') AS KFZ_R2, CASE WHEN random() < 0.02 THEN 'a' ELSE '-' END AS K_KFZ_R2,
                lpad(floor(300 * random())::INTEGER::VARCHAR, 5, ' ') AS Lkw_R1, '-' AS K_Lkw_R1,
                lpad(floor(300 * random())::INTEGER::VARCHAR, 5, ' ') AS Lkw_R2, '-' AS K_Lkw_R2
            FROM (
                SELECT i, (i // $stations) % 24 AS hour, DATE '2006-01-01' + (i // $stations // 24)::INTEGER AS day
                FROM range($rows) AS each (i)
            )
        ) TO $path (DELIMITER ';', HEADER)
        """,
        {"first_station": _FIRST_STATION, "stations": STATIONS, "rows": rows, "path": str(path)},
    )


def _bare(file: Path, target: Path) -> float:
    """Seconds of reading the file into a table."""
    target.unlink(missing_ok=True)
    with duckdb.connect(str(target)) as connection:
        began = time.perf_counter()
        connection.execute("CREATE TABLE hours AS SELECT * FROM read_csv($file)", {"file": str(file)})
        return time.perf_counter() - began


def _whole(file: Path, folder: Path) -> float:
    """Seconds of the import as page and command line run it, in an app that runs."""
    database = Database(folder)
    for language in LANGUAGES:
        speak(language)  # an app that runs has read its texts
    began = time.perf_counter()
    import_files(database, Actor("admin"), "bast-stunden", [file], {})
    seconds = time.perf_counter() - began
    database.close()
    return seconds


def main(what: str, file: Path, target: Path) -> None:
    seconds = (_bare if what == "bare" else _whole)(file, target)
    print(json.dumps({"seconds": seconds, "memory_mb": _highest_memory_mb()}))


def _highest_memory_mb() -> float:
    """Of this process alone; what getrusage says includes the memory of the process that started it."""
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024 / _MB  # the system counts in KiB


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
