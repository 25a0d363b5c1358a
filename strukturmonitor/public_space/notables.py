"""What is notable about cleanliness and buildings of an area, in sentences made from the data."""

from functools import cache

import pandas as pd

from strukturmonitor.facts import read_facts
from strukturmonitor.texts import Texts


@cache
def _limits() -> dict[str, int]:
    return read_facts("notables.yml")["public_space"]


def report_notables(
    texts: Texts, *, where: str, span: str, now: pd.DataFrame, before: pd.DataFrame | None
) -> list[str]:
    """At most two sentences: how many reports, and how long the remedy took.

    `now`, `before`: rows of `report_kinds` for the days shown and for the same days one year earlier (None where
    the reports do not reach back so far); `where` begins a sentence; `span` names the days («2025», «vom 1. Januar
    bis 30. September 2026»). Where there are few (data/notables.yml), nothing is compared.
    """
    minimum = _limits()["least_reports"]
    total = now[now["kind"].isna()].iloc[0]
    values = {"where": where, "span": span, "count": texts.number(total["reports"])}
    if total["reports"] < minimum:
        return [texts("public_space.notable_few", **values)]
    earlier = 0 if before is None else int(before.loc[before["kind"].isna(), "reports"].iloc[0])
    if earlier < minimum:
        first = texts("public_space.notable_reports", **values)
    else:
        change = 100 * (total["reports"] / earlier - 1)
        key = "same" if round(change) == 0 else "more" if change > 0 else "fewer"
        change_text = texts(f"public_space.change_{key}", change=texts.percent(abs(change), 0))
        first = texts("public_space.notable_reports_change", change=change_text, **values)
    kinds = now[now["kind"].notna()]
    if len(kinds) > 1:
        top = kinds.loc[kinds["reports"].idxmax()]
        share = texts.percent(100 * top["reports"] / total["reports"], 0)
        first += texts("public_space.notable_top", kind=texts(f"public_space.kind_{top['kind']}"), share=share)
    return [f"{first}.", _remedy(texts, total)]


def _remedy(texts: Texts, total: pd.Series) -> str:
    values = {
        "open": texts.number(total["open_reports"]),
        "median": texts.number(total["median_days"]),
        "most": texts.number(total["days_80_pct"]),
    }
    if pd.isna(total["median_days"]):
        return texts("public_space.notable_remedy_open", **values)
    if pd.isna(total["days_80_pct"]):
        return texts("public_space.notable_remedy_half", **values)
    return texts("public_space.notable_remedy", **values)


def backlog_notable(
    texts: Texts, *, where: str, city: str | None, rows: pd.DataFrame, city_rows: pd.DataFrame
) -> str | None:
    """One sentence on the newest survey against the first one and the city; None where there is no value.

    `rows`, `city_rows`: period and value of the indicator sanierungsrueckstand in the area and in the city;
    `city`: its name, None where the area is the city itself.
    """
    known = rows.dropna(subset=["value"]).sort_values("period")
    if known.empty:
        return None
    first, last = known.iloc[0], known.iloc[-1]
    values = {"where": where, "year": last["period"].year, "value": texts.percent(last["value"])}
    sentence = texts("public_space.notable_backlog", **values)
    if first["period"] != last["period"]:
        points = round(last["value"] - first["value"], 1)
        key = "same" if points == 0 else "more" if points > 0 else "fewer"
        sentence += texts(f"public_space.backlog_{key}", points=texts.number(abs(points), 1), year=first["period"].year)
    in_city = city_rows.loc[city_rows["period"] == last["period"], "value"].dropna()
    if city is not None and not in_city.empty:
        sentence += texts("public_space.backlog_city", city=city, value=texts.percent(in_city.iloc[0]))
    return sentence + "."
