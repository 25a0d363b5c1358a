"""An empty list with the documented headers and one example row, as a German spreadsheet opens it."""

import csv
import io

from strukturmonitor.imports.sources import Source

_INSTEAD_OF_TWO = frozenset({"position"})  # one column that stands for two others of the template


def template_csv(source: Source) -> bytes:
    """UTF-8 with mark, semicolons."""
    columns = [column for column in source.columns.values() if column.field not in _INSTEAD_OF_TWO]
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.header for column in columns])
    writer.writerow([column.example for column in columns])
    return text.getvalue().encode("utf-8-sig")
