"""The rows of the list as plain values, with what only those in charge may see."""

import datetime

import pandas as pd

from strukturmonitor.access import allowed
from strukturmonitor.register import fields
from strukturmonitor.ui.page import Page


def read_rows(page: Page, unit_ids: list[str], names: list[str]) -> list[dict[str, object]]:
    """One dictionary per unit in the order of `unit_ids`, with `is_mine` (whether the actor may edit it). Restricted
    fields are read only where `names` asks for them."""
    rows = plain_rows(page.data.read("register_rows", unit_ids=tuple(unit_ids)))
    for row in rows:
        row["is_mine"] = allowed(page.data.actor, "edit_register", frozenset(row["area_ids"]))
    if rows and any(name in fields() and fields()[name].visibility == "restricted" for name in names):
        more = plain_rows(page.data.read("register_rows_in_charge", unit_ids=tuple(unit_ids)))
        by_unit = {row["unit_id"]: row for row in more}
        for row in rows:
            row.update(by_unit.get(row["unit_id"], {}))
    return rows


def plain_rows(frame: pd.DataFrame) -> list[dict[str, object]]:
    """Rows with Python's own values: gaps as None, days as datetime.date, whole numbers as int."""
    known = fields()
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    for row in rows:
        for name, value in row.items():
            if isinstance(value, datetime.datetime):
                row[name] = value.date()
            elif value is not None and name in known and known[name].type == "whole":
                row[name] = int(value)
            elif value is not None and name in known and known[name].type == "flag":
                row[name] = bool(value)
        row["area_ids"] = list(row["area_ids"]) if row.get("area_ids") is not None else []
    return rows


def title(row: dict[str, object]) -> str:
    """By what people know the unit: its address, else its number."""
    return str(row["address"] or row["unit_id"])
