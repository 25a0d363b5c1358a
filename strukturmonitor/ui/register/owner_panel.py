"""Tab «Eigentum» of a record: owners and how to reach them, the log of talks, advice, links. Personal values are read
only when opened, and every opening is noted."""

import datetime

import streamlit as st

from strukturmonitor.access import allowed
from strukturmonitor.errors import NotAllowed
from strukturmonitor.register import Record
from strukturmonitor.register.owners import (
    PRIVATE_KINDS,
    Noted,
    change_owner,
    drop_person,
    end_ownership,
    link_owner,
    owner_list,
    owners_of_unit,
    persons_of_owner,
    record_owner,
    save_person,
)
from strukturmonitor.ui.data import database
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.register.entry import attempt, date_field, entry_box, entry_form
from strukturmonitor.ui.register.talk_panel import advice_panel, link_panel, talk_panel

_LEAST_SEARCH = 3
_MOST_FOUND = 8


def owner_panel(page: Page, record: Record) -> None:
    """Draw the tab for one record; who is not in charge of it is told so and nothing is read."""
    actor = page.data.actor
    if not (allowed(actor, "read_restricted", record.area_ids) and allowed(actor, "edit_register", record.area_ids)):
        st.info(page.texts("owners.not_in_charge"), icon=":material/lock:")
        return
    owners = owners_of_unit(database(), actor, record.unit_id)
    st.markdown(f"#### {page.texts('owners.panel.owners')}")
    if not any(owner["is_present"] for owner in owners):
        st.caption(page.texts("owners.panel.none"))
    for owner in owners:
        with st.container(border=True):
            _owner(page, record.unit_id, owner)
    _add_owner(page, record.unit_id, owners)
    talk_panel(page, record.unit_id, [owner for owner in owners if owner["is_present"]])
    advice_panel(page, record.unit_id)
    link_panel(page, record.unit_id)


def noted(page: Page) -> Noted:
    """What this session has noted in the audit so far."""
    return st.session_state.setdefault(page.view.key("eingesehen"), set())


def owner_title(page: Page, owner: dict[str, object]) -> str:
    """Name of a legal person; of natural persons only the number."""
    if owner["legal_name"]:
        return plain(str(owner["legal_name"]))
    kind = "community" if owner["kind"] == "community" else "person"
    return page.texts(f"owners.view.{kind}", number=owner["owner_id"])


def contact_lines(page: Page, owner_id: str) -> list[dict[str, object]]:
    """Draw the persons of an owner; the reading is noted."""
    texts = page.texts
    try:
        persons = persons_of_owner(database(), page.data.actor, owner_id, noted=noted(page))
    except NotAllowed:
        st.info(texts("owners.not_in_charge"), icon=":material/lock:")
        return []
    if not persons:
        st.caption(texts("owners.panel.person_none"))
    for person in persons:
        town = " ".join(str(part) for part in (person["postcode"], person["place"]) if part)
        parts = [person["address"], town, person["phone"], person["email"]]
        st.markdown(
            f"**{plain(str(person['name'] or '–'))}** · {texts('vacancy.person_role.' + str(person['role']))}  \n"
            + " · ".join(plain(str(part)) for part in parts if part)
        )
        st.caption(
            texts(
                "owners.panel.person_source",
                source=texts(f"vacancy.person_source.{person['source']}"),
                basis=texts(f"vacancy.legal_basis.{person['legal_basis']}"),
                date=texts.date(person["recorded_on"]),
            )
        )
    return persons


def _owner(page: Page, unit_id: str, owner: dict[str, object]) -> None:
    texts = page.texts
    owner_id = str(owner["owner_id"])
    key = f"eigentum:{unit_id}:{owner_id}"
    parts = [texts(f"vacancy.owner_type.{owner['kind']}")]
    if owner["kind"] not in PRIVATE_KINDS:
        parts.append(texts("owners.panel.public_name" if owner["is_public_name"] else "owners.panel.name_hidden"))
    if owner["since"]:
        parts.append(texts("owners.panel.since_words", date=texts.date(owner["since"])))
    if owner["until"]:
        parts.append(texts("owners.panel.former", date=texts.date(owner["until"])))
    parts.append(texts("owners.panel.units", count=texts.number(owner["units"])))
    st.markdown(f"**{owner_title(page, owner)}**  \n{' · '.join(parts)}")
    box = st.expander(
        texts("owners.panel.show_persons"), key=page.view.key(f"{key}:personen"), on_change="rerun",
        icon=":material/contact_phone:",
    )  # fmt: skip
    if box.open:
        with box:
            _persons(page, key, owner)
    if not owner["is_present"]:
        return
    box = entry_box(page, f"{key}:aendern", texts("owners.panel.change"))
    if box.open:
        with box:
            entry_form(
                page,
                f"{key}:angaben",
                ["owner"],
                box=f"{key}:aendern",
                stored={"owner": owner},
                revision=int(owner["revision"]),
                save=lambda typed, revision: change_owner(
                    database(), page.data.actor, owner_id, revision, typed["owner"]
                ),
            )
            st.divider()
            _end(page, key, unit_id, owner_id)


def _persons(page: Page, key: str, owner: dict[str, object]) -> None:
    texts = page.texts
    owner_id = str(owner["owner_id"])
    actor = page.data.actor
    persons = contact_lines(page, owner_id)
    for person in persons:
        person_id = int(person["person_id"])
        name = plain(str(person["name"] or texts(f"vacancy.person_role.{person['role']}")))
        box = entry_box(page, f"{key}:person:{person_id}", f"{texts('owners.panel.person_change')}: {name}")
        if box.open:
            with box:
                entry_form(
                    page,
                    f"{key}:person:{person_id}:form",
                    ["owner_person"],
                    box=f"{key}:person:{person_id}",
                    stored={"owner_person": person},
                    revision=int(owner["revision"]),
                    save=lambda typed, revision, person_id=person_id: save_person(
                        database(), actor, owner_id, revision, typed["owner_person"], person_id
                    ),
                )
                if st.button(
                    texts("owners.panel.person_drop_sure"),
                    key=page.view.key(f"{key}:person:{person_id}:weg"),
                    icon=":material/delete:",
                ):
                    attempt(page, lambda person_id=person_id: drop_person(database(), actor, owner_id, person_id))
    box = entry_box(page, f"{key}:person:neu", texts("owners.panel.person_add"), icon=":material/person_add:")
    if box.open:
        with box:
            entry_form(
                page,
                f"{key}:person:neu:form",
                ["owner_person"],
                box=f"{key}:person:neu",
                save=lambda typed, _: save_person(
                    database(), actor, owner_id, int(owner["revision"]), typed["owner_person"]
                ),
            )


def _end(page: Page, key: str, unit_id: str, owner_id: str) -> None:
    texts = page.texts
    st.markdown(f"**{texts('owners.panel.end')}**")
    left, right = st.columns(2, vertical_alignment="bottom")
    with left:
        until = date_field(texts("owners.panel.end_on"), page.view.key(f"{key}:bis"))
    if not right.button(texts("owners.panel.end_do"), key=page.view.key(f"{key}:ende")):
        return
    if until is None:
        st.warning(texts("owners.panel.end_first"), icon=":material/event:")
    else:
        attempt(page, lambda: end_ownership(database(), page.data.actor, unit_id, owner_id, until))


def _add_owner(page: Page, unit_id: str, owners: list[dict[str, object]]) -> None:
    texts = page.texts
    key = f"eigentum:{unit_id}:neu"
    box = entry_box(page, key, texts("owners.panel.add"), icon=":material/add_home_work:")
    if not box.open:
        return
    with box:
        ways = {"neu": texts("owners.panel.new"), "bekannt": texts("owners.panel.known")}
        way = st.segmented_control(
            texts("owners.panel.add"), list(ways), format_func=ways.__getitem__, default="neu", required=True,
            key=page.view.key(f"{key}:weg"), label_visibility="collapsed",
        )  # fmt: skip
        if way == "bekannt":
            _known_owner(page, unit_id, key, owners)
            return

        def since(prefix: str) -> dict[str, object]:
            return {"since": date_field(texts("owners.panel.since"), f"{prefix}:seit")}

        def save(typed: dict[str, dict[str, object]], _: int | None) -> None:
            day: datetime.date | None = typed[""]["since"]
            record_owner(database(), page.data.actor, unit_id, typed["owner"], person=typed["owner_person"], since=day)

        entry_form(
            page,
            f"{key}:form",
            ["owner", "owner_person"],
            save=save,
            above=since,
            box=key,
            stored={"owner_person": {"role": "owner", "legal_basis": "task"}},
        )


def _known_owner(page: Page, unit_id: str, key: str, owners: list[dict[str, object]]) -> None:
    texts = page.texts
    text = st.text_input(
        texts("owners.panel.search"),
        key=page.view.key(f"{key}:suche"),
        max_chars=100,
        help=texts("owners.panel.search_help"),
    ).strip()
    if len(text) < _LEAST_SEARCH:
        st.caption(texts("owners.panel.search_first"))
        return
    here = {owner["owner_id"] for owner in owners if owner["is_present"]}
    found = [row for row in owner_list(database(), page.data.actor, text=text).rows if row["owner_id"] not in here]
    if not found:
        st.caption(texts("owners.panel.found_none"))
    for row in found[:_MOST_FOUND]:
        left, right = st.columns([3, 2], vertical_alignment="center")
        addresses = ", ".join(plain(str(address)) for address in (row["addresses"] or [])[:2])
        left.markdown(f"**{owner_title(page, row)}**  \n{addresses}")
        if right.button(texts("owners.panel.link"), key=page.view.key(f"{key}:zu:{row['owner_id']}")):
            attempt(page, lambda row=row: link_owner(database(), page.data.actor, unit_id, str(row["owner_id"])))
