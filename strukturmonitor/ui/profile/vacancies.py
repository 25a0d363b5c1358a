"""The vacant shop units of an area on a small map, as far as everybody may see them."""

import streamlit as st

from strukturmonitor.areas import Area
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.vacancy_map import unit_map

_VACANT = ("verified", "in_talks", "reuse_agreed", "permit")
_ANY = {
    "ages": None, "checks": None, "size_from": None, "size_to": None, "floors": None, "most_steps": None, "grades": None,
    "uses": None, "text": None, "sort": "empty_since",
}  # fmt: skip


def show_vacancies(page: Page, area: Area) -> None:
    texts = page.texts
    summary = page.data.read("vacancy_summary", area_id=area.area_id).iloc[0]
    title = texts("district.vacancies", area=page.area_label(area.area_id), date=texts.date(summary["today"]))
    st.markdown(f"**{title}**")
    if not summary["units"]:
        st.info(texts("district.no_units"), icon=":material/inbox:")
        return
    sentence = texts(
        "district.vacancies_sentence",
        vacant=texts.number(summary["vacant"]),
        units=texts.number(summary["units"]),
        long=texts.number(summary["vacant_over_1_year"]),
    )
    st.markdown(sentence)
    units = page.data.read("vacancy_selection", area_id=area.area_id, states=_VACANT, **_ANY)
    unit_map(
        page,
        area,
        units,
        colour_by="age",
        chosen="",
        alt=f"{title}. {sentence}",
        key=("profile", *_VACANT),
        is_narrow=True,
    )
    label = texts("district.to_vacancies")
    page.link_to("leerstand", label, icon=":material/storefront:", **page.area_query(area.area_id))
