"""The list of shop units as a file: a workbook with real types, CSV, GeoPackage, GeoJSON.

What a file holds follows from who asks and what was asked for, never from the page: public (for everybody; of a
sensitive unit no address and no text, only the moved point), internal (the single record), restricted (rent and talks,
of units in charge only). Every file that is not public is noted in the audit."""

import datetime
from dataclasses import dataclass

import pandas as pd

from strukturmonitor.access import Actor, Reader, allowed
from strukturmonitor.access.audit import note
from strukturmonitor.database import Database
from strukturmonitor.exports import geo_files
from strukturmonitor.exports.tables import csv_bytes
from strukturmonitor.register.fields import fields
from strukturmonitor.register.words import value_words
from strukturmonitor.texts import Texts
from strukturmonitor.workbooks import Sheet, workbook_bytes

CONTENTS = {"public": "read_public", "internal": "export_internal", "restricted": "read_restricted"}
FORMATS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "gpkg": "application/geopackage+sqlite3",
    "geojson": "application/geo+json",
}
_QUERIES = {"public": "register_list", "internal": "register_list_internal", "restricted": "register_list_internal"}
_WORDED = ("choice", "choices", "flag")
_SHEET_NAMES = {"list": "export.sheet.list", "about": "export.sheet.about"}


@dataclass(frozen=True)
class About:
    """What a file says of itself. `filters`: the filters in force, in words; `sources`: what must be cited;
    `is_demo`: whether made rows are among its rows; `day`: the day the rows speak of."""

    title: str
    day: datetime.date
    filters: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    is_demo: bool = False
    is_past: bool = False


def contents(actor: Actor) -> list[str]:
    """What the actor may take away, the least first."""
    found = [content for content, action in CONTENTS.items() if allowed(actor, action)]
    return found if "internal" in found else ["public"]


def list_file(
    database: Database,
    actor: Actor,
    texts: Texts,
    unit_ids: list[str],
    about: About,
    *,
    file_format: str,
    content: str = "public",
) -> bytes:
    """The file, its units in the order given. Raises NotAllowed."""
    rows = list_rows(Reader(database, actor), unit_ids, day=about.day if about.is_past else None, content=content)
    if content != "public":
        with database.transaction() as transaction:
            note(
                transaction, actor, "list_exported", detail=f"format={file_format} count={len(rows)} content={content}"
            )
    if file_format == "gpkg":
        return geo_files.geopackage(
            in_words(texts, rows), layer="ladenlokale", notes=_notes(texts, actor, about, content)
        )
    if file_format == "geojson":
        return geo_files.geojson(in_words(texts, rows), title=about.title, notes=_notes(texts, actor, about, content))
    table = in_words(texts, rows)
    labelled = table.rename(columns={name: column_label(texts, name) for name in table})
    if file_format == "csv":
        return csv_bytes(texts, labelled, title=about.title, notes=_notes(texts, actor, about, content))
    return workbook_bytes(
        [
            Sheet(texts(_SHEET_NAMES["list"]), labelled),
            Sheet(
                texts(_SHEET_NAMES["about"]),
                column_meanings(texts, list(table)),
                above=[about.title, *_notes(texts, actor, about, content), _made_on(texts), ""],
            ),
        ],
        language=texts.language,
        title=about.title,
    )


def list_rows(
    reader: Reader, unit_ids: list[str], *, day: datetime.date | None = None, content: str = "public"
) -> pd.DataFrame:
    """One row per unit, columns as fields of the record. Raises NotAllowed."""
    rows = reader.read(_QUERIES[content], unit_ids=unit_ids, day=day)
    if content == "restricted":
        more = reader.read("register_list_restricted", unit_ids=unit_ids, day=day)
        rows = rows.merge(more, on="unit_id", how="left")
    return rows


def in_words(texts: Texts, rows: pd.DataFrame) -> pd.DataFrame:
    """Words instead of the register's keys; numbers and dates stay what they are."""
    known = fields()
    words = {}
    for name in rows:
        if name in known and known[name].type in _WORDED:
            values = rows[name]
            words[name] = values.map(
                {value: value_words(texts, name, value) for value in values.dropna().unique()}
            ).astype("object")
    return rows.assign(**words)


def column_label(texts: Texts, name: str) -> str:
    """The head of a column, with its unit."""
    known = fields().get(name)
    key = f"register.field.{name}" if known else f"export.column.{name}"
    return f"{texts(key)} ({known.unit})" if known and known.unit else texts(key)


def column_meanings(texts: Texts, names: list[str]) -> pd.DataFrame:
    """One row per column of the list: head, field, meaning."""
    return pd.DataFrame(
        {
            texts("export.about.column"): [column_label(texts, name) for name in names],
            texts("export.about.field"): names,
            texts("export.about.meaning"): [texts(f"export.meaning.{name}") for name in names],
        }
    )


def _notes(texts: Texts, actor: Actor, about: About, content: str) -> list[str]:
    """What stands above the rows or beside them: date, filters, content, sources."""
    lines = [texts("export.about.past" if about.is_past else "export.about.today", date=texts.date(about.day))]
    lines.append(texts("export.about.filters", filters=" · ".join(about.filters) or texts("export.about.no_filter")))
    role = texts(f"role.{actor.role}")
    lines.append(texts(f"export.about.{content}", role=role))
    lines += [texts("export.about.source", source=source) for source in about.sources]
    if about.is_demo:
        lines.append(texts("demo.line"))
    return [" ".join(line.split()) for line in lines]


def _made_on(texts: Texts) -> str:
    return texts("export.made_on", date=texts.date(datetime.date.today()))
