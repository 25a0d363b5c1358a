"""The head of a record: which unit it is, where, in which state, and how far it can be trusted."""

import streamlit as st

from strukturmonitor.register import Record
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.register.check import today
from strukturmonitor.vacancy.notable import duration
from strukturmonitor.vacancy.values import label

_COLOURS = {
    "verified": "orange",
    "in_talks": "orange",
    "reuse_agreed": "orange",
    "permit": "orange",
    "reported": "violet",
    "interim_use": "blue",
    "closed_leased": "blue",
    "occupied": "green",
}


def record_head(page: Page, opened: Record) -> None:
    """Address, number, districts, badges, and the line on the last check."""
    texts = page.texts
    values = opened.values
    day = today(page)
    st.markdown(f"### {plain(str(values['address'] or opened.unit_id))}")
    where = [page.area_label(area_id) for area_id in _districts(page, opened)] or [texts("record.no_area")]
    parts = [plain(str(values[name])) for name in ("name",) if values.get(name)]
    st.caption(" · ".join([*parts, *where, opened.unit_id]))
    with st.container(horizontal=True, gap="small"):
        if values["state"] is None:
            st.badge(texts("record.no_state"), color="gray")
        else:
            st.badge(label(texts, "state", values["state"]), color=_COLOURS.get(str(values["state"]), "gray"))
        if values.get("vacant_since"):
            days = (day - values["vacant_since"]).days
            st.badge(
                texts("record.vacant_for", duration=duration(texts, days)), color="gray", icon=":material/schedule:"
            )
        _trust(page, opened)
        if values["is_sensitive"]:
            st.badge(
                texts("register.field.is_sensitive"),
                color="red",
                icon=":material/shield:",
                help=texts("record.sensitive"),
            )
    st.caption(_checked(page, values))
    if values["is_sensitive"]:
        st.caption(f":material/shield: {texts('record.sensitive')}")
    if values["state"] == "interim_use" and values.get("interim_until"):
        is_over = values["interim_until"] < day
        words = texts(
            "record.interim_over" if is_over else "record.interim_until", day=texts.date(values["interim_until"])
        )
        st.caption(f":material/event: {words}")


def _trust(page: Page, opened: Record) -> None:
    """Whether the record can be trusted: the view unit_today says after how long it no longer can."""
    texts = page.texts
    rows = page.data.read("vacancy_units_internal", unit_ids=(opened.unit_id,))
    if opened.values.get("last_checked_on") is None:
        st.badge(texts("record.trust.never"), color="red", icon=":material/help:")
    elif not rows.empty and rows["is_stale"].iloc[0]:
        st.badge(texts("vacancy.record.stale"), color="orange", icon=":material/history:")
    else:
        st.badge(texts("vacancy.record.fresh"), color="green", icon=":material/check:")


def _checked(page: Page, values: dict[str, object]) -> str:
    """«Zuletzt geprüft am 19.08.2026 durch Begehung von Eva Kern.»"""
    texts = page.texts
    if values.get("last_checked_on") is None:
        return texts("vacancy.record.never_checked")
    method = values.get("check_method") or "unknown"
    words = {"date": texts.date(values["last_checked_on"]), "method": texts(f"vacancy.method.{method}")}
    if values.get("checked_by"):
        return texts("record.checked_by", who=plain(str(values["checked_by"])), **words)
    return texts("record.checked", **words)


def _districts(page: Page, opened: Record) -> list[str]:
    """The Stadtbezirk, the statistischer Bezirk and programme areas that contain the record."""
    known = [area_id for area_id in opened.area_ids if area_id in page.tree]
    order = ("bezirk", "stat", "pg")
    found = [area_id for area_id in known if page.tree[area_id].level in order]
    return sorted(found, key=lambda area_id: (order.index(page.tree[area_id].level), area_id))
