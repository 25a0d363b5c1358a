"""Where an idea lies: tapped on our own map, or taken away again."""

import streamlit as st

from strukturmonitor.dialogue.meeting_ideas import change_ideas
from strukturmonitor.dialogue.meeting_words import idea_place
from strukturmonitor.dialogue.meetings import Idea, Meeting
from strukturmonitor.ui.data import database
from strukturmonitor.ui.meetings.refusals import why
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.register.messages import tell
from strukturmonitor.ui.register.position_map import tapped_district, tapped_place

_LONGEST_LABEL = 80  # characters


def idea_places(page: Page, kept: Meeting) -> None:
    texts = page.texts
    if not kept.ideas:
        st.info(texts("meetings.ideas.not_yet"), icon=":material/lightbulb:")
        return
    by_id = {idea.idea_id: idea for idea in kept.ideas}
    chosen = st.selectbox(
        texts("meetings.place.which"), list(by_id), format_func=lambda i: _label(page, by_id[i]),
        key=page.view.key(f"ort:{kept.meeting_id}"),
    )  # fmt: skip
    idea = by_id[chosen]
    place = None if idea.lon is None or idea.lat is None else (idea.lon, idea.lat)
    middle_key = page.view.key(f"ort-mitte:{idea.idea_id}")
    middle = st.session_state.get(middle_key) or place
    if middle is None:
        st.markdown(texts("meetings.place.first"))
        if (district := tapped_district(page, key=f"ort-stadt:{idea.idea_id}")) is not None:
            st.session_state[middle_key] = district
            st.rerun()
        return
    st.markdown(texts("meetings.place.exact"))
    tapped = tapped_place(page, middle, place, key=f"ort-karte:{idea.idea_id}")
    with st.container(horizontal=True):
        is_far = st.button(
            texts("meetings.place.elsewhere"), key=page.view.key("ort-anders"), icon=":material/zoom_out_map:"
        )
        is_off = place is not None and st.button(
            texts("meetings.place.remove"), key=page.view.key("ort-weg"), icon=":material/location_off:"
        )
    if is_far:
        st.session_state.pop(middle_key, None)
        _keep(page, kept, idea, (None, None)) if place else st.rerun()
    elif is_off:
        _keep(page, kept, idea, (None, None))
    elif tapped is not None and tapped != place:
        st.session_state[middle_key] = middle
        _keep(page, kept, idea, tapped)


def _keep(page: Page, kept: Meeting, idea: Idea, place: tuple[float | None, float | None]) -> None:
    wanted = {idea.idea_id: (idea.revision, {"lon": place[0], "lat": place[1]})}
    outcome = change_ideas(database(), page.data.actor, kept.meeting_id, wanted)
    for error in outcome.refused.values():
        tell(page, why(page, error), kind="warning")
    if outcome.saved:
        tell(page, page.texts("meetings.place.saved" if place[0] is not None else "meetings.place.removed"))
    page.wrote()
    st.rerun()


def _label(page: Page, idea: Idea) -> str:
    line = " ".join(idea.text.split())
    line = line if len(line) <= _LONGEST_LABEL else f"{line[: _LONGEST_LABEL - 1]}…"
    where = idea_place(page.texts, page.tree, idea) or page.texts("meetings.place.none")
    return f"{idea.number}. {line} ({where})"
