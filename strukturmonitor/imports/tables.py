"""Rows of a statistics table from files: read, cleaned, staged beside the published data, compared with them. The
result is a finished statistics file that only has to be swapped in."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd
import pyarrow as pa

from strukturmonitor.cities import City
from strukturmonitor.cities import city as city_by_name
from strukturmonitor.database import Database, StatisticsBuild, statement
from strukturmonitor.facts import read_facts
from strukturmonitor.imports.area_names import AreaNames
from strukturmonitor.imports.builds import complete_copy, write_source
from strukturmonitor.imports.city_box import city_box
from strukturmonitor.imports.findings import Findings
from strukturmonitor.imports.initialise import derive_areas, derive_traffic, new_data_version
from strukturmonitor.imports.progress import Progress
from strukturmonitor.imports.raw_tables import InputFile
from strukturmonitor.imports.sources import Source
from strukturmonitor.imports.table_cleaning import MOST_ALIKE, MOST_FAILS, CleanedRows, TableCleaner
from strukturmonitor.imports.table_files import read_tables

_DERIVE: dict[str, Callable[[StatisticsBuild, City], None]] = {"traffic": derive_traffic, "areas": derive_areas}
_MOST_CHANGES = 200


@dataclass(frozen=True)
class TableImport:
    """What the files hold, compared with what is published. `candidate`: the finished statistics file, None where no
    row can be loaded; `changes`: examples with columns state, key, field, old, new; `made_replaced`: made rows that go."""

    candidate: Path | None
    form: str
    rows_read: int
    rows_new: int
    rows_changed: int
    rows_unchanged: int
    rows_rejected: int
    rows_duplicate: int
    rows_elsewhere: int
    rows_vanished: int
    made_replaced: int
    changes: pd.DataFrame


@cache
def table_rules() -> dict[str, dict]:
    """data/import_tables.yml."""
    return read_facts("import_tables.yml")


def prepare_table(
    database: Database,
    source: Source,
    files: list[InputFile],
    options: dict[str, object],
    findings: Findings,
    progress: Progress,
) -> TableImport:
    """Raises FileTooLarge, FileUnreadable, ColumnsMissing, ImportCancelled, DiskFull."""
    about = database.read("build").iloc[0]
    city = city_by_name(str(about["city"]))
    cleaned = _read_and_clean(database, source, city, files, findings, progress)
    constants = source.definition.get("constants", {})
    context = {**constants, **options, "ags": city.ags, "timezone": city.timezone.key, "source_id": source.id}
    progress.step("stage", cleaned.frame.num_rows)
    with StatisticsBuild(database.data_dir, new_data_version(), copy_of=database.statistics_path) as build:
        before = _origins(build, source)
        build.run("begin_stage")
        changes = pd.DataFrame()
        for number, stage in enumerate(source.definition["stages"]):
            progress.advance(number / len(source.definition["stages"]), cleaned.frame.num_rows)
            changes = _stage(build, stage, number, cleaned.frame, context)
        rejected = _note_issues(build, cleaned, findings)
        if cleaned.rows_elsewhere and not cleaned.rows_read:
            findings.fail("rows_all_elsewhere", value=str(cleaned.rows_elsewhere))
        counts = build.run("staged_counts").iloc[0]
        after = _origins(build, source)
        progress.step("check", cleaned.frame.num_rows)
        _complete(build, source, city, about, options)
        is_empty = int(counts["new"]) + int(counts["changed"]) + int(counts["unchanged"]) == 0
    if is_empty:
        build.discard()
    try:
        result = _result(build, cleaned, counts, rejected, before, after, changes, is_empty=is_empty)
        _require_all_rows(source, result)
    except BaseException:
        build.discard()
        raise
    return result


def _result(
    build: StatisticsBuild,
    cleaned: CleanedRows,
    counts: pd.Series,
    rejected: int,
    before: tuple[int, int],
    after: tuple[int, int],
    changes: pd.DataFrame,
    *,
    is_empty: bool,
) -> TableImport:
    """`before`, `after`: made and real rows."""
    return TableImport(
        candidate=None if is_empty else build.path,
        form=", ".join(cleaned.forms[:3]),
        rows_read=cleaned.rows_read,
        rows_new=int(counts["new"]),
        rows_changed=int(counts["changed"]),
        rows_unchanged=int(counts["unchanged"]),
        rows_rejected=rejected,
        rows_duplicate=int(counts["duplicate"]),
        rows_elsewhere=cleaned.rows_elsewhere,
        rows_vanished=max(0, before[1] + int(counts["staged_new"]) - after[1]),
        made_replaced=max(0, before[0] - after[0]),
        changes=_as_changes(changes),
    )


def _require_all_rows(source: Source, result: TableImport) -> None:
    """A shape query that loses rows is a fault of the program; nobody may publish its result."""
    missing = result.rows_read - result.rows_rejected - result.rows_duplicate
    missing -= result.rows_new + result.rows_changed + result.rows_unchanged
    if missing:
        raise RuntimeError(f"{source.id}: {missing} rows are not accounted for")


def _read_and_clean(
    database: Database, source: Source, city: City, files: list[InputFile], findings: Findings, progress: Progress
) -> CleanedRows:
    progress.step("read")
    tables = read_tables(source, files, progress)
    progress.step("clean", sum(table.row_count for table in tables))
    cleaner = TableCleaner(
        source, AreaNames(database), findings, ags=city.ags, timezone=city.timezone, box=city_box(database, source)
    )
    cleaned = cleaner.clean(tables, progress.advance)
    del tables
    pa.default_memory_pool().release_unused()  # the texts are several times as large as the values
    return cleaned


def _stage(
    build: StatisticsBuild, stage: dict, number: int, frame: pa.Table, context: dict[str, object]
) -> pd.DataFrame:
    """Shape, de-duplicate, compare and publish one table inside the new file; examples of changes."""
    table = stage["table"]
    rules = table_rules()[table]
    shape = stage.get("shape", "stage_rows")
    build.run(shape, frame=frame, **_wanted(shape, context))
    if rules.get("located"):
        build.run("locate_staged")
    if rules.get("warn_outside"):
        build.run("warn_outside")
    lists = {"keys": rules["keys"], "values": rules["values"]}
    build.run("drop_repeated", stage=number, **lists)
    build.run("compare_staged", table=table, stage=number, **lists)
    changes = build.run("staged_changes", table=table, stage=number, limit=_MOST_CHANGES, **lists)
    publish = f"publish_{table}"
    build.run(publish, **_wanted(publish, context))
    return changes


def _wanted(name: str, context: dict[str, object]) -> dict[str, object]:
    """Of what is known the parameters a statement asks for."""
    names = {parameter.name for parameter in statement("write", name).parameters}
    return {key: value for key, value in context.items() if key in names}


def _origins(build: StatisticsBuild, source: Source) -> tuple[int, int]:
    """Made and real rows of all tables of the source."""
    counts = [build.run("rows_by_origin", table=stage["table"]).iloc[0] for stage in source.definition["stages"]]
    return sum(int(row["made"]) for row in counts), sum(int(row["real"]) for row in counts)


def _note_issues(build: StatisticsBuild, cleaned: CleanedRows, findings: Findings) -> int:
    """Issues of the shape queries become findings, of many warnings alike the first ones and their number; returns how
    many rows are rejected in all."""
    issues = build.run("row_issues")
    fails = issues.loc[issues["severity"].eq("fail"), "row_number"].dropna()
    for (severity, code, column), alike in issues.groupby(
        ["severity", "code", "column_name"], dropna=False, sort=False
    ):
        say = findings.fail if severity == "fail" else findings.warn
        most = max(0, MOST_FAILS - len(findings)) if severity == "fail" else MOST_ALIKE
        column = None if pd.isna(column) else str(column)
        for row, value in zip(alike["row_number"][:most], alike["value"][:most], strict=True):
            file, sheet, number = (None, None, None) if pd.isna(row) else cleaned.place_of(int(row))
            value = None if pd.isna(value) else value
            if code == "key_repeated":
                value = cleaned.place_of(int(value))[2]
            say(code, number, column, value, file=file, sheet=sheet)
        if len(alike) > most:
            say("more_rows", None, column, str(len(alike) - most))
    return len(cleaned.rejected | set(fails.astype(int)))


def _complete(build: StatisticsBuild, source: Source, city: City, about: pd.Series, options: dict[str, object]) -> None:
    """Everything that follows from the new rows."""
    tables = [stage["table"] for stage in source.definition["stages"]]
    for name in dict.fromkeys(name for table in tables for name in table_rules()[table].get("derive", ())):
        _DERIVE[name](build, city)
    definition = source.definition
    write_source(
        build,
        source_id=source.id,
        title=source.title["de"],
        publisher=definition["publisher"],
        licence=definition["licence"],
        citation=definition["citation"],
        url=definition.get("url"),
        reference_date=options.get("reference_date"),
    )
    complete_copy(build, about)


def _as_changes(rows: pd.DataFrame) -> pd.DataFrame:
    """One row per changed field; of a new row one row without a field."""
    found = []
    for row in rows.to_dict("records"):
        key = " · ".join(str(value) for value in json.loads(row["key"]).values())
        new = json.loads(row["new"])
        old = json.loads(row["old"]) if isinstance(row["old"], str) else None
        if old is None:
            found.append(
                (row["state"], key, None, None, ", ".join(str(value) for value in new.values() if value is not None))
            )
        else:
            found += [(row["state"], key, name, old[name], value) for name, value in new.items() if old[name] != value]
    return pd.DataFrame(found, columns=["state", "key", "field", "old", "new"], dtype=object)
