"""The four measures of motor traffic at a station, and the fixed classes in which maps show them."""

import math
from dataclasses import dataclass
from itertools import pairwise

from strukturmonitor.texts import Texts

_VEHICLE_BOUNDS = (5_000.0, 10_000.0, 20_000.0, 50_000.0)
_HEAVY_BOUNDS = (3.0, 5.0, 8.0, 12.0)
_NEEDED_PCT = 80  # share of complete days that makes a year valid, as in derive_traffic_year


@dataclass(frozen=True)
class Measure:
    """`column` of the queries, `slug` in the URL. `bounds`: upper bounds of all classes but the last; they are the
    same for all years, so that a colour keeps its meaning. A value on a bound belongs to the lower class."""

    column: str
    slug: str
    decimals: int
    bounds: tuple[float, ...]
    is_share: bool = False

    def name(self, texts: Texts) -> str:
        """Short name: «DTV», «Schwerverkehrsanteil»."""
        return texts(f"traffic.measure.{self.column}")

    def long_name(self, texts: Texts) -> str:
        """With what it means: «DTV (mittlerer Verkehr aller Tage)»."""
        return texts(f"traffic.measure.{self.column}.long")

    def label(self, texts: Texts) -> str:
        """Short name with its unit, for a figure whose value stands alone: «DTV (Kfz/24 h)»."""
        return self.name(texts) if self.is_share else f"{self.name(texts)} ({texts('unit_name.vehicles_24h')})"

    def format(self, texts: Texts, value: float | None) -> str:
        """With its unit: «20.435 Kfz/24 h», «9,5 %»."""
        number = texts.number(value, self.decimals)
        return number if number == "–" else texts("unit.pct" if self.is_share else "unit.vehicles_24h", value=number)

    def format_change(self, texts: Texts, now: float | None, before: float | None, than: object) -> str:
        """In words: «2,3 % mehr als 2024», of shares «0,4 Prozentpunkte weniger als 2024»; «–» where one of the two
        is missing."""
        if _is_missing(now) or _is_missing(before) or (before == 0 and not self.is_share):
            return "–"
        difference = now - before if self.is_share else 100.0 * (now - before) / before
        return change_words(texts, difference, "points" if self.is_share else "pct", than=than)

    def class_labels(self, texts: Texts) -> list[str]:
        """One label per class: «bis 5.000», «über 5.000 bis 10.000», …, «über 50.000»."""
        shown = [texts.number(bound) for bound in self.bounds]
        inner = [texts("traffic.class.between", low=low, high=high) for low, high in pairwise(shown)]
        return [texts("traffic.class.up_to", high=shown[0]), *inner, texts("traffic.class.over", low=shown[-1])]


MEASURES = {
    measure.slug: measure
    for measure in (
        Measure("dtv", "dtv", 0, _VEHICLE_BOUNDS),
        Measure("dtvw", "dtvw", 0, _VEHICLE_BOUNDS),
        Measure("dtvw5", "dtvw5", 0, _VEHICLE_BOUNDS),
        Measure("heavy_pct", "schwerverkehr", 1, _HEAVY_BOUNDS, is_share=True),
    )
}


def class_index(measure: Measure, value: float | None) -> int:
    """0 … number of bounds; −1 where the value is missing."""
    return -1 if _is_missing(value) else sum(value > bound for bound in measure.bounds)


def change_words(texts: Texts, difference: float, unit: str, *, than: object = None) -> str:
    """«2,3 % mehr», «0,4 Prozentpunkte weniger», «unverändert»; with `than` «2,3 % mehr als 2024», «unverändert
    gegenüber 2024». `unit`: pct or points; one decimal."""
    shown = round(difference, 1)
    if shown == 0:
        return texts("traffic.change.same") if than is None else texts("traffic.change.same_as", than=than)
    amount = texts(f"unit.{unit}", value=texts.number(abs(shown), 1))
    words = texts("traffic.change.more" if shown > 0 else "traffic.change.less", amount=amount)
    return words if than is None else texts("traffic.change.than", change=words, than=than)


def gap_reason(texts: Texts, year: int, days_valid: float | None, days_in_year: float | None) -> str:
    """Why a year has no value: not counted at all, too few complete days, or too few of one kind of day."""
    if _is_missing(days_valid) or days_valid == 0:
        return texts("traffic.gap.none", year=year)
    covered_pct = 100.0 * days_valid / days_in_year
    if covered_pct < _NEEDED_PCT:
        return texts("traffic.gap.days", year=year, share=texts.percent(math.floor(covered_pct), 0), needed=_NEEDED_PCT)
    return texts("traffic.gap.day_type", year=year)


def _is_missing(value: float | None) -> bool:
    return value is None or value != value
