"""The filters of the vacancy page: three open, the rest folded with a count of the active ones, all in the URL."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from strukturmonitor.areas import Area
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.stand import day_filter, is_past
from strukturmonitor.vacancy import WATCHED_STATES, Selection, labels, slugs

_ALL = "alle"
_ALWAYS_OPEN = ("status", "leer-seit")
_FOLDED = ("text", "vornutzung", "geprueft", "groesse-von", "groesse-bis", "geschoss", "stufen", "lage", "genutzte")
_DAY = "stand"
_INTERNAL = ("art", "grund", "zustand", "eigentum")
_LARGEST_M2 = 1_000_000
_IN_USE = ("occupied", "never_vacant")


def vacancy_filters(page: Page, *, is_internal: bool, with_day: bool = False) -> tuple[Area, Selection, list[str]]:
    """Draw the filters; returns the area, the selection, and the filters in force as words. `with_day`: the register
    can be shown as it was on a past day (`stand`)."""
    folded_slugs = (*_FOLDED, *((_DAY,) if with_day else ()))
    with (
        _box(page, "filter", (*_ALWAYS_OPEN, *folded_slugs, *_INTERNAL), "vacancy.filter.box")
        if page.is_phone
        else st.container()
    ):
        first, second, third = st.columns(3)
        with first:
            area = page.area()
        with second:
            states = _values(page, "status", "state")
        with third:
            ages = _values(page, "leer-seit", "age")
        if page.is_phone:
            more, words = _more(page, is_internal, with_day)
        else:
            folded, reset = st.columns([5, 1])
            with folded, _box(page, "weitere", (*folded_slugs, *(_INTERNAL if is_internal else ())), "filter.more"):
                more, words = _more(page, is_internal, with_day)
            with reset:
                page.reset_button()
    if page.is_phone:
        page.reset_button()
    texts = page.texts
    shown = (states or WATCHED_STATES) + (_IN_USE if more.pop("with_used") else ())
    selection = Selection(area_id=area.area_id, states=shown, ages=ages, **more)
    said = [texts.list(_said(page, "state", states))] if states else []
    if ages:
        said.append(texts("vacancy.words.age", ages=texts.list(_said(page, "age", ages))))
    return area, selection, said + words


def _more(page: Page, is_internal: bool, with_day: bool) -> tuple[dict[str, object], list[str]]:
    """The folded filters; returns their values as fields of Selection (and `with_used`), and their words."""
    texts = page.texts
    columns = st.columns(3)
    with columns[0]:
        text = page.text("text", texts("vacancy.filter.text"), placeholder=texts("vacancy.filter.text_example"))
        size_from = page.number("groesse-von", texts("vacancy.filter.size_from"), 0, _LARGEST_M2, step=10)
        size_to = page.number("groesse-bis", texts("vacancy.filter.size_to"), 0, _LARGEST_M2, step=10)
    with columns[1]:
        uses = _values(page, "vornutzung", "use")
        checks = _values(page, "geprueft", "check")
        grades = _values(page, "lage", "grade", help=texts("vacancy.filter.grade_help"))
        day = day_filter(page, _DAY) if with_day else None
    with columns[2]:
        floors = _values(page, "geschoss", "floor")
        step_labels = {_ALL: texts("filter.all"), **labels(texts, "steps")}
        steps = page.choice("stufen", texts("vacancy.filter.steps"), step_labels)
        with_used = page.flag(
            "genutzte", texts("vacancy.filter.all_units"), help=texts("vacancy.filter.all_units_help")
        )
    internal = _internal(page) if is_internal else {}
    chosen = {
        "text": text or None,
        "size_from": size_from,
        "size_to": size_to,
        "uses": uses,
        "checks": checks,
        "grades": grades,
        "floors": floors,
        "most_steps": None if steps == _ALL else int(slugs("steps")[steps]),
        **internal,
        "day": day,
        "with_used": with_used,
    }
    return chosen, _words(page, chosen, step_labels[steps] if steps != _ALL else "")


def _internal(page: Page) -> dict[str, tuple[str, ...]]:
    columns = st.columns(4)
    found = {}
    for column, field, slug, group in zip(
        columns,
        ("kinds", "reasons", "conditions", "owners"),
        _INTERNAL,
        ("kind", "reason", "condition", "owner"),
        strict=True,
    ):
        with column:
            found[field] = _values(page, slug, group)
    return found


def _words(page: Page, chosen: dict[str, object], steps: str) -> list[str]:
    texts = page.texts
    words = []
    if chosen["size_from"] is not None:
        words.append(texts("vacancy.words.size_from", size=texts.number(chosen["size_from"])))
    if chosen["size_to"] is not None:
        words.append(texts("vacancy.words.size_to", size=texts.number(chosen["size_to"])))
    words += [
        texts.list(_said(page, group, chosen[field]))
        for field, group in (("floors", "floor"), ("grades", "grade"))
        if chosen[field]
    ]
    if steps:
        words.append(steps)
    if chosen["uses"]:
        words.append(texts("vacancy.words.use", uses=texts.list(_said(page, "use", chosen["uses"]))))
    if chosen["checks"]:
        words.append(texts("vacancy.words.check", checks=texts.list(_said(page, "check", chosen["checks"]))))
    for field, group in (("kinds", "kind"), ("reasons", "reason"), ("conditions", "condition"), ("owners", "owner")):
        if chosen.get(field):
            words.append(texts.list(_said(page, group, chosen[field])))
    if chosen["text"]:
        words.append(texts("vacancy.words.text", text=plain(chosen["text"])))
    if chosen["with_used"]:
        words.append(texts("vacancy.words.all_units"))
    return words


def _values(page: Page, slug: str, group: str, *, help: str | None = None) -> tuple[str, ...]:
    """A filter over a group of values; returns the register's values."""
    chosen = page.choices(slug, page.texts(f"vacancy.filter.{group}"), labels(page.texts, group), help=help)
    return tuple(slugs(group)[each] for each in chosen)


def _said(page: Page, group: str, values: tuple[str, ...]) -> list[str]:
    return [page.texts(f"vacancy.{group}.{value}") for value in values]


@contextmanager
def _box(page: Page, name: str, slugs_inside: tuple[str, ...], label: str) -> Iterator[None]:
    """A folded box that says how many of its filters are active."""
    count = sum(_is_active(page, slug) for slug in slugs_inside)
    text = page.texts(f"{label}_active", count=count) if count else page.texts(label)
    with st.expander(text, key=page.view.key(f"box:{name}"), icon=":material/tune:"):
        yield


def _is_active(page: Page, slug: str) -> bool:
    """Whether a filter that is drawn later in this run will stand on something."""
    if slug == _DAY:
        return is_past(page, slug)
    key = page.view.key(slug)
    if page.view.is_linked or key not in st.session_state:
        return page.view.decoded(slug, str, None) not in (None, "", _ALL)
    return st.session_state[key] not in (None, "", [], False, _ALL)
