"""The 12 groups of need and course: words, colours on the map, and the matrix that explains them."""

import html
from collections import Counter

import pandas as pd
import streamlit as st

from strukturmonitor.analysis.certainty import drawing
from strukturmonitor.analysis.index_sums import DYNAMIC_SIGNS
from strukturmonitor.analysis.indexes import IndexVersion
from strukturmonitor.charts.palette import MISSING, NEED_COLOURS
from strukturmonitor.texts import Texts
from strukturmonitor.ui.class_map import class_map
from strukturmonitor.ui.page import Page

_STATUS = (4, 3, 2, 1)  # from the top: very high need
_DARK = 0.179  # relative luminance below which white letters have more contrast than black ones, and at least 4.5 : 1


def look_of(row: dict) -> str:
    """Key of NEED_COLOURS: the group, or the need alone where the course is not known; empty where not valued."""
    return row["group"] or ("" if pd.isna(row["status_class"]) else str(int(row["status_class"])))


def group_words(texts: Texts, row: dict) -> str:
    """«Handlungsbedarf sehr hoch, Entwicklung negativ», or why an area is not valued."""
    if pd.isna(row["status_class"]):
        return not_valued_words(texts, row)
    status = texts(f"need.status.{int(row['status_class'])}")
    if pd.isna(row["dynamic_class"]):
        return texts("need.words_without_course", status=status)
    return texts("need.words", status=status, course=texts(f"need.course.{int(row['dynamic_class'])}"))


def not_valued_words(texts: Texts, row: dict) -> str:
    return texts(f"need.not_valued.{row['reason']}")


def need_map(page: Page, level: str, areas: pd.DataFrame, *, key: str, alt: str, selected: str | None) -> str | None:
    """`areas`: rows of the level (area_id, group, status_class, dynamic_class, reason, rank, ranked and, where known,
    rank_low, rank_high). Returns the area that was clicked."""
    texts = page.texts
    records = areas.to_dict("records")
    looks = {row["area_id"]: look_of(row) for row in records}
    told = {row["area_id"]: _hover(texts, row) for row in records}
    clicked = class_map(
        page,
        level,
        {area_id: look for area_id, look in looks.items() if look},
        {look: (colour, look) for look, colour in NEED_COLOURS.items()},
        title=texts("need.legend"),
        key=key,
        alt=alt,
        hover=told,
        with_legend=False,
        selected=selected,
        is_narrow=not page.is_phone,
    )
    drawn = page.parts[-1]  # the matrix explains the colours on the page; what leaves it gets them as a list
    drawn.title, drawn.legend = texts("need.legend"), _legend(texts, records)
    return clicked


def _legend(texts: Texts, records: list[dict]) -> list[tuple[str, str]]:
    """Colour and words of each group there is, with how many areas are in it."""
    groups = {look_of(row): row for row in records}
    counts = Counter(look_of(row) for row in records)
    found = [
        (colour, f"{look}: {group_words(texts, groups[look])}", counts[look])
        for look, colour in NEED_COLOURS.items()
        if look in groups
    ]
    reasons = Counter(row["reason"] for row in records if not look_of(row))
    found += [(MISSING, texts(f"need.not_valued.{reason}"), count) for reason, count in reasons.items()]
    return [(colour, texts("legend.count", name=name, count=count)) for colour, name, count in found]


def matrix_legend(page: Page, areas: pd.DataFrame, version: IndexVersion) -> None:
    """The 12 groups as a table, need downwards, course across, with the number of areas; who is not valued; and how to
    read it."""
    texts = page.texts
    records = areas.to_dict("records")
    counts = Counter(look_of(row) for row in records)
    courses = [(sign, texts(f"need.course.{number}")) for number, sign in DYNAMIC_SIGNS.items()]
    if any(counts[str(status)] for status in _STATUS):
        courses.append(("", texts("need.course.unknown")))
    head = "".join(f'<th scope="col" style="{_CELL}font-weight:600">{html.escape(word)}</th>' for _, word in courses)
    body = "".join(
        f'<tr><th scope="row" style="{_CELL}font-weight:600;text-align:right">'
        f"{html.escape(texts(f'need.status.{status}'))}</th>"
        + "".join(_cell(f"{status}{sign}", counts[f"{status}{sign}"]) for sign, _ in courses)
        + "</tr>"
        for status in _STATUS
    )
    reasons = Counter(row["reason"] for row in records if row["reason"])
    missing = "".join(
        f'<div><span style="display:inline-block;width:1rem;height:1rem;background:{MISSING};border:1px solid #767676;'
        f'border-radius:2px;margin-right:.4rem;vertical-align:-2px"></span>'
        f"{html.escape(texts('legend.count', name=texts(f'need.not_valued.{reason}'), count=count))}</div>"
        for reason, count in reasons.items()
    )
    st.html(
        f'<div style="font-size:.875rem;line-height:1.4"><table style="border-collapse:separate;border-spacing:2px">'
        f'<caption style="text-align:left;caption-side:top;font-weight:600;padding:0 0 .4rem 0">'
        f"{html.escape(texts('need.legend'))}</caption>"
        f'<thead><tr><td></td><th scope="colgroup" colspan="{len(courses)}" style="{_CELL}font-weight:400">'
        f"{html.escape(texts('need.course'))}</th></tr><tr>"
        f'<th scope="col" style="{_CELL}font-weight:400;text-align:right">{html.escape(texts("need.need"))}</th>{head}'
        f"</tr></thead><tbody>{body}</tbody></table>{missing}</div>"
    )
    st.caption(texts("need.legend_help", years=version.window_years))


def interval_words(texts: Texts) -> str:
    """How many of the draws a band holds: «90 %»."""
    return texts.percent(100 * drawing().interval, 0)


_CELL = "padding:.25rem .3rem;text-align:center;"


def _cell(look: str, count: int) -> str:
    colour = NEED_COLOURS[look]
    ink = "#FFFFFF" if _luminance(colour) < _DARK else "#000000"
    return (
        f'<td style="{_CELL}min-width:3.1rem;height:2.4rem;background:{colour};color:{ink};border-radius:3px">'
        f"{html.escape(look)} · <b>{count}</b></td>"
    )


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it, 0 black to 1 white."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _hover(texts: Texts, row: dict) -> str:
    words = group_words(texts, row)
    if pd.isna(row["rank"]):
        return words
    if pd.isna(row.get("rank_low")):
        return f"{words} · {texts('figure.rank', rank=int(row['rank']), count=int(row['ranked']))}"
    return texts(
        "need.hover",
        words=words,
        rank=int(row["rank"]),
        count=int(row["ranked"]),
        low=int(row["rank_low"]),
        high=int(row["rank_high"]),
    )
