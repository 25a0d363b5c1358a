"""The workbook inside a chart: exactly what the chart shows, rounded as it says it, and no cell that is run."""

import datetime
import io

import xlsxwriter
from xlsxwriter.utility import xl_range_abs

from strukturmonitor.slides.panel_model import Panel
from strukturmonitor.workbooks import is_formula

SHEET = "Sheet1"  # PowerPoint looks for the data under this name
_SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_MADE_ON = datetime.datetime(2000, 1, 1)  # noqa: DTZ001 (the same chart is the same file)


def workbook_of(panel: Panel, date_format: str) -> bytes:
    """Places in the first column and one column per series; where points have places of their own, two columns each."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, _SAFE) as book:
        book.set_properties({"created": _MADE_ON})
        sheet = book.add_worksheet(SHEET)
        text, date = (
            book.add_format({"quote_prefix": True}),
            book.add_format({"num_format": "yyyy" if panel.are_years else date_format}),
        )

        def write(row: int, column: int, value: object) -> None:
            if isinstance(value, datetime.date):
                sheet.write_datetime(row, column, datetime.datetime(value.year, value.month, value.day), date)  # noqa: DTZ001
            elif isinstance(value, str) and value:
                sheet.write_string(row, column, value, text if is_formula(value) else None)
            elif isinstance(value, float | int):
                sheet.write_number(row, column, value)

        if panel.kind != "points":
            sheet.set_column(0, 0, 24)
            write(0, 0, panel.category_title)
            for row, place in enumerate(panel.categories, start=1):
                write(row, 0, place)
        for number, one in enumerate(panel.series):
            column = column_of(panel, number)
            write(0, column, one.name)
            for row, value in enumerate(one.values, start=1):
                write(row, column, value)
            if panel.kind == "points":
                write(0, column - 1, panel.category_title)
                for row, place in enumerate(one.xs, start=1):
                    if panel.places_are_days:
                        sheet.write_number(row, column - 1, place, date)
                    else:
                        write(row, column - 1, place)
    return file.getvalue()


def column_of(panel: Panel, number: int) -> int:
    """Where the values of a series stand; the places of `points` are in the column before."""
    return 2 * number + 1 if panel.kind == "points" else number + 1


def reference(first_row: int, column: int, last_row: int) -> str:
    """«Sheet1!$B$2:$B$9», rows and columns from 0."""
    return f"{SHEET}!{xl_range_abs(first_row, column, last_row, column)}"
