"""Which source: the choice among all of them by theme, what is to know of one, its columns and a file to begin with."""

from dataclasses import dataclass
from functools import cache

import pandas as pd
import streamlit as st

from strukturmonitor.access import Actor, allowed
from strukturmonitor.facts import read_facts
from strukturmonitor.imports.sources import Source, sources, sources_of_city
from strukturmonitor.imports.template import template_csv
from strukturmonitor.texts import Texts
from strukturmonitor.ui.data import database
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.views import Column, show_cards

TALLEST = 480  # pixels; the rest is reached by scrolling
_LONG_TABLE = 14


@dataclass(frozen=True)
class Theme:
    """`path` and `page`: the page that shows what is imported, and the key of its title."""

    id: str
    title: dict[str, str]
    path: str
    page: str


@cache
def by_theme() -> dict[str, Theme]:
    """Source id → theme, in the order of the page; sources without a theme come last, under the last theme."""
    content = _themes_file()
    themes = {
        source_id: Theme(entry["id"], entry["title"], entry["path"], entry["page"])
        for entry in content["themes"]
        for source_id in entry["sources"]
        if source_id in sources()
    }
    last = next(reversed(themes.values()))
    return themes | {source_id: last for source_id in sources() if source_id not in themes}


def slug_of(source_id: str) -> str:
    """How a source is called in the page's address."""
    return {name: slug for slug, name in _themes_file()["slugs"].items()}.get(source_id, source_id)


@cache
def _themes_file() -> dict:
    return read_facts("import_themes.yml")


def sources_of(actor: Actor) -> list[Source]:
    """What the actor may import for this city, in the order of the page."""
    here = sources_of_city(database().versions.city)
    return [here[name] for name in by_theme() if name in here and allowed(actor, here[name].right)]


def choose_source(page: Page) -> Source:
    """One of the actor's sources; no field where there is only one."""
    texts = page.texts
    mine = {slug_of(source.id): source for source in sources_of(page.data.actor)}
    if len(mine) == 1:
        return next(iter(mine.values()))
    labels = {slug: source_label(texts, source) for slug, source in mine.items()}
    return mine[page.choice("quelle", texts("importing.source"), labels, help=texts("importing.source_help"))]


def source_label(texts: Texts, source: Source) -> str:
    """«Verkehr: Unfallatlas»."""
    return f"{by_theme()[source.id].title[texts.language]}: {source.title[texts.language]}"


def describe(page: Page, source: Source) -> None:
    """What the source is, and what may be done with its data."""
    texts, definition = page.texts, source.definition
    st.markdown(source.description[texts.language])
    facts = [
        ("publisher", definition.get("publisher")),
        ("interval", definition["interval"][texts.language]),
        ("formats", ", ".join(ending.upper() for ending in source.extensions)),
        ("limit", texts("importing.limit_value", mb=texts.number(source.max_mb), rows=texts.number(source.max_rows))),
        ("licence", texts.cited(definition["licence"])),
    ]
    st.caption(" · ".join(f"{texts(f'importing.fact.{name}')}: {plain(str(value))}" for name, value in facts if value))


def known_columns(page: Page, source: Source) -> None:
    """The documented headers, and a file to begin with."""
    texts = page.texts
    if not source.columns:
        return
    if "csv" in source.extensions:
        st.download_button(
            texts("imports.template"), template_csv(source), file_name=_template_name(source), mime="text/csv",
            key=page.view.key(f"vorlage:{source.id}"), on_click="ignore", icon=":material/download:",
        )  # fmt: skip
    box = st.expander(texts("importing.columns"), key=page.view.key(f"spalten:{source.id}"), on_change="rerun")
    if not box.open:
        return
    with box:
        needed = [f"„{column.header}“" for column in source.columns.values() if column.is_required]
        if needed:
            st.markdown(texts("importing.columns_needed", columns=texts.list(needed)))
        rows = [
            (
                c.header,
                texts("imports.yes") if c.is_required else "–",
                c.meaning[texts.language],
                c.example,
                ", ".join(c.variants[:4]),
            )
            for c in source.columns.values()
        ]
        names = ["header", "needed", "meaning", "example", "others"]
        table = pd.DataFrame(rows, columns=names).astype(str)
        plain_table(page, table, {name: texts(f"imports.col.{name}") for name in names}, texts("importing.columns"))


def plain_table(
    page: Page,
    table: pd.DataFrame,
    labels: dict[str, str],
    title: str,
    *,
    is_plain: bool = True,
    height: int | None = TALLEST,
) -> None:
    """A table of texts that prints and reads aloud; on a phone one card per row. `is_plain`: the cells are what people
    typed, and shown as they are; else they are Markdown. `height`: of a long table in pixels, None for all of it."""
    shown = table[list(labels)].map(plain) if is_plain else table[list(labels)]
    if page.is_phone:
        show_cards(shown, {name: Column(label) for name, label in labels.items()})
        return
    alt = page.texts("imports.table_alt", title=title, count=page.texts.number(len(table)))
    st.table(
        shown.rename(columns=labels), border="horizontal", hide_index=True, alt=alt,
        height=height if height and len(shown) > _LONG_TABLE else "content",
    )  # fmt: skip


def _template_name(source: Source) -> str:
    return "leerstandsliste-vorlage.csv" if source.kind == "vacancy_list" else f"vorlage-{source.id}.csv"
