"""Hints on vacant shops from OpenStreetMap, for those who keep the register: what it does not know yet, to be checked."""

import pandas as pd
import streamlit as st

from strukturmonitor.areas import Area
from strukturmonitor.charts.palette import STATE_COLOURS
from strukturmonitor.exports.names import file_name
from strukturmonitor.exports.tables import csv_bytes
from strukturmonitor.imports.sources import source
from strukturmonitor.texts import Texts
from strukturmonitor.ui.legends import map_foot
from strukturmonitor.ui.maps import point_map
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.views import Column, show_table

SOURCE = "osm-leerstand"
_LIST = "leerstand"
_MOST_SHOWN = 500


def vacancy_hints(page: Page, area: Area) -> None:
    """Nothing where no extract was loaded."""
    texts = page.texts
    count = page.data.read("vacancy_candidate_count", area_id=area.area_id).iloc[0]
    if not count["candidates"]:
        return
    definition = source(SOURCE).definition
    known_m = float(definition["known_within_m"])
    rows = page.data.read("vacancy_candidates", area_id=area.area_id, known_m=known_m)
    st.header(texts("places.hints.title"), anchor=False)
    date = texts.date(count["seen_on"])
    sentence = texts(
        "places.hints.sentence",
        where=page.where(area.area_id),
        count=texts.number(len(rows)),
        all=texts.number(count["candidates"]),
        metres=texts.number(known_m),
    )
    st.markdown(f"{sentence} {texts('places.hints.help')}")
    note = texts(
        "note.source_date", source=texts.cited(definition["citation"]), date=date, method=texts("places.hints.method")
    )
    if rows.empty:
        st.caption(note)
        return
    shown = rows.head(_MOST_SHOWN)
    labels = [_label(texts, row) for row in shown.to_dict("records")]
    map_box, list_box = st.columns([2, 3], gap="medium")
    with map_box:
        points = shown[["lon", "lat"]].assign(
            colour=STATE_COLOURS["reported"], name=labels, hover=[_place(texts, r) for r in shown.to_dict("records")]
        )
        point_map(page, points, key="hinweise", alt=sentence, focus=area.area_id, is_narrow=True)
        map_foot(page)
    with list_box:
        table = shown.assign(label=labels, place=[_place(texts, row) for row in shown.to_dict("records")])
        columns = {
            "label": Column(texts("places.hints.what")),
            "place": Column(texts("places.hints.place")),
            "distance_m": Column(texts("places.hints.distance"), "number"),
            "checked_on": Column(texts("places.hints.checked"), "date"),
            "candidate_id": Column(texts("places.hints.number")),
        }
        show_table(page, table, columns, key="hinweise:liste", alt=sentence)
        st.download_button(
            texts("places.hints.download"),
            csv_bytes(texts, _as_list(rows), title=texts("places.hints.title"), notes=[note]),
            file_name=file_name(texts("places.hints.title"), "csv"),
            mime="text/csv",
            key=page.view.key("hinweise:csv"),
            on_click="ignore",
            icon=":material/download:",
            help=texts("places.hints.download_help"),
        )
    st.caption(note)


def _label(texts: Texts, row: dict) -> str:
    """«Bäckerei Muster (vorher bakery)»."""
    name = row["name"] if isinstance(row["name"], str) else texts(f"places.hints.kind_{row['kind']}")
    return (
        texts("places.hints.former", name=name, use=row["former_use"]) if isinstance(row["former_use"], str) else name
    )


def _place(texts: Texts, row: dict) -> str:
    """The address, else what stands nearest."""
    if isinstance(row["address"], str):
        return row["address"]
    if isinstance(row["nearest_address"], str):
        return texts("places.hints.near", address=row["nearest_address"])
    return texts("places.hints.no_address")


def _as_list(rows: pd.DataFrame) -> pd.DataFrame:
    """Under the headers of the vacancy list, as reported vacancies."""
    columns = source(_LIST).columns
    values = {
        "own_id": "OSM " + rows["candidate_id"],
        "name": rows["name"],
        "address": rows["address"],
        "postcode": rows["postcode"],
        "state": columns["state"].spellings["reported"],
        "lon": rows["lon"],
        "lat": rows["lat"],
        "previous_use": rows["former_use"],
        "last_checked_on": rows["checked_on"],
    }
    return pd.DataFrame(values).rename(columns={field: columns[field].header for field in values})
