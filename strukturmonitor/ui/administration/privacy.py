"""Administration: what personal data are due for deletion, lifting an area, information for a person, the protocol of
deletions, and what every personal field is for."""

import pandas as pd
import streamlit as st

from strukturmonitor.access import require
from strukturmonitor.errors import StrukturmonitorError
from strukturmonitor.imports.findings import explain_error
from strukturmonitor.register import deletion
from strukturmonitor.register.information import purpose_rows, whom
from strukturmonitor.register.privacy import deletion_words, purposes
from strukturmonitor.ui import session
from strukturmonitor.ui.administration.privacy_person import person_part
from strukturmonitor.ui.data import database, forget_cached, settings
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.views import Column, show_cards, show_table

_PARTS = {"faellig": "due", "gebiet": "lift", "auskunft": "person", "protokoll": "protocol", "angaben": "purposes"}
_LONGEST_PROTOCOL = 500
_SHOWN_IDS = 200


def privacy_view(page: Page) -> list[str] | None:
    require(page.data.actor, "manage_privacy")
    texts = page.texts
    labels = {slug: texts(f"privacy.part_of_page.{name}") for slug, name in _PARTS.items()}
    slug = page.choice("teil", texts("privacy.part_of_page"), labels, widget="segmented")
    _say_done(page)
    parts = {"due": _due, "lift": _lift, "person": person_part, "protocol": _protocol, "purposes": _purposes}
    parts[_PARTS[slug]](page)
    return [labels[slug]]


def _due(page: Page) -> None:
    texts = page.texts
    found = deletion.due(database(), page.data.actor)
    if not found:
        st.success(texts("privacy.due.nothing"), icon=":material/check_circle:")
        _night(page)
        return
    st.markdown(texts("privacy.due.intro"))
    _night(page)
    _table(page, found)
    _confirm(page, found, None, texts("privacy.delete.button", count=texts.number(_count(found))))


def _lift(page: Page) -> None:
    texts = page.texts
    st.markdown(texts("privacy.lift.intro"))
    areas = {area.area_id: area.name for area in page.tree.of_level("pg")}
    if not areas:
        st.info(texts("privacy.lift.no_area"), icon=":material/inbox:")
        return
    area_id = st.selectbox(
        texts("privacy.lift.area"),
        list(areas),
        index=None,
        format_func=areas.__getitem__,
        key=page.view.key("gebiet:aufheben"),
        placeholder=texts("privacy.lift.choose"),
    )
    if area_id is None:
        return
    found = deletion.due(database(), page.data.actor, area_id)
    kept = deletion.kept_when_lifted(database(), page.data.actor, area_id)
    if kept:
        st.info(texts("privacy.lift.kept", count=texts.number(len(kept))), icon=":material/info:")
    if not found:
        st.success(texts("privacy.lift.nothing", area=plain(areas[area_id])), icon=":material/check_circle:")
        return
    _table(page, found)
    label = texts("privacy.lift.button", area=plain(areas[area_id]), count=texts.number(_count(found)))
    _confirm(page, found, area_id, label)


def _table(page: Page, found: list[deletion.Due]) -> None:
    """The dry run: what would go, by kind; the numbers of the records one click away."""
    texts = page.texts
    rows = pd.DataFrame(
        {
            "kind": texts(f"privacy.kind.{each.kind.id}"),
            "count": len(each.record_ids),
            "rule": deletion_words(texts, each.kind.rule),
            "since": min((day for day in each.since if day), default=None),
        }
        for each in found
    )
    columns = {
        "kind": Column(texts("privacy.column.kind")),
        "count": Column(texts("privacy.column.count"), "number"),
        "since": Column(texts("privacy.column.since"), "date"),
        "rule": Column(texts("privacy.column.rule")),
    }
    _show(page, rows, columns, "faellig", texts("privacy.due.alt", count=texts.number(_count(found))))
    box = st.expander(texts("privacy.records"), key=page.view.key("faellig:nummern"), on_change="rerun")
    if box.open:
        with box:
            for each in found:
                shown = ", ".join(plain(name) for name in each.record_ids[:_SHOWN_IDS])
                more = len(each.record_ids) - _SHOWN_IDS
                st.markdown(
                    f"**{texts(f'privacy.kind.{each.kind.id}')}:** {shown}" + (f" … (+{more})" if more > 0 else "")
                )


def _confirm(page: Page, found: list[deletion.Due], area_id: str | None, label: str) -> None:
    texts = page.texts
    seen = deletion.fingerprint(found)
    with st.form(page.view.key(f"loeschen:{area_id or ''}:{seen}"), border=True):
        is_sure = st.checkbox(texts("privacy.delete.sure"))
        wants = st.form_submit_button(label, type="primary", icon=":material/delete_forever:")
    if not wants:
        return
    if not is_sure:
        st.warning(texts("privacy.delete.not_sure"))
        return
    try:
        done = deletion.delete(database(), page.data.actor, seen=seen, area_id=area_id)
    except StrukturmonitorError as error:
        st.error(explain_error(texts, error))
        return
    forget_cached()
    st.session_state[session.DELETED] = sum(done.counts.values())
    page.wrote()
    st.rerun()


def _say_done(page: Page) -> None:
    count = st.session_state.pop(session.DELETED, None)
    if count is not None:
        st.success(page.texts("privacy.delete.done", count=page.texts.number(count)), icon=":material/check_circle:")


def _night(page: Page) -> None:
    at = settings().nightly_at
    texts = page.texts
    if at is None:
        st.caption(texts("privacy.due.no_night"))
    elif page.data.has_made_units:
        st.caption(texts("privacy.due.demo_night", time=f"{at:%H:%M}"))
    else:
        st.caption(texts("privacy.due.night", time=f"{at:%H:%M}"))


def _protocol(page: Page) -> None:
    texts = page.texts
    st.markdown(texts("privacy.protocol.intro"))
    runs = page.data.reader.read("deletion_runs", limit=_LONGEST_PROTOCOL)
    if runs.empty:
        st.info(texts("privacy.protocol.nothing"), icon=":material/inbox:")
        return
    rows = pd.DataFrame(
        {
            "deleted_at": runs["deleted_at"],
            "way": [_way(page, way, area_id) for way, area_id in zip(runs["way"], runs["area_id"], strict=True)],
            "kind": [texts(f"privacy.kind.{kind}") for kind in runs["kind"]],
            "count": runs["record_count"],
            "who": [
                _text(name) or texts(f"role.{role}")
                for name, role in zip(runs["actor_name"], runs["role"], strict=True)
            ],
            "swept": [texts("privacy.no" if pd.isna(moment) else "privacy.yes") for moment in runs["swept_at"]],
        }
    )
    columns = {name: Column(texts(f"privacy.column.{name}")) for name in rows}
    columns["deleted_at"] = Column(texts("privacy.column.deleted_at"), "date")
    columns["count"] = Column(texts("privacy.column.count"), "number")
    _show(page, rows, columns, "protokoll", texts("privacy.protocol.alt", count=texts.number(len(rows))))


def _way(page: Page, way: str, area_id: object) -> str:
    words = page.texts(f"privacy.way.{way}")
    return f"{words}: {page.tree[area_id].name}" if isinstance(area_id, str) and area_id in page.tree else words


def _purposes(page: Page) -> None:
    texts = page.texts
    st.markdown(texts("privacy.purposes.intro"))
    names = ("fields", "purpose", "basis", "readers", "deletion")
    columns = {name: Column(texts(f"privacy.head.{name}")) for name in names}
    for subject in dict.fromkeys(whom(found) for found in purposes()):
        st.subheader(texts(f"privacy.whom.{subject}"), anchor=False)
        wanted = tuple(found for found in purposes() if whom(found) == subject)
        rows = pd.DataFrame(purpose_rows(texts, wanted), columns=list(names))
        if page.is_phone:
            show_cards(rows, columns)
            continue
        # Sentences need their line breaks; a data grid would cut them off.
        named = rows.rename(columns={name: column.label for name, column in columns.items()})
        st.table(named.set_index(columns["fields"].label), border="horizontal")


def _show(page: Page, rows: pd.DataFrame, columns: dict[str, Column], key: str, alt: str) -> None:
    if page.is_phone:
        texts = page.texts
        shown = {name: [plain(column.format(texts, value)) for value in rows[name]] for name, column in columns.items()}
        show_cards(pd.DataFrame(shown), columns)
    else:
        show_table(page, rows, columns, key=key, alt=alt)


def _count(found: list[deletion.Due]) -> int:
    return sum(len(each.record_ids) for each in found)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
