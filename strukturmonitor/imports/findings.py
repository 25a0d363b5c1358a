"""What an import has to say about rows, columns and the whole file, and the words for it."""

import datetime
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from strukturmonitor.errors import StrukturmonitorError
from strukturmonitor.imports.sources import Column, Source
from strukturmonitor.texts import LANGUAGES, Texts, speak

_DAYS = ("day", "first", "last")  # of an error, that are shown as dates
_NUMBERS = ("limit", "limit_mb", "size_mb", "count")  # of an error, that are shown as numbers
LONGEST_VALUE = 200  # characters of a cell that a finding repeats
COLUMNS = ["severity", "code", "row_number", "column_name", "value", "file_name", "sheet_name"]


@dataclass(frozen=True)
class Finding:
    """`row`: as a spreadsheet numbers it, None for the whole file; `column`: header as it stands in the file.
    `severity`: fail (the row, or for a whole file the file, is not loaded) or warn."""

    severity: str
    code: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    file: str | None = None
    sheet: str | None = None


class Findings:
    """The findings of one import, in the order in which they were made."""

    def __init__(self) -> None:
        self._all: list[Finding] = []

    def fail(
        self, code: str, row: int | None = None, column: str | None = None, value: object = None,
        *, file: str | None = None, sheet: str | None = None,
    ) -> None:  # fmt: skip
        self._add("fail", code, row, column, value, file, sheet)

    def warn(
        self, code: str, row: int | None = None, column: str | None = None, value: object = None,
        *, file: str | None = None, sheet: str | None = None,
    ) -> None:  # fmt: skip
        self._add("warn", code, row, column, value, file, sheet)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def sorted(self) -> list[Finding]:
        """The whole file first, then by file and row; what rejects a row before what only warns."""
        return sorted(self._all, key=lambda f: (f.row is not None, f.file or "", f.sheet or "", f.row or 0, f.severity))

    def frame(self, run_id: int) -> pd.DataFrame:
        """Rows of table import_finding."""
        rows = [(run_id, f.severity, f.code, f.row, f.column, f.value, f.file, f.sheet) for f in self._all]
        frame = pd.DataFrame(rows, columns=["run_id", *COLUMNS])
        return frame.astype({"run_id": "int32", "row_number": "Int32"})

    def _add(
        self, severity: str, code: str, row: int | None, column: str | None, value: object,
        file: str | None, sheet: str | None,
    ) -> None:  # fmt: skip
        text = None if value is None else str(value)
        if text is not None and len(text) > LONGEST_VALUE:
            text = text[: LONGEST_VALUE - 1] + "…"
        self._all.append(Finding(severity, code, row, column, text, file, sheet))


def explain(texts: Texts, source: Source, finding: Finding) -> tuple[str, str]:
    """Why, and what to do, in the reader's language. Braces in the file's own values are harmless."""
    values = {
        "value": finding.value or "–",
        "column": finding.column or "–",
        **_limits(texts, source.column_of(finding.column)),
    }
    return (
        texts(f"imports.finding.{finding.code}", **values),
        texts(f"imports.todo.{finding.code}", **values),
    )


def _limits(texts: Texts, column: Column | None) -> dict[str, str]:
    """What a column may hold, in words."""
    if column is None:
        return dict.fromkeys(("allowed", "lowest", "highest", "longest"), "–")
    return {
        "allowed": texts.list([f"„{word}“" for word in column.spellings.values()]) if column.spellings else "–",
        "lowest": "–" if column.minimum is None else texts.number(column.minimum),
        "highest": "–" if column.maximum is None else texts.number(column.maximum),
        "longest": texts.number(column.longest),
    }


def explain_error(texts: Texts, error: StrukturmonitorError) -> str:
    """The message of an error; the reason of an unreadable file in words of the reader's language."""
    values = {key: _shown(texts, key, value) for key, value in error.values.items()}
    own = f"error.{type(error).__name__}.{values.get('reason')}"
    if texts.has(own):
        return texts(own, **values)
    reason = f"imports.reason.{values.get('reason')}"
    if texts.has(reason):
        values["reason"] = texts(reason, **{key: value for key, value in values.items() if key != "reason"})
    return texts(f"error.{type(error).__name__}", **values)


def _shown(texts: Texts, name: str, value: object) -> object:
    """Numbers as the language writes them, roles by their names; from the running app large numbers come as text."""
    if name == "role" and texts.has(f"role.{value}"):
        return texts(f"role.{value}")
    if name in _DAYS and re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)):
        return texts.date(datetime.date.fromisoformat(str(value)))
    if isinstance(value, float) and math.isfinite(value):
        return texts.number(value, len(f"{value:.6f}".rstrip("0").partition(".")[2]))
    try:
        number = float(str(value)) if name in _NUMBERS else None
    except ValueError:
        return value
    return value if number is None else texts.number(number, 0 if number.is_integer() else 1)


def as_dict(source: Source, finding: Finding) -> dict:
    """A finding for programs: its words in both languages."""
    words = {}
    for language in LANGUAGES:
        words[f"reason_{language}"], words[f"todo_{language}"] = explain(speak(language), source, finding)
    return {
        "severity": finding.severity,
        "code": finding.code,
        "row": finding.row,
        "column": finding.column,
        "value": finding.value,
        "file": finding.file,
        "sheet": finding.sheet,
        **words,
    }
