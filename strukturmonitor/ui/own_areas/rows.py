"""The figures of an area as rows: what, value, range, the city, share of the city, date. Tables, CSV and GeoJSON speak
from them."""

from dataclasses import dataclass

import pandas as pd

from strukturmonitor.indicators import catalogue
from strukturmonitor.own_areas.result import Result
from strukturmonitor.own_areas.rules import rules
from strukturmonitor.ui.page import Page

_UNITS = ("units", "vacant", "vacant_over_1_year", "reported", "closed_leased", "interim_use", "vacant_sales_area_m2")
_ACCIDENTS = ("accidents", "severe", "on_foot_or_bicycle")
_REPORTS = ("reports", "open_reports")


@dataclass(frozen=True)
class Figure:
    """`decimals` of value, low, high and city; `unit`: key of the texts `unit.<unit>`, empty for plain numbers;
    `is_part`: a part of the row above."""

    key: str
    label: str
    value: float
    city: float
    date: str
    low: float = float("nan")
    high: float = float("nan")
    decimals: int = 0
    unit: str = ""

    @property
    def share_pct(self) -> float:
        """Part of the city's amount in per cent; missing for what is no amount."""
        return 100 * self.value / self.city if not self.unit and self.city > 0 else float("nan")


def counted(page: Page, result: Result) -> list[Figure]:
    """Points inside the area."""
    texts, counts = page.texts, result.counts
    city_id = page.tree.city.area_id
    units, city = counts.units, page.data.read("vacancy_summary", area_id=city_id, day=None).iloc[0]
    found = []
    if int(city["units"]):
        today = texts.date(city["today"])
        for name in _UNITS:
            found.append(_amount(name, texts(f"own.unit.{name}"), units[name], city[name], today))
        rate = city_value(page, "leerstandsquote")
        label = texts("own.unit.rate")
        found.insert(2, Figure("vacancy_pct", label, counts.vacancy_pct, rate, today, decimals=1, unit="pct"))
    if not counts.accidents.empty:
        last = counts.accidents.iloc[-1]
        for name in _ACCIDENTS:
            label = texts(f"own.accident.{name}")
            found.append(_amount(name, label, last[name], last[f"city_{name}"], str(int(last["year"]))))
    if counts.reports["is_loaded"]:
        for name in _REPORTS:
            row = counts.reports
            label, today = texts(f"own.report.{name}"), texts.date(row["today"])
            found.append(_amount(name, label, row[name], row[f"city_{name}"], today))
    return found


def estimated(page: Page, result: Result) -> list[Figure]:
    """Values of the districts; empty where the area is too small for them."""
    texts = page.texts
    found = []
    for name in rules().amounts:
        row = result.newest(name)
        if row is not None:
            found.append(
                Figure(
                    name, texts(f"own.amount.{name}"), row["value"], float(row["city"]), texts.date(row["period"]),
                    row["low"], row["high"],
                )
            )  # fmt: skip
    for indicator_id in rules().ratios:
        row, indicator = result.newest(indicator_id), catalogue()[indicator_id]
        if row is not None:
            found.append(
                Figure(
                    indicator_id, indicator.title.in_language(texts), row["value"], city_value(page, indicator_id),
                    texts.date(row["period"]), row["low"], row["high"], indicator.decimals, indicator.unit,
                )
            )  # fmt: skip
    return found


def told(page: Page, figure: Figure, value: float) -> str:
    """A value of the figure with its unit."""
    number = page.texts.number(value, figure.decimals)
    return page.texts(f"unit.{figure.unit}", value=number) if figure.unit and number != "–" else number


def city_value(page: Page, indicator_id: str) -> float:
    """The city's newest value of an indicator."""
    row = page.data.board().get(indicator_id, {}).get(page.tree.city.area_id)
    return float("nan") if row is None else float(row["value"])


def as_table(page: Page, figures: list[Figure]) -> pd.DataFrame:
    """For files: one row per figure with numbers as a spreadsheet of the reader's language reads them."""
    mark = "," if page.texts.language == "de" else "."

    def cell(value: float, decimals: int) -> str:
        return "" if pd.isna(value) else f"{value:.{decimals}f}".replace(".", mark)

    rows = [
        {
            "label": each.label,
            **{name: cell(getattr(each, name), each.decimals) for name in ("value", "low", "high", "city")},
            "share_pct": cell(each.share_pct, 2),
            "date": each.date,
        }
        for each in figures
    ]
    return pd.DataFrame(rows)


def as_properties(figures: list[Figure]) -> dict[str, float | int]:
    """For map files: value, and where there is a range its ends, by key."""
    found = {}
    for each in figures:
        ends = {f"{each.key}_low": each.low, f"{each.key}_high": each.high} if each.low != each.high else {}
        for name, value in {each.key: each.value, **ends}.items():
            if not pd.isna(value):
                found[name] = round(value, each.decimals) if each.decimals else int(value)
    return found


def _amount(key: str, label: str, value: object, city: object, date: str) -> Figure:
    """A count; a sum over nothing is 0."""
    number = 0.0 if value is None or pd.isna(value) else float(value)
    return Figure(key, label, number, float("nan") if city is None or pd.isna(city) else float(city), date)
