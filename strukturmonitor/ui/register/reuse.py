"""The view «reuse» of the register: who seeks a space, and which units suit."""

from functools import partial

import streamlit as st

from strukturmonitor.access import allowed
from strukturmonitor.errors import SeekerUnknown, StrukturmonitorError
from strukturmonitor.register.matching import units_for
from strukturmonitor.register.reuse import change_seeker, contact, record_seeker, seeker, seekers
from strukturmonitor.register.words import value_words
from strukturmonitor.ui.data import database
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.register.entry import entry_box, entry_form
from strukturmonitor.ui.register.matches import expose_button, match_card
from strukturmonitor.ui.register.messages import show_messages, why
from strukturmonitor.ui.register.own_area import area_of_view
from strukturmonitor.ui.register.owner_panel import noted
from strukturmonitor.ui.register.owners import open_record_button

_NEED = ("floors", "most_steps", "grades", "wanted_use", "rent_limit_eur_m2", "until")
_LONGEST_NUMBER = 20


def reuse_view(page: Page) -> list[str] | None:
    """Draw the view; returns the filters in force as words for the head of the page."""
    texts = page.texts
    show_messages(page)
    key = page.view.start("gesuch", _number, "")
    chosen = st.session_state[key]
    if chosen:
        page.view.keep("gesuch", chosen)
        st.button(
            texts("reuse.back"), key=page.view.key("gesuch:zurueck"), icon=":material/arrow_back:", type="tertiary",
            on_click=page.view.put, args=("gesuch", ""),
        )  # fmt: skip
        try:
            row = seeker(database(), page.data.actor, chosen)
        except SeekerUnknown as error:
            st.info(why(page, error), icon=":material/info:")
            return None
        _seeker(page, row)
        return [str(row["seeker_id"])]
    return _list(page)


def _list(page: Page) -> list[str]:
    texts = page.texts
    left, right = st.columns([2, 2], vertical_alignment="bottom")
    with left:
        area = area_of_view(page)
    with right:
        shown = page.choice(
            "gesuche",
            texts("reuse.filter"),
            {"offen": texts("reuse.filter.open"), "alle": texts("filter.all")},
            widget="segmented",
        )
    area_id = None if area.level == "city" else area.area_id
    rows = seekers(database(), page.data.actor, area_id=area_id, is_open=True if shown == "offen" else None)
    if rows:
        st.markdown(texts("reuse.count", count=texts.number(len(rows)), where=page.where(area.area_id)))
    else:
        st.info(texts("reuse.none"), icon=":material/inbox:")
    box = entry_box(page, "gesuch:neu", texts("reuse.add"), icon=":material/add_circle:")
    if box.open:
        with box:
            _form(page, "gesuch:neu", None)
    for row in rows:
        with st.container(border=True):
            left, right = st.columns([3, 1], vertical_alignment="center")
            left.markdown(f"**{plain(str(row['title']))}**  \n{_need(page, row)}")
            right.button(
                texts("reuse.show"),
                key=page.view.key(f"gesuch:auf:{row['seeker_id']}"),
                icon=":material/join_inner:",
                on_click=page.view.put,
                args=("gesuch", str(row["seeker_id"])),
                width="stretch",
            )
    return [page.area_label(area.area_id), texts("reuse.filter.open") if shown == "offen" else texts("filter.all")]


def _seeker(page: Page, row: dict[str, object]) -> None:
    texts = page.texts
    seeker_id = str(row["seeker_id"])
    actor = page.data.actor
    st.header(plain(str(row["title"])), anchor=False)
    if not row["is_open"]:
        st.badge(texts("reuse.ended"), color="gray")
    st.markdown(_need(page, row))
    if row["note"]:
        st.text(str(row["note"]))
    if allowed(actor, "read_restricted", frozenset(row["area_ids"]) if row["area_ids"] else None):
        _contact_and_form(page, row)
    else:
        st.caption(texts("reuse.contact.hidden"))
    st.subheader(texts("reuse.units"), anchor=False)
    try:
        matches = units_for(database(), actor, row)
    except StrukturmonitorError as error:
        st.error(why(page, error), icon=":material/error:")
        return
    if not matches:
        st.info(texts("reuse.units.none"), icon=":material/search_off:")
        return
    st.caption(texts("reuse.units.help", count=texts.number(len(matches))))
    for match in matches:
        unit_id = str(match.unit["unit_id"])
        key = f"gesuch:{seeker_id}:{unit_id}"
        match_card(
            page,
            match,
            title=f"{match.unit['address']} ({unit_id})",
            key=key,
            actions=partial(_actions, page, match.unit, key),
        )


def _actions(page: Page, unit: dict[str, object], key: str) -> None:
    open_record_button(page, unit, key, page.texts("reuse.open_record"))
    expose_button(page, str(unit["unit_id"]), key)


def _contact_and_form(page: Page, row: dict[str, object]) -> None:
    texts = page.texts
    seeker_id = str(row["seeker_id"])
    actor = page.data.actor
    if row["has_contact"]:
        box = st.expander(
            texts("reuse.contact"), key=page.view.key(f"gesuch:{seeker_id}:kontakt"), on_change="rerun",
            icon=":material/contact_phone:",
        )  # fmt: skip
        if box.open:
            with box:
                person = contact(database(), actor, seeker_id, noted=noted(page))
                if person:
                    parts = (person["name"], person["phone"], person["email"])
                    st.markdown(" · ".join(plain(str(part)) for part in parts if part))
    key = f"gesuch:{seeker_id}:aendern"
    box = entry_box(page, key, texts("reuse.change"), icon=":material/edit:")
    if box.open:
        with box:
            person = contact(database(), actor, seeker_id, noted=noted(page)) if row["has_contact"] else None
            _form(page, key, row, person)


def _form(page: Page, box: str, row: dict[str, object] | None, person: dict[str, object] | None = None) -> None:
    """A new seeker (`row` None) or a change of one. `box`: key of the box it stands in."""
    texts = page.texts
    actor = page.data.actor
    options = [area.area_id for level in ("bezirk", "stat", "pg") for area in page.tree.of_level(level)]

    def above(prefix: str) -> dict[str, object]:
        known = [each for each in (row["area_ids"] or [] if row else []) if each in options]
        areas = st.multiselect(
            texts("reuse.areas"), options, default=known, format_func=page.area_label, key=f"{prefix}:gebiete",
            placeholder=page.tree.city.name,
            select_all=False,
        )  # fmt: skip
        is_open = True
        if row is not None:
            is_open = st.checkbox(texts("reuse.is_open"), value=bool(row["is_open"]), key=f"{prefix}:offen")
        return {"areas": areas, "is_open": is_open}

    def save(typed: dict[str, dict[str, object]], revision: int | None) -> None:
        more = typed[""]
        if row is None:
            record_seeker(
                database(), actor, typed["seeker"], area_ids=list(more["areas"]), person=typed["seeker_person"]
            )
        else:
            change_seeker(
                database(), actor, str(row["seeker_id"]), int(revision or 0), typed["seeker"],
                area_ids=list(more["areas"]), is_open=bool(more["is_open"]), person=typed["seeker_person"],
            )  # fmt: skip

    entry_form(
        page,
        f"{box}:form",
        ["seeker", "seeker_person"],
        stored=None if row is None else {"seeker": row, "seeker_person": person or {}},
        revision=None if row is None else int(row["revision"]),
        above=above,
        save=save,
        box=box,
    )


def _need(page: Page, row: dict[str, object]) -> str:
    """What is sought on one line: «Verein · 80 bis 150 m² · Erdgeschoss · …»."""
    texts = page.texts
    least, most = row["min_m2"], row["max_m2"]
    parts = [texts(f"vacancy.seeker.{row['kind']}")]
    if least is not None and most is not None:
        parts.append(texts("reuse.range.both", least=texts.number(least), most=texts.number(most)))
    elif least is not None:
        parts.append(texts("reuse.range.least", least=texts.number(least)))
    elif most is not None:
        parts.append(texts("reuse.range.most", most=texts.number(most)))
    for name in _NEED:
        if row[name] is not None:
            value = value_words(texts, f"seeker.{name}", row[name])
            parts.append(texts(f"reuse.need.{name}", value=plain(value)))
    areas = [page.area_label(each) for each in row["area_ids"] or [] if each in page.tree]
    parts.append(texts.list(areas) if areas else page.tree.city.name)
    if row["is_interim_enough"]:
        parts.append(texts("reuse.need.interim"))
    return " · ".join(parts)


def _number(text: str) -> str:
    if len(text) > _LONGEST_NUMBER or not text.isprintable():
        raise ValueError(text)
    return text
