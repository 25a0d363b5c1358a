"""The list as a table that is edited in place. What is typed goes into the session's drafts; rows outside the areas
somebody is in charge of stand in a second table, to read only."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from strukturmonitor.register import field_label, fields, value_words
from strukturmonitor.texts import Texts
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.register.columns import editor_column, label_with_unit, typed_frame
from strukturmonitor.ui.register.drafts import Drafts
from strukturmonitor.ui.register.rows import title
from strukturmonitor.ui.views import Column, paper_table, show_table

_PICK, _CHECK, _OPEN, _MARK = "pick", "check", "open", "mark"
_MARKED = "✎"
_ROW_PX = 36
_TALLEST_PX = 560


def edit_table(
    page: Page,
    rows: list[dict[str, object]],
    names: list[str],
    drafts: Drafts,
    *,
    view: str,
    on_check: Callable[[dict[str, object]], None],
    on_open: Callable[[str], None],
) -> None:
    """Rows the actor may edit. `view` names these rows in this order. `on_check(row)` and `on_open(unit_id)` are called
    where a row's button was clicked, before the page runs again."""
    texts = page.texts
    key = page.view.key(f"tabelle:{drafts.generation}:{view}:{','.join(names)}")
    unit_ids = [str(row["unit_id"]) for row in rows]
    shown = [row | _typed(drafts, str(row["unit_id"])) for row in rows]
    frame = typed_frame(["address", *names], shown)
    frame.insert(0, _PICK, [unit_id in drafts.picked for unit_id in unit_ids])
    frame.insert(1, _MARK, [_MARKED if unit_id in drafts.of else "" for unit_id in unit_ids])
    frame.insert(3, _CHECK, texts("desk.check.cell"))
    frame.insert(4, _OPEN, texts("desk.open.cell"))

    buttons = {column: f"{key}:{column}" for column in (_CHECK, _OPEN)}

    def collect() -> None:
        edited = st.session_state[key]["edited_rows"]
        for place, cells in edited.items():
            row = rows[int(place)]
            for name, value in cells.items():
                if name == _PICK:
                    (drafts.picked.add if value else drafts.picked.discard)(row["unit_id"])
                elif name in fields():
                    drafts.type(row["unit_id"], title(row), int(row["revision"]), row, name, value)

    def clicked(column: str) -> dict[str, object]:
        return rows[st.session_state[buttons[column]]["row"]]

    config: dict[str, object] = {
        _PICK: st.column_config.CheckboxColumn("✓", width=40, pinned=True, help=texts("desk.pick.help")),
        "address": st.column_config.TextColumn(
            field_label(texts, "address"), pinned=True, width=210, max_chars=fields()["address"].longest, required=True
        ),
        _CHECK: st.column_config.ButtonColumn(
            texts("desk.check.column"),
            width=185,
            key=buttons[_CHECK],
            on_click=lambda: on_check(clicked(_CHECK)),
            help=texts("desk.check.help"),
        ),
        _OPEN: st.column_config.ButtonColumn(
            texts("desk.open.column"),
            width=85,
            type="tertiary",
            key=buttons[_OPEN],
            on_click=lambda: on_open(str(clicked(_OPEN)["unit_id"])),
        ),
        _MARK: st.column_config.TextColumn(
            "", width=34, disabled=True, pinned=True, alignment="center", help=texts("desk.mark.help")
        ),
    }
    for name in names:
        present = {str(row[name]) for row in shown if row.get(name)} if fields()[name].group else set()
        config[name] = editor_column(texts, name, present=present)
    st.data_editor(
        frame,
        key=key,
        hide_index=True,
        num_rows="fixed",
        column_config=config,
        on_change=collect,
        placeholder="–",
        row_height=_ROW_PX,
        height=min(_TALLEST_PX, _ROW_PX * (len(rows) + 1) + 4),
        alt=texts("desk.table.alt", count=len(rows)),
    )
    paper_table(page, _in_words(texts, rows, names), _in_words_columns(texts, names))


def read_table(page: Page, rows: list[dict[str, object]], names: list[str], *, view: str) -> None:
    """Rows of other areas, in words; a click on a row opens the record."""
    texts = page.texts
    unit_ids = [str(row["unit_id"]) for row in rows]
    key = f"nur-lesen:{view}"

    def click() -> None:
        found = st.session_state[page.view.key(key)].selection.rows
        if found:
            page.view.put("objekt", unit_ids[found[0]])

    show_table(
        page,
        _in_words(texts, rows, names),
        _in_words_columns(texts, names),
        key=key,
        alt=texts("desk.table.read_alt", count=len(rows)),
        on_select=click,
        selection_mode="single-row",
        height=min(_TALLEST_PX // 2, _ROW_PX * (len(rows) + 1) + 4),
    )


def _in_words(texts: Texts, rows: list[dict[str, object]], names: list[str]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {name: value_words(texts, name, row.get(name)).removesuffix(_unit(name)) for name in ("address", *names)}
            for row in rows
        ]
    )


def _in_words_columns(texts: Texts, names: list[str]) -> dict[str, Column]:
    return {name: Column(label_with_unit(texts, fields()[name])) for name in ("address", *names)}


def _unit(name: str) -> str:
    unit = fields()[name].unit
    return f" {unit}" if unit else ""


def _typed(drafts: Drafts, unit_id: str) -> dict[str, object]:
    draft = drafts.of.get(unit_id)
    return draft.changes if draft else {}
