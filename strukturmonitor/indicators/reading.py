"""What an indicator says of one area at its newest period, in words."""

from dataclasses import dataclass

import pandas as pd

from strukturmonitor.indicators.catalogue import Indicator
from strukturmonitor.indicators.series import latest
from strukturmonitor.texts import Texts


@dataclass(frozen=True)
class Present:
    """The newest value of an indicator in one area. `period` and `origin` are None where there is no row at all;
    `value` says in words why a value is missing."""

    value: str
    sentence: str
    period: pd.Timestamp | None = None
    origin: str | None = None
    has_value: bool = False

    def date(self, texts: Texts, indicator: Indicator) -> str:
        return "–" if self.period is None else texts.period(self.period, indicator.period)


def present(texts: Texts, indicator: Indicator, rows: pd.DataFrame, area_id: str, where: str) -> Present:
    """`rows`: the indicator's series; `where`: the area with its preposition, as Page.where gives it."""
    if rows.empty:
        return Present(texts("missing.not_collected"), texts("indicators.no_data"))
    values = latest(rows)
    if area_id not in values.index:
        return Present(
            texts("missing.not_collected"), texts("indicators.no_value_area"), origin=str(rows["origin"].iloc[-1])
        )
    row = values.loc[area_id]
    period, origin = pd.Timestamp(row["period"]), str(row["origin"])
    if pd.isna(row["value"]):
        reason = row["reason"] or "not_collected"
        return Present(texts(f"missing.{reason}"), texts(f"indicators.no_value_{reason}"), period, origin)
    sentence = reading_sentence(texts, indicator, row, where)
    if row["is_estimate"]:
        sentence += " " + texts("indicators.estimate")
    return Present(indicator.format_value(texts, row["value"]), sentence, period, origin, has_value=True)


def reading_sentence(texts: Texts, indicator: Indicator, row: pd.Series, where: str) -> str:
    """The reading sentence with the numbers of one row of a series; its value must not be missing."""
    amount_decimals = 0 if pd.notna(row["denominator"]) else indicator.decimals
    return indicator.reading.in_language(texts).format(
        where=where,
        date=texts.period(row["period"], indicator.period),
        value=indicator.format_value(texts, row["value"]),
        numerator=texts.number(row["numerator"], amount_decimals),
        denominator=texts.number(row["denominator"]),
    )
