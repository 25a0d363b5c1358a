"""What is notable about an area's traffic: sentences made from the data, without a judgement.

`where` is the area with its preposition as Page.where gives it; the German one begins a sentence.
"""

from functools import cache

import pandas as pd

from strukturmonitor.facts import read_facts
from strukturmonitor.texts import Texts
from strukturmonitor.traffic.measures import change_words


@cache
def _limits() -> dict[str, float]:
    return read_facts("notables.yml")["traffic"]


def motor_notables(
    texts: Texts, where: str, *, same: pd.DataFrame, city: pd.DataFrame | None, city_name: str
) -> list[str]:
    """`same`, `city`: year, dtv_index, heavy_pct, stations (query traffic_same_stations) of the area and, unless the
    area is the city itself, of the city. Empty where fewer than two years can be compared."""
    if len(same) < 2:
        return []
    here = same.sort_values("year").set_index("year")
    there = None if city is None else city.sort_values("year").set_index("year").reindex(here.index)
    changes = 100.0 * here["dtv_index"].pct_change()
    city_changes = None if there is None else 100.0 * there["dtv_index"].pct_change()
    last, before, stations = int(here.index[-1]), int(here.index[-2]), int(here["stations"].iloc[-1])
    sentence = texts(
        "traffic.notable.index",
        where=where,
        year=last,
        count=texts.number(stations),
        change=_motor_change(texts, changes.iloc[-1], before),
    )
    sentences = [sentence + _compared(texts, city_name, city_changes, last) + "."]
    if city_changes is not None:
        apart = (changes - city_changes).dropna()
        if not apart.empty and apart.abs().max() >= _limits()["apart_from_city_points"]:
            year = int(apart.abs().idxmax())
            earlier = int(here.index[here.index.get_loc(year) - 1])
            told = texts("traffic.notable.apart", year=year, change=_motor_change(texts, changes[year], earlier))
            sentences.append(told + _compared(texts, city_name, city_changes, year) + ".")
    heavy_change = here["heavy_pct"].iloc[-1] - here["heavy_pct"].iloc[0]
    if abs(heavy_change) >= _limits()["heavy_share_points"]:
        sentences.append(
            texts(
                "traffic.notable.heavy",
                year=last,
                share=texts.percent(here["heavy_pct"].iloc[-1]),
                change=change_words(texts, heavy_change, "points", than=int(here.index[0])),
            )
        )
    return sentences


def accident_notables(texts: Texts, where: str, accidents: pd.DataFrame) -> list[str]:
    """`accidents`: year, accidents, severe (with killed or seriously injured persons); every year of the span once,
    years without an accident with 0."""
    if accidents.empty or accidents["accidents"].sum() == 0:
        return []
    here = accidents.sort_values("year").set_index("year")
    last = int(here.index[-1])
    count, severe = int(here["accidents"].iloc[-1]), int(here["severe"].iloc[-1])
    sentences = [
        texts(
            "traffic.notable.accidents" if count else "traffic.notable.accidents_none",
            where=where,
            year=last,
            count=texts.number(count),
            severe=texts.number(severe),
        )
    ]
    years = _limits()["accident_years"]
    if len(here) >= 2 * years:
        early, late = here["accidents"].iloc[:years].sum(), here["accidents"].iloc[-years:].sum()
        if early >= _limits()["least_accidents"]:
            earlier = f"{here.index[0]}–{here.index[years - 1]}"
            sentences.append(
                texts(
                    "traffic.notable.accident_years",
                    late=f"{here.index[-years]}–{last}",
                    change=change_words(texts, 100.0 * (late - early) / early, "pct", than=earlier),
                    early_count=texts.number(early),
                    late_count=texts.number(late),
                )
            )
    return sentences


def pedestrian_notables(texts: Texts, where: str, years: pd.DataFrame) -> list[str]:
    """`years`: year, per_hour (mean of the area's counters, 10 to 20 o'clock), only complete years."""
    valid = years.dropna(subset=["per_hour"]).sort_values("year").set_index("year")["per_hour"]
    if valid.empty:
        return []
    last = int(valid.index[-1])
    sentences = [texts("traffic.notable.pedestrians", where=where, year=last, count=texts.number(valid.iloc[-1]))]
    if len(valid) > 1 and int(valid.index[-2]) == last - 1:
        change = 100.0 * (valid.iloc[-1] / valid.iloc[-2] - 1)
        sentences.append(
            texts("traffic.notable.pedestrian_change", change=change_words(texts, change, "pct", than=last - 1))
        )
    if len(valid) > 2:
        peak = int(valid.idxmax())
        if peak != last:
            sentences.append(texts("traffic.notable.pedestrian_peak", year=peak, count=texts.number(valid.max())))
    return sentences


def _motor_change(texts: Texts, change_pct: float, than: int) -> str:
    """«2,3 % mehr Kfz als 2024», «so viele Kfz wie 2024»."""
    if round(change_pct, 1) == 0:
        return texts("traffic.notable.same_vehicles", than=than)
    return texts("traffic.notable.vehicles", change=change_words(texts, change_pct, "pct"), than=than)


def _compared(texts: Texts, city_name: str, city_changes: pd.Series | None, year: int) -> str:
    if city_changes is None or pd.isna(city_changes[year]):
        return ""
    return texts("traffic.notable.compared", city=city_name, change=change_words(texts, city_changes[year], "pct"))
