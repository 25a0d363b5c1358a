"""Changes of course in words: when, how much, how sure."""

import math

import pandas as pd

from strukturmonitor.analysis.breaks_series import facts
from strukturmonitor.analysis.findings import turn_date
from strukturmonitor.indicators import Indicator, catalogue
from strukturmonitor.ui.page import Page

_SURE_Q = 0.01  # wrong findings among a hundred as sure as this: at most one


def what_words(page: Page, turn: dict) -> str:
    """«Sprung nach oben», «Trend dreht nach unten»."""
    return page.texts(f"courses.what.{turn['kind']}.{'up' if turn['size'] > 0 else 'down'}")


def size_words(page: Page, indicator: Indicator, turn: dict) -> str:
    """«+3,5 Prozentpunkte», «+1,7 Prozentpunkte je Jahr»."""
    size = indicator.format_difference(page.texts, turn["size"])
    return size if turn["kind"] == "level" else page.texts("courses.per_year", size=size)


def from_to_words(page: Page, indicator: Indicator, turn: dict) -> str:
    """What it was before and is after: values for a step, changes per year for a bend."""
    form = indicator.format_value if turn["kind"] == "level" else indicator.format_difference
    return page.texts(
        f"courses.from_to.{turn['kind']}.{turn['against']}",
        before=form(page.texts, turn["before"]),
        after=form(page.texts, turn["after"]),
    )


def when_words(page: Page, indicator: Indicator, turn: dict) -> str:
    return _date(page, indicator, turn["period"])


def interval_words(page: Page, indicator: Indicator, turn: dict) -> str:
    low, high = (_date(page, indicator, turn[end]) for end in ("low", "high"))
    return low if low == high else page.texts("courses.interval", low=low, high=high)


def sure_words(page: Page, turn: dict) -> str:
    return page.texts("courses.sure.very" if turn["q"] <= _SURE_Q else "courses.sure.rather")


def chance_words(page: Page, turn: dict) -> str:
    """«höchstens 1 von 2.000»: two digits say enough, and no rounding makes it rarer than it is."""
    odds = max(1.0, 1 / turn["p"])
    step = 10 ** max(0, math.floor(math.log10(odds)) - 1)
    # What division leaves below a whole number is none of its own.
    return page.texts("courses.chance", count=page.texts.number(math.floor(odds / step + 1e-9) * step))


def basis_words(page: Page, row: dict) -> str:
    """What the series is made of, where it is not the indicator's own: «Monatswerte, auf das Jahr hochgerechnet»."""
    texts = page.texts
    words = [texts(f"courses.frequency.{row['frequency']}", count=int(row["n"]))]
    if row["indicator_id"] in facts()["finer_series"]:
        words.append(texts(f"courses.finer.{row['indicator_id']}"))
    if row["tested_on"] == "changes":
        words.append(texts("courses.on_changes"))
    return " ".join(words)


def data_break_words(page: Page, turn: dict) -> str:
    if turn["reason"] == "definition":
        return turn[f"reason_{page.texts.language}"]
    return page.texts(f"courses.data_break.{turn['reason']}")


def listed(page: Page, breaks: pd.DataFrame) -> pd.DataFrame:
    """Turns of the catalogue's indicators in today's areas, with words for a table: slug, label, area, indicator, when,
    what, much, from_to, interval, sure, is_up; the newest first."""
    known = breaks[breaks["indicator_id"].isin(list(catalogue())) & breaks["area_id"].isin(list(page.tree.levels))]
    rows = []
    for turn in known.sort_values(["period", "q"], ascending=[False, True], kind="stable").to_dict("records"):
        indicator = catalogue()[turn["indicator_id"]]
        name, title = page.tree[turn["area_id"]].name, indicator.title.in_language(page.texts)
        rows.append(
            turn
            | {
                "slug": f"{indicator.id}~{_slug(page, turn['area_id'])}",
                "label": f"{name} · {title}",
                "area": name,
                "indicator": title,
                "when": when_words(page, indicator, turn),
                "is_yearly": indicator.period == "year" and indicator.id not in facts()["finer_series"],
                "what": what_words(page, turn),
                "much": size_words(page, indicator, turn),
                "from_to": from_to_words(page, indicator, turn),
                "interval": interval_words(page, indicator, turn),
                "sure": sure_words(page, turn),
                "is_up": turn["size"] > 0,
            }
        )
    return pd.DataFrame(rows)


def _date(page: Page, indicator: Indicator, date: pd.Timestamp) -> str:
    """Month and year where the series has months or quarters in place of its years."""
    if indicator.id in facts()["finer_series"]:
        return f"{page.texts.month(date.month)} {date.year}"
    return turn_date(page.texts, indicator, date)


def _slug(page: Page, area_id: str) -> str:
    area = page.tree[area_id]
    return area.slug if area.level == "bezirk" else area_id
