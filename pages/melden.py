"""Melden: everybody reports an empty shop unit, or that a record of the vacancy page is wrong."""

import streamlit as st

from strukturmonitor.ui.page import Page, open_page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.register.public_report import report_form
from strukturmonitor.ui.vacancy_record import unit_number
from strukturmonitor.vacancy.values import label

_KINDS = {"leer": "vacant", "nicht-leer": "not_vacant", "falsch": "wrong"}


def show() -> None:
    page = open_page("melden", only_register=True)
    texts = page.texts
    key = page.view.start("objekt", unit_number, "")
    unit_id = st.session_state[key]
    unit = page.data.read("vacancy_units", unit_ids=(unit_id,)) if unit_id else None
    if unit is not None and unit.empty:
        page.view.rejected.append("objekt")
        st.session_state[key] = unit_id = ""
    st.markdown(texts("report.intro"))
    if unit_id:
        page.view.keep("objekt", unit_id)
        _about(page, unit.iloc[0])
        kinds = {slug: texts(f"report.kind.{kind}") for slug, kind in _KINDS.items() if kind != "vacant"}
        slug = page.choice("art", texts("report.kind"), kinds, widget="segmented")
    else:
        slug = "leer"
    report_form(page, _KINDS[slug], unit_id or None)
    page.head(texts("page.report"), [])
    page.close()


def _about(page: Page, unit: object) -> None:
    """Which record the report is about, as everybody may see it."""
    texts = page.texts
    with st.container(border=True):
        address = unit["address"] if isinstance(unit["address"], str) else texts("vacancy.map.hidden_address")
        st.markdown(f"**{plain(address)}** · {label(texts, 'state', unit['state'])} · {plain(unit['unit_id'])}")
        st.button(
            texts("report.other_place"),
            key=page.view.key("anderer-ort"),
            type="tertiary",
            icon=":material/close:",
            on_click=page.view.put,
            args=("objekt", ""),
        )
