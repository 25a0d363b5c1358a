"""Matches as people see them: score, reasons in words, what was decided, and what can be done."""

from collections.abc import Callable

import streamlit as st

from strukturmonitor.access import allowed
from strukturmonitor.exports.names import file_name
from strukturmonitor.register.expose import expose_pdf
from strukturmonitor.register.matching import AGAINST, FITS, PARTLY, UNKNOWN, Match, reason_words
from strukturmonitor.register.reuse import decide
from strukturmonitor.ui.data import database
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.register.entry import entry_box, entry_form

EXPOSE_CONTACT = "expose:gemerkt"  # the office named on exposés, for this session
_ICONS = {
    FITS: ":material/check_circle:",
    PARTLY: ":material/adjust:",
    AGAINST: ":material/cancel:",
    UNKNOWN: ":material/help:",
}


def match_card(page: Page, match: Match, *, title: str, key: str, actions: Callable[[], None] | None = None) -> None:
    """One match with its reasons; the decision belongs to those in charge of the unit. `actions` draws more buttons."""
    texts = page.texts
    with st.container(border=True):
        left, right = st.columns([3, 1], vertical_alignment="top")
        left.markdown(f"**{plain(title)}**")
        right.markdown(f"**{texts('reuse.score', score=texts.percent(100 * match.score, 0))}**")
        st.markdown("  \n".join(f"{_ICONS[each.verdict]} {plain(reason_words(texts, each))}" for each in match.reasons))
        if match.decision:
            st.caption(_decided(page, match.decision))
        if actions is not None:
            with st.container(horizontal=True):
                actions()
        areas = frozenset(match.unit["area_ids"] or ())
        if not allowed(page.data.actor, "edit_register", areas):
            return
        label = texts("reuse.decide_again" if match.decision else "reuse.decide")
        box = entry_box(page, f"{key}:entscheiden", label)
        if box.open:
            with box:
                entry_form(
                    page,
                    f"{key}:entscheidung",
                    ["reuse_match"],
                    stored={"reuse_match": dict(match.decision)} if match.decision else None,
                    box=f"{key}:entscheiden",
                    save=lambda typed, _: decide(
                        database(),
                        page.data.actor,
                        str(match.seeker["seeker_id"]),
                        str(match.unit["unit_id"]),
                        typed["reuse_match"],
                    ),
                )


def expose_button(page: Page, unit_id: str, key: str) -> None:
    """The exposé of a unit as a file made when asked for."""
    texts = page.texts
    areas = [*page.tree.of_level("stat"), *page.tree.of_level("bezirk")]
    places = {area.area_id: area.name for area in areas}
    city = page.tree.city.name
    contact = st.session_state.get(page.view.key(EXPOSE_CONTACT), "")
    st.download_button(
        texts("reuse.expose.button"),
        lambda: expose_pdf(database(), page.data.actor, unit_id, texts, city=city, places=places, contact=contact),
        file_name=file_name(f"{texts('reuse.expose.file')} {unit_id}", "pdf"),
        mime="application/pdf",
        key=page.view.key(f"{key}:expose"),
        on_click="ignore",
        icon=":material/picture_as_pdf:",
        help=texts("reuse.expose.help"),
    )


def _decided(page: Page, decision: dict[str, object]) -> str:
    texts = page.texts
    words = texts(
        "reuse.decided",
        date=texts.date(decision["decided_on"]),
        decision=texts(f"vacancy.decision.{decision['decision']}"),
    )
    return f"{words} {plain(str(decision['reason']))}" if decision["reason"] else words
