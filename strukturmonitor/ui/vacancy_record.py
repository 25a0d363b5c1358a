"""The card of one shop unit: every field the reader may see, with the day and the method of the last check."""

import datetime
import html

import pandas as pd
import streamlit as st

from strukturmonitor.access import allowed
from strukturmonitor.texts import Texts
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.register.record_photos import public_photos
from strukturmonitor.vacancy.notable import duration
from strukturmonitor.vacancy.values import area_words, floor_words, label, steps_words

_LONGEST_NUMBER = 60


def record_card(
    page: Page, unit_id: str, *, is_internal: bool, in_list: bool = False, day: datetime.date | None = None
) -> bool:
    """Draw the card; False where the register knows no such unit. `in_list`: below its entry of the list, where the
    title stands already and nothing needs to be closed. `day`: the record as it was then; None is today."""
    query = "vacancy_units_internal" if is_internal else "vacancy_units"
    rows = page.data.read(query, unit_ids=(unit_id,), day=day)
    if rows.empty:
        return False
    unit = rows.iloc[0]
    texts = page.texts
    if not in_list:
        title = next((unit[field] for field in ("name", "address") if isinstance(unit[field], str)), None)
        st.markdown(f"### {plain(title) if title else texts('vacancy.record.unnamed', number=plain(unit_id))}")
    if day is None:
        _trust(texts, unit)
    else:
        st.badge(texts("figure.date", date=texts.date(day)), color="blue", icon=":material/history:")
    if unit["is_sensitive"]:
        st.caption(texts("vacancy.record.protected" if is_internal else "vacancy.record.hidden"))
    _fields(texts, _public_fields(page, unit))
    if is_internal:
        st.markdown(f"**{texts('vacancy.record.internal')}**")
        _fields(texts, _internal_fields(page, unit, day))
    is_unknown = day is not None and pd.isna(unit["last_checked_on"])
    st.caption(texts("stand.check_unknown") if is_unknown else checked_line(texts, unit))
    if day is None:
        public_photos(page, unit_id)
        _report_links(page, unit)
    if in_list:
        return True
    _history(page, unit_id, day)
    st.button(
        texts("vacancy.record.close"),
        key=page.view.key("auswahl-aufheben"),
        type="tertiary",
        icon=":material/close:",
        on_click=choose_unit,
        args=(page.view.key("objekt"), ""),
    )
    return True


def choose_unit(key: str, unit_id: str) -> None:
    """Choose a unit (as a callback); an empty number lifts the choice."""
    st.session_state[key] = unit_id


def unit_number(text: str) -> str:
    """Decodes the number of a unit in the URL."""
    if len(text) > _LONGEST_NUMBER or not text.isprintable():
        raise ValueError(text)
    return text


def checked_line(texts: Texts, unit: pd.Series) -> str:
    """«Alle Angaben zuletzt geprüft am 19.08.2026 (Begehung).»"""
    if pd.isna(unit["last_checked_on"]):
        return texts("vacancy.record.never_checked")
    method = unit["check_method"] if isinstance(unit["check_method"], str) else "unknown"
    return texts(
        "vacancy.record.checked", date=texts.date(unit["last_checked_on"]), method=texts(f"vacancy.method.{method}")
    )


def _report_links(page: Page, unit: pd.Series) -> None:
    """What a reader does who knows better."""
    texts = page.texts
    with st.container(horizontal=True, gap="small"):
        if unit["is_watched"]:
            page.link_to(
                "melden",
                texts("report.link.not_vacant"),
                icon=":material/campaign:",
                objekt=unit["unit_id"],
                art="nicht-leer",
            )
        page.link_to(
            "melden", texts("report.link.wrong"), icon=":material/edit_note:", objekt=unit["unit_id"], art="falsch"
        )


def _trust(texts: Texts, unit: pd.Series) -> None:
    if unit["is_stale"]:
        st.badge(texts("vacancy.record.stale"), color="orange", icon=":material/history:")
    else:
        st.badge(texts("vacancy.record.fresh"), color="green", icon=":material/check:")


def _public_fields(page: Page, unit: pd.Series) -> list[tuple[str, str | None]]:
    """Names and values; «–» where a value is not recorded, None where there can be none."""
    texts = page.texts
    place = " ".join(part for part in (unit["postcode"], page.tree.city.name) if isinstance(part, str))
    address = f"{unit['address']}, {place}" if isinstance(unit["address"], str) else texts("vacancy.map.hidden_address")
    district = page.tree[unit["stat_id"]].name if unit["stat_id"] in page.tree else "–"
    window = (
        "–" if pd.isna(unit["window_m"]) else texts("vacancy.value.metres", value=texts.number(unit["window_m"], 1))
    )
    owners = page.data.read("public_owner_names", unit_id=unit["unit_id"])["legal_name"].tolist()
    is_empty = pd.notna(unit["vacant_since"])
    return [
        (texts("vacancy.field.state"), label(texts, "state", unit["state"])),
        (texts("vacancy.field.state_since"), texts.date(unit["state_since"])),
        (texts("vacancy.field.vacant_since"), texts.date(unit["vacant_since"]) if is_empty else None),
        (texts("vacancy.field.days_vacant"), duration(texts, unit["days_vacant"]) if is_empty else None),
        (texts("vacancy.field.address"), address),
        (texts("vacancy.field.district"), district),
        (texts("vacancy.field.sales_area"), area_words(texts, unit["sales_area_m2"])),
        (texts("vacancy.field.area"), area_words(texts, unit["area_m2"])),
        (texts("vacancy.field.window"), window),
        (texts("vacancy.field.floor"), floor_words(texts, unit["floor"])),
        (texts("vacancy.field.part"), label(texts, "part", unit["building_part"])),
        (texts("vacancy.field.steps"), steps_words(texts, unit["steps"])),
        (texts("vacancy.field.grade"), label(texts, "grade", unit["grade"])),
        (
            texts("vacancy.field.current_use"),
            label(texts, "use", unit["current_use"]) if isinstance(unit["current_use"], str) else None,
        ),
        (texts("vacancy.field.previous_use"), label(texts, "use", unit["previous_use"])),
        (texts("vacancy.field.owner_public"), ", ".join(owners) or None),
        (texts("vacancy.field.reuse_idea"), _text(unit["reuse_idea"], None)),
        (texts("vacancy.field.note"), _text(unit["note"], None)),
        (texts("vacancy.field.number"), unit["unit_id"]),
    ]


def _internal_fields(page: Page, unit: pd.Series, day: datetime.date | None) -> list[tuple[str, str | None]]:
    texts = page.texts
    fields = [
        (texts("vacancy.field.kind"), label(texts, "kind", unit["vacancy_kind"])),
        (texts("vacancy.field.reason"), label(texts, "reason", unit["vacancy_reason"])),
        (texts("vacancy.field.condition"), label(texts, "condition", unit["condition"])),
        (texts("vacancy.field.owner_kind"), label(texts, "owner", unit["owner_kind"])),
        (texts("vacancy.field.owner_company"), _text(unit["owner_company"])),
        (texts("vacancy.field.own_number"), _text(unit["own_id"])),
    ]
    if allowed(page.data.actor, "read_restricted", frozenset(unit["area_ids"])):
        rent = page.data.read("vacancy_rent", unit_id=unit["unit_id"], day=day)["rent_eur_m2"].iloc[0]
        known = "–" if pd.isna(rent) else texts("vacancy.value.rent", value=texts.number(rent, 2))
        fields.append((texts("vacancy.field.rent"), known))
    return fields


def _text(value: object, missing: str | None = "–") -> str | None:
    return value if isinstance(value, str) and value else missing


def _fields(texts: Texts, fields: list[tuple[str, str | None]]) -> None:
    """Names and values as a description list (Streamlit has none); all texts escaped."""
    rows = "".join(
        f'<div style="display:flex;gap:.75rem;padding:.2rem 0;border-bottom:1px solid rgba(128,128,128,.25)">'
        f'<dt style="flex:0 0 42%;font-weight:400;opacity:.8">{html.escape(name)}</dt>'
        f'<dd style="margin:0;flex:1;font-weight:600;overflow-wrap:anywhere">'
        f"{html.escape(texts('vacancy.record.unknown') if value == '–' else value)}</dd></div>"
        for name, value in fields
        if value is not None
    )
    st.html(f'<dl style="font-size:.9rem;margin:0;padding:0">{rows}</dl>')


def _history(page: Page, unit_id: str, day: datetime.date | None) -> None:
    texts = page.texts
    box = st.expander(texts("vacancy.record.history"), key=page.view.key("verlauf"), on_change="rerun")
    if not box.open:
        return
    with box:
        lines = []
        for episode in page.data.read("vacancy_history", unit_id=unit_id, day=day).itertuples(index=False):
            from_day = texts.date(episode.begins_on)
            if pd.isna(episode.ends_on):
                when = texts("vacancy.record.present", from_day=from_day)
            else:
                when = texts("vacancy.record.episode", from_day=from_day, to_day=texts.date(episode.ends_on))
            lines.append(f"- {when}: {label(texts, 'state', episode.state)}")
        st.markdown("\n".join(lines))
