"""All meetings: filters, what became of the ideas, the records one by one."""

import pandas as pd
import streamlit as st

from strukturmonitor.access import allowed
from strukturmonitor.charts.meetings import idea_status_figure
from strukturmonitor.dialogue.meeting_rules import rules
from strukturmonitor.dialogue.meeting_words import area_words, kind_words, status_words, theme_words
from strukturmonitor.dialogue.meetings import RIGHT, Idea, meetings
from strukturmonitor.shown import Column
from strukturmonitor.ui.meetings.ideas import Shown, idea_filters, idea_map, idea_rows
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.views import chart

_EVERY = "alle"
_NO_THEME = "ohne"
_IDEA = (
    "idea_id", "text", "theme", "field_of_action", "place", "lon", "lat", "weight", "status", "answer", "reason",
    "measure_id", "answered_on",
)  # fmt: skip
_LONGEST_SUMMARY = 220  # characters on a card


def listing(page: Page) -> None:
    """The page without a chosen meeting: draws content and head."""
    texts = page.texts
    found = meetings(page.data.reader)
    area_box, kind_box, year_box, reset_box = page.filters([3, 3, 1.6, 2])
    with area_box:
        area = page.area()
    with kind_box:
        kinds = page.choices(
            "art", texts("meetings.filter.kind"), {kind: kind_words(texts, kind) for kind in rules().kinds}
        )
    years = sorted({str(day.year) for day in found["held_on"]}, reverse=True)
    with year_box:
        year = page.choice(
            "jahr", texts("meetings.filter.year"), {_EVERY: texts("filter.all"), **{y: y for y in years}}
        )
    with reset_box:
        page.reset_button()
    if allowed(page.data.actor, RIGHT):
        st.button(
            texts("meetings.new"),
            key=page.view.key("neu"),
            icon=":material/add:",
            type="primary",
            on_click=page.view.put,
            args=("veranstaltung", "neu"),
        )
    ideas = page.data.reader.rows("ideas_published", area_id=None)
    chosen = _chosen(page, found, ideas, area.area_id, kinds, year)
    inside = [row for row in ideas if row["meeting_id"] in set(chosen["meeting_id"])]
    if area.level != "city":
        inside = [row for row in inside if area.area_id in row["area_ids"]]
    page.is_demo = bool((chosen["origin"] == "made").any())
    line = [
        page.area_label(area.area_id),
        texts.list([kind_words(texts, kind) for kind in kinds]) if kinds else "",
        "" if year == _EVERY else year,
    ]
    if chosen.empty:
        st.info(texts("meetings.none" if found.empty else "meetings.none_chosen"), icon=":material/forum:")
    else:
        _content(page, chosen, inside, area.area_id if area.level != "city" else None)
    page.head(texts("page.dialog"), line)


def _content(page: Page, chosen: pd.DataFrame, rows: list[dict[str, object]], focus: str | None) -> None:
    texts = page.texts
    ideas = [_idea(row, number) for number, row in enumerate(rows, 1)]
    where = page.area_label(focus) if focus else page.tree.city.name
    page.tell(_sentences(page, chosen, ideas))
    note = _note(page, chosen)
    shown = Shown(ideas, where, focus, note)
    if ideas:
        map_box, chart_box = st.columns([5, 4], gap="medium") if not page.is_phone else (st.container(), st.container())
        with map_box:
            idea_map(page, shown, is_narrow=True)
        with chart_box:
            _status_chart(page, shown)
    st.header(texts("meetings.list.heading"), anchor=False)
    for row in chosen.to_dict("records"):
        _card(page, row)
    if ideas:
        st.header(texts("meetings.table.heading"), anchor=False)
        wanted = idea_filters(page, ideas)
        names = {row["idea_id"]: f"{row['meeting']}, {texts.date(row['held_on'])}" for row in rows}
        idea_rows(page, Shown(wanted, where, focus, note), meetings=names)


def _card(page: Page, row: dict[str, object]) -> None:
    texts = page.texts
    with st.container(border=True):
        words, button = (
            st.columns([5, 1.4], vertical_alignment="center") if not page.is_phone else (st.container(),) * 2
        )
        people = "" if pd.isna(row["people"]) else texts("meetings.people", people=texts.number(row["people"]))
        parts = [kind_words(texts, row["kind"]), texts.date(row["held_on"]), _area(page, row["area_id"]), people]
        words.markdown(f"**{plain(row['title'])}**")
        words.caption(" · ".join(plain(part) for part in parts if part))
        if row["visibility"] == "draft":
            words.badge(texts("meetings.draft"), color="orange", icon=":material/edit_note:")
        if isinstance(row["summary"], str):
            words.markdown(plain(_shortened(row["summary"])))
        if row["ideas"]:
            counts = {name: texts.number(row[name]) for name in ("ideas", "answered", "done")}
            words.caption(texts("meetings.list.ideas", **counts))
        button.button(
            texts("meetings.open"),
            key=page.view.key(f"oeffnen:{row['meeting_id']}"),
            icon=":material/article:",
            width="stretch",
            on_click=page.view.put,
            args=("veranstaltung", row["meeting_id"]),
        )


def _status_chart(page: Page, shown: Shown) -> None:
    """What became of the ideas, theme by theme."""
    texts = page.texts
    counts = (
        pd.DataFrame(
            {"theme": [idea.theme or _NO_THEME for idea in shown.ideas], "status": [i.status for i in shown.ideas]}
        )
        .value_counts(["theme", "status"])
        .unstack(fill_value=0)
        .reindex(columns=list(rules().statuses), fill_value=0)
    )
    counts = counts.loc[counts.sum(axis=1).sort_values(ascending=False, kind="stable").index]
    themes = {theme: theme_words(texts, None if theme == _NO_THEME else theme) for theme in counts.index}
    states = {status: status_words(texts, status) for status in rules().statuses}
    done = int(counts["done"].sum())
    chart(
        page,
        idea_status_figure(texts, counts, states, themes),
        key="stand-der-ideen",
        title=texts("meetings.status_chart.title", where=shown.title),
        alt=texts(
            "meetings.status_chart.alt", where=shown.title, count=texts.number(len(shown.ideas)), done=texts.number(done),
            theme=themes[counts.index[0]],
        ),
        table=lambda: counts.reset_index().assign(theme=[themes[theme] for theme in counts.index]),
        columns={"theme": Column(texts("meetings.field.theme"))}
        | {status: Column(words, "number") for status, words in states.items()},
        note=shown.note,
    )  # fmt: skip


def _chosen(
    page: Page, found: pd.DataFrame, ideas: list[dict[str, object]], area_id: str, kinds: tuple[str, ...], year: str
) -> pd.DataFrame:
    """Meetings of the kinds and the year that are about the area, lie in it, or had an idea for it."""
    spoken_of = {row["meeting_id"] for row in ideas if area_id in row["area_ids"]}
    is_city = page.tree[area_id].level == "city"
    keeps = [
        (is_city or row.meeting_id in spoken_of or area_id in _around(page, row.area_id))
        and (not kinds or row.kind in kinds)
        and (year == _EVERY or str(row.held_on.year) == year)
        for row in found.itertuples(index=False)
    ]
    return found[pd.Series(keeps, index=found.index, dtype=bool)]


def _around(page: Page, area_id: object) -> list[str]:
    """An area and all that contain it."""
    found = []
    while isinstance(area_id, str) and area_id in page.tree:
        found.append(area_id)
        area_id = page.tree[area_id].parent_id
    return found


def _area(page: Page, area_id: object) -> str:
    return area_words(page.texts, page.tree, area_id if isinstance(area_id, str) else None)


def _idea(row: dict[str, object], number: int) -> Idea:
    return Idea(revision=0, number=number, area_ids=tuple(row["area_ids"]), **{name: row[name] for name in _IDEA})


def _sentences(page: Page, chosen: pd.DataFrame, ideas: list[Idea]) -> str:
    texts = page.texts
    published = chosen[chosen["visibility"] == "published"]
    words = [texts("meetings.sum.meetings", count=texts.number(len(published)), ideas=texts.number(len(ideas)))]
    if ideas:
        done = sum(idea.status == "done" for idea in ideas)
        waiting = sum(idea.answered_on is None for idea in ideas)
        words.append(texts("meetings.sum.states", done=texts.number(done), waiting=texts.number(waiting)))
    return " ".join(words)


def _note(page: Page, chosen: pd.DataFrame) -> str:
    """Source and date of the newest record."""
    texts = page.texts
    made = (chosen["origin"] == "made").any()
    return texts(
        "meetings.note_made" if made else "meetings.note",
        city=page.tree.city.name,
        date=texts.date(chosen["held_on"].max()),
    )


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_SUMMARY else f"{line[: _LONGEST_SUMMARY - 1].rsplit(' ', 1)[0]} …"
