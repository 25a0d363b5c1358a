"""Breaks in the series of any table: CSV with `area_id`, `period` and `value`."""

import re
from pathlib import Path

import numpy as np
import pandas as pd

from strukturmonitor.analysis.breaks import find_breaks
from strukturmonitor.analysis.breaks_series import Family, mean_of_others
from strukturmonitor.analysis.table_text import doubtful_thousands, encoding_of_table, plain_number
from strukturmonitor.errors import SeriesTableWrong

COLUMNS = ("area_id", "period", "value")
_MOST_ROWS = 1_000_000
_GAPS = {"", "-", "–", "—", "na", "n/a", "nan", "null", "none"}
_INFINITE = {"inf": np.inf, "+inf": np.inf, "infinity": np.inf, "-inf": -np.inf, "-infinity": -np.inf}
_RESULT = [
    "area_id", "against", "outcome", "frequency", "n", "tested_on", "p", "q", "kind", "period", "low", "high", "before",
    "after", "size",
]  # fmt: skip


def breaks_of_table(path: Path, *, is_count: bool = False) -> pd.DataFrame:
    """One row per break, and one for each series without any: columns as of `tested` and `breaks`. Every series is looked
    at by itself ('own') and against the mean of the others ('others'). `is_count`: values below zero are no values.
    Raises SeriesTableWrong."""
    values = read_series(path)
    family = Family("table", "area", values, lambda left_out: mean_of_others(values, left_out), is_count)
    found = find_breaks([[family]])
    tested = found["tested"].replace({"against": {"city": "others"}})
    breaks = found["breaks"].replace({"against": {"city": "others"}})
    joined = tested.merge(breaks.drop(columns=["p", "q"]), on=["area_id", "against"], how="left")
    return joined.sort_values(["area_id", "against", "period"], kind="stable")[_RESULT].reset_index(drop=True)


def read_series(path: Path) -> pd.DataFrame:
    """Periods × areas. Raises SeriesTableWrong."""
    rows = _rows(path)
    missing = [column for column in COLUMNS if column not in rows]
    if missing:
        raise SeriesTableWrong(reason="columns", missing=", ".join(missing), found=", ".join(rows))
    if rows.empty:
        raise SeriesTableWrong(reason="empty", file=path.name)
    numbers = pd.Series(rows.index + 2, index=rows.index)  # lines of the file; the first one is the header
    unnamed = rows["area_id"] == ""
    if unnamed.any():
        raise SeriesTableWrong(reason="area", row=int(numbers[unnamed].iloc[0]))
    periods = [_period(text, row) for text, row in zip(rows["period"], numbers, strict=True)]
    has_decimal_comma = not rows["value"].str.contains(".", regex=False).any()
    doubtful = doubtful_thousands(rows["value"])
    if doubtful is not None:
        raise SeriesTableWrong(reason="thousands", row=int(numbers[rows["value"] == doubtful].iloc[0]), value=doubtful)
    values = [_value(text, row, has_decimal_comma) for text, row in zip(rows["value"], numbers, strict=True)]
    table = pd.DataFrame({"area_id": rows["area_id"], "period": periods, "value": values})
    twice = table.duplicated(["area_id", "period"])
    if twice.any():
        first = table[twice].iloc[0]
        row = int(numbers[twice].iloc[0])
        raise SeriesTableWrong(reason="twice", row=row, area=first["area_id"], period=str(first["period"].date()))
    return table.pivot(index="period", columns="area_id", values="value").sort_index()


def _rows(path: Path) -> pd.DataFrame:
    """All cells as text without blanks around them."""
    content = path.read_bytes()
    encoding = encoding_of_table(content)
    if encoding is None:
        raise SeriesTableWrong(reason="no_text", file=path.name)
    text = content.decode(encoding, errors="replace")
    header = text.splitlines()[0] if text.strip() else ""
    if not header:
        raise SeriesTableWrong(reason="empty", file=path.name)
    try:
        rows = pd.read_csv(
            path, sep=max(",;\t", key=header.count), dtype=str, keep_default_na=False, encoding=encoding,
            encoding_errors="replace", skip_blank_lines=False, nrows=_MOST_ROWS + 1,
        )  # fmt: skip
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise SeriesTableWrong(reason="shape", file=path.name) from error
    if len(rows) > _MOST_ROWS:
        raise SeriesTableWrong(reason="too_many_rows", file=path.name, limit=_MOST_ROWS)
    rows.columns = [str(name).strip().casefold() for name in rows.columns]
    rows = rows.apply(lambda column: column.str.strip())
    return rows[(rows != "").any(axis=1)]


def _period(text: str, row: int) -> pd.Timestamp:
    """«2024», «2024-Q3», «2024-09», «2024-09-30», «30.09.2024»: the last day of what is meant."""
    try:
        if re.fullmatch(r"\d{4}", text):
            return pd.Timestamp(int(text), 12, 31)
        if found := re.fullmatch(r"(\d{4})-?[Qq]([1-4])", text):
            return pd.Period(f"{found[1]}Q{found[2]}").end_time.normalize()
        if re.fullmatch(r"\d{4}-\d{2}", text):
            return pd.Period(text, "M").end_time.normalize()
        if found := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text):
            return pd.Timestamp(int(found[3]), int(found[2]), int(found[1]))
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return pd.Timestamp(text)
    except ValueError:
        pass
    raise SeriesTableWrong(reason="period", row=row, value=text)


def _value(text: str, row: int, has_decimal_comma: bool) -> float:
    """NaN for an empty cell; what is infinite stays so, and is told as the reason why a series is not tested."""
    plain = text.casefold()
    if plain in _GAPS:
        return np.nan
    if plain in _INFINITE:
        return _INFINITE[plain]
    try:
        return plain_number(plain.replace(",", ".") if has_decimal_comma else plain)
    except ValueError as error:
        raise SeriesTableWrong(reason="value", row=row, value=text) from error
