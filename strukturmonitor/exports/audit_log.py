"""The log of who did what when, in words, and as a file. Taking the file is noted in the log itself."""

import datetime
from zoneinfo import ZoneInfo

import pandas as pd

from strukturmonitor.access import Actor, Reader
from strukturmonitor.access.audit import note
from strukturmonitor.database import Database
from strukturmonitor.exports.tables import csv_bytes
from strukturmonitor.register.words import field_label
from strukturmonitor.texts import Texts
from strukturmonitor.workbooks import Sheet, workbook_bytes

LOG_FORMATS = ("xlsx", "csv")
COLUMNS = ("when", "who", "role", "what", "subject", "detail")


def log_in_words(texts: Texts, rows: pd.DataFrame, zone: ZoneInfo) -> pd.DataFrame:
    """`rows` of the query audit_log; columns as COLUMNS, all text."""
    return pd.DataFrame(
        [
            {
                "when": texts.moment(row.happened_at, zone),
                "who": _who(texts, row),
                "role": "–" if is_system(row.role, row.account_id) else texts(f"role.{row.role}"),
                "what": action_words(texts, row.action),
                "subject": _subject(texts, row),
                "detail": _detail(texts, row),
            }
            for row in rows.itertuples(index=False)
        ],
        columns=list(COLUMNS),
    )


def _who(texts: Texts, row: tuple) -> str:
    if isinstance(row.actor_name, str):
        return row.actor_name
    return texts("audit.system") if is_system(row.role, row.account_id) else "–"


def is_system(role: str, account_id: object) -> bool:
    """Whether no person acted: the system did it by itself or at its command line, which has the administration's
    rights and no account."""
    return role == "admin" and not isinstance(account_id, str)


def action_words(texts: Texts, action: str) -> str:
    """What was done; an action without words of its own is named as it is."""
    key = f"audit.{action}"
    return texts(key) if texts.has(key) else texts("audit.other", action=action)


def log_file(
    database: Database,
    actor: Actor,
    texts: Texts,
    filters: dict[str, object],
    *,
    title: str,
    filter_words: list[str],
    zone: ZoneInfo,
    file_format: str,
) -> bytes:
    """The filtered log. `filters`: parameters of the query audit_log. Raises NotAllowed."""
    rows = Reader(database, actor).read("audit_log", **filters)
    with database.transaction() as transaction:
        note(transaction, actor, "log_exported", detail=f"format={file_format} count={len(rows)}")
    table = log_in_words(texts, rows, zone)
    if file_format == "xlsx":  # sorted and filtered by time, not by text
        moments = rows["happened_at"].dt.tz_localize("UTC").dt.tz_convert(zone).dt.tz_localize(None)
        table["when"] = moments.astype(object).to_numpy()
    table = table.rename(columns={name: texts(f"audit.column.{name}") for name in COLUMNS})
    notes = [
        texts("export.about.filters", filters=" · ".join(filter_words) or texts("export.about.no_filter")),
        texts("audit.zone", zone=zone.key),
    ]
    if file_format == "csv":
        return csv_bytes(texts, table, title=title, notes=notes)
    made = texts("export.made_on", date=texts.date(datetime.date.today()))
    about = Sheet(texts("export.sheet.about"), pd.DataFrame(), above=[title, *notes, made])
    return workbook_bytes([Sheet(texts("export.sheet.audit"), table), about], language=texts.language, title=title)


def _subject(texts: Texts, row: tuple) -> str:
    if not isinstance(row.subject, str):
        return "–"
    if pd.notna(row.units) and row.units > 1:
        return texts("audit.units", count=texts.number(row.units))
    key = f"audit.subject.{row.subject}"
    kind = texts(key) if texts.has(key) else row.subject
    name = row.subject_name if isinstance(row.subject_name, str) else row.subject_id
    return f"{kind} {name}" if isinstance(name, str) else kind


def _detail(texts: Texts, row: tuple) -> str:
    parts = [_told(texts, part) for part in row.detail.split()] if isinstance(row.detail, str) else []
    if len(row.fields):
        labels = [
            field_label(texts, name) if texts.has(f"register.field.{name}") else texts("audit.other_field")
            for name in row.fields
        ]
        parts.append(texts("audit.fields", fields=", ".join(dict.fromkeys(labels))))
    return " · ".join(parts)


def _told(texts: Texts, part: str) -> str:
    """«format=xlsx» as «Format: XLSX»; what has no words of its own stays as it is."""
    name, sign, value = part.partition("=")
    key = f"audit.detail.{name}"
    if not sign and texts.has(f"audit.value.{part}"):
        return texts(f"audit.value.{part}")
    if not sign or not texts.has(key):
        return part
    for word in (f"audit.value.{value}", f"role.{value}"):
        if texts.has(word):
            return texts(key, value=texts(word))
    return texts(key, value=value.upper() if name == "format" else value)
