"""What the database holds: each table with its meaning, the sources of its rows, and how old they are."""

from dataclasses import dataclass

import pandas as pd

from strukturmonitor.exports.datasets import DERIVED_FROM
from strukturmonitor.texts import Texts

NOT_RELEASED = "nicht freigegeben"
# Tables that keep the database running; they hold nothing about the city.
_HOUSEKEEPING = frozenset(
    {
        "build", "source", "dataset", "dataset_year", "schema_migration", "import_run", "import_finding", "import_event",
        "import_mapping", "spelling", "register_version", "feedback",
        "meeting", "meeting_line", "meeting_group", "meeting_idea", "meeting_photo",  # the page on dialogue has its own files
    }
)  # fmt: skip


@dataclass(frozen=True)
class Part:
    """Rows of one table from one source. Dates are None where the rows carry none."""

    origin: str
    citation: str
    licence: str
    method: str
    first_date: pd.Timestamp | None
    last_date: pd.Timestamp | None
    row_count: int


@dataclass(frozen=True)
class Table:
    name: str
    group: str  # statistics, register, internal
    title: str
    meaning: str
    row_count: int
    parts: tuple[Part, ...]

    @property
    def derived_from(self) -> str | None:
        return DERIVED_FROM.get(self.name)

    @property
    def is_released(self) -> bool:
        return all(part.licence != NOT_RELEASED for part in self.parts)


def inventory(texts: Texts, tables: pd.DataFrame, datasets: pd.DataFrame) -> list[Table]:
    """`tables`: rows of the query table_rows; `datasets`: of the query datasets. Derived tables share the sources
    of the table they are computed from. Ordered by the titles inside each group."""
    found = []
    for row in tables.itertuples(index=False, name="Row"):
        base = DERIVED_FROM.get(row.table_name, row.table_name)
        parts = tuple(
            _part(texts, part) for part in datasets[datasets["table_name"] == base].itertuples(index=False, name="Row")
        )
        found.append(
            Table(
                name=row.table_name,
                group="internal" if row.table_name in _HOUSEKEEPING else row.database,
                title=_text(texts, "table", row.table_name, row.table_name),
                meaning=_text(texts, "meaning", row.table_name, row.meaning),
                row_count=int(row.row_count),
                parts=parts,
            )
        )
    return sorted(found, key=lambda table: (table.group, table.title.lower()))


def coverage(texts: Texts, tables: list[Table]) -> pd.DataFrame:
    """One row per table and source that is not derived from another table: label, meaning, origin, is_made, first,
    last, row_count, licence, citation; `sentence` and `hover` say its period in words."""
    columns = [
        "label",
        "meaning",
        "origin",
        "is_made",
        "first",
        "last",
        "row_count",
        "licence",
        "citation",
        "sentence",
        "hover",
    ]
    rows = []
    for table in tables:
        for part in table.parts if table.derived_from is None else ():
            words = {
                "table": table.title,
                "origin": texts(f"data.origin_{part.origin}"),
                "first": texts.date(part.first_date),
                "last": texts.date(part.last_date),
            }
            rows.append(
                {
                    "label": table.title,
                    "meaning": table.meaning,
                    "origin": words["origin"],
                    "is_made": part.origin == "made",
                    "first": part.first_date,
                    "last": part.last_date,
                    "row_count": part.row_count,
                    "licence": texts.cited(part.licence),
                    "citation": part.citation,
                    "sentence": texts("data.chart_alt_row", **words),
                    "hover": texts("data.hover", rows=texts.number(part.row_count), **words),
                }
            )
    return pd.DataFrame(rows, columns=columns)


def rows_text(texts: Texts, count: int) -> str:
    """«1 Zeile», «1.234 Zeilen»."""
    return texts("data.rows", count=texts.number(count))


def age_text(texts: Texts, date: pd.Timestamp, today: pd.Timestamp) -> str:
    """«9 Monate alt», from the last date of the rows to the day that counts as today."""
    months = round((today - date).days / 30.44)
    if months < 1:
        return texts("data.age_new")
    if months == 1:
        return texts("data.age_month")
    return texts("data.age_months", count=months) if months < 24 else texts("data.age_years", count=months // 12)


def _part(texts: Texts, row: object) -> Part:
    """Rows without a date of their own (boundaries, stations) are as old as their source."""
    last_date = row.reference_date if pd.isna(row.first_date) else row.last_date
    return Part(
        origin=row.origin,
        citation=texts.cited(row.citation),
        licence=row.licence,
        method=row.method_de if texts.language == "de" else row.method_en,
        first_date=None if pd.isna(row.first_date) else pd.Timestamp(row.first_date),
        last_date=None if pd.isna(last_date) else pd.Timestamp(last_date),
        row_count=int(row.row_count),
    )


def _text(texts: Texts, kind: str, table: str, fallback: str) -> str:
    """The catalogue's words; the schema's own comment for a table that has none."""
    key = f"data.{kind}.{table}"
    return texts(key) if texts.has(key) else fallback
