"""The columns of the register's table (data/register_table.yml): how each is shown and typed."""

from functools import cache

import pandas as pd
import streamlit as st

from strukturmonitor.facts import read_facts
from strukturmonitor.register import Field, choices, field_label, fields
from strukturmonitor.register.fields import catalogue
from strukturmonitor.register.words import choice_label
from strukturmonitor.texts import Texts
from strukturmonitor.ui.page import Page

_DATE_FORMAT = {"de": "DD.MM.YYYY", "en": "D MMM YYYY"}
_WIDTHS = {"long_text": 280, "text": 170, "date": 130, "whole": 105, "number": 170, "flag": 130}
_WIDTH_CHOICE = 160
_DTYPES = {"date": "datetime64[s]", "whole": "Int64", "number": "float64", "flag": "bool"}


@cache
def definition() -> dict:
    """`columns` (slug → field), `usual` (slugs), `bulk` (fields)."""
    return read_facts("register_table.yml")


def chosen_columns(page: Page) -> list[str]:
    """The fields the person wants to see, as chosen in a small menu; in the URL where they are not the usual ones."""
    known = definition()["columns"]
    usual = definition()["usual"]

    def decode(text: str) -> list[str]:
        found = [slug for slug in dict.fromkeys(text.split(",")) if slug in known]
        if not found:
            raise ValueError(text)
        return found

    key = page.view.start("spalten", decode, list(usual))
    texts = page.texts
    with st.popover(texts("desk.columns"), icon=":material/view_column:", width="stretch"):
        picked = st.multiselect(
            texts("desk.columns.label"),
            list(known),
            format_func=lambda slug: field_label(texts, known[slug]),
            key=key,
            placeholder=texts("desk.columns.usual"),
            select_all=False,
        )
        st.button(
            texts("desk.columns.reset"),
            key=page.view.key("spalten-zurueck"),
            type="tertiary",
            on_click=page.view.put,
            args=("spalten", list(usual)),
        )
    page.view.keep("spalten", ",".join(picked) if picked and set(picked) != set(usual) else None)
    return [field for slug, field in known.items() if slug in (picked or usual)]


def typed_frame(names: list[str], rows: list[dict[str, object]]) -> pd.DataFrame:
    """Rows of plain values as a frame whose column types do not depend on what stands in them: the table would forget
    what was typed when a type changes."""
    frame = pd.DataFrame({name: [row.get(name) for row in rows] for name in names}, dtype=object)
    for name in names:
        dtype = _DTYPES.get(fields()[name].type)
        if dtype == "bool":
            frame[name] = frame[name].map(bool).astype(bool)
        elif dtype == "datetime64[s]":
            frame[name] = pd.to_datetime(frame[name], errors="coerce").astype(dtype)
        elif dtype:
            frame[name] = pd.to_numeric(frame[name], errors="coerce").astype(dtype)
    return frame


def editor_column(texts: Texts, name: str, *, present: set[str]) -> object:
    """How one field is typed; `present`: words that stand there already, also those the catalogue does not know."""
    field = fields()[name]
    label = label_with_unit(texts, field)
    width = _WIDTHS.get(field.type, _WIDTH_CHOICE)
    if field.type == "choice":
        options = [*choices(field), *sorted(present - set(choices(field)))]
        return st.column_config.SelectboxColumn(
            label,
            options=options,
            format_func=lambda value: choice_label(texts, field, value),
            required=name == "state",
            width=width,
        )
    if field.type == "date":
        return st.column_config.DateColumn(
            label, format=_DATE_FORMAT[texts.language], min_value=catalogue()["earliest_date"], width=width
        )
    if field.type in ("number", "whole"):
        return st.column_config.NumberColumn(
            label,
            min_value=field.lowest,
            max_value=field.highest,
            step=1 if field.type == "whole" else None,
            format="localized",
            width=width,
        )
    if field.type == "flag":
        return st.column_config.CheckboxColumn(label, width=width)
    return st.column_config.TextColumn(label, max_chars=field.longest, width=width)


def label_with_unit(texts: Texts, field: Field) -> str:
    """«Verkaufsfläche (m²)»."""
    label = field_label(texts, field.name)
    return f"{label} ({field.unit})" if field.unit else label
