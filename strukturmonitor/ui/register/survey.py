"""First survey on the street: a house number, one tap for the use, and on to the next."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from strukturmonitor.errors import StrukturmonitorError
from strukturmonitor.register.house_numbers import HouseNumber, read_number
from strukturmonitor.register.surveys import (
    OCCUPIED,
    VACANT,
    Entry,
    add_unit,
    confirm_unit,
    progress,
    street_units,
    undo_last,
)
from strukturmonitor.register.walks import Walk, finish, limits, stops
from strukturmonitor.ui.data import database
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.register.messages import tell, why
from strukturmonitor.ui.register.scroll import to_top
from strukturmonitor.ui.register.survey_fields import details_form, details_typed, use_grid
from strukturmonitor.ui.register.survey_words import entry_words, recent_uses, unit_words
from strukturmonitor.vacancy.values import label

_LAST_SHOWN = 5


class _Survey:
    """One survey during one run: what is known of the street, and where the person stands."""

    def __init__(self, page: Page, walk: Walk) -> None:
        self.page, self.walk = page, walk
        self.prefix = f"ersterfassung:{walk.walk_id}"
        self.entries = stops(database(), page.data.actor, walk.walk_id)
        self.units = street_units(database(), page.data.actor, walk.street)
        state = st.session_state
        if self.key("nummer") not in state:  # also on another device: it goes on behind the last entry
            state[self.key("schritt")] = self._usual_step()
            state[self.key("nummer")] = self._next_number()
        self.number: HouseNumber = state[self.key("nummer")]

    def key(self, name: str) -> str:
        return self.page.view.key(f"{self.prefix}:{name}")

    def screen(self) -> str:
        """Part of the key of what saves: a second tap on a screen that has been answered reaches nothing, for it would
        count for a house nobody has looked at."""
        return f"{len(self.entries)}:{self.number}"

    @property
    def step(self) -> int:
        return st.session_state[self.key("schritt")]

    def go(self, number: HouseNumber | None, step: int | None = None) -> None:
        """To another house number (as a callback)."""
        if number is None:
            return
        st.session_state[self.key("nummer")] = number
        st.session_state[self.key("weitere")] = False
        if step is not None:
            st.session_state[self.key("schritt")] = step

    def numbers(self) -> list[HouseNumber]:
        """House numbers entered, in the order of the walk."""
        units = dict(zip(self.units["unit_id"], self.units["number"], strict=True))
        found = [units.get(unit_id) for unit_id in self.entries["unit_id"]]
        return [number for number in found if isinstance(number, HouseNumber)]

    def _usual_step(self) -> int:
        """How the last two houses followed each other; at first every second number, the same side."""
        last = list(dict.fromkeys(self.numbers()))[-2:]
        step = last[1].digits - last[0].digits if len(last) == 2 else 2
        return step if step in (-2, -1, 1, 2) else 2

    def _next_number(self) -> HouseNumber:
        last = self.numbers()
        following = last[-1].stepped(self.step) if last else HouseNumber(1)
        return following or HouseNumber(1)


def survey(page: Page, walk: Walk) -> None:
    """Draw the walk: the number, what is known there, the choices, and the last entries."""
    here = _Survey(page, walk)
    _head(here)
    if not walk.is_open:
        _entries(here, len(here.entries))
        return
    to_top(f"{walk.walk_id}:{here.number}:{len(here.entries)}")
    _last_line(here)
    _number(here)
    known = here.units[here.units["number"] == here.number] if len(here.units) else here.units
    is_further = bool(st.session_state.get(here.key("weitere")))
    if len(known):
        _known_units(here, known)
    if not len(known) or is_further:
        _new_unit(here, is_further=is_further)
    else:
        st.button(
            page.texts("walks.survey.further", number=str(here.number)),
            key=here.key("noch-eine"),
            icon=":material/add:",
            width="stretch",
            on_click=st.session_state.__setitem__,
            args=(here.key("weitere"), True),
        )
    with st.expander(page.texts("walks.survey.entries", count=len(here.entries)), icon=":material/list:"):
        _entries(here, _LAST_SHOWN)
    _ends(here)


def _head(here: _Survey) -> None:
    texts = here.page.texts
    done = progress(database(), here.page.data.actor, here.walk.walk_id)
    if done.entries:
        units = texts("walks.units", count=done.entries)
        said = texts("walks.survey.progress", units=units, minutes=done.minutes, vacant=done.vacant)
    else:
        said = texts("walks.survey.ready")
    st.subheader(plain(here.walk.title), anchor=False)
    st.markdown(said)


def _last_line(here: _Survey) -> None:
    """The last entry and its way back, right below the head where the eye is after a tap."""
    if here.entries.empty:
        return
    texts = here.page.texts
    last = here.entries.iloc[-1]
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", border=True, key=here.key("zuletzt")):
        st.markdown(f":material/check_circle: {entry_words(texts, here.units, last)}", width="stretch")
        st.button(
            texts("walks.survey.undo"),
            key=here.key(f"zurueck:{here.screen()}"),
            icon=":material/undo:",
            on_click=_tapped,
            args=(here, _undo),
            shortcut=_desk(here, "Ctrl+Z"),
        )


def _undo(here: _Survey) -> None:
    numbers = here.numbers()
    undo_last(database(), here.page.data.actor, here.walk.walk_id, reason=here.page.texts("walks.reason.taken_back"))
    if numbers:
        here.go(numbers[-1])


def _number(here: _Survey) -> None:
    """The present number, large, and the ways to another one."""
    texts = here.page.texts
    typed_key = here.key("nummer-getippt")
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.header(texts("walks.survey.number", number=str(here.number)), anchor=False, width="content")
        st.text_input(
            texts("walks.survey.type_number"),
            key=typed_key,
            placeholder=texts("walks.survey.number_example"),
            max_chars=12,
            label_visibility="collapsed",
            on_change=_typed,
            args=(here, typed_key),
        )
    step = here.step
    choices = [
        (here.number.stepped(step), step),
        (here.number.stepped(1 if abs(step) == 2 else 2), 1 if abs(step) == 2 else 2),
        (here.number.with_next_letter(), None),
        (here.number.stepped(-step), -step),
    ]
    with st.container(key=here.key("nummern:raster4")):
        for place, (number, way) in enumerate(choices):
            st.button(
                "–" if number is None else f"{'← ' if place == 3 else '→ ' if place == 0 else ''}{number}",
                key=here.key(f"nummer:{place}"),
                disabled=number is None,
                on_click=here.go,
                args=(number, way),
                help=texts(f"walks.survey.number_{('on', 'other', 'letter', 'back')[place]}"),
                shortcut=_desk(here, ("Alt+ArrowRight", None, "Alt+A", "Alt+ArrowLeft")[place]),
            )
    wrong = st.session_state.pop(here.key("nummer-falsch"), None)
    if wrong:
        st.warning(texts("walks.survey.number_wrong", typed=plain(wrong)), icon=":material/pin:")


def _typed(here: _Survey, key: str) -> None:
    typed = st.session_state[key].strip()
    if not typed:
        return
    try:
        here.go(read_number(typed))
    except StrukturmonitorError:
        st.session_state[here.key("nummer-falsch")] = typed
        return
    st.session_state[key] = ""


def _known_units(here: _Survey, known: pd.DataFrame) -> None:
    """Units of this house number that stand in the register: confirm instead of recording them again."""
    texts = here.page.texts
    seen = set(here.entries["unit_id"])
    st.markdown(f"**{texts('walks.survey.known', number=str(here.number))}**")
    for unit in known.itertuples(index=False):
        with st.container(border=True, key=here.key(f"bekannt:{unit.unit_id}")):
            st.markdown(unit_words(texts, unit))
            if unit.unit_id in seen:
                st.caption(f":material/check: {texts('walks.survey.seen')}")
                continue
            with st.container(key=here.key(f"bekannt:{unit.unit_id}:gitter2")):
                for outcome in limits()["answers"].get(unit.state, {}):
                    st.button(
                        texts(f"walks.answer.{outcome}"),
                        key=here.key(f"bekannt:{unit.unit_id}:{outcome}"),
                        type="primary" if outcome.startswith("still") else "secondary",
                        width="stretch",
                        on_click=_tapped,
                        args=(here, _confirm, unit, outcome),
                    )


def _confirm(here: _Survey, unit: tuple, outcome: str) -> None:
    confirm_unit(
        database(),
        here.page.data.actor,
        here.walk.walk_id,
        unit.unit_id,
        int(unit.revision),
        outcome,
        reason=here.page.texts("walks.reason.used_again") if outcome == "used_again" else None,
    )
    seen = {*here.entries["unit_id"], unit.unit_id}
    others = here.units[here.units["number"] == here.number]["unit_id"]
    if set(others) <= seen:
        here.go(here.number.stepped(here.step))


def _new_unit(here: _Survey, *, is_further: bool) -> None:
    page, texts = here.page, here.page.texts
    is_vacant = (
        st.segmented_control(
            texts("walks.survey.state"),
            [OCCUPIED, VACANT],
            format_func=lambda state: texts(f"walks.survey.{state}"),
            key=here.key("leer"),
            default=OCCUPIED,
            required=True,
            label_visibility="collapsed",
            width="stretch",
        )
        == VACANT
    )
    _choices(here, is_vacant=is_vacant, is_further=is_further)
    details_form(page, here.key("angaben"), is_open=is_further)


def _choices(here: _Survey, *, is_vacant: bool, is_further: bool) -> None:
    """The tap that records a unit."""
    page, texts = here.page, here.page.texts
    last = _last_entry(here)
    if last is not None and last.use and not is_vacant:
        words = label(texts, "use", last.use)
        st.button(
            texts(
                "walks.survey.same",
                words=f"{words} · {texts(f'walks.survey.{VACANT if last.is_vacant else OCCUPIED}')}",
            ),
            key=here.key(f"wie-zuletzt:{here.screen()}"),
            icon=":material/content_copy:",
            width="stretch",
            type="primary",
            shortcut=_desk(here, "Alt+W"),
            on_click=_tapped,
            args=(here, _add, last.at(here.number), is_further),
        )
    st.caption(texts("walks.survey.use_before" if is_vacant else "walks.survey.use_now"))
    use_grid(
        page,
        here.key("nutzung"),
        recent_uses(here.units, here.entries),
        screen=here.screen(),
        on_tap=lambda use: _tapped(here, _add_use, use, is_further),
    )


def _add_use(here: _Survey, use: str | None, is_further: bool) -> None:
    """With what is typed and chosen at the moment of the tap, which may be more than the last run knew."""
    is_vacant = st.session_state.get(here.key("leer")) == VACANT
    details = details_typed(here.key("angaben"))
    _add(here, details.entry(here.number, is_vacant=is_vacant, use=use), is_further)


def _add(here: _Survey, entry: Entry, is_further: bool) -> None:
    add_unit(database(), here.page.data.actor, here.walk.walk_id, entry, is_further=is_further)
    for key in [key for key in st.session_state if str(key).startswith(here.key("angaben"))]:
        del st.session_state[key]
    st.session_state.pop(here.key("leer"), None)
    if not is_further and st.session_state.get(here.key("gleich-weiter"), True):
        here.go(entry.number.stepped(here.step))
    else:
        here.go(entry.number)


def _last_entry(here: _Survey) -> Entry | None:
    """What was recorded last, to be recorded again at another number."""
    added = here.entries[(here.entries["outcome"] == "added") & here.entries["state"].notna()]
    if added.empty:
        return None
    last = added.iloc[-1]
    is_vacant = bool(last["is_vacant"])
    use = last["previous_use" if is_vacant else "current_use"]
    return Entry(
        here.number,
        is_vacant,
        use if isinstance(use, str) else None,
        None if pd.isna(last["floor"]) else int(last["floor"]),
        size_class=last["size_class"] if isinstance(last["size_class"], str) else None,
    )


def _entries(here: _Survey, most: int) -> None:
    if here.entries.empty:
        st.caption(here.page.texts("walks.survey.nothing_yet"))
    for row in here.entries[::-1].head(most).to_dict("records"):
        st.markdown(f"- {entry_words(here.page.texts, here.units, row)}")


def _ends(here: _Survey) -> None:
    """Settings, pause and end."""
    texts = here.page.texts
    st.toggle(texts("walks.survey.go_on_by_itself"), key=here.key("gleich-weiter"), value=True)
    st.caption(texts("walks.pause_help", minutes=limits()["pause_minutes"]))
    with st.container(key=here.key("ende:gitter2")):
        if st.button(texts("walks.pause"), key=here.key("pause"), icon=":material/pause:", width="stretch"):
            st.session_state[here.page.view.key("begehung")] = ""
            st.rerun()
        if st.button(texts("walks.finish"), key=here.key("fertig"), icon=":material/flag:", width="stretch"):
            finish(database(), here.page.data.actor, here.walk.walk_id)
            st.rerun()


def _desk(here: _Survey, shortcut: str | None) -> str | None:
    """Keys are for the desk; on a phone they would only take room on the button."""
    return None if here.page.is_phone else shortcut


def _tapped(here: _Survey, write: Callable[..., None], *with_what: object) -> None:
    """Do a write, as a callback; a refusal is said, and nothing that was typed is lost."""
    page = here.page
    try:
        write(here, *with_what)
    except StrukturmonitorError as error:
        tell(page, why(page, error), kind="warning")
        return
    page.wrote()
