"""Which results of the analyses are worth a sentence on the first pages: recent changes of course against the city whose
effect until today is large, and the areas with the greatest need (limits: data/analysis_findings.yml)."""

import datetime
from collections.abc import Callable
from functools import cache

import numpy as np
import pandas as pd

from strukturmonitor.facts import read_facts
from strukturmonitor.indicators import Indicator, catalogue
from strukturmonitor.texts import Texts

_DAYS_PER_YEAR = 365.25


@cache
def limits() -> dict[str, object]:
    return read_facts("analysis_findings.yml")


@cache
def _finer_series() -> frozenset[str]:
    """Yearly indicators whose turning points are looked for in months or quarters."""
    return frozenset(read_facts("analysis_breaks.yml")["finer_series"])


def told_turns(
    breaks: pd.DataFrame, tested: pd.DataFrame, spreads: dict[str, float], *, level: str, area_id: str | None = None
) -> pd.DataFrame:
    """Rows of `breaks` to be told, the largest effect first; one per indicator and area. `spreads`: standard deviation
    of the values of the areas of the level, by indicator. The new column `effect` is in those."""
    limit = limits()
    rows = breaks[(breaks["against"] == "city") & (breaks["level"] == level) & ~breaks["is_data_break"].astype(bool)]
    if area_id is not None:
        rows = rows[rows["area_id"] == area_id]
    newest = tested["last"].max()
    rows = rows[rows["period"] >= newest - pd.DateOffset(years=limit["turn_years"])].copy()
    years = ((newest - rows["period"]).dt.days / _DAYS_PER_YEAR).clip(upper=limit["turn_reach_years"])
    reach = np.where(rows["kind"] == "trend", years, 1.0)
    spread = rows["indicator_id"].map(spreads).astype("float64")
    rows["effect"] = rows["size"].abs() * reach / spread.where(spread > 0)
    rows = rows[rows["effect"] >= limit["turn_least_effect"]]
    rows = rows.sort_values(["effect", "period"], ascending=False, kind="stable")
    return rows.drop_duplicates(["indicator_id", "area_id"]).reset_index(drop=True)


def turn_sentence(texts: Texts, turn: dict[str, object], where: str) -> str:
    """«**Leerstandsquote:** Im Stadtbezirk Huckarde um September 2023 ein Sprung um +3,5 Prozentpunkte …»."""
    indicator = catalogue()[turn["indicator_id"]]
    return texts(
        f"findings.turn.{turn['kind']}",
        title=indicator.title.in_language(texts),
        where=where,
        when=turn_date(texts, indicator, turn["period"]),
        size=indicator.format_difference(texts, turn["size"]),
        before=indicator.format_difference(texts, turn["before"]),
        after=indicator.format_difference(texts, turn["after"]),
    )


def turn_date(texts: Texts, indicator: Indicator, date: datetime.date) -> str:
    """The year for series of years, else month and year: a turn has no day."""
    is_yearly = indicator.period == "year" and indicator.id not in _finer_series()
    return str(date.year) if is_yearly else f"{texts.month(date.month)} {date.year}"


def need_sentence(texts: Texts, row: dict[str, object], title: str, where: str) -> str:
    """Where an area stands in the index: rank with its interval, class, course and how often
    the course stays the same; or why it is not valued."""
    if row["reason"]:
        return texts("findings.need.not_valued", title=title, where=where)
    values = {name: int(row[name]) for name in ("rank", "rank_low", "rank_high", "ranked")}
    course = "unknown" if pd.isna(row["dynamic_class"]) else int(row["dynamic_class"])
    said = texts(
        "findings.need.rank" if values["rank_low"] < values["rank_high"] else "findings.need.sure",
        title=title,
        where=where,
        need=texts(f"need.status.{int(row['status_class'])}"),
        course=texts(f"need.course.{course}"),
        **values,
    )
    if course == "unknown":
        return said
    share = texts.percent(100 * row[f"dynamic_p{course}"], 0)
    return f"{said} {texts('findings.need.course', share=share, course=texts(f'need.course.{course}'))}"


def greatest_need(areas: pd.DataFrame, level: str, name_of: Callable[[str], str]) -> list[str]:
    """Names of the areas of a level in the classes of great need, the greatest first."""
    limit = limits()
    rows = areas[(areas["index_id"] == limit["index"]) & (areas["level"] == level) & (areas["reason"] == "")]
    rows = rows[rows["status_class"] >= limit["need_class_told"]].sort_values("rank")
    return [name_of(area_id) for area_id in rows["area_id"]]
