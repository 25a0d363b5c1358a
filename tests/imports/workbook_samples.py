"""Workbooks as people send them, made here: XLSX with xlsxwriter, XLS with xlwt, ODS with odfpy."""

import datetime
import io

import xlsxwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

ODD_HEADER = [
    "lfd.",
    "Geschaeft / Firma",
    "Anschrift des Objekts",
    "Belegungsstatus",
    "leer seit ca.",
    "Gesamtflaeche qm",
    "RW",
    "HW",
]
ODD_ROWS: list[list[object]] = [
    ["A-1", "Kiosk Müller", "Evinger Straße 210", "leer", datetime.date(2021, 3, 1), 85.5, 7.479, 51.556],
    ["A-2", "Friseur", "Evinger Straße 212", "belegt", None, 60.0, 7.4792, 51.5562],
]
ODD_MAPPING = {
    "lfd.": "own_id", "Geschaeft / Firma": "name", "Anschrift des Objekts": "address", "Belegungsstatus": "state",
    "leer seit ca.": "vacant_since", "Gesamtflaeche qm": "area_m2", "RW": "lon", "HW": "lat",
}  # fmt: skip


def odd_list(ending: str) -> bytes:
    """A list with headers that no source knows, in each format."""
    rows = [ODD_HEADER, *ODD_ROWS]
    if ending == "csv":
        texts = [[_german(cell) for cell in row] for row in rows]
        return "\r\n".join(";".join(row) for row in texts).encode("cp1252")
    return {"xlsx": xlsx, "xls": xls, "ods": ods}[ending](rows)


def _german(cell: object) -> str:
    if isinstance(cell, datetime.date):
        return f"{cell:%d.%m.%Y}"
    return "" if cell is None else str(cell).replace(".", ",") if isinstance(cell, float) else str(cell)


def xlsx(rows: list[list[object]]) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "default_date_format": "dd.mm.yyyy"}) as book:
        sheet = book.add_worksheet("Liste")
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if cell is not None:
                    sheet.write(number, place, cell)
    return content.getvalue()


def xls(rows: list[list[object]]) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Liste")
    day = xlwt.easyxf(num_format_str="DD.MM.YYYY")
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            if isinstance(cell, datetime.date):
                sheet.write(number, place, cell, day)
            elif cell is not None:
                sheet.write(number, place, cell)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def ods(rows: list[list[object]]) -> bytes:
    document = OpenDocumentSpreadsheet()
    table = Table(name="Liste")
    for row in rows:
        line = TableRow()
        for cell in row:
            line.addElement(_ods_cell(cell))
        table.addElement(line)
    document.spreadsheet.addElement(table)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _ods_cell(cell: object) -> TableCell:
    if isinstance(cell, datetime.date):
        made = TableCell(valuetype="date", datevalue=cell.isoformat())
    elif isinstance(cell, float):
        made = TableCell(valuetype="float", value=repr(cell))
    elif cell is None:
        return TableCell()
    else:
        made = TableCell(valuetype="string")
    made.addElement(P(text=str(cell)))
    return made
