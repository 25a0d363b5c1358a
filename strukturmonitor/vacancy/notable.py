"""What is notable about an area's vacancies, as sentences made from the data; any page may say them."""

import pandas as pd

from strukturmonitor.texts import Texts

_SHARE_DECIMALS = 1
_LONGEST_GAP_DAYS = 45  # how far «a year ago» may lie from the day itself
_LEAST_POINTS = 8  # a highest value is news only over so many values


def notable_sentences(
    texts: Texts,
    rates: pd.DataFrame,
    durations: pd.DataFrame,
    *,
    area_id: str,
    where: str,
    city_id: str,
    city_name: str,
) -> list[str]:
    """One to three sentences: how many units stand vacant, compared with a year ago and with the city, whether that is
    a record, and how long the vacancies have lasted.

    `rates` and `durations` are series of the indicators leerstandsquote (pct) and leerstandsdauer (days) of all areas:
    area_id, period, value, numerator, denominator. `where` begins a German sentence and stands inside an English one.
    Empty where the register knows nothing about the area."""
    own = rates[rates["area_id"] == area_id].sort_values("period")
    if own.empty:
        return []
    now = own.iloc[-1]
    numbers = {"count": texts.number(now["numerator"]), "units": texts.number(now["denominator"])}
    if now["numerator"] == 0:
        return [texts("vacancy.notable.none", where=where)]
    if pd.isna(now["value"]):
        return [texts("vacancy.notable.few", where=where, **numbers)]
    rate = texts.percent(now["value"], _SHARE_DECIMALS)
    sentences = [
        texts("vacancy.notable.now", where=where, rate=rate, **numbers),
        _compared(texts, own, now, _city_rate(texts, rates, now["period"], city_id, area_id), city_name),
        _record(texts, own["value"], own["period"]),
    ]
    length = durations[(durations["area_id"] == area_id) & (durations["period"] == now["period"])]["value"]
    if len(length) and pd.notna(length.iloc[0]):
        sentences.append(texts("vacancy.notable.duration", duration=duration(texts, length.iloc[0])))
    return [sentence for sentence in sentences if sentence][:3]


def duration(texts: Texts, days: float | None) -> str:
    """Days as people say them: days, from two months on months, from two years on years."""
    if days is None or pd.isna(days):
        return "–"
    if days == 1:
        return texts("vacancy.duration.day")
    if days < 61:
        return texts("vacancy.duration.days", value=texts.number(days))
    if days < 730:
        return texts("vacancy.duration.months", value=texts.number(days / 30.44))
    return texts("vacancy.duration.years", value=texts.number(days / 365.25, 1))


def value_year_before(series: pd.DataFrame, period: pd.Timestamp) -> float | None:
    """The value a year before `period` in one area's series; None where there is none near that day."""
    distance = (series["period"] - (period - pd.DateOffset(years=1))).abs()
    if distance.empty or distance.min() > pd.Timedelta(days=_LONGEST_GAP_DAYS):
        return None
    value = series.loc[distance.idxmin(), "value"]
    return None if pd.isna(value) else float(value)


def _city_rate(texts: Texts, rates: pd.DataFrame, period: pd.Timestamp, city_id: str, area_id: str) -> str | None:
    city = rates[(rates["area_id"] == city_id) & (rates["period"] == period)]["value"].dropna()
    return None if area_id == city_id or city.empty else texts.percent(city.iloc[0], _SHARE_DECIMALS)


def _compared(texts: Texts, own: pd.DataFrame, now: pd.Series, city_rate: str | None, city_name: str) -> str | None:
    before = value_year_before(own, now["period"])
    if before is None:
        return texts("vacancy.notable.city_only", city=city_name, rate=city_rate) if city_rate else None
    shown = (round(now["value"], _SHARE_DECIMALS), round(before, _SHARE_DECIMALS))  # so that readers can check it
    difference = round(shown[0] - shown[1], _SHARE_DECIMALS)
    kind = "more" if difference > 0 else "less" if difference < 0 else "same"
    points = texts.number(abs(difference), _SHARE_DECIMALS)
    sentence = texts(f"vacancy.notable.{kind}", points=points)
    if city_rate:
        return sentence + texts("vacancy.notable.city", city=city_name, rate=city_rate)
    return sentence + texts("vacancy.notable.end")


def _record(texts: Texts, values: pd.Series, periods: pd.Series) -> str | None:
    known = values.dropna().round(_SHARE_DECIMALS)
    if len(known) < _LEAST_POINTS or pd.isna(values.iloc[-1]):
        return None
    earlier, last = known.iloc[:-1], known.iloc[-1]
    year = periods[known.index[0]].year
    if last > earlier.max():
        return texts("vacancy.notable.highest", year=year)
    return texts("vacancy.notable.lowest", year=year) if last < earlier.min() else None
