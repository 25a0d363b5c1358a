"""One widget per field of a record, made from its definition: label with unit and who may see it, the present value,
and beside it why it was refused."""

import datetime

import streamlit as st

from strukturmonitor.register import Field, choices, field_label
from strukturmonitor.register.fields import catalogue
from strukturmonitor.register.words import choice_label
from strukturmonitor.texts import Texts
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.register.draft import Draft, as_kept, as_shown, field_key, is_plain_flag, remember

_DAYS_PER_YEAR = 365
_TEXT_HEIGHT = 110


def field_widget(page: Page, draft: Draft, field: Field) -> None:
    """Draw a field and remember what stands in it."""
    key = field_key(page, draft.opened.unit_id, field.name)
    if key not in st.session_state:
        value = draft.typed.get(field.name, draft.opened.values.get(field.name))
        st.session_state[key] = as_shown(field, value)
    value = input_widget(page, field, key)
    remember(draft, field.name, value)
    if field.name == "is_sensitive" and field.name in draft.typed and value:
        st.caption(f":material/shield: {page.texts('register.help.is_sensitive')}")
    if field.name in draft.refused:
        st.error(draft.refused[field.name], icon=":material/error:")


def input_widget(page: Page, field: Field, key: str) -> object:
    """Draw the widget that fits the field's type; returns its value as the register knows it."""
    texts = page.texts
    common = {"label": marked_label(texts, field), "key": key, "help": _help(texts, field)}
    if field.type == "text":
        return as_kept(field, st.text_input(**common))
    if field.type == "long_text":
        return as_kept(field, st.text_area(height=_TEXT_HEIGHT, **common))
    if field.type == "number":
        shown = "%.5f" if field.place == "position" else "%g"
        return st.number_input(value=None, step=_step(field), format=shown, placeholder="–", **common)
    if field.type == "whole":
        return st.number_input(value=None, step=1, placeholder="–", **common)
    if field.type == "date":
        today = datetime.date.today()
        latest = today + datetime.timedelta(days=_DAYS_PER_YEAR * catalogue()["latest_years_ahead"])
        return st.date_input(
            value=None,
            min_value=catalogue()["earliest_date"],
            max_value=latest,
            format="DD.MM.YYYY" if texts.language == "de" else "DD/MM/YYYY",
            **common,
        )
    if field.type == "flag":
        return _flag(texts, field, common)
    return _choice(texts, field, common)


def marked_label(texts: Texts, field: Field) -> str:
    """«Miete (€/m²) · nur Zuständige»: what not everybody sees says so, in plain words, because a label is read out as it is."""
    unit = f" ({field.unit})" if field.unit else ""
    mark = f" · {texts(f'record.mark.{field.visibility}')}" if field.visibility != "public" else ""
    return f"{field_label(texts, field.name)}{unit}{mark}"


def _help(texts: Texts, field: Field) -> str | None:
    key = f"register.help.{field.name}"
    return texts(key) if texts.has(key) else None


def _step(field: Field) -> float:
    if field.place == "position":
        return 0.0001
    return 0.5 if field.unit in ("m", "€/m²") else 1.0


def _flag(texts: Texts, field: Field, common: dict[str, object]) -> bool | None:
    if is_plain_flag(field):
        return st.toggle(**common)
    return st.selectbox(
        options=[True, False],
        index=None,
        format_func=lambda value: texts("register.yes" if value else "register.no"),
        placeholder=texts("record.unknown"),
        **common,
    )


def _choice(texts: Texts, field: Field, common: dict[str, object]) -> str | None:
    known = choices(field)
    if field.type == "choices":
        chosen = st.multiselect(
            options=known,
            format_func=lambda value: choice_label(texts, field, value),
            placeholder=texts("record.unknown"),
            select_all=False,
            **common,
        )
        return as_kept(field, chosen)
    present = st.session_state.get(common["key"])
    if isinstance(present, str) and present not in known:  # an imported list has words of its own
        known = [*known, present]
    return st.selectbox(
        options=known,
        index=None,
        format_func=lambda value: choice_label(texts, field, value),
        placeholder=texts("record.unknown"),
        accept_new_options=field.is_open,
        **common,
    )
