"""Vergleich: two to four areas side by side, two indicators over all areas, ranks over time (`ansicht`)."""

import streamlit as st

from strukturmonitor.ui.comparison import comparison_table
from strukturmonitor.ui.comparison_ranks import ranks_view
from strukturmonitor.ui.comparison_scatter import scatter_view
from strukturmonitor.ui.figures import headline_periods
from strukturmonitor.ui.page import Page, open_page
from strukturmonitor.ui.profile import show_themes

_FEWEST, _MOST = 2, 4


def show() -> None:
    page = open_page("vergleich")
    texts = page.texts
    views = {"nebeneinander": _side_by_side, "zusammenhang": scatter_view, "raenge": ranks_view}
    names = {slug: texts(f"comparison.view.{slug}") for slug in views}
    view = page.choice("ansicht", texts("comparison.view"), names, widget="selectbox" if page.is_phone else "segmented")
    page.view.enter("ansicht", view)
    words, cited = views[view](page)
    page.head(texts("page.comparison"), words if view == "nebeneinander" else [names[view], *words])
    page.close(citations=cited)


def _side_by_side(page: Page) -> tuple[list[str], list[str]]:
    texts = page.texts
    areas_box, date_box, reset_box = page.filters([4, 1.4, 1.6])
    with areas_box:
        bezirke = [area.area_id for area in page.tree.of_level("bezirk")]
        first = page.data.city.compared_first
        default = first if first and set(first) <= set(bezirke) else tuple(bezirke[:_FEWEST])
        areas = page.compared_areas(
            texts("comparison.areas"), default=default, most=_MOST, help=texts("comparison.areas_help")
        )
    periods = headline_periods(page)
    if not periods:
        page.stop_empty()
    with date_box:
        period = page.period(periods, "date")
    with reset_box:
        page.reset_button()
    as_of = None if period == periods[-1] else period
    names = [page.area_label(area_id) for area_id in areas]
    words = [texts.list(names) if names else "", texts("figure.date", date=texts.date(period))]
    if len(areas) < _FEWEST:
        st.info(texts("comparison.too_few"), icon=":material/compare_arrows:")
        return words, []
    comparison_table(page, list(areas), as_of)
    st.header(texts("comparison.themes"), anchor=False)
    return words, show_themes(page, list(areas), as_of)
