"""Beginning the first survey of a street: the street chosen or typed."""

import streamlit as st

from strukturmonitor.register.surveys import begin_survey
from strukturmonitor.spelling import street_key
from strukturmonitor.ui.data import database
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.register.messages import why
from strukturmonitor.ui.register.own_area import own_area
from strukturmonitor.ui.writing import writing

_MOST_NAMES = 3_000  # of a whole city they would be slow on a phone
_MOST_NEAR = 3  # streets of the list that a typed name is a part of


def survey_start(page: Page) -> None:
    """Draw the form; a click begins the walk and opens it."""
    texts = page.texts
    st.subheader(texts("walks.new.survey"), anchor=False)
    st.caption(texts("walks.survey.lead"))
    left, right = st.columns(2)
    with left:
        area = page.area(default=own_area(page))
    streets = page.data.read("street_names", area_id=None if area.level == "city" else area.area_id)
    names = streets["street"].tolist()[:_MOST_NAMES]
    units = dict(zip(streets["street"], streets["units"], strict=True))

    def said(name: str) -> str:
        count = int(units.get(name, 0))
        return texts("walks.survey.street_units", street=name, count=count) if count else name

    with right:
        street = st.selectbox(
            texts("walks.survey.street"),
            names,
            index=None,
            format_func=said,
            key=page.view.key(f"strasse:{area.area_id}"),
            accept_new_options=True,
            placeholder=texts("walks.survey.street_hint"),
            help=texts("walks.survey.street_help"),
        )
    if street and street not in units:
        near = [name for name in names if street_key(street) in street_key(name)][:_MOST_NEAR]
        said_near = texts("walks.survey.street_near", names=plain(" · ".join(near))) if near else ""
        st.info(f"{texts('walks.survey.street_new', street=plain(street))} {said_near}", icon=":material/signpost:")
    postcode = st.text_input(
        texts("walks.survey.postcode"), key=page.view.key("strasse-plz"), placeholder="–", max_chars=10
    )
    if st.button(
        texts("walks.survey.begin"),
        key=page.view.key("ersterfassung-los"),
        type="primary",
        icon=":material/directions_walk:",
        disabled=not street,
        width="stretch" if page.is_phone else "content",
    ):
        with writing(page, why):
            walk_id = begin_survey(
                database(), page.data.actor, street, postcode=postcode.strip() or None, area_id=area.area_id
            )
            st.session_state[page.view.key("begehung")] = str(walk_id)
            st.rerun()
