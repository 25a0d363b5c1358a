"""Re-check walk on the phone: stop after stop, one large button per answer, saved at once."""

import pandas as pd
import streamlit as st

from strukturmonitor.errors import RecordChanged, StrukturmonitorError
from strukturmonitor.register import Conflict, record
from strukturmonitor.register.photos import add_photo
from strukturmonitor.register.rechecks import LATER, NOT_FOUND, answer, answers, reorder, write
from strukturmonitor.register.surveys import take_back
from strukturmonitor.register.walks import Walk, limits, stops
from strukturmonitor.ui.data import database
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.register.conflict import conflict_panel
from strukturmonitor.ui.register.messages import tell, why
from strukturmonitor.ui.register.recheck_end import sheet_button, summary
from strukturmonitor.ui.register.recheck_words import distance_words, known_lines, stop_line, stop_title
from strukturmonitor.ui.register.record_photos import photo_uploader
from strukturmonitor.ui.register.scroll import to_top
from strukturmonitor.ui.register.survey_fields import use_grid
from strukturmonitor.ui.writing import writing

_ICONS = {
    "still_vacant": "check",
    "still_used": "check",
    "still_interim": "check",
    "still_gone": "check",
    "used_again": "storefront",
    "now_vacant": "door_front",
    NOT_FOUND: "search_off",
    LATER: "schedule",
}


class _Recheck:
    """One re-check during one run."""

    def __init__(self, page: Page, walk: Walk) -> None:
        self.page, self.walk = page, walk
        self.rows = stops(database(), page.data.actor, walk.walk_id)
        self.open = self.rows[self.rows["done_at"].isna()]

    def key(self, name: str) -> str:
        return self.page.view.key(f"nachpruefung:{self.walk.walk_id}:{name}")

    def current(self) -> pd.Series | None:
        """The stop that was chosen, else the first open one; None where all are answered."""
        chosen = st.session_state.get(self.key("station"))
        found = self.rows[self.rows["stop_number"] == chosen]
        if not found.empty:
            return found.iloc[0]
        return None if self.open.empty else self.open.iloc[0]

    def go(self, stop_number: int | None) -> None:
        """To a stop, None to the next open one (as a callback)."""
        st.session_state[self.key("station")] = stop_number
        st.session_state.pop(self.key("nutzung-fragen"), None)


def recheck(page: Page, walk: Walk) -> None:
    """Draw the walk: the present stop, the way to the others, the end."""
    here = _Recheck(page, walk)
    texts = page.texts
    done = len(here.rows) - len(here.open)
    st.subheader(plain(walk.title), anchor=False)
    st.progress(done / max(1, len(here.rows)), text=texts("walks.recheck.progress", done=done, stops=len(here.rows)))
    if not walk.is_open:
        summary(page, walk, here.rows)
        return
    stop = here.current()
    conflict = st.session_state.get(here.key("konflikt"))
    to_top(f"{walk.walk_id}:{None if stop is None else stop['stop_number']}")
    if conflict is not None:
        _conflict(here, *conflict)
    elif stop is None:
        st.success(texts("walks.recheck.all_done"), icon=":material/flag:")
    else:
        _stop(here, stop)
    _all_stops(here, stop)
    summary(page, walk, here.rows)
    sheet_button(page, walk, here.rows)


def _stop(here: _Recheck, stop: pd.Series) -> None:
    page, texts = here.page, here.page.texts
    with st.container(border=True, key=here.key("karte")):
        st.caption(
            " · ".join(
                part
                for part in (
                    texts("walks.recheck.stop", number=int(stop["stop_number"]), stops=len(here.rows)),
                    distance_words(texts, stop),
                )
                if part
            )
        )
        st.subheader(plain(stop_title(texts, stop)), anchor=False)
        st.markdown("  \n".join(plain(line) for line in known_lines(texts, stop)))
        if pd.isna(stop["revision"]):
            st.warning(texts("walks.recheck.gone"), icon=":material/do_not_disturb_on:")
            return
        if pd.notna(stop["done_at"]):
            _answered(here, stop)
            return
        asked = st.session_state.get(here.key("nutzung-fragen"))
        if asked == int(stop["stop_number"]):
            _ask_use(here, stop)
        else:
            _answers(here, stop)
        _note(here, stop)
    _photo(here, stop)
    page.link_to("register", texts("walks.recheck.whole_record"), icon=":material/open_in_new:", objekt=stop["unit_id"])


def _answers(here: _Recheck, stop: pd.Series) -> None:
    texts = here.page.texts
    state = stop["state"] if isinstance(stop["state"], str) else None
    with st.container(key=here.key("antworten")):
        for place, outcome in enumerate(answers(state)):
            st.button(
                texts(f"walks.answer.{outcome}"),
                key=here.key(f"antwort:{stop['stop_number']}:{outcome}"),
                icon=f":material/{_ICONS[outcome]}:",
                type="primary" if place == 0 else "secondary",
                width="stretch",
                shortcut=None if here.page.is_phone else f"Alt+{place + 1}",
                on_click=_tapped,
                args=(here, stop, outcome),
            )


def _tapped(here: _Recheck, stop: pd.Series, outcome: str) -> None:
    if outcome == "used_again":
        st.session_state[here.key("nutzung-fragen")] = int(stop["stop_number"])
    else:
        _save(here, stop, outcome)


def _ask_use(here: _Recheck, stop: pd.Series) -> None:
    """What is in the unit now: one tap more, «unbekannt» is an answer too."""
    texts = here.page.texts
    st.markdown(f"**{texts('walks.recheck.which_use')}**")
    use_grid(
        here.page,
        here.key(f"nutzung:{stop['stop_number']}"),
        limits()["first_uses"],
        on_tap=lambda use: _save(here, stop, "used_again", use=use),
    )
    st.button(
        texts("walks.recheck.other_answer"),
        key=here.key("doch-anders"),
        icon=":material/arrow_back:",
        on_click=here.go,
        args=(int(stop["stop_number"]),),
    )


def _note(here: _Recheck, stop: pd.Series) -> None:
    st.text_area(
        here.page.texts("walks.note"),
        key=_note_key(here, stop),
        max_chars=limits()["longest_note"],
        height=68,
        help=here.page.texts("walks.note_help"),
    )


def _note_key(here: _Recheck, stop: pd.Series) -> str:
    return here.key(f"notiz:{stop['stop_number']}")


def _save(here: _Recheck, stop: pd.Series, outcome: str, *, use: str | None = None) -> None:
    """Do the write, as a callback."""
    page, number = here.page, int(stop["stop_number"])
    note = (st.session_state.get(_note_key(here, stop)) or "").strip() or None
    try:
        answer(
            database(),
            page.data.actor,
            here.walk.walk_id,
            number,
            int(stop["revision"]),
            outcome,
            use=use,
            note=note,
            reason=page.texts(f"walks.reason.{outcome}") if page.texts.has(f"walks.reason.{outcome}") else None,
        )
    except RecordChanged as error:
        st.session_state[here.key("konflikt")] = (error.conflict, number, outcome)
        return
    except StrukturmonitorError as error:
        tell(page, why(page, error), kind="warning")
        return
    tell(page, f"{plain(stop_title(page.texts, stop))}: {page.texts(f'walks.answer.{outcome}')}")
    here.go(None)
    page.wrote()


def _conflict(here: _Recheck, conflict: Conflict, number: int, outcome: str) -> None:
    """Somebody changed the record since it was shown: both versions, and a choice per field."""
    page = here.page
    stop = here.rows[here.rows["stop_number"] == number].iloc[0]
    key = here.key("konflikt")
    note = (st.session_state.get(_note_key(here, stop)) or "").strip() or None

    def save(revision: int, changes: dict[str, object], reason: str | None) -> None:
        try:
            write(
                database(), page.data.actor, here.walk.walk_id, number, revision, outcome, changes,
                note=note, reason=reason or page.texts("walks.reason.used_again"),
            )  # fmt: skip
        except RecordChanged as error:
            st.session_state[key] = (error.conflict, number, outcome)
            return
        del st.session_state[key]
        here.go(None)
        page.wrote()

    def discard() -> None:
        st.session_state.pop(key, None)

    conflict_panel(
        page, conflict, key=f"nachpruefung:{here.walk.walk_id}:{number}", title=stop_title(page.texts, stop),
        save=save, discard=discard,
    )  # fmt: skip


def _answered(here: _Recheck, stop: pd.Series) -> None:
    """What was answered at this stop, and the way back."""
    texts = here.page.texts
    st.success(
        texts("walks.recheck.answered", answer=texts(f"walks.answer.{stop['outcome']}")),
        icon=f":material/{_ICONS.get(stop['outcome'], 'check')}:",
    )
    if isinstance(stop["stop_note"], str):
        st.caption(plain(stop["stop_note"]))
    with st.container(key=here.key("beantwortet:gitter2")):
        if st.button(
            texts("walks.recheck.change_answer"), key=here.key("anders"), icon=":material/undo:", width="stretch"
        ):
            with writing(here.page, why):
                take_back(
                    database(), here.page.data.actor, here.walk.walk_id, int(stop["stop_number"]),
                    reason=texts("walks.reason.taken_back"),
                )  # fmt: skip
                here.page.wrote()
                st.rerun()
        st.button(
            texts("walks.recheck.next"),
            key=here.key("weiter"),
            icon=":material/arrow_forward:",
            type="primary",
            width="stretch",
            on_click=here.go,
            args=(None,),
        )


def _photo(here: _Recheck, stop: pd.Series) -> None:
    page, texts = here.page, here.page.texts
    round_key = here.key(f"foto-runde:{stop['stop_number']}")
    with st.expander(texts("walks.recheck.photo"), icon=":material/add_a_photo:"):
        upload = photo_uploader(
            page,
            key=f"nachpruefung:{here.walk.walk_id}:foto:{stop['stop_number']}:{st.session_state.get(round_key, 0)}",
        )
        if upload is None or not st.button(
            texts("walks.recheck.photo_save"), key=here.key("foto-speichern"), type="primary", width="stretch"
        ):
            return
        with writing(page, why):
            record(database(), page.data.actor, stop["unit_id"])
            add_photo(database(), page.data.actor, stop["unit_id"], upload)
            st.session_state[round_key] = st.session_state.get(round_key, 0) + 1
            tell(page, texts("walks.recheck.photo_saved"))
            page.wrote()
            st.rerun()


def _all_stops(here: _Recheck, present: pd.Series | None) -> None:
    texts = here.page.texts
    box = st.expander(
        texts("walks.recheck.all_stops", count=len(here.rows)),
        key=here.key("alle"),
        on_change="rerun",
        icon=":material/format_list_numbered:",
    )
    if not box.open:
        return
    with box:
        placed = present is not None and pd.notna(present["lon"])
        if st.button(
            texts("walks.recheck.reorder"), key=here.key("neu-ordnen"), icon=":material/route:", disabled=not placed,
            help=texts("walks.recheck.reorder_help"),
        ):  # fmt: skip
            reorder(database(), here.page.data.actor, here.walk.walk_id, (float(present["lon"]), float(present["lat"])))
            here.go(None)
            st.rerun()
        for row in here.rows.to_dict("records"):
            st.button(
                stop_line(texts, row),
                key=here.key(f"zu:{row['stop_number']}"),
                type="tertiary",
                icon=f":material/{_ICONS.get(row['outcome'], 'radio_button_unchecked')}:",
                on_click=here.go,
                args=(int(row["stop_number"]),),
            )
