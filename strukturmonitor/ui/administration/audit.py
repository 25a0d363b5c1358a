"""Administration: the log of who did what when, filtered and paged, and as a file."""

import datetime
from collections.abc import Callable

import streamlit as st

from strukturmonitor.exports.audit_log import COLUMNS, LOG_FORMATS, action_words, log_file, log_in_words
from strukturmonitor.exports.names import file_name
from strukturmonitor.exports.register_list import FORMATS
from strukturmonitor.ui.data import database
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.views import Column, show_cards, show_table

_PERIODS = {"30-tage": 30, "7-tage": 7, "1-jahr": 365, "alles": None}  # days
_ALL = "alle"
_SYSTEM = "role:admin"  # of the query audit_choices: the administration's rights, no account
_ROWS = 50
_ROWS_PHONE = 15


def audit_view(page: Page) -> list[str] | None:
    """The right read_audit is asked for by the queries. Returns the filters in force as words."""
    texts = page.texts
    st.markdown(texts("audit.intro"))
    filters, words, period = _filters(page)
    number = _page_number(page, filters)
    per_page = _ROWS_PHONE if page.is_phone else _ROWS
    # Never from the cache: the log grows without a change of the register's version.
    rows = page.data.reader.read("audit_log", **filters, row_limit=per_page, row_offset=(number - 1) * per_page)
    if rows.empty:
        st.info(texts("audit.none"), icon=":material/inbox:")
        return [texts(f"audit.period.{period}"), *words]
    count = int(rows["found"].iloc[0])
    pages = -(-count // per_page)
    first = (number - 1) * per_page + 1
    st.caption(
        texts(
            "audit.range",
            first=texts.number(first),
            last=texts.number(first + len(rows) - 1),
            count=texts.number(count),
        )
    )
    table = log_in_words(texts, rows, page.data.city.timezone)
    columns = {name: Column(texts(f"audit.column.{name}")) for name in COLUMNS}
    if page.is_phone:
        show_cards(table.map(plain), columns)
    else:
        alt = texts("audit.alt", page=number, pages=pages)
        show_table(page, table, columns, key=f"protokoll:{number}", alt=alt, height=min(36 * (len(table) + 1) + 3, 720))
    if pages > 1:
        st.pagination(pages, key=_page_key(page, filters))
    _files(page, filters, words, period, count)
    return [texts(f"audit.period.{period}"), *words]


def _filters(page: Page) -> tuple[dict[str, object], list[str], str]:
    """Parameters of the query audit_log, the filters in force as words, and the period."""
    texts = page.texts
    choices = page.data.reader.read("audit_choices")
    people = {_ALL: texts("audit.everybody")}
    for row in choices.drop_duplicates("person").itertuples(index=False):
        if row.person == _SYSTEM:
            people[row.person] = texts("audit.system")
            continue
        role = texts(f"role.{row.role}")
        has_name = isinstance(row.actor_name, str) and not row.person.startswith("role:")
        people[row.person] = (
            texts("audit.account", name=row.actor_name, role=role) if has_name else texts("audit.no_account", role=role)
        )
    actions = {action: action_words(texts, action) for action in choices["action"].unique()}
    actions = dict(sorted(actions.items(), key=lambda item: item[1].lower()))
    boxes = page.filters([1, 1, 2, 1])
    with boxes[0]:
        labels = {slug: texts(f"audit.period.{slug}") for slug in _PERIODS}
        period = page.choice("zeitraum", texts("audit.filter.period"), labels)
    with boxes[1]:
        person = page.choice("wer", texts("audit.filter.person"), people)
    with boxes[2]:
        chosen = page.choices("was", texts("audit.filter.action"), actions)
    with boxes[3]:
        unit_id = page.text("ladenlokal", texts("audit.filter.record"), help=texts("audit.filter.record_help"))
    days = _PERIODS[period]
    filters = {
        "since": None if days is None else _midnight(page) - datetime.timedelta(days=days),
        "person": None if person == _ALL else person,
        "actions": list(chosen) or None,
        "unit_id": unit_id or None,
    }
    words = [people[person]] if person != _ALL else []
    words += [actions[action] for action in chosen]
    return filters, words + ([plain(unit_id)] if unit_id else []), period


def _midnight(page: Page) -> datetime.datetime:
    """When today began in the city, in UTC without a zone."""
    local = datetime.datetime.now(page.data.city.timezone).replace(hour=0, minute=0, second=0, microsecond=0)
    return local.astimezone(datetime.UTC).replace(tzinfo=None)


def _page_key(page: Page, filters: dict[str, object]) -> str:
    """Other filters begin on the first page."""
    return page.view.key(f"seite:{hash(str(filters))}")


def _page_number(page: Page, filters: dict[str, object]) -> int:
    return int(st.session_state.get(_page_key(page, filters), 1))


def _files(page: Page, filters: dict[str, object], words: list[str], period: str, count: int) -> None:
    texts = page.texts
    title = texts("audit.title", period=texts(f"audit.period.{period}"))
    box = st.container(horizontal=True)
    for file_format in LOG_FORMATS:
        box.download_button(
            texts(f"audit.download.{file_format}"),
            _make(page, filters, words, title, file_format),
            file_name=file_name(texts("export.file.audit"), file_format),
            mime=FORMATS[file_format],
            key=page.view.key(f"protokoll:{file_format}"),
            help=texts("audit.download_help", count=texts.number(count)),
            on_click="ignore",
            icon=":material/download:",
        )


def _make(
    page: Page, filters: dict[str, object], words: list[str], title: str, file_format: str
) -> Callable[[], bytes]:
    texts, register, zone = page.texts, database(), page.data.city.timezone

    def make() -> bytes:
        return log_file(
            register,
            page.data.actor,
            texts,
            filters,
            title=title,
            filter_words=words,
            zone=zone,
            file_format=file_format,
        )

    return make
