"""The catalogue of indicators, and the values of one of them over areas and periods, as the pages show them."""

import pandas as pd

from strukturmonitor.api.contents import MADE, Ask, Content, about, sources_of, unknown
from strukturmonitor.api.tables import outlines
from strukturmonitor.exports.addresses import indicator_address
from strukturmonitor.indicators import Indicator, catalogue
from strukturmonitor.indicators.origins import tables_read
from strukturmonitor.small_numbers import policy
from strukturmonitor.texts import Texts
from strukturmonitor.ui.data import Data

NOT_COLLECTED = "not_collected"


def indicators(ask: Ask) -> Content:
    rows = pd.DataFrame([_described(ask.data, ask.texts, indicator) for indicator in catalogue().values()])
    tables = {table for indicator in catalogue().values() for table in tables_read(indicator.query)}
    described = about(
        ask,
        title=ask.texts("page.indicators"),
        description=ask.texts("api.description.indicators"),
        date=max((day for day in rows["last_period"] if day is not None), default=None),
        method=ask.texts("api.method.indicators"),
        sources=sources_of(ask.data, tables),
        count=len(rows),
    )
    return Content(described, rows)


def values(ask: Ask) -> Content:
    """Gaps are rows without a value, with the reason. Raises ApiAddressUnknown, AreaUnknown."""
    wanted = ask.path["indicator"]
    if wanted not in catalogue():
        raise unknown(wanted, catalogue())
    indicator, texts = catalogue()[wanted], ask.texts
    rows = _chosen(ask, indicator)
    reasons = sorted(rows["missing"].dropna().unique())
    newest = rows["period"].max()
    described = about(
        ask,
        title=indicator.title.in_language(texts),
        description=indicator.description.in_language(texts),
        date=None if pd.isna(newest) else newest,
        method=indicator.method.in_language(texts),
        sources=sources_of(ask.data, tables_read(indicator.query), rows["origin"].dropna().unique()),
        count=len(rows),
        notes=[
            texts("api.unit", unit=texts(f"unit_name.{indicator.unit}")),
            small_numbers(texts, indicator),
            *([texts("indicators.estimate")] if rows["is_estimate"].any() else []),
        ],
        reasons={reason: texts(f"missing.{reason}") for reason in reasons},
    )
    return Content(
        described,
        rows,
        shapes=lambda: outlines(ask.data, set(rows["level"])),
        of_last_period=lambda rows: rows[rows["period"] == rows["period"].max()],
    )


def small_numbers(texts: Texts, indicator: Indicator) -> str:
    rules = policy()
    return texts(
        f"indicators.small_numbers_{indicator.small_numbers}",
        rounding=rules.rounding_persons,
        base=texts.number(rules.ratio_base_persons),
    )


def _chosen(ask: Ask, indicator: Indicator) -> pd.DataFrame:
    tree, asked = ask.data.tree(), ask.parameters
    rows = ask.data.series(indicator)
    levels = rows["area_id"].map(tree.levels)
    is_wanted = levels.isin([asked.level] if asked.level else indicator.levels) & levels.isin(indicator.levels)
    if named := ask.area_ids():
        is_wanted &= rows["area_id"].isin(named)
    if asked.first_day:
        is_wanted &= rows["period"] >= pd.Timestamp(asked.first_day)
    if asked.last_day:
        is_wanted &= rows["period"] <= pd.Timestamp(asked.last_day)
    rows = rows[is_wanted]
    areas, periods = rows["area_id"].unique(), sorted(rows["period"].unique())
    every = pd.MultiIndex.from_product([areas, periods], names=["area_id", "period"])
    rows = rows.set_index(["area_id", "period"]).reindex(every).reset_index()
    has_no_value = rows["value"].isna()
    reason = rows["reason"].where(rows["reason"].fillna("") != "", NOT_COLLECTED)
    return pd.DataFrame(
        {
            "area_id": rows["area_id"],
            "area": rows["area_id"].map(tree.names),
            "level": rows["area_id"].map(tree.levels),
            "period": rows["period"],
            "value": rows["value"].round(indicator.decimals),
            "missing": reason.where(has_no_value, None),
            "origin": rows["origin"],
            "is_estimate": rows["is_estimate"].fillna(False).astype(bool),
        }
    )


def _described(data: Data, texts: Texts, indicator: Indicator) -> dict[str, object]:
    series = data.series(indicator)
    sources = sources_of(data, tables_read(indicator.query), series["origin"].unique())
    first, last = series["period"].min(), series["period"].max()
    return {
        "id": indicator.id,
        "title": indicator.title.in_language(texts),
        "short": indicator.short.in_language(texts),
        "description": indicator.description.in_language(texts),
        "theme": indicator.theme,
        "unit": indicator.unit,
        "unit_name": texts(f"unit_name.{indicator.unit}"),
        "decimals": indicator.decimals,
        "direction": indicator.direction,
        "formula": indicator.formula.in_language(texts),
        "method": indicator.method.in_language(texts),
        "gaps": indicator.gaps.in_language(texts),
        "levels": list(indicator.levels),
        "period_kind": indicator.period,
        "small_numbers": indicator.small_numbers,
        "minimum_denominator": indicator.minimum_denominator,
        "first_period": None if pd.isna(first) else first.date(),
        "last_period": None if pd.isna(last) else last.date(),
        "citations": list(dict.fromkeys(source.citation for source in sources)),
        "licences": list(dict.fromkeys(source.licence for source in sources)),
        "is_demo": any(source.origin == MADE for source in sources),
        "url": indicator_address(indicator.id),
    }
