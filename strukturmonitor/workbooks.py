"""Tables as a workbook (XLSX): numbers are numbers, dates are dates, texts are never run as formulas."""

import datetime
import io
import re
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import xlsxwriter

_NARROWEST, _WIDEST = 9, 48  # characters
_LONGEST_TEXT = 32_767  # characters that a cell can hold
# A spreadsheet runs cells that begin like this as a formula, with East Asian settings the wide signs too; plain numbers
# with a sign are none.
_FORMULA = re.compile(r"^(?![+-][\d.,\s]+$)[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_DATE_FORMATS = {"de": "dd.mm.yyyy", "en": "d mmm yyyy"}


def is_formula(text: str) -> bool:
    """Whether a spreadsheet that reads this text from a CSV file would run it."""
    return _FORMULA.match(text) is not None


@dataclass(frozen=True)
class Sheet:
    """One sheet: lines of text above the table, then the table with a fixed head that can be filtered. Columns of
    timestamps are written as days, with their time where they are of type object."""

    name: str
    table: pd.DataFrame
    above: list[str] = field(default_factory=list)


def workbook_bytes(sheets: list[Sheet], *, language: str, title: str) -> bytes:
    """The workbook, made in memory."""
    file = io.BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, safe) as workbook:
        workbook.set_properties({"title": title[:255]})
        formats = {
            "head": workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
            "date": workbook.add_format({"num_format": _DATE_FORMATS[language]}),
            "moment": workbook.add_format({"num_format": f"{_DATE_FORMATS[language]} hh:mm:ss"}),
            "title": workbook.add_format({"bold": True, "font_size": 13}),
            # Marked as text, so that editing the cell does not turn it into a formula either.
            "text": workbook.add_format({"quote_prefix": True}),
        }
        for sheet in sheets:
            _write_sheet(workbook, formats, sheet)
    return file.getvalue()


def _write_sheet(workbook: xlsxwriter.Workbook, formats: dict[str, object], sheet: Sheet) -> None:
    page = workbook.add_worksheet(sheet.name)
    for number, line in enumerate(sheet.above):
        if line:
            page.write_string(
                number, 0, line, formats["text"] if is_formula(line) else formats["title"] if not number else None
            )
    head = len(sheet.above)
    for place, name in enumerate(sheet.table):
        cells = _plain(sheet.table[name])
        page.write_string(head, place, name, formats["head"])
        for row, value in enumerate(cells, start=head + 1):
            _write_cell(page, formats, row, place, value)
        page.set_column(place, place, _width(name, cells))
    if len(sheet.table.columns):
        page.autofilter(head, 0, head + max(len(sheet.table), 1), len(sheet.table.columns) - 1)
    page.freeze_panes(head + 1, 0)


def _write_cell(page: object, formats: dict[str, object], row: int, place: int, value: object) -> None:
    if value is None:
        return
    if isinstance(value, datetime.datetime):
        page.write_datetime(row, place, value, formats["moment"])
    elif isinstance(value, datetime.date):
        page.write_datetime(row, place, value, formats["date"])
    elif isinstance(value, int | float):
        page.write_number(row, place, value)
    else:
        text = str(value)[:_LONGEST_TEXT]
        page.write_string(row, place, text, formats["text"] if is_formula(text) else None)


def _plain(column: pd.Series) -> list[object]:
    """Cells as Python values; gaps, and numbers a spreadsheet does not know, as None."""
    if pd.api.types.is_datetime64_any_dtype(column):
        return [None if pd.isna(value) else value.date() for value in column]
    if pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column):
        return [value.item() if np.isfinite(value) else None for value in column.to_numpy("float64", na_value=np.nan)]
    return [None if value is None or value is pd.NA or value != value else value for value in column]


def _width(name: str, cells: list[object]) -> int:
    longest = max((len(str(cell)) for cell in cells if cell is not None), default=0)
    return min(max(longest + 2, len(name) // 2 + 4, _NARROWEST), _WIDEST)
