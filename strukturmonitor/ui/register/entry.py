"""One form for whatever is written down besides the record: fields of data/catalogue/people.yml, purpose and legal basis
at personal ones, and nothing typed is lost when a save is refused."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from strukturmonitor.errors import ChangedMeanwhile, StrukturmonitorError
from strukturmonitor.register.fields import Field, catalogue, choices
from strukturmonitor.register.people import entry_fields, is_personal
from strukturmonitor.register.privacy import purpose
from strukturmonitor.register.words import choice_label, field_label, value_words
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.register.messages import tell, why

_WIDE = ("long_text",)


@dataclass(frozen=True)
class _Basis:
    """What a form was filled from when it was first drawn: others may have saved since."""

    revision: int | None
    stored: dict[str, dict[str, object]]


def entry_box(page: Page, key: str, label: str, *, icon: str | None = None) -> DeltaGenerator:
    """What opens to show a form (read `.open`) and closes again once the form in it was saved: see `entry_form(box=…)`."""
    state = page.view.key(key)
    if st.session_state.pop(_closing(page, key), False):
        st.session_state[state] = False
    return st.expander(label, key=state, on_change="rerun", icon=icon)


def entry_form(
    page: Page,
    key: str,
    tables: Iterable[str],
    *,
    save: Callable[[dict[str, dict[str, object]], int | None], None],
    stored: dict[str, dict[str, object]] | None = None,
    revision: int | None = None,
    above: Callable[[str], dict[str, object]] | None = None,
    box: str | None = None,
) -> None:
    """Draw the fields of one or more tables as one form. `save` gets table → column → typed value (and under «» what
    `above` returned, which may draw more fields; it is given the prefix of their keys) and the revision the form was
    filled from; it raises what is wrong, and then everything typed stays. After a save the form is new and the page runs
    again. `stored`, `revision`: as they are now in the register. `box`: key of the `entry_box` it stands in."""
    texts = page.texts
    tables = list(tables)
    now = _Basis(revision, stored or {})
    counter = page.view.key(f"{key}:folge")
    st.session_state.setdefault(counter, 0)
    prefix, basis = _basis(page, key, counter, tables, now)
    with st.form(prefix, border=False, enter_to_submit=False):
        typed: dict[str, dict[str, object]] = {}
        if above is not None:
            typed[""] = above(prefix)
        for table in tables:
            if is_personal(table):
                _purposes(page, table)
            typed[table] = _fields(page, f"{prefix}:{table}", entry_fields(table), basis.stored.get(table, {}))
        if not st.form_submit_button(texts("owners.entry.save"), type="primary"):
            return
    try:
        save(typed, basis.revision)
    except ChangedMeanwhile:
        st.warning(texts("owners.entry.changed"), icon=":material/call_split:")
        _differences(page, tables, now, typed)
        st.session_state[_basis_key(prefix)] = _Basis(revision, basis.stored)
    except StrukturmonitorError as error:
        st.error(why(page, error), icon=":material/error:")
    else:
        st.session_state[counter] += 1
        if box is not None:
            st.session_state[_closing(page, box)] = True
        done(page)


def _closing(page: Page, key: str) -> str:
    return page.view.key(f"{key}:zu")


def _purposes(page: Page, table: str) -> None:
    """Why the values of a table are kept, by which law, who sees them and until when; per field below its question mark."""
    first = next(found for name in entry_fields(table) if (found := purpose(table, name)))
    st.caption(f":material/shield_person: {page.texts('owners.personal')} {first.line(page.texts)}")


def _basis(page: Page, key: str, counter: str, tables: list[str], now: _Basis) -> tuple[str, _Basis]:
    """Prefix of the widgets and what they were filled from; filled anew where others saved and nothing was typed yet."""
    prefix = page.view.key(f"{key}:{st.session_state[counter]}")
    basis: _Basis = st.session_state.setdefault(_basis_key(prefix), now)
    if basis.revision != now.revision and not _is_typed(prefix, tables, basis):
        st.session_state[counter] += 1
        prefix = page.view.key(f"{key}:{st.session_state[counter]}")
        basis = st.session_state.setdefault(_basis_key(prefix), now)
    return prefix, basis


def _basis_key(prefix: str) -> str:
    return f"{prefix}:basis"


def _is_typed(prefix: str, tables: list[str], basis: _Basis) -> bool:
    for table in tables:
        for name in entry_fields(table):
            key = f"{prefix}:{table}:{name}"
            if key in st.session_state and not _is_same(st.session_state[key], basis.stored.get(table, {}).get(name)):
                return True
    return False


def _is_same(typed: object, stored: object) -> bool:
    if isinstance(typed, list):
        typed = ",".join(typed)
    return (typed or None) == (stored or None)


def _differences(page: Page, tables: list[str], now: _Basis, typed: dict[str, dict[str, object]]) -> None:
    """What stands in the register now beside what was typed."""
    texts = page.texts
    for table in tables:
        stored = now.stored.get(table, {})
        for name, field in entry_fields(table).items():
            if not _is_same(typed[table][name], stored.get(name)):
                st.markdown(
                    texts(
                        "owners.entry.difference",
                        field=field_label(texts, field.name),
                        theirs=plain(value_words(texts, field.name, stored.get(name))),
                        mine=plain(value_words(texts, field.name, _as_kept(typed[table][name]))),
                    )
                )


def _as_kept(value: object) -> object:
    return ",".join(value) if isinstance(value, list) else value


def done(page: Page) -> None:
    """After a write: say so and run again with what is now in the register."""
    tell(page, page.texts("owners.entry.saved"))
    page.wrote()
    st.rerun()


def attempt(page: Page, write: Callable[[], None]) -> None:
    """Do a write that has no form; a refusal is said, all else as `done`."""
    try:
        write()
    except ChangedMeanwhile:
        st.warning(page.texts("error.ChangedMeanwhile"), icon=":material/call_split:")
    except StrukturmonitorError as error:
        st.error(why(page, error), icon=":material/error:")
    else:
        done(page)


def _fields(page: Page, prefix: str, fields: dict[str, Field], stored: dict[str, object]) -> dict[str, object]:
    """Short fields two in a row, long texts over the whole width."""
    typed = {}
    columns: list = []
    for name, field in fields.items():
        if field.type in _WIDE:
            box = st.container()
            columns = []
        else:
            if not columns:
                columns = list(st.columns(2))
            box = columns.pop(0)
        with box:
            typed[name] = _widget(page, f"{prefix}:{name}", field, stored.get(name))
    return typed


def _widget(page: Page, key: str, field: Field, value: object) -> object:
    texts = page.texts
    label = field_label(texts, field.name)
    table, _, column = field.name.partition(".")
    why = purpose(table, column) if is_personal(table) else None
    said = why.line(texts) if why else None
    label = f"{label} *" if field.required else label
    if field.type == "choice":
        options = choices(field)
        return st.selectbox(
            label,
            options,
            index=options.index(value) if value in options else None,
            format_func=lambda each: choice_label(texts, field, each),
            placeholder=texts("owners.entry.choose"),
            help=said,
            key=key,
        )
    if field.type == "choices":
        return st.multiselect(
            label,
            choices(field),
            default=str(value).split(",") if value else None,
            format_func=lambda each: choice_label(texts, field, each),
            placeholder=texts("filter.all"),
            help=said,
            key=key,
            select_all=False,
        )
    if field.type == "flag":
        return st.checkbox(label, value=bool(value), help=said, key=key)
    if field.type == "date":
        return date_field(label, key, value, said)
    if field.type in ("number", "whole"):
        return st.number_input(
            f"{label} ({field.unit})" if field.unit else label,
            min_value=None if field.lowest is None else float(field.lowest),
            max_value=None if field.highest is None else float(field.highest),
            value=None if value is None else float(value),
            step=1.0,
            format="%.0f" if field.type == "whole" else "%g",
            placeholder="–",
            help=said,
            key=key,
        )
    # Without max_chars: a browser drops a pasted text that is longer in silence, the save says why it was refused.
    show = st.text_area if field.type == "long_text" else st.text_input
    return show(label, value=str(value or ""), help=said, key=key)


def date_field(label: str, key: str, value: object = None, help_text: str | None = None) -> datetime.date | None:
    """A day or nothing, within the dates of the register."""
    return st.date_input(
        label,
        value=value,
        min_value=catalogue()["earliest_date"],
        max_value=datetime.date.today() + datetime.timedelta(days=365 * catalogue()["latest_years_ahead"]),
        format="DD.MM.YYYY",
        help=help_text,
        key=key,
    )
