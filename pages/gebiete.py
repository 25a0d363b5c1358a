"""Eigene Gebiete: draw, upload or put together an area; what is inside is counted, district values are estimated."""

import pandas as pd
import streamlit as st

from strukturmonitor.own_areas.districts import read_grid
from strukturmonitor.own_areas.result import result_of
from strukturmonitor.ui.notes import citations
from strukturmonitor.ui.own_areas.choosing import Chosen, choose, forget_line, show_notes, shown_name, take_corners
from strukturmonitor.ui.own_areas.drawing import drawing_tools, own_area_map, public_reader
from strukturmonitor.ui.own_areas.keeping import keep_panel
from strukturmonitor.ui.own_areas.rows import counted, estimated
from strukturmonitor.ui.own_areas.summary import sentences, show_figures, show_quality, trial_of
from strukturmonitor.ui.own_areas.tables import (
    COUNTED_TABLES,
    ESTIMATED_TABLES,
    show_courses,
    show_downloads,
    show_stations,
    show_tables,
)
from strukturmonitor.ui.page import Page, open_page
from strukturmonitor.ui.register.messages import show_messages


def show() -> None:
    page = open_page("gebiete")
    texts = page.texts
    show_messages(page)
    intro = st.container()
    chosen = choose(page)
    cited: list[str] = []
    if chosen.area is None:
        intro.markdown(texts("own.intro"))
        page.head(texts("page.own_areas"), [page.tree.city.name])
        if chosen.way == "zeichnen":
            _map(page, chosen, None)
    else:
        cited = _result(page, chosen)
    _official(page)
    page.close(citations=cited)


def _result(page: Page, chosen: Chosen) -> list[str]:
    """Everything about the area; returns what must be cited."""
    texts, area = page.texts, chosen.area
    grid = page.data.derived(("own_grid",), lambda: read_grid(public_reader()))
    result = page.data.derived(
        ("own_result", area.outline, area.stat_ids),
        lambda: result_of(public_reader(), page.data.series, grid, area, page.tree.city.area_id, trial_of(page, grid)),
    )
    km2 = texts("own.km2", value=texts.number(area.area_km2, 2))
    boundaries = texts("own.quality.boundaries", date=texts.date(result.shares.boundaries_on))
    page.head(texts("page.own_areas"), [shown_name(chosen), km2, boundaries.rstrip(".")])
    show_notes(page, area)
    if chosen.saved is not None and chosen.saved.boundaries_on != result.shares.boundaries_on.date():
        before = texts.date(chosen.saved.boundaries_on)
        st.warning(texts("own.saved.boundaries_changed", before=before), icon=":material/map:")
    of_points, of_districts = counted(page, result), estimated(page, result)
    figures = {each.key: each for each in [*of_points, *of_districts]}
    page.tell(sentences(page, chosen, result, figures))
    _map(page, chosen, result.counts.points)
    show_figures(page, result, figures)
    show_quality(page, result, grid)
    show_tables(page, result, of_points, of_districts)
    show_courses(page, result)
    show_stations(page, result)
    show_downloads(page, chosen, result, [*of_points, *of_districts])
    keep_panel(page, chosen, result)
    return citations(page, *COUNTED_TABLES, *(ESTIMATED_TABLES if of_districts else ()))


def _map(page: Page, chosen: Chosen, units: pd.DataFrame | None) -> None:
    """The map; where the area is drawn, with the tools above it."""
    texts = page.texts
    part = tool = None
    if chosen.way == "zeichnen":
        part, tool = drawing_tools(page)
        st.caption(texts("own.draw.help" if tool else "own.draw.off_help"))
    corners = own_area_map(page, chosen.area, chosen.name, units, part=part, tool=tool)
    if chosen.area is not None and chosen.way in ("zeichnen", "hochladen"):
        st.button(
            texts("own.draw.clear"),
            on_click=forget_line,
            args=(page,),
            key=page.view.key("entfernen"),
            icon=":material/ink_eraser:",
        )
    if corners:
        take_corners(page, corners)


def _official(page: Page) -> None:
    """What a programme area is, and where those of the city stand."""
    texts = page.texts
    with st.expander(texts("own.official"), icon=":material/account_balance:"):
        st.markdown(texts("own.official_help"))
        areas = page.tree.of_level("pg")
        if not areas:
            st.markdown(texts("own.official_none"))
        for area in areas:
            page.link_to("stadtbezirk", area.name, icon=":material/location_city:", gebiet=area.area_id)
