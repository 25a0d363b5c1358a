"""What the command `export` gives: vacancies, indicators or areas as one file. The command line and the running app
share it; content travels between them as base64."""

import base64
import datetime
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
import shapely

from strukturmonitor.access import Actor, Reader
from strukturmonitor.areas import LEVELS, AreaTree, resolve
from strukturmonitor.database import Database
from strukturmonitor.errors import DayOutside
from strukturmonitor.exports import geo_files
from strukturmonitor.exports.register_list import About, list_file
from strukturmonitor.exports.tables import csv_bytes
from strukturmonitor.indicators import catalogue, series
from strukturmonitor.texts import Texts, speak
from strukturmonitor.vacancy import WATCHED_STATES, Selection
from strukturmonitor.vacancy.past import day_of
from strukturmonitor.workbooks import Sheet, workbook_bytes

FORMATS_OF = {
    "vacancies": ("xlsx", "csv", "gpkg", "geojson"),
    "indicators": ("xlsx", "csv"),
    "areas": ("xlsx", "csv", "gpkg", "geojson"),
}
_SORT = "address"


@dataclass(frozen=True)
class Wanted:
    """What is asked for. `areas`: area ids or slugs, none for the whole city; `day`: a past day or a year, vacancies only;
    `content`: public, internal or restricted, vacancies only."""

    what: str
    file_format: str
    areas: tuple[str, ...] = ()
    day: str | None = None
    content: str = "public"


@dataclass(frozen=True)
class Made:
    """`is_public`: whether everybody may have the file."""

    content: bytes
    rows: int
    is_public: bool


def make_file(database: Database, actor: Actor, texts: Texts, wanted: Wanted) -> Made:
    """Raises NotAllowed, AreaUnknown, DayOutside."""
    reader = Reader(database, actor)
    tree = AreaTree(reader.read("areas"))
    areas = [resolve(area, tree, database.versions.city).area_id for area in wanted.areas]
    return _MAKERS[wanted.what](reader, texts, tree, areas, wanted)


def _vacancies(reader: Reader, texts: Texts, tree: AreaTree, areas: list[str], wanted: Wanted) -> Made:
    day, today = asked_day(reader, wanted.day)
    is_internal = wanted.content != "public"
    query = "vacancy_selection_internal" if is_internal else "vacancy_selection"
    unit_ids: dict[str, None] = {}
    for area_id in areas or [tree.city.area_id]:
        selection = Selection(area_id=area_id, states=WATCHED_STATES, day=day)
        rows = reader.read(query, **_as_lists(selection.parameters(sort=_SORT, is_internal=is_internal)))
        unit_ids |= dict.fromkeys(rows["unit_id"])
    names = texts.list([tree[area_id].name for area_id in areas or [tree.city.area_id]])
    shown = day or today
    sources = reader.read("datasets")
    of_units = sources[sources["table_name"] == "unit"]
    about = About(
        title=texts("export.title", area=names, date=texts.date(shown)),
        day=shown,
        filters=(names, texts.list([texts(f"vacancy.state.{state}") for state in WATCHED_STATES])),
        sources=tuple(texts.cited(citation) for citation in of_units["citation"].unique()),
        is_demo=bool((of_units["origin"] == "made").any()),
        is_past=day is not None,
    )
    content = list_file(
        reader.database,
        reader.actor,
        texts,
        list(unit_ids),
        about,
        file_format=wanted.file_format,
        content=wanted.content,
    )
    return Made(content, len(unit_ids), not is_internal)


def asked_day(reader: Reader, wanted: str | None) -> tuple[datetime.date | None, datetime.date]:
    """The past day the register is asked for (None for today), and today. Raises DayOutside, ValueError."""
    days = reader.read("register_days").iloc[0]
    today = days["today"].date()
    day = today if wanted is None else day_of(wanted, today)
    if day == today:
        return None, today
    if pd.isna(days["first_day"]) or not days["first_day"].date() <= day < today:
        first = "–" if pd.isna(days["first_day"]) else days["first_day"].date().isoformat()
        raise DayOutside(day=day.isoformat(), first=first, last=today.isoformat())
    return day, today


def _indicators(reader: Reader, texts: Texts, tree: AreaTree, areas: list[str], wanted: Wanted) -> Made:
    """Every value of every indicator, small numbers protected as everywhere."""
    parts = []
    for indicator in catalogue().values():
        rows = series(reader, indicator)
        rows = rows[rows["area_id"].isin(areas or list(tree.names))]
        parts.append(
            pd.DataFrame(
                {
                    "indicator": indicator.id,
                    "title": indicator.title.in_language(texts),
                    "area_id": rows["area_id"],
                    "area": rows["area_id"].map(tree.names),
                    "period": rows["period"],
                    "value": rows["value"].round(indicator.decimals),
                    "unit": texts(f"unit_name.{indicator.unit}"),
                    "missing": [texts(f"missing.{reason}") if reason else None for reason in rows["reason"]],
                    "origin": [texts(f"data.origin_{origin}") for origin in rows["origin"]],
                    "is_estimate": [texts("register.yes" if flag else "register.no") for flag in rows["is_estimate"]],
                }
            )
        )
    table = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
    return _table(reader, texts, table, wanted.file_format, title=texts("export.indicators"), kind="indicators")


def _areas(reader: Reader, texts: Texts, _: AreaTree, areas: list[str], wanted: Wanted) -> Made:
    rows = reader.read("areas")
    rows = rows[rows["area_id"].isin(areas)] if areas else rows
    rows = rows.sort_values("level", key=lambda levels: levels.map(LEVELS.index), kind="stable", ignore_index=True)
    table = rows[["area_id", "level", "code", "name", "parent_id", "area_km2", "valid_from"]]
    title = texts("export.areas")
    if wanted.file_format not in ("gpkg", "geojson"):
        return _table(reader, texts, table, wanted.file_format, title=title, kind="areas")
    shapes = reader.read("area_shapes").set_index("area_id")["geometry_wkb"]
    geometry = pd.Series([shapely.from_wkb(bytes(shapes[area_id])) for area_id in table["area_id"]], dtype="object")
    notes = _notes(reader, texts, "areas")
    if wanted.file_format == "gpkg":
        content = geo_files.geopackage(table, layer="gebiete", notes=notes, geometry=geometry)
    else:
        content = geo_files.geojson(table, title=title, notes=notes, geometry=geometry)
    return Made(content, len(table), True)


def _table(reader: Reader, texts: Texts, table: pd.DataFrame, file_format: str, *, title: str, kind: str) -> Made:
    notes = _notes(reader, texts, kind)
    labelled = table.rename(columns={name: texts(f"export.{kind}.{name}") for name in table})
    if file_format == "csv":
        return Made(csv_bytes(texts, labelled, title=title, notes=notes), len(table), True)
    about = pd.DataFrame(
        {
            texts("export.about.column"): list(labelled),
            texts("export.about.meaning"): [texts(f"export.{kind}.meaning.{name}") for name in table],
        }
    )
    made = texts("export.made_on", date=texts.date(datetime.date.today()))
    sheets = [
        Sheet(texts("export.sheet.data"), labelled),
        Sheet(texts("export.sheet.about"), about, above=[title, *notes, made, ""]),
    ]
    return Made(workbook_bytes(sheets, language=texts.language, title=title), len(table), True)


def _notes(reader: Reader, texts: Texts, kind: str) -> list[str]:
    sources = reader.read("datasets")
    if kind == "areas":
        sources = sources[sources["table_name"] == "area"]
    cited = [texts("export.about.source", source=texts.cited(citation)) for citation in sources["citation"].unique()]
    return [*cited, *([texts("demo.line")] if (sources["origin"] == "made").any() else [])]


def _as_lists(values: dict[str, object]) -> dict[str, object]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


_MAKERS: dict[str, Callable[..., Made]] = {"vacancies": _vacancies, "indicators": _indicators, "areas": _areas}


def export(
    database: Database,
    *,
    what: str,
    file_format: str,
    areas: list[str],
    role: str,
    day: str | None,
    content: str,
    language: str,
) -> dict[str, object]:
    """As plain values, for the command line here or through the socket."""
    wanted = Wanted(what, file_format, tuple(areas), day, content)
    made = make_file(database, Actor(role=role), speak(language, database.versions.city), wanted)
    return {"content": base64.b64encode(made.content).decode(), "rows": made.rows, "is_public": made.is_public}
