"""The selected shop units as a table in pages (on a phone as cards)."""

import datetime

import pandas as pd
import pyarrow as pa
import streamlit as st

from strukturmonitor.texts import LANGUAGES, Texts
from strukturmonitor.ui.page import Page, taking
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.vacancy_record import choose_unit, record_card
from strukturmonitor.ui.views import Column, paper_table_html
from strukturmonitor.vacancy.values import area_words, floor_words, label, steps_words

_ROWS = 50
_ROWS_PHONE = 10
_NOT_ON_PAPER = ("mark", "trust")  # the day of the last check says it, too


def unit_list(
    page: Page, unit_ids: list[str], *, chosen: str, is_internal: bool, day: datetime.date | None = None
) -> None:
    """`unit_ids` in the order in which they are shown; `day`: as they were then, None is today."""
    texts = page.texts
    rows_per_page = _ROWS_PHONE if page.is_phone else _ROWS
    pages = -(-len(unit_ids) // rows_per_page)
    view = str(hash((day, *unit_ids)))  # other filters or another order begin on the first page
    clicked = st.session_state.get(
        page.view.key("auf-der-karte"), ""
    )  # a click on the map lifts the table's own choice
    below = st.container()
    number = 1
    if pages > 1:
        number = st.pagination(pages, key=page.view.key(f"seite:{view}"))
    shown = unit_ids[(number - 1) * rows_per_page : number * rows_per_page]
    rows = _read(page, shown, day, is_internal=is_internal)
    with below:
        first = (number - 1) * rows_per_page + 1
        st.caption(
            texts(
                "vacancy.table.range",
                first=texts.number(first),
                last=texts.number(first + len(shown) - 1),
                count=texts.number(len(unit_ids)),
            )
        )
        if page.is_phone:
            _cards(page, rows, chosen, day, is_internal=is_internal)
        else:
            _table(
                page,
                rows,
                chosen,
                key=f"tabelle:{view}:{number}:{clicked}",
                alt=texts("vacancy.table.alt", page=number, pages=pages),
                is_internal=is_internal,
            )


def _read(page: Page, unit_ids: list[str], day: datetime.date | None, *, is_internal: bool) -> pd.DataFrame:
    query = "vacancy_units_internal" if is_internal else "vacancy_units"
    return page.data.read(query, unit_ids=tuple(unit_ids), day=day)


def _columns(page: Page, *, is_internal: bool) -> dict[str, Column]:
    texts = page.texts
    columns = {
        "address": Column(texts("vacancy.field.address")),
        "name": Column(texts("vacancy.field.name")),
        "state": Column(texts("vacancy.field.state")),
        "vacant_since": Column(texts("vacancy.field.vacant_since"), "date"),
        "size_m2": Column(f"{texts('vacancy.field.size')} (m²)", "number"),
        "grade": Column(texts("vacancy.field.grade")),
        "floor": Column(texts("vacancy.field.floor")),
        "steps": Column(texts("vacancy.field.steps")),
        "previous_use": Column(texts("vacancy.field.previous_use")),
        "district": Column(texts("vacancy.field.district")),
        "last_checked_on": Column(texts("vacancy.field.checked"), "date"),
        "trust": Column(texts("vacancy.field.trust")),
    }
    if is_internal:
        columns |= {
            "vacancy_kind": Column(texts("vacancy.field.kind")),
            "vacancy_reason": Column(texts("vacancy.field.reason")),
            "condition": Column(texts("vacancy.field.condition")),
            "owner_kind": Column(texts("vacancy.field.owner_kind")),
            "owner_company": Column(texts("vacancy.field.owner_company")),
        }
    return columns


def _in_words(page: Page, rows: pd.DataFrame, chosen: str, *, is_internal: bool) -> pd.DataFrame:
    """The rows with words instead of the register's keys."""
    texts = page.texts
    words = {
        "mark": rows["unit_id"].eq(chosen).map({True: "●", False: ""}),
        "address": rows["address"].fillna(texts("vacancy.map.hidden_address")),
        "state": _labels(page, rows["state"], "state"),
        "grade": _labels(page, rows["grade"], "grade"),
        "floor": rows["floor"].map(lambda floor: floor_words(texts, floor)),
        "steps": rows["steps"].map(lambda steps: steps_words(texts, steps)),
        "previous_use": _labels(page, rows["previous_use"], "use"),
        "district": rows["stat_id"].map(lambda stat: page.tree[stat].name if stat in page.tree else "–"),
        "trust": rows["is_stale"].map({True: texts("vacancy.record.stale"), False: texts("vacancy.record.fresh")}),
    }
    if is_internal:
        for column, group in (
            ("vacancy_kind", "kind"),
            ("vacancy_reason", "reason"),
            ("condition", "condition"),
            ("owner_kind", "owner"),
        ):
            words[column] = _labels(page, rows[column], group)
    return rows.assign(**words)


def _labels(page: Page, values: pd.Series, group: str) -> pd.Series:
    return values.map({value: label(page.texts, group, value) for value in values.dropna().unique()}).fillna("–")


def _table(page: Page, rows: pd.DataFrame, chosen: str, *, key: str, alt: str, is_internal: bool) -> None:
    texts = page.texts
    unit_ids = rows["unit_id"].tolist()
    columns = _columns(page, is_internal=is_internal)
    if chosen in unit_ids:
        columns = {"mark": Column(texts("vacancy.field.selected")), **columns}
    made = ("unit_rows", tuple(unit_ids), chosen if chosen in unit_ids else "", key, is_internal, texts.language)
    # As Arrow, because that is what goes to the browser: a frame would be turned into it at every run.
    table = page.data.derived(
        made,
        lambda: pa.Table.from_pandas(
            _in_words(page, rows, chosen, is_internal=is_internal)[list(columns)], preserve_index=False
        ),
    )

    def click() -> None:
        found = st.session_state[page.view.key(key)].selection.rows
        choose_unit(page.view.key("objekt"), unit_ids[found[0]] if found else "")

    # Typed columns instead of show_table: formatting each cell costs more than the rest of the page.
    st.dataframe(
        table,
        hide_index=True,
        placeholder="–",
        key=page.view.key(key),
        alt=alt,
        column_config={name: _shown(texts, column) for name, column in columns.items()},
        on_select=click,
        selection_mode="single-row",
        height=420,
    )
    if taking.get() is None:

        def on_paper() -> str:
            shown = {name: column for name, column in columns.items() if name not in _NOT_ON_PAPER}
            return paper_table_html(texts, _in_words(page, rows, chosen, is_internal=is_internal), shown)

        st.html(page.data.derived((*made, "paper"), on_paper))


def _shown(texts: Texts, column: Column) -> object:
    if column.kind == "date":
        return st.column_config.DateColumn(
            column.label, format="DD.MM.YYYY" if texts.language == LANGUAGES[0] else "D MMMM YYYY"
        )
    if column.kind == "number":
        return st.column_config.NumberColumn(column.label, format="localized")
    return st.column_config.Column(column.label)


def _cards(page: Page, rows: pd.DataFrame, chosen: str, day: datetime.date | None, *, is_internal: bool) -> None:
    texts = page.texts
    for row in rows.itertuples(index=False):
        with st.container(border=True):
            address = row.address if isinstance(row.address, str) else texts("vacancy.map.hidden_address")
            parts = [label(texts, "state", row.state)]
            if pd.notna(row.vacant_since):
                parts.append(texts("vacancy.map.since", month=f"{row.vacant_since:%m/%Y}"))
            parts += [area_words(texts, row.size_m2), steps_words(texts, row.steps)]
            if row.is_stale and day is None:
                parts.append(texts("vacancy.record.stale"))
            st.markdown(f"**{plain(address)}**  \n" + " · ".join(part for part in parts if part != "–"))
            box = st.expander(
                texts("vacancy.table.details"), key=page.view.key(f"angaben:{row.unit_id}"), on_change="rerun"
            )
            if box.open:
                with box:
                    record_card(page, row.unit_id, is_internal=is_internal, in_list=True, day=day)
            st.button(
                texts("vacancy.table.selected" if row.unit_id == chosen else "vacancy.table.show"),
                key=page.view.key(f"karte:{row.unit_id}"),
                on_click=choose_unit,
                args=(page.view.key("objekt"), row.unit_id),
                icon=":material/location_on:",
            )
