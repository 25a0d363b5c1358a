"""What the public reported, for those in charge of the place: looked at, decided with a reason, made into a record."""

import pandas as pd
import streamlit as st

from strukturmonitor.access import allowed
from strukturmonitor.errors import StrukturmonitorError
from strukturmonitor.register import Record, moderation, moves, needs_reason, record
from strukturmonitor.register.pictures import content
from strukturmonitor.ui.data import database
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.register.messages import why
from strukturmonitor.ui.register.new_record import alike, show_alike
from strukturmonitor.ui.register.places import place_chooser
from strukturmonitor.ui.writing import writing
from strukturmonitor.vacancy.values import label

_OPEN = ("submitted", "in_review", "verified")
_CLOSED = ("rejected", "converted", "duplicate")
_FILTERS = {"offen": ("open", _OPEN), "abgeschlossen": ("closed", _CLOSED), "alle": ("all", None)}
_SIMPLE = ("submitted", "in_review", "verified", "rejected", "duplicate")
_COLOURS = {"submitted": "violet", "in_review": "orange", "verified": "blue", "converted": "green"}
_SHOWN = 20
_STATES = ("reported", "verified", "closed_leased", "interim_use")


def reports_view(page: Page) -> list[str] | None:
    """Draw the reports of the areas in charge; returns the filter in force as words."""
    texts = page.texts
    if not allowed(page.data.actor, "moderate_reports"):
        st.info(texts("desk.not_allowed"), icon=":material/lock:")
        return None
    names = {slug: texts(f"report.filter.{name}") for slug, (name, _) in _FILTERS.items()}
    slug = page.choice("stand-meldung", texts("report.filter"), names, widget="segmented")
    rows = page.data.read("reports_from_public", states=_FILTERS[slug][1])
    if rows.empty:
        st.info(texts("report.none_open" if slug == "offen" else "report.none"), icon=":material/inbox:")
        return [names[slug]]
    if slug == "offen":
        st.markdown(f"**{texts('report.title', count=len(rows))}**")
    pages = -(-len(rows) // _SHOWN)
    number = st.pagination(pages, key=page.view.key(f"meldungen-seite:{slug}")) if pages > 1 else 1
    for row in rows.iloc[(number - 1) * _SHOWN : number * _SHOWN].to_dict("records"):
        with st.container(border=True):
            _report(page, row)
    return [names[slug]]


def _report(page: Page, row: dict) -> None:
    texts = page.texts
    report_id = int(row["report_id"])
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        kind = texts(f"report.kind.{row['kind']}")
        st.markdown(f"**{kind}** · {_place(page, row)}", width="content")
        st.badge(texts(f"report.state.{row['state']}"), color=_COLOURS.get(row["state"], "gray"))
    received = texts("report.received", number=f"M-{report_id:05d}", day=texts.date(row["received_on"]))
    areas = [page.area_label(each) for each in row["area_ids"] if each.startswith(("bezirk:", "stat:"))]
    st.caption(" · ".join([received, *[area for area in areas if area]]))
    left, right = (st.container(), st.container()) if page.is_phone else st.columns([2, 1])
    with left:
        for line in str(row["message"]).splitlines():
            st.markdown(plain(line))
        if _text(row["since"]):
            st.markdown(texts("report.since", since=plain(row["since"])))
        _decided(page, row)
    with right:
        picture = content(database().data_dir, row["photo_sha256"]) if _text(row["photo_sha256"]) else None
        if picture is not None:
            st.image(picture, width="stretch", alt=texts("photo.alt_none"))
    _contact(page, report_id, bool(row["has_contact"]))
    for unit_id in dict.fromkeys(_text(row[name]) for name in ("linked_unit_id", "unit_id")):
        if unit_id:
            page.link_to(
                "register", texts("report.open_record", unit=unit_id), icon=":material/open_in_new:", objekt=unit_id
            )
    if moderation.moves(row["state"]):
        _actions(page, row, report_id)


def _place(page: Page, row: dict) -> str:
    texts = page.texts
    words = [plain(row[name]) for name in ("unit_address", "address") if _text(row[name])]
    if pd.notna(row["lon"]):
        words.append(texts("report.on_map"))
    return ", ".join(words) or texts("report.no_place")


def _decided(page: Page, row: dict) -> None:
    texts = page.texts
    if pd.notna(row["decided_at"]):
        words = {"state": texts(f"report.state.{row['state']}"), "day": texts.date(row["decided_at"])}
        st.caption(texts("report.decided", who=plain(_text(row["decided_by"]) or "–"), **words))
    if _text(row["reason"]):
        st.caption(texts("report.reason_shown", reason=plain(row["reason"])))


def _contact(page: Page, report_id: int, has_contact: bool) -> None:
    """The contact is read only when asked for, and the look at it is noted."""
    texts = page.texts
    if not has_contact:
        st.caption(texts("report.no_contact"))
        return
    key = page.view.key(f"kontakt:{report_id}")
    if st.button(texts("report.show_contact"), key=key, icon=":material/contact_mail:", type="tertiary"):
        for person in moderation.reporter(database(), page.data.actor, report_id).to_dict("records"):
            said = {name: plain(_text(person[name]) or "–") for name in ("name", "contact")}
            st.markdown(texts("report.contact_shown", **said))
    with st.popover(texts("report.delete_contact"), icon=":material/person_remove:"):
        if st.button(texts("report.delete_contact"), key=f"{key}:loeschen", type="primary"):
            _try(page, lambda: moderation.forget_reporter(database(), page.data.actor, report_id))


def _actions(page: Page, row: dict, report_id: int) -> None:
    texts = page.texts
    options = [state for state in moderation.moves(row["state"]) if state in _SIMPLE]
    with st.expander(texts("report.decide"), icon=":material/rule:"):
        key = page.view.key(f"meldung:{report_id}")
        ways = {state: texts(f"report.action.{state}") for state in options}
        if "converted" in moderation.moves(row["state"]):
            first = ("add", "make") if _text(row["unit_id"]) else ("make", "add")
            ways = {way: texts(f"report.action.{way}") for way in first} | ways
        way = st.selectbox(texts("report.decision"), list(ways), format_func=ways.__getitem__, key=f"{key}:weg")
        if way == "make":
            _make(page, row, report_id, key)
        elif way == "add":
            _add(page, row, report_id, key)
        else:
            reason = st.text_area(texts("report.reason"), key=f"{key}:grund", height=80)
            if st.button(ways[way], key=f"{key}:ok", type="primary"):
                _try(page, lambda: moderation.decide(database(), page.data.actor, report_id, way, reason=reason))


def _make(page: Page, row: dict, report_id: int, key: str) -> None:
    texts = page.texts
    point = (float(row["lon"]), float(row["lat"])) if pd.notna(row["lon"]) else None
    address = st.text_input(texts("report.make_address"), value=_text(row["address"]) or "", key=f"{key}:adresse")
    if point is None:
        point = _missing_place(page, address, report_id)
    found = alike(page, address, None, point)
    if found:
        show_alike(page, found)
    state = st.selectbox(
        texts("report.make_state"),
        _STATES,
        format_func=lambda value: label(texts, "state", value),
        key=f"{key}:status",
    )
    is_placed = point is not None or page.data.actor.areas is None  # the place says who is in charge
    if st.button(
        texts("report.make_save"),
        key=f"{key}:anlegen",
        type="primary",
        icon=":material/add_business:",
        disabled=not is_placed,
    ):
        values: dict[str, object] = {"address": address or None, "state": state}
        if point:
            values |= {"lon": point[0], "lat": point[1]}
        _try(page, lambda: moderation.make_record(database(), page.data.actor, report_id, values))


def _missing_place(page: Page, address: str, report_id: int) -> tuple[float, float] | None:
    """Where a report without a place lies: without it nobody who is in charge of an area could make it a record."""
    key = page.view.key(f"meldung:{report_id}:ort")
    point = st.session_state.get(key)
    st.caption(page.texts("report.make_place"))
    chosen = place_chooser(page, point, key=f"meldung:{report_id}:lage", address=address)
    if chosen is not None and chosen != point:
        st.session_state[key] = chosen
        st.rerun()
    return point


def _add(page: Page, row: dict, report_id: int, key: str) -> None:
    texts = page.texts
    unit_id = st.text_input(
        texts("report.add_unit"), value=_text(row["unit_id"]) or "", key=f"{key}:eintrag", help=texts("report.add_help")
    ).strip()
    found = _record(page, unit_id) if unit_id else None
    if found is None:
        return
    st.markdown(f"**{plain(str(found.values['address']))}** · {label(texts, 'state', found.values['state'])}")
    options = [None, *moves(found.values["state"])]
    # What somebody of the city saw empty was empty: then the case ends, else it never was one.
    filled = ("never_vacant", "occupied") if found.values["state"] == "reported" else ("occupied", "never_vacant")
    proposed = {"not_vacant": filled, "vacant": ("reported", "verified")}.get(row["kind"], ())
    first = next((options.index(state) for state in proposed if state in options), 0)
    state = st.selectbox(
        texts("report.add_state"),
        options,
        index=first,
        format_func=lambda value: texts("report.add_same") if value is None else label(texts, "state", value),
        key=f"{key}:neuer-status",
    )
    is_needed = state is not None and needs_reason(found.values["state"], state)
    reason = st.text_area(
        texts("record.move.reason_needed" if is_needed else "record.move.reason"), key=f"{key}:grund", height=80
    )
    if st.button(texts("report.add_save"), key=f"{key}:zuordnen", type="primary", icon=":material/link:"):
        _try(
            page,
            lambda: moderation.add_to_record(
                database(), page.data.actor, report_id, unit_id, state=state, reason=reason or None
            ),
        )


def _record(page: Page, unit_id: str) -> Record | None:
    try:
        return record(database(), page.data.actor, unit_id)
    except StrukturmonitorError as error:
        st.error(why(page, error), icon=":material/error:")
        return None


def _try(page: Page, action: object) -> None:
    texts = page.texts
    with writing(page, why):
        action()
        page.wrote()
        st.toast(texts("report.done"), icon=":material/task_alt:")
        st.rerun()


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
