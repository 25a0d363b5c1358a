"""The view «owners» of the register: owners in the areas somebody is in charge of, and letters to them."""

import streamlit as st

from strukturmonitor.access import allowed
from strukturmonitor.register.owners import owner_list, units_of_owner
from strukturmonitor.ui.data import database
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.register.letters_panel import letters_panel
from strukturmonitor.ui.register.messages import show_messages
from strukturmonitor.ui.register.own_area import area_of_view
from strukturmonitor.ui.register.owner_panel import contact_lines, owner_title

_ROWS = 20
_ADDRESSES = 3


def owners_view(page: Page) -> list[str] | None:
    """Draw the view; returns the filters in force as words for the head of the page."""
    texts = page.texts
    show_messages(page)
    if not allowed(page.data.actor, "read_restricted"):
        st.info(texts("owners.not_in_charge"), icon=":material/lock:")
        return None
    parts = {"eigentuemer": texts("owners.view.tab_list"), "serienbrief": texts("owners.view.tab_letters")}
    part = page.choice("teil", texts("owners.view.which"), parts, widget="segmented")
    return letters_panel(page) if part == "serienbrief" else _list(page)


def _list(page: Page) -> list[str]:
    texts = page.texts
    left, middle, right = st.columns([2, 2, 1.4], vertical_alignment="bottom")
    with left:
        area = area_of_view(page)
    with middle:  # a name that was typed must not stand in the address line
        text = st.text_input(
            texts("owners.view.search"),
            key=page.view.key("eigentum:suche"),
            placeholder=texts("owners.panel.search"),
            max_chars=100,
            icon=":material/search:",
            help=texts("owners.panel.search_help"),
        ).strip()
    with right:
        only_due = page.flag("schritt-faellig", texts("owners.view.due_only"))
    area_id = None if area.level == "city" else area.area_id
    paging = page.view.key("eigentum:seite")
    number = int(st.session_state.get(paging) or 1)
    options = {"area_id": area_id, "text": text, "only_due": only_due, "limit": _ROWS}
    found = owner_list(database(), page.data.actor, first=(number - 1) * _ROWS, **options)
    if not found.rows and number > 1:  # other filters have fewer pages
        st.session_state.pop(paging)
        found = owner_list(database(), page.data.actor, **options)
    if not found.found:
        st.info(texts("owners.view.found_none" if text else "owners.view.none"), icon=":material/inbox:")
    else:
        st.markdown(texts("owners.view.count", count=texts.number(found.found), due=texts.number(found.due)))
    for row in found.rows:
        with st.container(border=True):
            _owner(page, row)
    pages = -(-(found.due if only_due else found.found) // _ROWS)
    if pages > 1:
        st.pagination(pages, key=paging)
    words = [page.area_label(area.area_id)]
    if text:
        words.append(texts("owners.view.words_search"))
    if only_due:
        words.append(texts("owners.view.due_only"))
    return words


def _owner(page: Page, row: dict[str, object]) -> None:
    texts = page.texts
    who, where, when = st.columns([2, 2, 2])
    kind = texts(f"vacancy.owner_type.{row['kind']}") if row["legal_name"] else texts("owners.view.name_below")
    who.markdown(f"**{owner_title(page, row)}**  \n{kind}")
    addresses = [plain(str(address)) for address in row["addresses"] or []]
    more = len(addresses) - _ADDRESSES
    lines = addresses[:_ADDRESSES] + ([texts("owners.view.more", count=texts.number(more))] if more > 0 else [])
    where.markdown("  \n".join(lines) or "–")
    with when:
        if row["next_on"]:
            if row["is_due"]:
                st.badge(
                    texts("owners.view.next_due", date=texts.date(row["next_on"])),
                    color="orange",
                    icon=":material/alarm:",
                )
            else:
                st.markdown(texts("owners.view.next", date=texts.date(row["next_on"])))
        said = [
            texts("owners.view.last", date=texts.date(row["last_on"])) if row["last_on"] else texts("owners.view.never")
        ]
        said += [texts("owners.view.no_contact")] if not row["has_contact"] else []
        said += [texts("owners.view.no_address")] if not row["has_address"] else []
        st.caption(" · ".join(said))
    owner_id = str(row["owner_id"])
    box = st.expander(texts("owners.view.open"), key=page.view.key(f"eigentum:auf:{owner_id}"), on_change="rerun")
    if box.open:
        with box:
            contact_lines(page, owner_id)
            for unit in units_of_owner(database(), page.data.actor, owner_id):
                open_record_button(page, unit, f"eigentum:{owner_id}")


def open_record_button(page: Page, unit: dict[str, object], key: str, label: str | None = None) -> None:
    """A button that opens the record of a unit (unit_id, address)."""
    st.button(
        label or plain(str(unit["address"])),
        key=page.view.key(f"{key}:oeffnen:{unit['unit_id']}"),
        icon=":material/storefront:",
        type="tertiary",
        on_click=page.view.put,
        args=("objekt", str(unit["unit_id"])),
    )
