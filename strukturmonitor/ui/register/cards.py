"""The list on a phone, and the card beside the map: a few words per record, and what is done with one thumb."""

from collections.abc import Callable

import streamlit as st

from strukturmonitor.register import value_words
from strukturmonitor.texts import Texts
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.register.drafts import Drafts
from strukturmonitor.ui.register.rows import title


def unit_card(
    page: Page,
    row: dict[str, object],
    drafts: Drafts,
    *,
    key: str,
    on_check: Callable[[dict[str, object]], None],
    on_open: Callable[[str], None],
) -> None:
    """One record with its two buttons; without «checked» where the actor is not in charge."""
    texts = page.texts
    unit_id = str(row["unit_id"])
    name = f"  \n{plain(str(row['name']))}" if row["name"] else ""
    st.markdown(f"**{plain(title(row))}**{name}  \n" + " · ".join(plain(part) for part in _facts(texts, row)))
    # a caption is paler than its colour: too pale for what has to be noticed
    (st.markdown if row["is_stale"] else st.caption)(_checked(texts, row))
    if unit_id in drafts.of:
        st.badge(texts("desk.mark.changed"), color="orange", icon=":material/edit:")
    if not row["is_mine"]:
        st.caption(f":material/lock: {texts('desk.other_area')}")
    with st.container(horizontal=True):
        if row["is_mine"]:
            st.button(
                texts("desk.check.cell"),
                key=page.view.key(f"{key}:geprueft:{unit_id}"),
                icon=":material/check:",
                width="stretch",
                help=None if page.is_phone else texts("desk.check.help"),
                on_click=on_check,
                args=(row,),
            )
        st.button(
            texts("desk.open.cell"),
            key=page.view.key(f"{key}:oeffnen:{unit_id}"),
            icon=":material/edit_note:",
            width="stretch",
            on_click=on_open,
            args=(unit_id,),
        )


def _facts(texts: Texts, row: dict[str, object]) -> list[str]:
    parts = [value_words(texts, "state", row["state"])]
    if row["vacant_since"]:
        parts.append(texts("desk.card.since", date=texts.date(row["vacant_since"])))
    size = row["sales_area_m2"] or row["area_m2"]
    if size:
        parts.append(value_words(texts, "sales_area_m2", float(round(size))))
    if row["previous_use"]:
        parts.append(texts("desk.card.before", use=value_words(texts, "previous_use", row["previous_use"])))
    return parts


def _checked(texts: Texts, row: dict[str, object]) -> str:
    if row["last_checked_on"] is None:
        return f":material/history: {texts('desk.card.never_checked')}"
    words = texts(
        "desk.card.checked",
        date=texts.date(row["last_checked_on"]),
        method=value_words(texts, "check_method", row["check_method"]),
    )
    return f":orange[:material/history: {words} – {texts('desk.card.stale')}]" if row["is_stale"] else words
