"""What can be said of a unit on the street besides its use, and the uses as large buttons."""

from dataclasses import dataclass

import streamlit as st

from strukturmonitor.register.house_numbers import HouseNumber
from strukturmonitor.register.surveys import Entry
from strukturmonitor.register.walks import limits
from strukturmonitor.ui.page import Page
from strukturmonitor.vacancy.values import label, slugs

_FIRST = 9  # uses offered before the rest is unfolded
_FLOORS = (0, 1, -1)
_LONGEST_NAME = 200


@dataclass(frozen=True)
class Details:
    floor: int | None
    door: str | None
    size_class: str | None
    name: str | None
    note: str | None

    def entry(self, number: HouseNumber, *, is_vacant: bool, use: str | None) -> Entry:
        return Entry(number, is_vacant, use, self.floor, self.door, self.size_class, self.name, self.note)


def details_form(page: Page, key: str, *, is_open: bool) -> Details:
    """Floor, door, size class, name and note, folded: none is needed. `is_open`: for a further unit of one house."""
    texts = page.texts
    with st.expander(texts("walks.survey.details"), expanded=is_open, icon=":material/tune:"):
        floor = st.pills(
            texts("walks.survey.floor"),
            _FLOORS,
            format_func=lambda number: texts(
                f"walks.survey.floor_{('ground', 'upper', 'below')[_FLOORS.index(number)]}"
            ),
            default=0,
            key=f"{key}:geschoss",
        )
        door = st.pills(
            texts("register.field.door"),
            list(slugs("door").values()),
            format_func=lambda value: label(texts, "door", value),
            key=f"{key}:tuer",
        )
        size_class = st.pills(
            texts("walks.survey.size"),
            list(slugs("size_class").values()),
            format_func=lambda value: label(texts, "size_class", value),
            key=f"{key}:groesse",
        )
        name = st.text_input(texts("walks.survey.name"), key=f"{key}:name", max_chars=_LONGEST_NAME)
        note = st.text_input(
            texts("walks.note"), key=f"{key}:notiz", max_chars=limits()["longest_note"], help=texts("walks.note_help")
        )
    return Details(floor, door, size_class, name.strip() or None, note.strip() or None)


def use_grid(page: Page, key: str, first: list[str], *, with_unknown: bool) -> str | None:
    """The uses of the catalogue as buttons, `first` in front, the rest behind «mehr». Returns the use that was tapped,
    an empty text for «unbekannt», None where nothing was tapped."""
    texts = page.texts
    known = list(slugs("use").values())
    uses = list(dict.fromkeys([*(use for use in first if use in known), *known]))
    more_key = f"{key}:mehr"
    is_all = bool(st.session_state.get(more_key))
    tapped = None
    with st.container(key=f"{key}:gitter3"):
        for use in uses if is_all else uses[:_FIRST]:
            if st.button(label(texts, "use", use), key=f"{key}:{use}", width="stretch"):
                tapped = use
        if with_unknown and st.button(texts("walks.survey.use_unknown"), key=f"{key}:unbekannt", width="stretch"):
            tapped = ""
        st.button(
            texts("walks.survey.fewer_uses" if is_all else "walks.survey.more_uses"),
            key=f"{key}:umschalten",
            icon=":material/unfold_less:" if is_all else ":material/unfold_more:",
            width="stretch",
            on_click=st.session_state.__setitem__,
            args=(more_key, not is_all),
        )
    return tapped
