"""Areas with their boundaries, and the published tables as the page Daten lists them."""

import pandas as pd

from strukturmonitor.api.contents import MADE, Ask, Content, File, about, for_everybody, methods_of, sources_of, unknown
from strukturmonitor.areas import LEVELS
from strukturmonitor.errors import ApiTableNotReleased
from strukturmonitor.exports.addresses import table_address
from strukturmonitor.exports.datasets import PUBLIC_TABLES, table_file
from strukturmonitor.exports.inventory import Table, inventory
from strukturmonitor.texts import Texts
from strukturmonitor.ui.data import Data


def areas(ask: Ask) -> Content:
    rows = ask.data.read("areas")
    if wanted := ask.area_ids():
        rows = rows[rows["area_id"].isin(wanted)]
    if ask.parameters.level:
        rows = rows[rows["level"] == ask.parameters.level]
    rows = rows.sort_values("level", key=lambda levels: levels.map(LEVELS.index), kind="stable", ignore_index=True)
    sources = sources_of(ask.data, ["area"], rows["origin"])
    described = about(
        ask,
        title=ask.texts("export.areas"),
        description=ask.texts("data.meaning.area"),
        date=None if rows.empty else rows["valid_from"].max(),
        method=methods_of(ask.data, ask.texts, "area", rows["origin"].unique()),
        sources=sources,
        count=len(rows),
    )
    return Content(described, rows.drop(columns="source_id"), shapes=lambda: outlines(ask.data, set(rows["level"])))


def outlines(data: Data, levels: set[str]) -> dict[str, str]:
    """area_id → GeoJSON, as the maps draw them."""
    found = {}
    for level in levels:
        rows = data.read("area_outlines", level=level)
        found |= dict(zip(rows["area_id"], rows["geometry_json"], strict=True))
    return found


def tables(ask: Ask) -> Content:
    found = published(ask.data, ask.texts)
    rows = pd.DataFrame(
        [
            {
                "name": table.name,
                "title": table.title,
                "description": table.meaning,
                "row_count": table.row_count,
                "first_date": min((part.first_date for part in table.parts if part.first_date), default=None),
                "last_date": max((part.last_date for part in table.parts if part.last_date), default=None),
                "citations": list(dict.fromkeys(part.citation for part in table.parts)),
                "licences": list(dict.fromkeys(part.licence for part in table.parts)),
                "is_demo": any(part.origin == MADE for part in table.parts),
                "is_released": table.is_released,
                "url": table_address(table.name) if table.is_released else None,
            }
            for table in found
        ]
    )
    described = about(
        ask,
        title=ask.texts("api.endpoint.tables"),
        description=ask.texts("api.description.tables"),
        date=ask.data.read("build").iloc[0]["built_at"],
        method=ask.texts("api.method.tables"),
        sources=sources_of(ask.data, [table.derived_from or table.name for table in found]),
        count=len(rows),
    )
    return Content(described, rows)


def table(ask: Ask) -> File:
    """Raises ApiAddressUnknown, ApiTableNotReleased."""
    name = ask.path["table"]
    found = {each.name: each for each in published(ask.data, ask.texts)}
    if name not in found:
        raise unknown(name, found)
    if not found[name].is_released:
        raise ApiTableNotReleased(name=found[name].title)
    reader = for_everybody(ask.data).reader  # a file is the same for every role
    return File(
        table_file(reader, ask.texts, name, table_notes(ask.texts, found[name]), for_programs=True), f"{name}.csv"
    )


def published(data: Data, texts: Texts) -> list[Table]:
    """The tables anybody may take away."""
    every = inventory(texts, data.read("table_rows"), data.read("datasets"))
    return [table for table in every if table.name in PUBLIC_TABLES]


def table_notes(texts: Texts, table: Table) -> list[str]:
    """Source, method and licence of its rows, as plain text."""
    return [
        texts(
            "data.source_line",
            origin=texts(f"data.origin_{part.origin}"),
            citation=part.citation,
            method=part.method,
            licence=part.licence,
        ).replace("**", "")
        for part in table.parts
    ]
