"""What is notable, in sentences made from the standings: in one area, and over all districts since last year.

A sentence states what the values show and gives the numbers; it never says good or bad, and never why.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

from strukturmonitor.facts import read_facts
from strukturmonitor.indicators.catalogue import Indicator, catalogue
from strukturmonitor.indicators.headline import headline_ids
from strukturmonitor.indicators.standing import direction
from strukturmonitor.texts import Texts


@cache
def _limits() -> dict[str, Any]:
    return read_facts("notables.yml")["areas"]


@dataclass(frozen=True)
class Finding:
    """One sentence and how unusual it is. `kind`: level, year, five_years or turn; score: in standard deviations."""

    indicator: Indicator
    kind: str
    area_id: str
    score: float
    text: str


def notable(
    texts: Texts, standings: pd.DataFrame, area_id: str, city_id: str, city_name: str, *, most: int = 5
) -> list[str]:
    """At most `most` sentences on an area, the most unusual first: one per indicator, two per theme and per kind."""
    here = standings[standings["area_id"] == area_id].dropna(subset=["value"]).to_dict("records")
    city_rows = standings[standings["area_id"] == city_id].to_dict("records") if area_id != city_id else []
    city = {row["indicator_id"]: row for row in city_rows}
    findings: list[Finding] = []
    for row in here:
        indicator = catalogue()[row["indicator_id"]]
        if (
            indicator.is_amount and row["low"] < 0
        ):  # a balance: neither its level nor a change in per cent can be weighed
            continue
        speak = _Sentences(texts, indicator, row, city.get(row["indicator_id"]), city_name)
        findings += [finding for finding in (speak.level(), speak.year(), speak.five_years(), speak.turn()) if finding]
    findings = [finding for finding in findings if finding.score >= _limits()["least_score"]]
    chosen = _choose(
        findings,
        most,
        [(lambda f: f.indicator.id, 1), (lambda f: f.indicator.theme, 2), (lambda f: f.kind, 2)],
    )
    return [f"**{finding.indicator.title.in_language(texts)}:** {finding.text}" for finding in chosen]


def changed_most(
    texts: Texts, standings: pd.DataFrame, city_id: str, names: dict[str, str], *, level: str = "bezirk", most: int = 3
) -> list[str]:
    """What changed most within a year over all areas of a level, measured by what is usual for the indicator: each
    sentence from another area and another theme. `names`: area_id → name."""
    city = {row["indicator_id"]: row for row in standings[standings["area_id"] == city_id].to_dict("records")}
    rows = standings[(standings["level"] == level) & (standings["usual_change"] > 0)].dropna(subset=["change"])
    findings = []
    for row in rows.to_dict("records"):
        indicator = catalogue()[row["indicator_id"]]
        finding = _Sentences(texts, indicator, row, city.get(indicator.id), names[city_id]).year()
        if finding and not (indicator.is_amount and row["low"] < 0):
            findings.append(finding)
    chosen = _choose(findings, most, [(lambda f: f.area_id, 1), (lambda f: f.indicator.theme, 1)])
    return [f"**{names[f.area_id]}, {f.indicator.title.in_language(texts)}:** {f.text}" for f in chosen]


def highest_and_lowest(texts: Texts, indicator: Indicator, rows: pd.DataFrame, names: dict[str, str]) -> str:
    """One sentence on the ends of an order of areas: «Am höchsten: …, am niedrigsten: …»."""
    valued = rows.dropna(subset=["value"]).sort_values("value", ascending=False)
    if valued.empty:
        return texts("notable.no_values")
    few = max(1, min(3, len(valued) // 2))

    def told(part: pd.DataFrame) -> str:
        return texts.list(
            [
                f"{names[area_id]} {indicator.format_value(texts, value)}"
                for area_id, value in zip(part["area_id"], part["value"], strict=True)
            ]
        )

    return texts("notable.ends", highest=told(valued.iloc[:few]), lowest=told(valued.iloc[: -few - 1 : -1]))


class _Sentences:
    """The sentences about one indicator in one area; each method gives a Finding, or None where nothing can be said."""

    def __init__(
        self, texts: Texts, indicator: Indicator, row: dict[str, Any], city: dict[str, Any] | None, city_name: str
    ) -> None:
        self._texts, self._indicator, self._row, self._city, self._city_name = texts, indicator, row, city, city_name

    def level(self) -> Finding | None:
        row, texts, limits = self._row, self._texts, _limits()
        if row["level"] == "pg":
            return self._against_city()
        told = limits["ranks_told"].get(row["level"])
        if self._indicator.is_amount or told is None or row["ranked"] < limits["least_ranked"] or not row["spread"] > 0:
            return None
        from_top, from_bottom = int(row["rank"]), int(row["ranked"] - row["rank"] + 1)
        place = min(from_top, from_bottom)
        if place > told:
            return None
        ends = "highest" if from_top <= from_bottom else "lowest"
        text = texts(
            f"notable.level.{ends}" if place == 1 else f"notable.level.{ends}_but",
            value=self._value(row["value"]),
            ordinal=texts(f"notable.ordinal.{place}") if place > 1 else "",
            among=texts(f"notable.among.{row['level']}", count=int(row["ranked"])),
        )
        score = abs(row["value"] - row["mean"]) / row["spread"]
        return self._finding("level", score, self._with_city(text, "value", "notable.city_value"))

    def _against_city(self) -> Finding | None:
        """A programme area has no rank: its value beside the city's."""
        row, city = self._row, self._city
        if self._indicator.is_amount or city is None or city["value"] != city["value"] or not row["spread"] > 0:
            return None
        difference = row["value"] - city["value"]
        way = {"risen": "higher", "fallen": "lower"}.get(direction(self._indicator, difference) or "")
        if way is None:
            return None
        text = self._texts(
            f"notable.level.{way}",
            value=self._value(row["value"]),
            city=self._city_name,
            city_value=self._value(city["value"]),
        )
        return self._finding("level", abs(difference) / row["spread"], text)

    def year(self) -> Finding | None:
        row = self._row
        way = direction(self._indicator, row["change"])
        if way not in ("risen", "fallen") or not row["usual_change"] > 0:
            return None
        text = self._texts(
            f"notable.year.{way}",
            since=self._since(row["before_period"]),
            before=self._before(row["before"]),
            value=self._value(row["value"]),
            change=self._change(row["change"], row["before"]),
        )
        score = abs(self._weighed(row["change"], row["before"])) / row["usual_change"]
        return self._finding("year", score, self._with_city(text, "change", "notable.city_change", "before"))

    def five_years(self) -> Finding | None:
        row = self._row
        way = direction(self._indicator, row["five_change"])
        if way not in ("risen", "fallen") or not row["five_spread"] > 0:
            return None
        text = self._texts(
            f"notable.five_years.{way}",
            since=self._since(row["five_period"]),
            before=self._before(row["five_before"]),
            value=self._value(row["value"]),
            change=self._change(row["five_change"], row["five_before"]),
        )
        weighed = self._weighed(row["five_change"], row["five_before"])
        if self._city is not None and self._city["five_change"] == self._city["five_change"]:
            weighed -= self._weighed(self._city["five_change"], self._city["five_before"])
        score = abs(weighed) / row["five_spread"]
        return self._finding(
            "five_years", score, self._with_city(text, "five_change", "notable.city_change", "five_before")
        )

    def turn(self) -> Finding | None:
        """A peak (or low) of its own, some years ago, from which the value came back by a good part of the spread."""
        row = self._row
        usual = max(row["spread"], 2 * row["usual_change"])  # in a restless series every peak is high
        if self._indicator.is_amount or not usual > 0:
            return None
        newest, oldest = (
            row["period"] - pd.DateOffset(years=_limits()["turn_years"][end]) for end in ("least", "most")
        )
        best: Finding | None = None
        for name, way in (("high", "fallen"), ("low", "risen")):
            period, value = row[f"{name}_period"], row[name]
            is_told = oldest <= period <= newest
            is_the_citys = self._city is not None and self._city[f"{name}_period"] == period
            if not is_told or is_the_citys or direction(self._indicator, row["value"] - value) != way:
                continue
            text = self._texts(
                f"notable.turn.{way}",
                extreme=self._before(value),
                date=self._texts.period(period, self._indicator.period),
                value=self._value(row["value"]),
            )
            finding = self._finding("turn", abs(row["value"] - value) / usual, text)
            if best is None or finding.score > best.score:
                best = finding
        return best

    def _finding(self, kind: str, score: float, text: str) -> Finding:
        if self._row["is_estimate"]:
            text = f"{text} {self._texts('notable.estimated')}"
        if self._indicator.id in headline_ids():
            score *= _limits()["headline_weight"]
        return Finding(self._indicator, kind, self._row["area_id"], float(score), text)

    def _with_city(self, text: str, column: str, key: str, before: str | None = None) -> str:
        city = self._city
        if city is None or city[column] != city[column] or (self._indicator.is_amount and before is None):
            return text
        if before is None:
            told = self._value(city[column])
        elif direction(self._indicator, city[column]) == "same":
            told = self._texts("notable.unchanged")
        else:
            told = self._change(city[column], city[before])
        return f"{text} {self._texts(key, city=self._city_name, value=told)}"

    def _weighed(self, change: float, before: float) -> float:
        if not self._indicator.is_amount:
            return change
        return 100 * change / before if before else 0.0

    def _value(self, value: float) -> str:
        return self._indicator.format_value(self._texts, value)

    def _before(self, value: float) -> str:
        """The earlier value of a pair; a unit longer than «%» is named once, with the later one."""
        return (
            self._value(value) if self._indicator.unit == "pct" else self._texts.number(value, self._indicator.decimals)
        )

    def _change(self, change: float, before: float) -> str:
        """«+3,2 Prozentpunkte»; of an amount in per cent too: «+120, das sind +1,2 %»."""
        told = self._texts.change(change, self._indicator.decimals)
        if self._indicator.unit == "pct":
            told = self._indicator.format_difference(self._texts, change)
        if not self._indicator.is_amount or not before:
            return told
        return self._texts("notable.amount_change", change=told, percent=self._texts.change(100 * change / before, 1))

    def _since(self, period: pd.Timestamp) -> str:
        return self._texts(
            f"notable.since.{self._indicator.period}", date=self._texts.period(period, self._indicator.period)
        )


def _choose(
    findings: Iterable[Finding], most: int, limits: list[tuple[Callable[[Finding], str], int]]
) -> list[Finding]:
    """The highest scores, at most so many with the same value of each key. Ties keep their order."""
    taken: list[Finding] = []
    counts: list[dict[str, int]] = [{} for _ in limits]
    for finding in sorted(findings, key=lambda f: -f.score):
        keys = [key(finding) for key, _ in limits]
        if any(count.get(value, 0) >= limit for value, count, (_, limit) in zip(keys, counts, limits, strict=True)):
            continue
        for value, count in zip(keys, counts, strict=True):
            count[value] = count.get(value, 0) + 1
        taken.append(finding)
        if len(taken) == most:
            break
    return taken
