"""What can be said of a unit on the street besides its use, and the uses as large buttons."""

from collections.abc import Callable
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


def details_form(page: Page, key: str, *, is_open: bool) -> None:
    """Floor, door, size class, name and note, folded: none is needed. `is_open`: for a further unit of one house."""
    texts = page.texts
    with st.expander(texts("walks.survey.details"), expanded=is_open, icon=":material/tune:"):
        st.pills(
            texts("walks.survey.floor"),
            _FLOORS,
            format_func=lambda number: texts(
                f"walks.survey.floor_{('ground', 'upper', 'below')[_FLOORS.index(number)]}"
            ),
            default=0,
            key=f"{key}:geschoss",
        )
        st.pills(
            texts("register.field.door"),
            list(slugs("door").values()),
            format_func=lambda value: label(texts, "door", value),
            key=f"{key}:tuer",
        )
        st.pills(
            texts("walks.survey.size"),
            list(slugs("size_class").values()),
            format_func=lambda value: label(texts, "size_class", value),
            key=f"{key}:groesse",
        )
        st.text_input(texts("walks.survey.name"), key=f"{key}:name", max_chars=_LONGEST_NAME)
        st.text_input(
            texts("walks.note"), key=f"{key}:notiz", max_chars=limits()["longest_note"], help=texts("walks.note_help")
        )


def details_typed(key: str) -> Details:
    """What stands in the form of this key at the moment."""
    state = st.session_state
    name, note = ((state.get(f"{key}:{field}") or "").strip() or None for field in ("name", "notiz"))
    return Details(state.get(f"{key}:geschoss", 0), state.get(f"{key}:tuer"), state.get(f"{key}:groesse"), name, note)


def use_grid(page: Page, key: str, first: list[str], *, screen: str = "", on_tap: Callable[[str | None], None]) -> None:
    """The uses of the catalogue as buttons, `first` in front, the rest behind «mehr»; `on_tap` gets the use, None for
    «unbekannt»; `screen`: part of their keys. They keep their places until the rest is folded: a thumb that knows its button does not look again."""
    texts = page.texts
    known = list(slugs("use").values())
    more_key, order_key = f"{key}:mehr", f"{key}:reihenfolge"
    uses = st.session_state.setdefault(
        order_key, list(dict.fromkeys([*(use for use in first if use in known), *known]))
    )
    is_all = bool(st.session_state.get(more_key))

    def unfold() -> None:
        st.session_state[more_key] = not is_all
        if is_all:
            del st.session_state[order_key]

    with st.container(key=f"{key}:gitter3"):
        for use in uses if is_all else uses[:_FIRST]:
            st.button(
                label(texts, "use", use), key=f"{key}:{screen}:{use}", width="stretch", on_click=on_tap, args=(use,)
            )
        st.button(
            texts("walks.survey.use_unknown"),
            key=f"{key}:{screen}:unbekannt",
            width="stretch",
            on_click=on_tap,
            args=(None,),
        )
        st.button(
            texts("walks.survey.fewer_uses" if is_all else "walks.survey.more_uses"),
            key=f"{key}:umschalten",
            icon=":material/unfold_less:" if is_all else ":material/unfold_more:",
            width="stretch",
            on_click=unfold,
        )
