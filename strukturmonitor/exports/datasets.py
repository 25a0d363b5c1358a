"""Whole tables for anybody to take away: what is public of them, persons rounded, small parts hidden.

Hourly traffic counts (millions of rows) leave only as days, profiles and years.
"""

from collections.abc import Callable

import pandas as pd

from strukturmonitor.access import Reader
from strukturmonitor.exports.tables import csv_bytes
from strukturmonitor.indicators import catalogue, series
from strukturmonitor.small_numbers import policy, round_persons
from strukturmonitor.texts import Texts

# Table → column of persons that is rounded before it leaves.
_PERSONS = {
    "population": "persons",
    "birth": "births",
    "death": "deaths",
    "move": "persons",
    "household": "households",
    "unemployment": "unemployed",
}
PUBLIC_TABLES = (
    "area",
    "area_part",
    "area_neighbour",
    "published_figure",
    "population",
    "population_official",
    "birth",
    "death",
    "move",
    "household",
    "unemployment",
    "traffic_station",
    "traffic_day",
    "traffic_profile",
    "traffic_year",
    "traffic_short_count",
    "accident",
    "pedestrian_station",
    "pedestrian_hour",
    "report",
    "building_survey",
    "census_cell",
    "roadwork",
    "construction_programme",
    "street_area",
    "street_segment",
    "playground",
    "council_session",
    "unit",
    "occupancy",
)
# Table → the table it is computed from, whose source, dates and licence it shares.
DERIVED_FROM = {
    "area_part": "area",
    "area_neighbour": "area",
    "area_conversion": "area",
    "traffic_day": "traffic_hour",
    "traffic_profile": "traffic_hour",
    "traffic_year": "traffic_hour",
    "occupancy": "unit",
}


def public_table(reader: Reader, table: str, *, row_limit: int | None = None) -> pd.DataFrame:
    """Rows of one of PUBLIC_TABLES as they may leave the house. Lists become text separated by «|»."""
    rows = reader.read(f"export_{table}", row_limit=row_limit)
    if table in _PERSONS:
        rows[_PERSONS[table]] = round_persons(rows[_PERSONS[table]]).astype("Int64")
    if table in _PROTECT:
        rows = _PROTECT[table](reader, rows)
    if "area_ids" in rows:
        rows["area_ids"] = rows["area_ids"].map("|".join)
    return rows


def column_meaning(texts: Texts, table: str, column: str) -> str:
    """What a column of a public table says; columns that mean the same everywhere share one text."""
    own = f"data.column.{table}.{column}"
    return texts(own if texts.has(own) else f"data.column.{column}")


def rounding_note(texts: Texts, table: str) -> str | None:
    """Why the sums of a file may differ from published totals; None where nothing is rounded."""
    return texts("data.rounded", rounding=policy().rounding_persons) if table in _PERSONS else None


def table_file(reader: Reader, texts: Texts, table: str, notes: list[str], *, for_programs: bool = False) -> bytes:
    """A public table as CSV; `notes`: lines on source and licence above it; `for_programs`: as of `csv_bytes`."""
    rounding = rounding_note(texts, table)
    return csv_bytes(
        texts,
        public_table(reader, table),
        title=texts(f"data.table.{table}"),
        notes=[*notes, rounding] if rounding else notes,
        for_programs=for_programs,
    )


def _backlog_as_shown(reader: Reader, rows: pd.DataFrame) -> pd.DataFrame:
    """Buildings with backlog as the indicator shows them: missing where too few owners stand behind them, and where they
    would give such a count away."""
    shown = series(reader, catalogue()[_BACKLOG])
    known = shown.assign(year=shown["period"].dt.year).set_index(["area_id", "year"])["numerator"]
    wanted = pd.MultiIndex.from_frame(rows[["stat_id", "year"]])
    return rows.assign(buildings_with_backlog=known.reindex(wanted).astype("Int64").to_numpy())


_BACKLOG = "sanierungsrueckstand"
_PROTECT: dict[str, Callable[[Reader, pd.DataFrame], pd.DataFrame]] = {"building_survey": _backlog_as_shown}
