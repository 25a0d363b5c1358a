"""What was talked about a unit, what was advised, and which documents lie elsewhere."""

import streamlit as st

from strukturmonitor.register.conversations import (
    NO_STEP,
    add_advice,
    add_link,
    add_talk,
    advice,
    drop_link,
    drop_talk,
    finish_step,
    links,
    talks,
)
from strukturmonitor.register.owners import Noted
from strukturmonitor.ui.data import database
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.register.check import today
from strukturmonitor.ui.register.entry import attempt, entry_box, entry_form


def talk_panel(page: Page, unit_id: str, owners: list[dict[str, object]]) -> None:
    """The log of talks (read only when opened, which is noted) and the form for a new one."""
    texts = page.texts
    key = f"gespraech:{unit_id}"
    st.markdown(f"#### {texts('owners.panel.talks')}")
    box = entry_box(page, f"{key}:neu", texts("owners.panel.talk_add"), icon=":material/add_comment:")
    if box.open:
        with box:
            _new_talk(page, unit_id, key, owners)
    box = st.expander(
        texts("owners.panel.show_talks"), key=page.view.key(f"{key}:liste"), on_change="rerun", icon=":material/forum:"
    )
    if box.open:
        with box:
            noted: Noted = st.session_state.setdefault(page.view.key("eingesehen"), set())
            rows = talks(database(), page.data.actor, unit_id, noted=noted)
            if not rows:
                st.caption(texts("owners.panel.talk_none"))
            for row in rows:
                with st.container(border=True):
                    _talk(page, row)


def advice_panel(page: Page, unit_id: str) -> None:
    """Advice given on a unit and the form for another one."""
    texts = page.texts
    key = f"beratung:{unit_id}"
    st.markdown(f"#### {texts('owners.panel.advice')}")
    rows = advice(database(), page.data.actor, unit_id)
    if not rows:
        st.caption(texts("owners.panel.advice_none"))
    for row in rows:
        said = f"{texts.date(row['given_on'])}: **{texts('vacancy.advice.' + str(row['kind']))}**"
        st.markdown(said + (f"  \n{plain(str(row['note']))}" if row["note"] else ""))
    box = entry_box(page, f"{key}:neu", texts("owners.panel.advice_add"), icon=":material/tips_and_updates:")
    if box.open:
        with box:
            entry_form(
                page,
                f"{key}:form",
                ["advice"],
                box=f"{key}:neu",
                stored={"advice": {"given_on": today(page)}},
                save=lambda typed, _: add_advice(database(), page.data.actor, unit_id, typed["advice"]),
            )


def link_panel(page: Page, unit_id: str) -> None:
    """Documents that lie elsewhere."""
    texts = page.texts
    key = f"unterlage:{unit_id}"
    st.markdown(f"#### {texts('owners.panel.links')}", help=texts("owners.panel.links_help"))
    rows = links(database(), page.data.actor, unit_id)
    if not rows:
        st.caption(texts("owners.panel.link_none"))
    for row in rows:
        line = st.container(horizontal=True, vertical_alignment="center")  # beside each other on a phone, too
        line.link_button(plain(str(row["title"])), str(row["url"]), icon=":material/open_in_new:", type="tertiary")
        if line.button(
            "", key=page.view.key(f"{key}:weg:{row['link_id']}"), icon=":material/delete:", help=texts("owners.panel.link_drop"),
        ):  # fmt: skip
            attempt(page, lambda row=row: drop_link(database(), page.data.actor, int(row["link_id"])))
    box = entry_box(page, f"{key}:neu", texts("owners.panel.link_add"), icon=":material/add_link:")
    if box.open:
        with box:
            entry_form(
                page,
                f"{key}:form",
                ["unit_link"],
                box=f"{key}:neu",
                save=lambda typed, _: add_link(database(), page.data.actor, unit_id, typed["unit_link"]),
            )


def _new_talk(page: Page, unit_id: str, key: str, owners: list[dict[str, object]]) -> None:
    texts = page.texts
    names = {
        str(owner["owner_id"]): str(owner["legal_name"] or texts("owners.view.person", number=owner["owner_id"]))
        for owner in owners
    }

    def which_owner(prefix: str) -> dict[str, object]:
        if not names:
            return {"owner_id": None}
        chosen = st.selectbox(
            texts("owners.panel.talk_owner"),
            [*names, ""],
            format_func=lambda each: names.get(each, texts("owners.panel.talk_nobody")),
            key=f"{prefix}:eigentuemer",
        )
        return {"owner_id": chosen or None}

    entry_form(
        page,
        f"{key}:form",
        ["conversation"],
        box=f"{key}:neu",
        stored={"conversation": {"held_on": today(page), "next_step": NO_STEP}},
        above=which_owner,
        save=lambda typed, _: add_talk(
            database(), page.data.actor, unit_id, typed["conversation"], owner_id=typed[""]["owner_id"]
        ),
    )


def _talk(page: Page, row: dict[str, object]) -> None:
    texts = page.texts
    number = int(row["conversation_id"])
    parts = [texts(f"vacancy.channel.{row['channel']}")]
    if row["with_whom"]:
        parts.append(texts("owners.panel.talk_with", name=plain(str(row["with_whom"]))))
    lines = [
        f"**{texts.date(row['held_on'])}** · {' · '.join(parts)}",
        f"**{texts('vacancy.talk_result.' + str(row['result']))}**",
    ]
    if row["text"]:
        lines.append("  \n".join(plain(line) for line in str(row["text"]).splitlines() if line.strip()))
    st.markdown("  \n".join(lines))
    if row["next_step"] != NO_STEP:
        step = texts(f"vacancy.next_step.{row['next_step']}")
        words = (
            texts("owners.panel.talk_next_on", step=step, date=texts.date(row["next_on"]))
            if row["next_on"]
            else texts("owners.panel.talk_next", step=step)
        )
        st.markdown(f"{words}{' · ' + texts('owners.panel.talk_done') if row['is_done'] else ''}")
    left, right = st.columns(2)
    is_open = row["next_step"] != NO_STEP and not row["is_done"]
    if is_open and left.button(
        texts("owners.panel.talk_finish"), key=page.view.key(f"gespraech:fertig:{number}"), icon=":material/check:"
    ):
        attempt(page, lambda: finish_step(database(), page.data.actor, number))
    with right.popover(texts("owners.panel.talk_drop"), icon=":material/delete:"):
        if st.button(texts("owners.panel.person_drop_sure"), key=page.view.key(f"gespraech:weg:{number}")):
            attempt(page, lambda: drop_talk(database(), page.data.actor, number))
    if row["actor_name"]:
        st.caption(texts("owners.panel.talk_by", name=plain(str(row["actor_name"]))))
