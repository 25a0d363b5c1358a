"""What stands below a map: its legend, the sources of its boundaries, its files."""

import html
from collections.abc import Collection

import pandas as pd
import streamlit as st

from strukturmonitor.charts.classes import Classes
from strukturmonitor.charts.palette import MISSING
from strukturmonitor.indicators import Indicator
from strukturmonitor.shown import Map
from strukturmonitor.ui.downloads import map_download
from strukturmonitor.ui.page import Page


def legend(page: Page, indicator: Indicator, classes: Classes | None, values: pd.Series, *, made_from: tuple) -> None:
    """Class colours with their bounds and how many areas lie in each (`values`: one per area), and the entry for
    missing values, where there are any. `made_from`: what the values depend on besides data and indicator."""
    texts = page.texts
    entries = page.data.derived(
        ("legend", indicator.id, *made_from, texts.language), lambda: _legend_entries(page, indicator, classes, values)
    )
    unit = texts(f"unit_name.{indicator.unit}")
    title = indicator.title.in_language(texts)
    colour_legend(page, texts("legend.title", title=f"{title} ({unit})" if unit else title), entries)
    map_foot(page)


def _legend_entries(
    page: Page, indicator: Indicator, classes: Classes | None, values: pd.Series
) -> list[tuple[str, str]]:
    texts = page.texts
    counts = classes.index(values).value_counts() if classes else pd.Series({-1: len(values)})
    entries: list[tuple[str, str]] = []
    if classes:
        bounds = [texts.number(edge, indicator.decimals) for edge in classes.edges]
        for number, (colour, low, high) in enumerate(zip(classes.colours, bounds[:-1], bounds[1:], strict=True)):
            name = texts("legend.first" if number == 0 else "legend.next", low=low, high=high)
            entries.append((colour, texts("legend.count", name=name, count=int(counts.get(number, 0)))))
    if counts.get(-1, 0):
        entries.append((MISSING, texts("legend.count", name=texts("legend.missing"), count=int(counts[-1]))))
    return entries


def colour_legend(
    page: Page, title: str, entries: list[tuple[str, str]], *, rings: Collection[str] | None = None
) -> None:
    """Coloured squares with words, of the map or chart just drawn; the only piece of own HTML, all texts escaped.
    `rings`: circles instead of squares, those of these colours hollow."""
    if page.parts and isinstance(drawn := page.parts[-1], Map):
        drawn.title, drawn.legend = title, list(entries)
        drawn.is_round, drawn.hollow = rings is not None, list(rings or ())
    items = "".join(
        f'<span style="display:inline-flex;align-items:center;margin:0 1rem .25rem 0;max-width:100%">'
        f'<span style="flex:none;width:1rem;height:1rem;box-sizing:border-box;{mark_style(colour, rings)};margin-right:.4rem"></span>'
        f"{html.escape(label)}</span>"
        for colour, label in entries
    )
    st.html(f'<div style="font-size:.875rem;line-height:1.5"><strong>{html.escape(title)}</strong><br>{items}</div>')


def mark_style(colour: str, rings: Collection[str] | None) -> str:
    """How a mark of a legend looks: a square, or a circle where there are `rings`, hollow where they name its colour."""
    if rings is None:
        return f"background:{colour};border:1px solid #767676;border-radius:2px"
    filled = colour not in rings
    return f"background:{colour if filled else '#fff'};border:3px solid {colour};border-radius:50%"


def attribution(page: Page) -> str:
    """The line on boundaries and roads that must stand under every map."""
    cited = page.data.read("map_citations")["citation"].map(page.texts.cited)
    return page.texts("map.attribution", sources=" · ".join(cited))


def map_foot(page: Page) -> None:
    """Sources of the map just drawn, and its files."""
    st.caption(attribution(page))
    map_download(page)
