"""From street and house number to coordinates, by the imported address table; without the Internet."""

import re

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process

from strukturmonitor.database import Database
from strukturmonitor.spelling import number_key, split_address, street_key

_NEAR_STREET = 80  # likeness (0 to 100) from which another street is suggested
_SAME_PLACE_DEGREES = 1e-5  # about a metre
_COLUMNS = ["lon", "lat", "code", "suggestion"]


def find_addresses(database: Database, wanted: pd.DataFrame) -> pd.DataFrame | None:
    """For each row of `wanted` (address, postcode) lon and lat, or a `code` (key of a finding) that says why not and
    the nearest entry of the table as `suggestion`, which is never used by itself. None where no table is loaded."""
    if wanted.empty:
        return None
    table = database.read("address_points")
    if table.empty:
        return None
    table = table.assign(
        street_key=_keys(table["street"], street_key), number_key=_keys(table["house_number"], number_key)
    )
    known = dict(table.groupby(["street_key", "number_key"], sort=False).indices)
    streets = table.drop_duplicates("street_key").set_index("street_key")["street"]
    numbers = (
        table.drop_duplicates(["street_key", "number_key"]).groupby("street_key", sort=False)["house_number"].agg(list)
    )
    finder = _Finder(table, known, streets, numbers)
    postcodes = wanted["postcode"].where(wanted["postcode"].notna(), None)
    asked = list(zip(wanted["address"], postcodes, strict=True))
    answers = {pair: finder.find(*pair) for pair in dict.fromkeys(asked)}
    found = pd.DataFrame([answers[pair] for pair in asked], columns=_COLUMNS, index=wanted.index)
    return found.astype({"lon": float, "lat": float})


class _Finder:
    def __init__(
        self, table: pd.DataFrame, known: dict[tuple[str, str], np.ndarray], streets: pd.Series, numbers: pd.Series
    ) -> None:
        self._known, self._streets, self._numbers = known, streets, numbers
        self._lon, self._lat = table["lon"].to_numpy(), table["lat"].to_numpy()
        self._postcode = table["postcode"].to_numpy(dtype=object)
        self._near: dict[str, str | None] = {}

    def find(self, address: str, postcode: str | None) -> tuple[float, float, str | None, str | None]:
        """lon, lat, code, suggestion."""
        nowhere = (np.nan, np.nan)
        street, number = split_address(address)
        key, house = street_key(street), number_key(number)
        if key not in self._streets.index:
            return *nowhere, "address_street_unknown", self._near_street(key, number)
        if not house:
            return *nowhere, "address_without_number", None
        rows = self._known.get((key, house))
        if rows is None:
            return *nowhere, "address_number_unknown", f"{self._streets[key]} {self._near_number(key, house)}"
        rows = self._with_postcode(rows, postcode)
        if not len(rows):
            there = sorted({str(code) for code in self._postcode[self._known[key, house]]})
            return *nowhere, "address_postcode_differs", ", ".join(there)
        if np.ptp(self._lon[rows]) > _SAME_PLACE_DEGREES or np.ptp(self._lat[rows]) > _SAME_PLACE_DEGREES:
            return *nowhere, "address_ambiguous", None
        return float(self._lon[rows[0]]), float(self._lat[rows[0]]), None, None

    def _with_postcode(self, rows: np.ndarray, postcode: str | None) -> np.ndarray:
        """Those with the postcode of the list; entries without one fit every postcode."""
        if postcode is None:
            return rows
        return rows[[code is None or pd.isna(code) or code == postcode for code in self._postcode[rows]]]

    def _near_street(self, key: str, number: str) -> str | None:
        if key not in self._near:
            best = process.extractOne(key, self._streets.index, scorer=fuzz.ratio, score_cutoff=_NEAR_STREET)
            self._near[key] = None if best is None else str(self._streets[best[0]])
        near = self._near[key]
        return None if near is None else f"{near} {number}".strip()

    def _near_number(self, key: str, house: str) -> str:
        wanted = int(re.match(r"\d*", house)[0] or 0)
        return min(self._numbers[key], key=lambda number: (abs(int(re.match(r"\d*", number)[0] or 0) - wanted), number))


def _keys(values: pd.Series, key: object) -> pd.Series:
    """Each distinct text once."""
    return values.map({value: key(value) for value in values.unique()})
