"""Administration: the backups there are, whether they are whole, how the last night went, and one more at once."""

import datetime
from pathlib import Path

import pandas as pd
import streamlit as st

from strukturmonitor.access import require
from strukturmonitor.database import archive_file, backup
from strukturmonitor.errors import StrukturmonitorError
from strukturmonitor.imports.findings import explain_error
from strukturmonitor.nightly import last_night
from strukturmonitor.register import backups
from strukturmonitor.register.privacy import shortest_period
from strukturmonitor.ui import session
from strukturmonitor.ui.data import database, settings
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.views import Column, show_cards, show_table

_OLD = datetime.timedelta(days=2)


def backups_view(page: Page) -> list[str] | None:
    require(page.data.actor, "back_up")
    texts = page.texts
    data_dir = settings().data_dir
    known = backup.backups(backup.folder(data_dir))
    whole = [one for one in known if one.manifest]
    if not known:
        st.warning(texts("backups.none"), icon=":material/warning:")
    elif not whole or datetime.datetime.now(datetime.UTC) - whole[0].made_at > _OLD:
        st.warning(texts("backups.old"), icon=":material/warning:")
    else:
        st.success(texts("backups.fresh", when=_moment(page, whole[0].made_at)), icon=":material/check_circle:")
    _night(page, data_dir)
    _make(page)
    if known:
        _table(page, known)
        _check(page, known)
    _how_to(page, whole[0].path if whole else None)
    return [texts("backups.count", count=texts.number(len(known)))]


def _night(page: Page, data_dir: Path) -> None:
    texts, at = page.texts, settings().nightly_at
    rule, _ = shortest_period()
    days, months = settings().backup_keep_days, rule.months
    if at is None:
        st.markdown(texts("backups.no_night"))
    else:
        st.markdown(texts("backups.night", time=f"{at:%H:%M}", days=texts.number(days), months=texts.number(months)))
    last = last_night(data_dir)
    if last and last["error"] is not None:
        when = _moment(page, datetime.datetime.fromisoformat(last["at"]))
        key = f"error.{last['error']}"
        reason = plain(texts(key, **last["values"])) if texts.has(key) else texts("backups.night_unknown")
        st.error(texts("backups.night_failed", when=when, reason=reason), icon=":material/error:")


def _make(page: Page) -> None:
    texts = page.texts
    if st.button(texts("backups.now"), type="primary", icon=":material/save:", key=page.view.key("sichern")):
        try:
            with st.spinner(texts("backups.working")):
                made = backups.back_up(database(), page.data.actor)
        except StrukturmonitorError as error:
            st.error(explain_error(texts, error))
            return
        st.session_state[session.BACKED_UP] = made["file"]
        st.rerun()
    file = st.session_state.pop(session.BACKED_UP, None)
    if file:
        st.success(texts("backups.made", file=plain(file)), icon=":material/check_circle:")


def _table(page: Page, known: list[backup.Backup]) -> None:
    texts = page.texts
    rows = pd.DataFrame(
        {
            "made_at": _moment(page, one.made_at),
            "kind": texts(f"backups.kind.{one.manifest['kind']}") if one.manifest else texts("backups.unreadable"),
            "units": one.manifest["units"] if one.manifest else None,
            "size": one.size / 1e6,
            "software": one.manifest["software"] if one.manifest else "–",
            "file": one.path.name,
        }
        for one in known
    )
    columns = {name: Column(texts(f"backups.column.{name}")) for name in rows}
    columns["units"] = Column(texts("backups.column.units"), "number")
    columns["size"] = Column(texts("backups.column.size"), "number", 1)
    if page.is_phone:
        shown = {name: [plain(column.format(texts, value)) for value in rows[name]] for name, column in columns.items()}
        show_cards(pd.DataFrame(shown), columns)
    else:
        show_table(page, rows, columns, key="sicherungen", alt=texts("backups.alt", count=texts.number(len(rows))))


def _check(page: Page, known: list[backup.Backup]) -> None:
    texts = page.texts
    names = {one.path.name: one.path for one in known}
    row = st.container(horizontal=True, vertical_alignment="bottom")
    name = row.selectbox(texts("backups.which"), list(names), key=page.view.key("pruefen:welche"))
    if row.button(texts("backups.check"), icon=":material/verified:", key=page.view.key("pruefen")):
        with st.spinner(texts("backups.checking")):
            is_whole = archive_file.is_whole(names[name])
        say = st.success if is_whole else st.error
        say(texts("backups.whole" if is_whole else "backups.damaged", file=plain(name)))


def _how_to(page: Page, newest: Path | None) -> None:
    texts = page.texts
    with st.expander(texts("backups.restore.title"), icon=":material/settings_backup_restore:"):
        st.markdown(texts("backups.restore.steps"))
        st.code(f"python -m strukturmonitor restore {newest or 'DATEI'}", language="bash", wrap_lines=True)
        st.markdown(texts("backups.restore.after"))


def _moment(page: Page, moment: datetime.datetime) -> str:
    return page.texts.moment(moment, page.data.city.timezone)
