"""By what a shop unit is known again, and whether two descriptions of it differ."""

import re

import numpy as np
import pandas as pd

from strukturmonitor.imports.sources import plain

_NO_LETTER = re.compile(r"[^a-z0-9]+")
_NEGLIGIBLE = 1e-9  # what is left of a number after it went through a file


def unit_keys(frame: pd.DataFrame) -> np.ndarray:
    """Per row its own number, else address, name, floor and part of the building as one text; None where it has no
    name either."""
    keys = np.empty(len(frame), dtype=object)
    own_ids = frame["own_id"].tolist()
    words: dict[str, str] = {}
    keys[:] = [None if _is_gap(own) else f"id:{_plain(own, words)}" for own in own_ids]
    rest = np.flatnonzero([_is_gap(own) for own in own_ids])
    if len(rest):
        part = frame.iloc[rest]
        floors = part["floor"].astype("Float64").to_numpy(dtype=float, na_value=np.nan).tolist()
        places = zip(part["address"], part["name"], floors, part["building_part"], strict=True)
        for index, (address, name, floor, side) in zip(rest.tolist(), places, strict=True):
            if not _is_gap(name):
                floor_text = "" if floor != floor else f"{floor:.0f}"
                side_text = "" if _is_gap(side) else side
                keys[index] = f"at:{_plain(address, words)}|{_plain(name, words)}|{floor_text}|{side_text}"
    return keys


def differing(old: pd.DataFrame, new: pd.DataFrame, columns: list[str] | tuple[str, ...]) -> np.ndarray:
    """Per pair of rows: does any of the columns differ?"""
    found = np.zeros(len(old), dtype=bool)
    for name in columns:
        found |= column_differs(old[name], new[name])
    return found


def column_differs(old: pd.Series, new: pd.Series) -> np.ndarray:
    """Per pair of values; two gaps are the same."""
    no_old, no_new = old.isna().to_numpy(), new.isna().to_numpy()
    both = ~no_old & ~no_new
    found = no_old != no_new
    before, after = old.to_numpy()[both], new.to_numpy()[both]
    if before.dtype.kind == "f" and after.dtype.kind == "f":
        found[both] = np.abs(before - after) > _NEGLIGIBLE
    else:
        found[both] = np.asarray(before != after, dtype=bool)
    return found


def _plain(text: str, known: dict[str, str]) -> str:
    """Like `plain`, quick for texts without accents."""
    if text.isascii():
        return text.lower() if text.isalnum() else _NO_LETTER.sub(" ", text.lower()).strip()
    if text not in known:
        known[text] = plain(text)
    return known[text]


def _is_gap(value: object) -> bool:
    return value is None or value != value or value == ""
