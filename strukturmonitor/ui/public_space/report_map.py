"""Reports on the map: as points, or counted in the cells of a grid where they are many."""

import pandas as pd
import streamlit as st

from strukturmonitor.charts.palette import SEQUENTIAL
from strukturmonitor.charts.public_space import kind_colours
from strukturmonitor.public_space import KINDS
from strukturmonitor.ui.downloads import map_download
from strukturmonitor.ui.legends import attribution, colour_legend
from strukturmonitor.ui.maps import point_map
from strukturmonitor.ui.public_space.frame import Frame
from strukturmonitor.ui.views import Column, data_below

_MOST_POINTS = 2000
_CELL_CITY_M = 600.0
_CELL_M = 250.0
_LARGEST_RADIUS_PX = 15.0
_TABLE_ROWS = 500


def show_report_map(frame: Frame) -> None:
    texts = frame.page.texts
    counts = frame.kinds_read()
    counts = counts[counts["kind"].notna()]
    total = int(counts["reports"].sum())
    title = texts("public_space.map_title", area=frame.label, span=frame.span, count=texts.number(total))
    st.markdown(f"**{title}**")
    if total == 0:
        st.info(texts("public_space.no_reports", area=frame.label, span=frame.span))
        return
    top = counts.loc[counts["reports"].idxmax()]
    alt = texts(
        "public_space.map_alt",
        title=title,
        kind=texts(f"public_space.kind_{top['kind']}"),
        kind_count=texts.number(top["reports"]),
        open=texts.number(counts["open_reports"].sum()),
    )
    values = {
        "area_id": frame.area.area_id,
        "from_date": frame.first.date(),
        "to_date": frame.last.date(),
        "kinds": frame.kinds or None,
    }
    if total > _MOST_POINTS:
        _grid(frame, values, title, alt)
    else:
        _points(frame, values, title, alt)


def _grid(frame: Frame, values: dict, title: str, alt: str) -> None:
    page, texts = frame.page, frame.page.texts
    cell = _CELL_CITY_M if frame.is_city else _CELL_M
    cells = page.data.read("report_grid", cell_m=cell, **values)
    largest = int(cells["reports"].max())
    points = cells.assign(
        colour=SEQUENTIAL[3],
        name=[texts("public_space.cell_count", count=texts.number(count)) for count in cells["reports"]],
        hover=[texts("public_space.cell_open", open=texts.number(count)) for count in cells["open_reports"]],
        radius_px=(_LARGEST_RADIUS_PX * (cells["reports"] / largest).pow(0.5)).clip(lower=2).round(1),
    )
    point_map(page, points, key="meldungen", alt=alt, focus=frame.area.area_id, names_above=True)
    size = texts.number(cell)
    legend = texts("public_space.grid_legend", largest=texts.number(largest))
    colour_legend(page, texts("public_space.grid_title", size=size), [(SEQUENTIAL[3], legend)])
    note = frame.note("report", method="grid")
    st.caption(f"{note} · {attribution(page)}")
    map_download(page)
    columns = {
        "lat": Column(texts("public_space.lat"), "number", 4),
        "lon": Column(texts("public_space.lon"), "number", 4),
        "reports": Column(texts("public_space.reports"), "number"),
        "open_reports": Column(texts("public_space.open_reports"), "number"),
    }
    data_below(page, key="meldungen", title=title, alt=alt, table=cells, columns=columns, note=note)


def _points(frame: Frame, values: dict, title: str, alt: str) -> None:
    page, texts = frame.page, frame.page.texts
    rows = page.data.read("report_points", limit=_MOST_POINTS, **values)
    colours = kind_colours(KINDS)
    labels = rows["kind"].map({kind: texts(f"public_space.kind_{kind}") for kind in KINDS})
    points = pd.DataFrame(
        {
            "lon": rows["lon"],
            "lat": rows["lat"],
            "colour": rows["kind"].map(colours),
            "name": labels,
            "hover": [
                _remedy_words(frame, row.reported_on, row.remedied_on)
                for row in rows.itertuples(index=False, name="Row")
            ],
        }
    )
    point_map(page, points, key="meldungen", alt=alt, focus=frame.area.area_id, radius_px=4 if len(points) > 400 else 6)
    kinds = [kind for kind in KINDS if kind in set(rows["kind"])]
    colour_legend(
        page, texts("public_space.kind"), [(colours[kind], texts(f"public_space.kind_{kind}")) for kind in kinds]
    )
    note = frame.note("report", method="points")
    st.caption(f"{note} · {attribution(page)}")
    map_download(page)
    table = rows.assign(label=labels, days=(rows["remedied_on"] - rows["reported_on"]).dt.days).head(_TABLE_ROWS)
    columns = {
        "reported_on": Column(texts("public_space.reported_on"), "date"),
        "label": Column(texts("public_space.kind")),
        "remedied_on": Column(texts("public_space.remedied_on"), "date"),
        "days": Column(texts("public_space.days"), "number"),
        "report_id": Column(texts("public_space.report_id")),
    }
    shown = title if len(rows) <= _TABLE_ROWS else texts("public_space.newest", title=title, count=_TABLE_ROWS)
    data_below(page, key="meldungen", title=shown, alt=alt, table=table, columns=columns, note=note)


def _remedy_words(frame: Frame, reported: pd.Timestamp, remedied: pd.Timestamp) -> str:
    texts = frame.page.texts
    if pd.isna(remedied):
        return texts("public_space.hover_open", date=texts.date(reported))
    return texts(
        "public_space.hover_remedied", date=texts.date(reported), days=texts.number((remedied - reported).days)
    )
