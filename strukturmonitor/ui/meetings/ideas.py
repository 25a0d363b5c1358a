"""Ideas as readers see them: on the map, by weight, and in rows «you said – we do – status»."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from strukturmonitor.charts.meetings import idea_weights_figure, theme_colours
from strukturmonitor.dialogue.meeting_rules import rules
from strukturmonitor.dialogue.meeting_words import field_words, idea_place, status_words, theme_words
from strukturmonitor.dialogue.meetings import Idea
from strukturmonitor.shown import Column
from strukturmonitor.ui.legends import colour_legend
from strukturmonitor.ui.maps import point_map
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.views import chart, data_below

_MOST_BARS = 12
_MOST_BARS_PHONE = 8
_IN_ROWS = 25  # shown before the reader asks for more
_NEAREST_PX, _PX_PER_ROOT, _WIDEST_PX = 6, 1.6, 20  # radius of a point on the map by its weight
_LABEL_CHARACTERS, _LABEL_CHARACTERS_PHONE = 44, 26  # on a line beside a bar
_HOVER_CHARACTERS = 160
_COLOUR_OF_STATUS = {
    "open": "gray", "in_review": "blue", "planned": "blue", "in_progress": "blue", "done": "green", "not_possible": "orange",
}  # fmt: skip
_ICON_OF_STATUS = {
    "open": ":material/radio_button_unchecked:",
    "in_review": ":material/search:",
    "planned": ":material/event:",
    "in_progress": ":material/construction:",
    "done": ":material/check_circle:",
    "not_possible": ":material/block:",
}


@dataclass(frozen=True)
class Shown:
    """Ideas to show. `title`: what they are of, in words («Bürgerdialog …»); `focus`: the area maps are drawn around, None
    for the city; `note`: source and date."""

    ideas: Sequence[Idea]
    title: str
    focus: str | None
    note: str


def idea_map(page: Page, shown: Shown, *, is_narrow: bool) -> None:
    """The ideas that have a point, coloured by theme, larger with their weight."""
    texts = page.texts
    placed = [idea for idea in shown.ideas if idea.lon is not None]
    st.markdown(f"**{texts('meetings.map.title', where=plain(shown.title))}**")
    if not placed:
        st.info(texts("meetings.map.none"), icon=":material/wrong_location:")
        return
    colours = theme_colours(rules().themes)
    placed.sort(key=lambda idea: -(idea.weight or 0))  # small points over large ones
    points = pd.DataFrame(
        {
            "lon": [idea.lon for idea in placed],
            "lat": [idea.lat for idea in placed],
            "colour": [colours.get(idea.theme, colours[None]) for idea in placed],
            "name": [_short(idea.text) for idea in placed],
            "hover": [_hover(page, idea) for idea in placed],
            "radius_px": [_radius(idea) for idea in placed],
        }
    )
    unplaced = len(shown.ideas) - len(placed)
    alt = texts(
        "meetings.map.alt", where=shown.title, placed=texts.number(len(placed)), count=texts.number(len(shown.ideas))
    )
    point_map(page, points, key="ideen", alt=alt, focus=shown.focus, is_narrow=is_narrow)
    used = [theme for theme in (*rules().themes, None) if any(idea.theme == theme for idea in placed)]
    entries = [(colours[theme], theme_words(texts, theme)) for theme in used]
    colour_legend(page, texts("meetings.map.legend"), entries, rings=())
    if unplaced:
        st.caption(texts("meetings.map.unplaced", count=texts.number(unplaced)))


def weight_chart(page: Page, shown: Shown) -> None:
    """The ideas with the most dots or votes."""
    texts = page.texts
    weighed = sorted((idea for idea in shown.ideas if idea.weight), key=lambda idea: (-idea.weight, idea.number))
    if not weighed:
        st.info(texts("meetings.weights.none"), icon=":material/balance:")
        return
    most = weighed[: _MOST_BARS_PHONE if page.is_phone else _MOST_BARS]
    rows = pd.DataFrame(
        {
            "label": [idea.text for idea in most],
            "weight": [idea.weight for idea in most],
            "theme": pd.Series([idea.theme for idea in most], dtype=object),
            "theme_words": [theme_words(texts, idea.theme) for idea in most],
        }
    )
    total = sum(idea.weight for idea in weighed)
    alt = texts(
        "meetings.weights.alt",
        where=shown.title,
        count=texts.number(len(most)),
        first=most[0].text,
        weight=texts.number(most[0].weight),
        total=texts.number(total),
    )
    width = _LABEL_CHARACTERS_PHONE if page.is_phone else _LABEL_CHARACTERS
    chart(
        page,
        idea_weights_figure(texts, rows, theme_colours(rules().themes), label_width=width),
        key="gewichte",
        title=texts("meetings.weights.title", where=shown.title, count=texts.number(len(most))),
        alt=alt,
        table=rows,
        columns={
            "label": Column(texts("meetings.field.text")),
            "theme_words": Column(texts("meetings.field.theme")),
            "weight": Column(texts("meetings.field.weight"), "number"),
        },
        note=shown.note,
    )


def idea_filters(page: Page, ideas: Sequence[Idea]) -> list[Idea]:
    """The ideas of the chosen themes and states, the heaviest first. Both filters live in the URL."""
    texts = page.texts
    themes = {theme: theme_words(texts, theme) for theme in rules().themes if any(i.theme == theme for i in ideas)}
    states = {
        status: status_words(texts, status) for status in rules().statuses if any(i.status == status for i in ideas)
    }
    left, right = st.columns(2) if not page.is_phone else (st.container(), st.container())
    with left:
        wanted_themes = page.choices("thema", texts("meetings.filter.theme"), themes)
    with right:
        wanted_states = page.choices("ideenstand", texts("meetings.filter.status"), states)
    found = [
        idea
        for idea in ideas
        if (not wanted_themes or idea.theme in wanted_themes) and (not wanted_states or idea.status in wanted_states)
    ]
    return sorted(found, key=lambda idea: (-(idea.weight or 0), idea.number))


def idea_rows(page: Page, shown: Shown, *, meetings: dict[str, str] | None = None) -> None:
    """«You said – we do – status», one idea per row, and the same as a table. `meetings`: idea_id → the meeting it comes
    from, where there are several."""
    texts = page.texts
    if not shown.ideas:
        st.info(texts("meetings.ideas.none"), icon=":material/filter_alt_off:")
        return
    key = page.view.key("mehr-ideen")
    most = len(shown.ideas) if st.session_state.get(key) else _IN_ROWS
    if not page.is_phone:
        for box, name in zip(st.columns([5, 5, 2]), ("said", "do", "status"), strict=True):
            box.markdown(f"**{texts(f'meetings.table.{name}')}**")
    for idea in shown.ideas[:most]:
        with st.container(border=True):
            said, does, status = st.columns([5, 5, 2]) if not page.is_phone else [st.container() for _ in range(3)]
            said.markdown(plain(idea.text))
            said.caption(" · ".join(plain(part) for part in _facts(page, idea, meetings) if part))
            _answer(page, does, idea)
            status.badge(
                status_words(texts, idea.status),
                color=_COLOUR_OF_STATUS[idea.status],
                icon=_ICON_OF_STATUS[idea.status],
            )
            if idea.answered_on:
                status.caption(texts.date(idea.answered_on))
    if len(shown.ideas) > most:
        st.button(
            texts("meetings.ideas.more", count=texts.number(len(shown.ideas) - most)),
            key=page.view.key("mehr-ideen-knopf"),
            on_click=page.view.put,
            args=("mehr-ideen", True),
        )
    _as_table(page, shown, meetings)


def _as_table(page: Page, shown: Shown, meetings: dict[str, str] | None) -> None:
    texts = page.texts
    columns = {
        **({"meeting": Column(texts("meetings.table.meeting"))} if meetings else {}),
        "text": Column(texts("meetings.table.said")),
        "theme": Column(texts("meetings.field.theme")),
        "weight": Column(texts("meetings.field.weight"), "number"),
        "answer": Column(texts("meetings.table.do")),
        "status": Column(texts("meetings.table.status")),
        "answered_on": Column(texts("meetings.field.answered_on"), "date"),
    }

    def rows() -> pd.DataFrame:
        return pd.DataFrame(
            [
                {
                    "meeting": (meetings or {}).get(idea.idea_id),
                    "text": idea.text,
                    "theme": theme_words(texts, idea.theme),
                    "weight": idea.weight,
                    "answer": answer_words(page, idea),
                    "status": status_words(texts, idea.status),
                    "answered_on": idea.answered_on,
                }
                for idea in shown.ideas
            ]
        )

    title = texts("meetings.table.title", where=shown.title)
    alt = texts("meetings.table.alt", count=texts.number(len(shown.ideas)), where=shown.title)
    data_below(page, key="ideenliste", title=title, alt=alt, table=rows, columns=columns, note=shown.note)


def answer_words(page: Page, idea: Idea) -> str:
    """The answer with the reason of a refusal."""
    reason = page.texts("meetings.because", reason=idea.reason) if idea.reason else ""
    return " ".join(part for part in (idea.answer or "", reason) if part)


def _answer(page: Page, box: st.delta_generator.DeltaGenerator, idea: Idea) -> None:
    if idea.answer:
        box.markdown(plain(idea.answer))
    if idea.reason:
        box.markdown(page.texts("meetings.because", reason=plain(idea.reason)))
    if not idea.answer and not idea.reason:
        box.caption(page.texts("meetings.no_answer"))


def _facts(page: Page, idea: Idea, meetings: dict[str, str] | None) -> list[str]:
    texts = page.texts
    weight = "" if idea.weight is None else texts("meetings.points", weight=texts.number(idea.weight))
    return [
        weight,
        theme_words(texts, idea.theme) if idea.theme else "",
        field_words(texts, idea.field_of_action),
        idea_place(texts, page.tree, idea),
        (meetings or {}).get(idea.idea_id, ""),
    ]


def _hover(page: Page, idea: Idea) -> str:
    texts = page.texts
    weight = "" if idea.weight is None else texts("meetings.points", weight=texts.number(idea.weight))
    return " · ".join(
        part for part in (theme_words(texts, idea.theme), weight, status_words(texts, idea.status)) if part
    )


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _HOVER_CHARACTERS else f"{line[: _HOVER_CHARACTERS - 1]}…"


def _radius(idea: Idea) -> float:
    return min(_NEAREST_PX + _PX_PER_ROOT * (idea.weight or 0) ** 0.5, _WIDEST_PX)
