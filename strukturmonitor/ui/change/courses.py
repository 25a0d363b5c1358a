"""Changes of course: the early-warning list of areas that left the city's course, and each of them in detail."""

import pandas as pd
import streamlit as st

from strukturmonitor.analysis import Result
from strukturmonitor.analysis.breaks_series import facts
from strukturmonitor.charts.courses import turns_figure
from strukturmonitor.indicators import THEMES, catalogue
from strukturmonitor.ui.analyses import analysis, say_missing
from strukturmonitor.ui.change.course_detail import show_course
from strukturmonitor.ui.change.course_words import listed
from strukturmonitor.ui.data import database
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.views import Column, chart, show_table

_LEVELS = ("bezirk", "stat", "city")
_YEARS = 5  # what counts as recent
_SHOWN = 14  # rows of the chart, before all are asked for
_ALL = "alle"
_TOLD = ("label", "when", "what", "much", "sure")


def courses_view(page: Page) -> list[str] | None:
    texts = page.texts
    result = analysis(database(), "breaks")
    if result is None:
        say_missing(page, "breaks")
        return None
    level_box, area_box, theme_box, time_box = page.filters([2.6, 2.4, 2.4, 2])
    with level_box:
        levels = {level: texts(f"level.{level}") for level in _LEVELS}
        level = page.choice("ebene", texts("filter.level"), levels)
    with area_box:
        chosen = page.area(levels=("city", "bezirk", "stat"))
    with theme_box:
        themes = {_ALL: texts("courses.all_themes")} | {theme: texts(f"theme.{theme}") for theme in THEMES}
        theme = page.choice("thema", texts("courses.theme"), themes)
    with time_box:
        times = {"neu": texts("courses.recent", years=_YEARS), _ALL: texts("courses.all_years")}
        time = page.choice("zeit", texts("courses.time"), times)
    turns = page.data.derived(
        ("course_turns", result.stamp, level, texts.language), lambda: listed(page, _turns_of(result, level))
    )
    newest = result["tested"]["last"].max()
    shown = _filtered(page, turns, newest, chosen.area_id, theme, time)
    words = [
        texts(f"level.{level}"), themes[theme] if theme != _ALL else "", times[time],
        texts("figure.date", date=texts.date(newest)),
    ]  # fmt: skip
    if shown.empty:
        tested = result["tested"]
        was_tested = ((tested["level"] == level) & (tested["outcome"] == "tested")).any()
        why = "filtered" if len(turns) else "at_all" if was_tested else "untested"
        st.header(texts(f"courses.none.{why}"), anchor=False)
        page.reset_button()
    else:
        _list(page, shown, level, newest)
    _untestable(page, result, level)
    _data_breaks(page, result)
    _method(page)
    return words


def _turns_of(result: Result, level: str) -> pd.DataFrame:
    """Breaks of a level against the city; of the city itself by itself. Breaks in the data are none of an area."""
    breaks = result["breaks"]
    against = "own" if level == "city" else "city"
    return breaks[
        (breaks["level"] == level) & (breaks["against"] == against) & ~breaks["is_data_break"].astype(bool)
    ]  # fmt: skip


def _filtered(
    page: Page, turns: pd.DataFrame, newest: pd.Timestamp, area_id: str, theme: str, time: str
) -> pd.DataFrame:
    """Rows of the chosen area (the area itself and those inside), theme and time."""
    if turns.empty:
        return turns
    kept = pd.Series(True, index=turns.index)
    if page.tree[area_id].level != "city":
        inside = [each for each in turns["area_id"] if each == area_id or page.tree[each].parent_id == area_id]
        kept &= turns["area_id"].isin(inside)
    if theme != _ALL:
        kept &= turns["indicator_id"].map(lambda indicator: catalogue()[indicator].theme) == theme
    if time != _ALL:
        kept &= turns["period"] >= newest - pd.DateOffset(years=_YEARS)
    return turns[kept].reset_index(drop=True)


def _list(page: Page, turns: pd.DataFrame, level: str, newest: pd.Timestamp) -> None:
    texts = page.texts
    finding = texts(
        f"courses.finding.{level}",
        count=len(turns) if level == "city" else turns["area_id"].nunique(),
        name=turns["area"].iloc[0],
        since=turns["period"].min().year,
    )
    st.header(finding, anchor=False)
    st.markdown(texts("courses.how_to_read" if level != "city" else "courses.how_to_read_city"))
    labels = {
        slug: texts("courses.choice", label=label, when=when)
        for slug, label, when in turns.drop_duplicates("slug")[["slug", "label", "when"]].itertuples(index=False)
    }
    # The frame of the choice stands below the chart, but the chart marks what is chosen.
    chart_box = st.container()
    selected = page.choice("wechsel", texts("courses.which"), labels)
    with chart_box:
        _overview(page, turns, selected, finding, newest)
    show_course(page, turns[turns["slug"] == selected])


def _overview(page: Page, turns: pd.DataFrame, selected: str, finding: str, newest: pd.Timestamp) -> None:
    texts = page.texts
    rows = turns
    if len(turns) > _SHOWN and not page.flag("alle-zeilen", texts("courses.show_all", count=len(turns))):
        rows = turns.head(_SHOWN)
    rows = rows.assign(
        words=[
            texts("courses.hover", label=row["label"], what=row["what"], much=row["much"], interval=row["interval"])
            for row in rows.to_dict("records")
        ]
    )
    alt = " ".join(
        [f"{finding}.", *(texts("courses.alt_row", **{name: row[name] for name in ("label", "when", "what", "much")})
                    for row in rows.head(6).to_dict("records"))]
    )  # fmt: skip
    note = texts("courses.note", date=texts.date(newest))
    chart(
        page,
        turns_figure(texts, rows, selected=selected, is_narrow=page.is_phone),
        key="kurswechsel",
        title=texts("courses.chart_title"),
        alt=alt,
        table=turns,
        columns=_columns(page),
        note=note,
    )
    if page.is_phone:
        lines = [texts("courses.card", **{name: row[name] for name in _TOLD}) for row in rows.to_dict("records")]
        st.markdown("\n".join(lines))
    else:
        st.container(key="not-on-paper").caption(texts("courses.click_help"))
        key = "kurswechsel-liste"

        def choose() -> None:
            """A click on a row shows that change of course below."""
            if clicked := st.session_state[page.view.key(key)].selection.rows:
                page.view.put("wechsel", rows["slug"].iloc[clicked[0]])

        show_table(
            page, rows, _columns(page), key=key, alt=texts("courses.chart_title"),
            on_select=choose, selection_mode="single-row", with_files=True,
        )  # fmt: skip


def _columns(page: Page) -> dict[str, Column]:
    names = ("area", "indicator", "when", "what", "much", "sure", "interval", "from_to")
    return {name: Column(page.texts(f"courses.column.{name}")) for name in names}


def _untestable(page: Page, result: Result, level: str) -> None:
    """How many series were looked at, and which were not, with the reason."""
    texts = page.texts
    tested = result["tested"]
    against = "own" if level == "city" else "city"
    rows = tested[
        (tested["level"] == level) & (tested["against"] == against) & tested["indicator_id"].isin(list(catalogue()))
    ]
    looked = rows[rows["outcome"] == "tested"]
    with st.expander(texts("courses.tested_title", tested=texts.number(len(looked)), count=texts.number(len(rows)))):
        st.markdown(texts("courses.tested_help", share=texts.percent(100 * facts()["false_discovery_rate"], 0)))
        counts = rows[rows["outcome"] != "tested"].groupby(["indicator_id", "outcome"], sort=False)
        table = pd.DataFrame(
            [
                {
                    "indicator": catalogue()[indicator].title.in_language(texts),
                    "areas": len(part),
                    "reason": _reason_words(page, outcome, part),
                }
                for (indicator, outcome), part in counts
            ]
        )
        if table.empty:
            st.markdown(texts("courses.all_tested"))
        else:
            columns = {
                "indicator": Column(texts("courses.column.indicator")),
                "areas": Column(texts("courses.column.areas"), "number"),
                "reason": Column(texts("courses.column.reason")),
            }
            show_table(page, table, columns, key="nicht-pruefbar", alt=texts("courses.untested_alt"), with_files=True)


def _reason_words(page: Page, outcome: str, rows: pd.DataFrame) -> str:
    kind = rows["frequency"].iloc[0]
    return page.texts(
        f"courses.outcome.{outcome}", n=int(rows["n"].max()), fewest=facts()["frequencies"][kind]["fewest_points"]
    )


def _data_breaks(page: Page, result: Result) -> None:
    """Known breaks in the data, so that nobody takes them for turns of an area."""
    texts = page.texts
    found = result["breaks"]
    found = found[found["is_data_break"].astype(bool) & (found["against"] == "own")]
    if found.empty:
        return
    with st.expander(texts("courses.data_breaks_title")):
        for (indicator, period, reason), part in found.groupby(["indicator_id", "period", "reason"]):
            turn = part.iloc[0].to_dict()
            why = turn[f"reason_{texts.language}"] if reason == "definition" else texts(f"courses.data_break.{reason}")
            title = catalogue()[indicator].title.in_language(texts) if indicator in catalogue() else indicator
            st.markdown(texts("courses.data_break_row", title=title, date=texts.date(period), why=why, count=len(part)))


def _method(page: Page) -> None:
    with st.expander(page.texts("courses.method_title")):
        st.markdown(page.texts("courses.method"))
