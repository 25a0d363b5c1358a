"""The list of the register: filters, map, and the table that is edited in place (on a phone: cards)."""

import dataclasses

import pandas as pd
import streamlit as st

from strukturmonitor.areas import Area
from strukturmonitor.register.walks import limits
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.register.bulk_panel import bulk_panel, bulk_result
from strukturmonitor.ui.register.cards import unit_card
from strukturmonitor.ui.register.check import Check, check_choice, check_rows, today
from strukturmonitor.ui.register.columns import chosen_columns
from strukturmonitor.ui.register.drafts import Drafts, drafts
from strukturmonitor.ui.register.export_panel import export_panel
from strukturmonitor.ui.register.filters_panel import filters_panel
from strukturmonitor.ui.register.messages import show_messages
from strukturmonitor.ui.register.new_record import NEW
from strukturmonitor.ui.register.own_area import start_in_own_area
from strukturmonitor.ui.register.pending import pending_bar, pending_dialog, refused_changes
from strukturmonitor.ui.register.recheck_plan import plan_with
from strukturmonitor.ui.register.rows import read_rows
from strukturmonitor.ui.register.table import edit_table, read_table
from strukturmonitor.ui.vacancy_filters import vacancy_filters
from strukturmonitor.ui.vacancy_map import unit_map
from strukturmonitor.vacancy import Selection, labels, slugs

_ROWS = 50
_ROWS_PHONE = 10
_CHOSEN = "auf-karte"  # the unit that was clicked on the map


def list_view(page: Page) -> list[str]:
    """Draw the view; returns the filters in force as words for the head of the page."""
    texts = page.texts
    start_in_own_area(page)
    show_messages(page)
    area, selection, words = vacancy_filters(page, is_internal=True)
    saved_box, selection, more = _own_filters(page, selection)
    map_box = st.container()
    title, order = st.columns([3, 1], vertical_alignment="bottom")
    with order:
        orders = slugs("sort")
        sort = orders[page.choice("reihenfolge", texts("vacancy.filter.sort"), labels(texts, "sort"))]
    units = page.data.read("vacancy_selection_internal", **selection.parameters(sort=sort, is_internal=True))
    with title:
        st.header(texts("desk.list.title"), anchor=False)
        st.markdown(_counts(page, units))
    typed = drafts()
    if units.empty:
        st.info(texts("desk.list.empty_own" if selection.in_areas else "desk.list.empty"), icon=":material/search_off:")
    else:
        names = [] if page.is_phone else _tools(page, typed)
        _refused(page, typed)
        _records(page, units, names, typed)
        _map(page, map_box, area, selection, units, typed)
    with saved_box:
        filters_panel(page, page.data.actor)
    bulk_result(page, units)
    if not units.empty:
        bulk_panel(page, page.data.actor, units, typed)
        export_panel(page, selection, [*words, *more], sort=sort, unit_ids=units["unit_id"].tolist())
    pending_bar(page, typed)
    pending_dialog(page, page.data.actor, typed)
    return [page.area_label(area.area_id), *words, *more]


def _own_filters(page: Page, selection: Selection) -> tuple[object, Selection, list[str]]:
    """The filters only the register has: own area, due for another look, whether the map is shown. Returns the box for
    the saved filters too."""
    texts = page.texts
    words = []
    row = st.container(horizontal=True, vertical_alignment="center", gap="small" if page.is_phone else "medium")
    areas = page.data.actor.areas
    if areas:
        with row:
            reach = page.choice(
                "umfang",
                texts("desk.reach"),
                {"mein-gebiet": texts("desk.reach.own"), "alle": texts("desk.reach.all")},
                widget="segmented",
            )
        if reach == "mein-gebiet":
            selection = dataclasses.replace(selection, in_areas=tuple(sorted(areas)))
            words.append(texts("desk.reach.own"))
    with row:
        is_due = page.flag("faellig", texts("desk.due"), help=texts("desk.due.help"))
    if is_due:
        selection = dataclasses.replace(selection, due_by=today(page))
        words.append(texts("desk.due"))
    if not page.is_phone:
        with row:
            page.flag("ohne-karte", texts("desk.no_map"))
    saved_box = row.container(width="content")
    row.button(
        texts("desk.new"),
        key=page.view.key("neuer-datensatz"),
        icon=":material/add:",
        on_click=page.view.put,
        args=("objekt", NEW),
    )
    return saved_box, selection, words


def _counts(page: Page, units: pd.DataFrame) -> str:
    texts = page.texts
    stale = int(units["is_stale"].sum())
    count = texts("desk.list.count", count=texts.number(len(units)))
    return f"{count} · {texts('desk.list.stale', count=texts.number(stale))}" if stale else count


def _tools(page: Page, typed: Drafts) -> list[str]:
    """What the table shows and how checks are noted; returns the columns."""
    texts = page.texts
    method, picked, walk, columns = st.columns([2.7, 2.8, 2.2, 1.3], vertical_alignment="bottom")
    with method, st.container(horizontal=True, vertical_alignment="bottom"):
        st.session_state[page.view.key("pruefung")] = check_choice(page)
    count = len(typed.picked)
    with picked:
        st.button(
            texts("desk.check.picked", count=count) if count else texts("desk.check.picked_none"),
            key=page.view.key("ausgewaehlte-geprueft"),
            icon=":material/check:",
            width="stretch",
            disabled=not count,
            help=texts("desk.check.picked_help"),
            on_click=_check_picked,
            args=(page, typed),
        )
    with walk:
        most = limits()["most_stops"]
        st.button(
            texts("desk.walk.picked", count=count) if count else texts("desk.walk.picked_none"),
            key=page.view.key("ausgewaehlte-begehen"),
            icon=":material/directions_walk:",
            width="stretch",
            disabled=not 0 < count <= most,
            help=texts("desk.walk.picked_help", most=most),
            on_click=plan_with,
            args=(page, sorted(typed.picked)),
        )
    with columns:
        return chosen_columns(page)


def _how(page: Page) -> Check:
    return st.session_state[page.view.key("pruefung")]


def _check_picked(page: Page, typed: Drafts) -> None:
    check_rows(page, page.data.actor, typed, read_rows(page, sorted(typed.picked), []), _how(page))


def _records(page: Page, units: pd.DataFrame, names: list[str], typed: Drafts) -> None:
    texts = page.texts
    per_page = _ROWS_PHONE if page.is_phone else _ROWS
    pages = -(-len(units) // per_page)
    view = str(hash(tuple(units["unit_id"])))  # other filters or another order begin on the first page
    box = st.container()
    number = 1
    if pages > 1:
        left, right = st.columns([1, 2], vertical_alignment="center")
        with right:
            number = st.pagination(pages, key=page.view.key(f"seite:{view}"))
        first = (number - 1) * per_page
        left.caption(
            texts(
                "vacancy.table.range",
                first=texts.number(first + 1),
                last=texts.number(min(first + per_page, len(units))),
                count=texts.number(len(units)),
            )
        )
    rows = read_rows(page, units["unit_id"].iloc[(number - 1) * per_page : number * per_page].tolist(), names)
    with box:
        if page.is_phone:
            with st.expander(texts("desk.check.settings"), icon=":material/tune:"):
                st.session_state[page.view.key("pruefung")] = check_choice(page)
            for row in rows:
                with st.container(border=True):
                    _card(page, row, typed, key="karte")
            return
        own, others = [row for row in rows if row["is_mine"]], [row for row in rows if not row["is_mine"]]
        if own:
            st.container(key="not-on-paper-table").caption(texts("desk.table.hint"))
            edit_table(
                page,
                own,
                names,
                typed,
                view=f"{view}:{number}",
                on_check=lambda row: check_rows(page, page.data.actor, typed, [row], _how(page)),
                on_open=lambda unit_id: page.view.put("objekt", unit_id),
            )
        if others:
            st.markdown(f":material/lock: **{texts('desk.others', count=len(others))}** {texts('desk.others.hint')}")
            read_table(page, others, names, view=f"{view}:{number}")


def _refused(page: Page, typed: Drafts) -> None:
    if any(draft.error for draft in typed.of.values()):
        refused_changes(page, page.data.actor, typed)


def _card(page: Page, row: dict[str, object], typed: Drafts, *, key: str) -> None:
    unit_card(
        page,
        row,
        typed,
        key=key,
        on_check=lambda row: check_rows(page, page.data.actor, typed, [row], _how(page)),
        on_open=lambda unit_id: page.view.put("objekt", unit_id),
    )


def _map(page: Page, box: object, area: Area, selection: Selection, units: pd.DataFrame, typed: Drafts) -> None:
    """Drawn above the list, after it: the card beside it uses what the list's tools say."""
    if not page.is_phone and st.session_state.get(page.view.key("ohne-karte")):
        return
    texts = page.texts
    number = st.session_state.get(page.view.key(_CHOSEN), "")
    chosen = units[units["unit_id"] == number]
    with box:
        map_box, side = st.columns([2, 1], gap="medium")
        with map_box:
            unit_map(
                page,
                area,
                units,
                colour_by="state",
                chosen=number,
                alt=texts("vacancy.map.alt", sentence=_counts(page, units)),
                key=(selection, True),
                choice=_CHOSEN,
                is_narrow=True,
            )
        with side, st.container(border=True):
            rows = read_rows(page, chosen["unit_id"].tolist(), [])
            if rows:
                _card(page, rows[0], typed, key="auswahl")
            else:
                hint = texts("desk.map.hint_phone" if page.is_phone else "desk.map.hint")
                st.container(key="not-on-paper").markdown(hint)
