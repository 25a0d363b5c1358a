"""What the register says of one past day: the rate of that day and a sentence about it."""

import datetime

import pandas as pd

from strukturmonitor.texts import Texts

_SHARE_DECIMALS = 1


def day_of(text: str, today: datetime.date | None = None) -> datetime.date:
    """A day as links and commands say it: 2024-12-31, or a year, which means its 31 December (the year of `today`:
    today). Raises ValueError."""
    if len(text) == 4 and text.isascii() and text.isdecimal():
        day = datetime.date(int(text), 12, 31)
        return today if today is not None and day.year == today.year else day
    return datetime.date.fromisoformat(text)


def rate_on_day(summary: pd.Series, *, least_units: int) -> tuple[float | None, str]:
    """The share of vacant units in per cent as the indicator leerstandsquote counts it, and why there is none: few
    (fewer than `least_units`), no_stock (no unit in use is known), or empty. `summary`: the row of vacancy_summary."""
    if not summary["occupied"]:
        return None, "no_stock"
    if summary["units"] < least_units:
        return None, "few"
    return 100 * summary["vacant"] / summary["units"], ""


def past_sentences(
    texts: Texts,
    summary: pd.Series,
    *,
    day: datetime.date,
    where: str,
    least_units: int,
    rate_today: float | None,
    today: datetime.date,
) -> list[str]:
    """How many units stood vacant on a day, and how that compares with today. `where`: inside a sentence."""
    words = {"date": texts.date(day), "where": where, "count": texts.number(summary["vacant"])}
    rate, reason = rate_on_day(summary, least_units=least_units)
    if not summary["vacant"]:
        return [texts("stand.none", **words)]
    if rate is None:
        return [texts("stand.no_rate", reason=texts(f"stand.{reason}"), **words)]
    units = texts.number(summary["units"])
    sentence = texts("stand.now", units=units, rate=texts.percent(rate, _SHARE_DECIMALS), **words)
    if rate_today is None or pd.isna(rate_today):
        return [sentence]
    shown = (round(rate_today, _SHARE_DECIMALS), round(rate, _SHARE_DECIMALS))  # so that readers can check it
    difference = round(shown[0] - shown[1], _SHARE_DECIMALS)
    now = {"today": texts.date(today), "rate": texts.percent(rate_today, _SHARE_DECIMALS)}
    if not difference:
        return [sentence, texts("stand.since_same", **now)]
    direction = texts("stand.more" if difference > 0 else "stand.less")
    return [
        sentence,
        texts("stand.since", points=texts.number(abs(difference), _SHARE_DECIMALS), direction=direction, **now),
    ]
