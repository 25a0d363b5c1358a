"""Tables as files; each says its title, date, source and whether it holds made data."""

import datetime

import numpy as np
import pandas as pd

from strukturmonitor.texts import Texts
from strukturmonitor.workbooks import is_formula

_DECIMALS = 6
_TRUTH = {True: "true", False: "false"}


def csv_bytes(texts: Texts, table: pd.DataFrame, *, title: str, notes: list[str], for_programs: bool = False) -> bytes:
    """CSV as a German or English spreadsheet opens it (UTF-8 with mark; semicolon and decimal comma in German).
    `for_programs`: the same in both languages, with comma, decimal point, «true» and «false», and without mark. The
    lines above the table begin with «# »."""
    made = texts("export.made_on", date=texts.date(datetime.date.today()))
    head = "".join(f"# {line}\r\n" for line in [title, *notes, made])
    is_german = texts.language == "de" and not for_programs
    if for_programs:
        table = table.assign(**{name: table[name].map(_TRUTH) for name in table if table[name].dtype == "bool"})
    body = table.apply(_cells).to_csv(
        index=False,
        sep=";" if is_german else ",",
        decimal="," if is_german else ".",
        lineterminator="\r\n",
        date_format="%Y-%m-%d",
    )
    return (head + body).encode("utf-8" if for_programs else "utf-8-sig")


def _cells(column: pd.Series) -> pd.Series:
    """Counts without decimals (a gap makes pandas write «40,0»), other numbers without the computer's last digits."""
    if column.dtype in ("object", "str"):
        return column.map(_harmless)
    if not pd.api.types.is_float_dtype(column):
        return column
    known = column.dropna()
    if np.isfinite(known).all() and (known == known.round()).all():
        return column.astype("Int64")
    return column.round(_DECIMALS)


def _harmless(value: object) -> object:
    """A text that a spreadsheet would run gets an apostrophe in front."""
    return f"'{value}" if isinstance(value, str) and is_formula(value) else value
