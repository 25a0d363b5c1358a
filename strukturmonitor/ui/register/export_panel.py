"""The filtered list as files to take away, each made only when it is asked for."""

from collections.abc import Callable

import streamlit as st

from strukturmonitor.access import allowed
from strukturmonitor.exports.names import file_name
from strukturmonitor.exports.register_list import CONTENTS, FORMATS, About, contents, list_file
from strukturmonitor.ui.data import database
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.vacancy_figures import register_citation
from strukturmonitor.vacancy import Selection


def export_panel(
    page: Page,
    selection: Selection,
    words: list[str],
    *,
    sort: str = "address",
    unit_ids: list[str] | None = None,
) -> None:
    """Buttons for all formats. `words`: the filters in force; `sort`: order of the rows as vacancy_selection knows it;
    `unit_ids`: the units in their order where the page has them already."""
    texts = page.texts
    is_internal = allowed(page.data.actor, "read_internal")
    if unit_ids is None:
        unit_ids = _selected(page, selection, sort, is_internal=is_internal)
    if not unit_ids:
        return
    box = st.expander(
        texts("export.panel.title"), key=page.view.key("mitnehmen"), on_change="rerun", icon=":material/download:"
    )
    if not box.open:
        return
    with box:
        content = _content(page, has_public=not selection.has_internal)
        if content == "public" and is_internal:
            # What the public may not find by a filter must not stand in a public file either.
            found = set(_selected(page, selection, sort, is_internal=False))
            unit_ids = [unit_id for unit_id in unit_ids if unit_id in found]
        st.caption(texts("export.panel.help", count=texts.number(len(unit_ids))))
        if content != "public":
            st.caption(f":material/lock: {texts('export.panel.internal_warning')}")
        about = _about(page, selection, words)
        for column, file_format in zip(st.columns(len(FORMATS)), FORMATS, strict=True):
            column.download_button(
                texts(f"export.format.{file_format}"),
                _make(page, unit_ids, about, file_format, content),
                file_name=file_name(texts("export.file.list"), file_format, day=about.day),
                mime=FORMATS[file_format],
                key=page.view.key(f"datei:{file_format}"),
                help=texts(f"export.format_help.{file_format}"),
                on_click="ignore",
                icon=":material/download:",
                width="stretch",
            )


def _selected(page: Page, selection: Selection, sort: str, *, is_internal: bool) -> list[str]:
    query = "vacancy_selection_internal" if is_internal else "vacancy_selection"
    rows = page.data.read(query, **selection.parameters(sort=sort, is_internal=is_internal))
    return rows["unit_id"].tolist()


def _content(page: Page, *, has_public: bool) -> str:
    """Public, internal or restricted; the question stands only where the actor has a choice. With filters on what is
    internal there is no public file: it would tell who passes them."""
    texts = page.texts
    possible = contents(page.data.actor)
    if len(possible) == 1:
        return possible[0]
    key = page.view.key("datei-inhalt")
    if st.session_state.get(key) not in possible or (st.session_state[key] == "public" and not has_public):
        st.session_state[key] = "internal"
    return st.radio(
        texts("export.panel.content"),
        [content for content in CONTENTS if content in possible and (has_public or content != "public")],
        format_func=lambda content: texts(f"export.content.{content}"),
        key=key,
        horizontal=not page.is_phone,
        help=texts("export.panel.content_help"),
    )


def _about(page: Page, selection: Selection, words: list[str]) -> About:
    texts = page.texts
    today = page.data.read("register_days").iloc[0]["today"].date()
    day = selection.day or today
    area = page.area_label(selection.area_id)
    states = [texts(f"vacancy.state.{state}") for state in selection.states]
    said = [
        area,
        *([texts.list(states)] if states else []),
        *_without(words, states, texts.list(states) if states else ""),
    ]
    return About(
        title=texts("export.title", area=area, date=texts.date(day)),
        day=day,
        filters=tuple(said),
        sources=(register_citation(page),),
        is_demo=page.is_demo,
        is_past=selection.day is not None,
    )


def _without(words: list[str], states: list[str], together: str) -> list[str]:
    """The words of the filters without those on states, which the file names in full."""
    return [word for word in words if word != together and word not in states]


def _make(page: Page, unit_ids: list[str], about: About, file_format: str, content: str) -> Callable[[], bytes]:
    texts, register = page.texts, database()

    def make() -> bytes:
        return list_file(register, page.data.actor, texts, unit_ids, about, file_format=file_format, content=content)

    return make
