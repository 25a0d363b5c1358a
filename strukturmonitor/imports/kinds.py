"""The kinds of import: how each reads its files, what a person may say about them, and how it is published."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from strukturmonitor.access import Actor
from strukturmonitor.database import Database, Transaction
from strukturmonitor.errors import SettingInvalid
from strukturmonitor.imports.boundaries import Boundaries, read_boundaries
from strukturmonitor.imports.boundaries_publish import build_boundaries
from strukturmonitor.imports.findings import Findings
from strukturmonitor.imports.progress import Progress
from strukturmonitor.imports.raw_tables import InputFile
from strukturmonitor.imports.sources import Source
from strukturmonitor.imports.spellings import with_confirmed
from strukturmonitor.imports.tables import TableImport, prepare_table
from strukturmonitor.imports.vacancy_list import VacancyList, read_vacancy_list
from strukturmonitor.imports.vacancy_register import Comparison, compare, replace_units

Checked = VacancyList | Boundaries | TableImport
Options = dict[str, object]
_DATE_HELP = "JJJJ-MM-TT"


@dataclass(frozen=True)
class Kind:
    """`options`: name → whether it is a date (today where none is given). `prepare`: reads, checks and, where the
    statistics change, builds the new file; `apply`: writes to the register."""

    options: dict[str, bool]
    prepare: Callable[
        [Database, Source, list[InputFile], Options, Findings, Progress], tuple[Checked, Comparison | None, Path | None]
    ]
    apply: Callable[[Transaction, Actor, VacancyList, int], object]


def _prepare_list(
    database: Database,
    source: Source,
    files: list[InputFile],
    options: Options,
    findings: Findings,
    progress: Progress,
) -> tuple[VacancyList, Comparison, None]:
    file = files[0]
    progress.step("read")
    listed = read_vacancy_list(
        database, with_confirmed(database, source), file.name, file.path.read_bytes(), findings=findings, **options
    )
    progress.step("check", listed.rows_read)
    with database.transaction() as transaction:
        return listed, compare(transaction.run("current_units"), listed), None


def _prepare_boundaries(
    database: Database,
    source: Source,
    files: list[InputFile],
    options: Options,
    findings: Findings,
    progress: Progress,
) -> tuple[Boundaries, None, Path | None]:
    file = files[0]
    progress.step("read")
    citation = options.pop("citation", None) or source.definition["citation"]
    checked = read_boundaries(database, source, file.name, file.path.read_bytes(), findings=findings, **options)
    progress.step("stage", len(checked.areas))
    path = None if checked.areas.empty else build_boundaries(database, source, checked, citation=citation)
    return checked, None, path


def _prepare_table(
    database: Database,
    source: Source,
    files: list[InputFile],
    options: Options,
    findings: Findings,
    progress: Progress,
) -> tuple[TableImport, None, Path | None]:
    checked = prepare_table(database, with_confirmed(database, source), files, options, findings, progress)
    return checked, None, checked.candidate


def _apply_nothing(transaction: Transaction, actor: Actor, checked: VacancyList, run_id: int) -> None:
    """Statistics are swapped in, not written to the register."""


KINDS = {
    "vacancy_list": Kind(
        {"list_date": True, "sheet": False, "mapping": False, "mode": False}, _prepare_list, replace_units
    ),
    "boundaries": Kind(
        {"level": False, "valid_from": True, "name_column": False, "code_column": False, "citation": False},
        _prepare_boundaries,
        _apply_nothing,
    ),
    "table": Kind({}, _prepare_table, _apply_nothing),
}


def known_options(source: Source) -> dict[str, bool]:
    """Name → whether it is a date: of the kind, and those the definition names."""
    own = {name: kind == "date" for name, kind in source.definition.get("options", {}).items()}
    return KINDS[source.kind].options | own


def checked_options(source: Source, options: dict[str, str]) -> Options:
    """Options with their types. Dates that every import needs are today where none is given. Raises SettingInvalid."""
    known = known_options(source)
    for name, value in options.items():
        if name not in known:
            raise SettingInvalid(name=name, value=value, allowed=", ".join(known) or "–")
    if source.kind == "boundaries" and options.get("level") not in source.definition["levels"]:
        allowed = ", ".join(source.definition["levels"])
        raise SettingInvalid(name="level", value=options.get("level", ""), allowed=allowed)
    today = datetime.date.today()
    result: Options = {name: today for name, is_date in KINDS[source.kind].options.items() if is_date}
    for name, value in options.items():
        result[name] = _day(name, value, today) if known[name] else value
    return result


def _day(name: str, value: str, today: datetime.date) -> datetime.date:
    try:
        day = datetime.date.fromisoformat(value)
    except ValueError as error:
        raise SettingInvalid(name=name, value=value, allowed=_DATE_HELP) from error
    if day > today:
        raise SettingInvalid(name=name, value=value, allowed=f"≤ {today.isoformat()}")
    return day


def counts(checked: Checked, comparison: Comparison | None) -> dict[str, int]:
    """Rows read = loaded + unchanged + rejected + duplicate; rows of other cities apart."""
    if isinstance(checked, TableImport):
        loaded, unchanged = checked.rows_new + checked.rows_changed, checked.rows_unchanged
        elsewhere = checked.rows_elsewhere
    else:
        rows = len(checked.units) if isinstance(checked, VacancyList) else len(checked.areas)
        unchanged = comparison.unchanged if comparison else 0
        loaded, elsewhere = rows - unchanged, 0
    return {
        "rows_read": checked.rows_read,
        "rows_loaded": loaded,
        "rows_unchanged": unchanged,
        "rows_rejected": checked.rows_rejected,
        "rows_duplicate": checked.rows_duplicate,
        "rows_elsewhere": elsewhere,
    }
