"""Samples of people and places, and the whole way of an import."""

from pathlib import Path

from strukturmonitor.access import Actor
from strukturmonitor.database import Database
from strukturmonitor.imports.raw_tables import InputFile
from strukturmonitor.imports.run import Prepared, prepare, publish

SAMPLES = Path(__file__).parent / "samples"
STATISTICS = Actor("admin")


def checked(database: Database, source: str, path: Path, **options: str) -> Prepared:
    return prepare(database, STATISTICS, source, [InputFile(path.name, path)], options)


def published(database: Database, source: str, path: Path, **options: str) -> dict:
    return publish(database, STATISTICS, checked(database, source, path, **options))


def codes(prepared: Prepared) -> set[str]:
    return {finding.code for finding in prepared.findings}


def closes(prepared: Prepared) -> bool:
    """Every row that was read is told once."""
    counts = prepared.counts
    told = ("rows_loaded", "rows_unchanged", "rows_rejected", "rows_duplicate")
    return counts["rows_read"] == sum(counts[name] for name in told)
