"""The head of a record with agenda, groups, agreements and next steps, in one form. Where somebody else was faster, both
versions are shown, and what was typed stays."""

import datetime

import pandas as pd
import streamlit as st

from strukturmonitor.dialogue.meeting_keeping import Sheet, save_meeting
from strukturmonitor.dialogue.meeting_rules import rules
from strukturmonitor.dialogue.meeting_words import area_words, kind_words, line_words, theme_words
from strukturmonitor.dialogue.meetings import Group, Line, Meeting
from strukturmonitor.errors import MeetingChanged, StrukturmonitorError
from strukturmonitor.ui.data import database
from strukturmonitor.ui.meetings.refusals import why
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.register.messages import tell

_CITY = ""
_COMPARED = ("title", "kind", "held_on", "begins", "ends", "place", "area_id", "people", "summary", "visibility")
_LINES = {
    "agenda": ("begins", "text"),
    "agreements": ("text", "office", "due_on"),
    "next_steps": ("text", "office", "due_on"),
}


def sheet_form(page: Page, kept: Meeting | None) -> None:
    """One form; what it began with stays the same until it is saved, whatever others do meanwhile."""
    texts = page.texts
    state = _state(page, kept)
    begun = st.session_state.setdefault(state, {"meeting": kept, "round": 0})
    start = Sheet.of(begun["meeting"]) if begun["meeting"] else _empty(page)
    key = f"{state}:{begun['round']}"
    with st.form(key, border=False, enter_to_submit=False):
        wanted = _fields(page, start, key)
        label = texts("meetings.save" if kept else "meetings.begin")
        is_saved = st.form_submit_button(label, type="primary", icon=":material/save:")
    if begun.get("overtaken") is not None and kept is not None:
        _compare(page, begun, kept, wanted)
    if is_saved:
        _save(page, begun, kept, wanted)


def leave_form(page: Page, kept: Meeting | None) -> None:
    """The form is not shown any more: the next time it begins with the version that stands then."""
    st.session_state.pop(_state(page, kept), None)


def _state(page: Page, kept: Meeting | None) -> str:
    return page.view.key(f"blatt:{kept.meeting_id if kept else 'neu'}")


def _save(page: Page, begun: dict, kept: Meeting | None, wanted: Sheet) -> None:
    before: Meeting | None = begun["meeting"]
    try:
        saved = save_meeting(
            database(), page.data.actor, wanted,
            None if before is None else before.meeting_id,
            None if before is None else before.revision,
        )  # fmt: skip
    except MeetingChanged as error:
        begun["overtaken"] = why(page, error)
        page.wrote()
        st.rerun()
    except StrukturmonitorError as error:
        st.error(why(page, error), icon=":material/error:")
        return
    _begin_again(begun, None if kept is None else saved)
    page.wrote()
    tell(page, page.texts("meetings.saved"))
    if kept is None:
        page.view.put("veranstaltung", saved.meeting_id)
        page.view.put("ansicht", "bearbeiten")
    st.rerun()


def _begin_again(begun: dict, kept: Meeting | None) -> None:
    """A form without what was typed, over the version that stands now."""
    number = begun["round"] + 1
    begun.clear()
    begun.update(meeting=kept, round=number)


def _compare(page: Page, begun: dict, kept: Meeting, wanted: Sheet) -> None:
    """What differs between the typed version and the one that was saved meanwhile, and the choice between them."""
    texts = page.texts
    theirs = Sheet.of(kept)
    with st.container(border=True):
        st.warning(begun["overtaken"], icon=":material/call_split:")
        rows = [
            {
                texts("meetings.compare.field"): texts(f"meetings.field.{name.removesuffix('_id')}"),
                texts("meetings.compare.theirs"): _told(page, theirs, name),
                texts("meetings.compare.mine"): _told(page, wanted, name),
            }
            for name in (*_COMPARED, *_LINES, "groups")
            if _told(page, theirs, name) != _told(page, wanted, name)
        ]
        if rows:
            st.table(pd.DataFrame(rows).map(plain), border="horizontal")
        with st.container(horizontal=True):
            if st.button(texts("meetings.compare.keep_mine"), key=page.view.key("meine-fassung"), type="primary"):
                begun["meeting"] = kept
                begun.pop("overtaken")
                _save(page, begun, kept, wanted)
            if st.button(texts("meetings.compare.take_theirs"), key=page.view.key("andere-fassung")):
                _begin_again(begun, kept)
                st.rerun()


def _told(page: Page, sheet: Sheet, name: str) -> str:
    texts, value = page.texts, getattr(sheet, name)
    if name == "kind":
        return kind_words(texts, value)
    if name == "area_id":
        return area_words(texts, page.tree, value)
    if name == "visibility":
        return texts("meetings.published" if value == "published" else "meetings.draft")
    if name in _LINES:
        return "; ".join(" ".join(part for part in (line.begins, line_words(texts, line)) if part) for line in value)
    if name == "groups":
        return "; ".join(" · ".join(str(part) for part in (g.name, g.people) if part) for g in value)
    return texts.date(value) if isinstance(value, datetime.date) else "" if value is None else str(value)


def _fields(page: Page, start: Sheet, key: str) -> Sheet:
    texts = page.texts
    limits = rules().longest
    areas = [_CITY, *(area.area_id for level in ("bezirk", "pg", "stat") for area in page.tree.of_level(level))]
    if start.area_id and start.area_id not in areas:
        areas.append(start.area_id)
    title = st.text_input(
        texts("meetings.field.title"), start.title, max_chars=limits["title"], placeholder=texts("meetings.example.title"),
        key=f"{key}:title",
    )  # fmt: skip
    wide = not page.is_phone
    first, second, third = st.columns([2, 2, 1]) if wide else [st.container() for _ in range(3)]
    kinds = list(rules().kinds)
    kind = first.selectbox(
        texts("meetings.field.kind"), kinds, kinds.index(start.kind), format_func=lambda k: kind_words(texts, k),
        key=f"{key}:kind",
    )  # fmt: skip
    area_id = second.selectbox(
        texts("meetings.field.area"), areas, areas.index(start.area_id or _CITY),
        format_func=lambda a: area_words(texts, page.tree, a or None), key=f"{key}:area",
    )  # fmt: skip
    people = third.number_input(
        texts("meetings.field.people"), 0, rules().most_people, start.people, 1, placeholder="–", key=f"{key}:people"
    )
    boxes = st.columns([2, 1, 1, 3]) if wide else [st.container() for _ in range(4)]
    date_format = "DD.MM.YYYY" if texts.language == "de" else "DD/MM/YYYY"
    held_on = boxes[0].date_input(texts("meetings.field.held_on"), start.held_on, format=date_format, key=f"{key}:day")
    begins = boxes[1].text_input(
        texts("meetings.field.begins"), start.begins or "", max_chars=5, placeholder="18:00", key=f"{key}:begins"
    )
    ends = boxes[2].text_input(
        texts("meetings.field.ends"), start.ends or "", max_chars=5, placeholder="20:30", key=f"{key}:ends"
    )
    place = boxes[3].text_input(
        texts("meetings.field.place"), start.place or "", max_chars=limits["place"], key=f"{key}:place"
    )
    summary = st.text_area(
        texts("meetings.field.summary"),
        start.summary or "",
        max_chars=limits["summary"],
        height=140,
        key=f"{key}:summary",
    )
    lines = {name: _line_table(page, name, getattr(start, name), key) for name in ("agenda",)}
    groups = _group_table(page, start.groups, key)
    lines |= {name: _line_table(page, name, getattr(start, name), key) for name in ("agreements", "next_steps")}
    is_published = st.toggle(
        texts("meetings.publish"),
        start.visibility == "published",
        help=texts("meetings.publish_help"),
        key=f"{key}:public",
    )
    return Sheet(
        title=title, kind=kind, held_on=held_on, begins=begins, ends=ends, place=place, area_id=area_id or None,
        story_id=start.story_id, people=people, summary=summary, visibility="published" if is_published else "draft",
        groups=groups, **lines,
    )  # fmt: skip


def _line_table(page: Page, name: str, lines: tuple[Line, ...], key: str) -> tuple[Line, ...]:
    texts, limits = page.texts, rules().longest
    columns = _LINES[name]
    st.markdown(f"**{texts(f'meetings.field.{name}')}**")
    frame = pd.DataFrame(
        [[getattr(line, column) for column in columns] for line in lines], columns=list(columns), dtype=object
    )
    if "due_on" in frame:
        frame["due_on"] = pd.to_datetime(frame["due_on"])
    longest = {"begins": 5, "text": limits["text"], "office": limits["office"]}
    config = {
        column: st.column_config.DateColumn(texts(f"meetings.field.{name}.{column}"), format="DD.MM.YYYY")
        if column == "due_on"
        else st.column_config.TextColumn(
            texts(f"meetings.field.{name}.{column}"),
            max_chars=longest[column],
            width="large" if column == "text" else "medium" if column == "office" else "small",
        )
        for column in columns
    }
    typed = st.data_editor(
        frame,
        column_config=config, num_rows="dynamic", hide_index=True, width="stretch", key=f"{key}:{name}",
    )  # fmt: skip
    return tuple(
        Line(**{column: _known(row[column]) for column in columns} | {"text": _known(row["text"]) or ""})
        for row in typed.to_dict("records")
    )


def _group_table(page: Page, groups: tuple[Group, ...], key: str) -> tuple[Group, ...]:
    texts = page.texts
    st.markdown(f"**{texts('meetings.field.groups')}**")
    frame = pd.DataFrame(
        [(group.group_id, group.name, group.theme, group.people) for group in groups],
        columns=["group_id", "name", "theme", "people"],
        dtype=object,
    )
    typed = st.data_editor(
        frame.assign(people=frame["people"].astype("Int64")),
        column_order=["name", "theme", "people"],
        column_config={
            "name": st.column_config.TextColumn(
                texts("meetings.field.groups.name"), max_chars=rules().longest["name"], width="large"
            ),
            "theme": st.column_config.SelectboxColumn(
                texts("meetings.field.groups.theme"), options=list(rules().themes),
                format_func=lambda theme: theme_words(texts, theme),
            ),
            "people": st.column_config.NumberColumn(
                texts("meetings.field.groups.people"), min_value=0, max_value=rules().most_people, step=1
            ),
        },
        num_rows="dynamic", hide_index=True, width="stretch", key=f"{key}:groups",
    )  # fmt: skip
    return tuple(
        Group(
            str(_known(row["group_id"]) or ""),
            str(_known(row["name"]) or ""),
            _known(row["theme"]),
            _known(row["people"]),
        )
        for row in typed.to_dict("records")
    )


def _known(value: object) -> object:
    return None if value is None or value is pd.NA or value != value else value


def _empty(page: Page) -> Sheet:
    return Sheet(title="", kind=rules().kinds[0], held_on=datetime.date.today())
