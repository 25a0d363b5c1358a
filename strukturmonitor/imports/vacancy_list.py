"""A coordinator's list of shop units: from rows of cells to rows of tables unit and occupancy, with a reason for
every row that is not loaded."""

import datetime
import math
import secrets
from dataclasses import dataclass

import pandas as pd
from pyproj import Geod

from strukturmonitor.areas import AreaTree, resolve
from strukturmonitor.database import Database
from strukturmonitor.errors import AreaUnknown, FileUnreadable
from strukturmonitor.imports.cleaning import Unreadable, clean, is_empty
from strukturmonitor.imports.findings import Findings
from strukturmonitor.imports.headers import Header, find_header
from strukturmonitor.imports.initialise import with_areas
from strukturmonitor.imports.positions import PositionReader
from strukturmonitor.imports.reading import Cell, as_text, read_table
from strukturmonitor.imports.sources import Column, Source, plain

COUNTED_STATES = frozenset({"verified", "in_talks", "reuse_agreed", "permit"})  # vacant in the rate
VACANT_STATES = COUNTED_STATES | {"reported"}
_UNIT_TEXTS = (
    "own_id", "name", "address", "postcode", "building_part", "grade", "current_use", "previous_use", "reuse_idea",
    "condition", "owner_kind", "owner_company", "check_method", "note",
)  # fmt: skip
_UNIT_NUMBERS = ("area_m2", "sales_area_m2", "window_m", "rent_eur_m2", "lon", "lat")
_EPISODE_TEXTS = ("state", "vacancy_kind", "vacancy_reason")
_TAKEN_ALONE = frozenset({"house_number", "lon", "lat", "position", "district", "stat_district"})
_GEOD = Geod(ellps="WGS84")


@dataclass(frozen=True)
class VacancyList:
    """What a list holds. `units`: one row per loaded row, with row_number, the columns of unit (without unit_id)
    and of its present episode. `systems`: how many positions were written in which system."""

    units: pd.DataFrame
    list_date: datetime.date
    form: str
    sheets: tuple[str, ...]
    rows_read: int
    rows_rejected: int
    rows_duplicate: int
    rows_empty: int
    unknown: list[str]
    missing: list[str]
    systems: dict[str, int]


def read_vacancy_list(
    database: Database,
    source: Source,
    file_name: str,
    content: bytes,
    *,
    findings: Findings,
    list_date: datetime.date,
    sheet: str | None = None,
) -> VacancyList:
    """Read, clean and check. Raises FileTooLarge, FileUnreadable, ColumnsMissing."""
    table = read_table(source, file_name, content, sheet=sheet)
    header = find_header(source, file_name, table.rows, findings)
    reader = _RowReader(database, source, header, findings, list_date)
    body = [(number, cells) for number, cells in table.rows if number > header.row]
    filled = [(number, cells) for number, cells in body if not all(is_empty(cell) for cell in cells)]
    if not filled:
        raise FileUnreadable(file=file_name, reason="headers_only")
    units = [unit for number, cells in filled if (unit := reader.read(number, cells)) is not None]
    rejected = len(filled) - len(units)
    loaded = _without_duplicates(units, header, findings)
    frame = _located(database, source, _frame(loaded), header, findings)
    return VacancyList(
        units=frame,
        list_date=list_date,
        form=table.form,
        sheets=table.sheets,
        rows_read=len(filled),
        rows_rejected=rejected,
        rows_duplicate=len(units) - len(loaded),
        rows_empty=len(body) - len(filled),
        unknown=header.unknown,
        missing=header.missing,
        systems=reader.systems,
    )


class _RowReader:
    """Turns one row of cells into one unit, or into the reasons why not."""

    def __init__(
        self, database: Database, source: Source, header: Header, findings: Findings, list_date: datetime.date
    ) -> None:
        self._source = source
        self._header = header
        self._findings = findings
        self._list_date = list_date
        self._positions = PositionReader(source.definition["position"], database.read("city_extent"))
        self._districts = _Districts(database)
        self._width = max(header.places.values()) + 1
        self.systems: dict[str, int] = {}

    def read(self, number: int, cells: list[Cell]) -> dict | None:
        if len(cells) == 1 and self._width > 2:
            self._findings.fail("row_not_split", number, value=as_text(cells[0]))
            return None
        self._is_rejected = False
        unit: dict = {"row_number": number, "is_sensitive": False}
        for field, place in self._header.places.items():
            column = self._source.columns[field]
            cell = cells[place] if place < len(cells) else None
            if field in _TAKEN_ALONE:
                continue
            if is_empty(cell):
                if column.is_required:
                    self._say("fail", "value_missing", number, column)
            else:
                unit[field] = self._value(number, column, cell)
        self._join_address(unit, number, cells)
        self._place(unit, number, cells)
        self._read_districts(unit, number, cells)
        self._check_together(unit, number)
        return None if self._is_rejected else unit

    def _cell(self, cells: list[Cell], field: str) -> Cell:
        place = self._header.places.get(field)
        cell = cells[place] if place is not None and place < len(cells) else None
        return None if is_empty(cell) else cell

    def _say(self, severity: str, code: str, number: int, column: Column, value: object = None) -> None:
        name = self._header.names.get(column.field, column.header)
        if severity == "fail":
            self._is_rejected = True
            self._findings.fail(code, number, name, value)
        else:
            self._findings.warn(code, number, name, value)

    def _value(self, number: int, column: Column, cell: Cell) -> object:
        try:
            cleaned = clean(column, cell, self._list_date)
        except Unreadable as error:
            self._say("fail" if column.rejects else "warn", error.code, number, column, as_text(cell))
            return None
        if cleaned.warning:
            self._say("warn", cleaned.warning, number, column, as_text(cell))
        return cleaned.value

    def _join_address(self, unit: dict, number: int, cells: list[Cell]) -> None:
        house = self._cell(cells, "house_number")
        if house is not None and unit.get("address"):
            unit["address"] = f"{unit['address']} {as_text(house)[:20]}"
        company = unit.get("owner_company")
        if company and not _is_legal_person(company, self._source.definition["legal_forms"]):
            unit["owner_company"] = None
            self._say("warn", "owner_is_person", number, self._source.columns["owner_company"])

    def _place(self, unit: dict, number: int, cells: list[Cell]) -> None:
        pair, x, y = (self._cell(cells, field) for field in ("position", "lon", "lat"))
        field = "lon" if "lon" in self._header.places else "position"
        column = self._source.columns[field]
        if pair is None and (x is None or y is None):
            if x is not None or y is not None:
                self._say("fail", "position_half", number, column, as_text(x if y is None else y))
            return
        try:
            place = self._positions.read(x, y) if x is not None and y is not None else self._positions.read_pair(pair)
        except Unreadable as error:
            code = "position_unreadable" if error.code == "number_unreadable" else error.code
            shown = as_text(pair) if x is None or y is None else f"{as_text(x)} / {as_text(y)}"
            self._say("fail", code, number, column, shown)
            return
        unit["lon"], unit["lat"] = place.lon, place.lat
        self.systems[place.system] = self.systems.get(place.system, 0) + 1
        if place.is_swapped:
            self._say("warn", "position_swapped", number, column, f"{as_text(x)} / {as_text(y)}")

    def _read_districts(self, unit: dict, number: int, cells: list[Cell]) -> None:
        for field in ("district", "stat_district"):
            cell = self._cell(cells, field)
            if cell is None:
                continue
            column = self._source.columns[field]
            try:
                unit[field] = self._districts.find(as_text(cell), column.level or "")
            except AreaUnknown as error:
                near = error.values["suggestion"]
                shown = as_text(cell) if near == "–" else f"{as_text(cell)} → {near}?"
                self._say("warn", "district_unknown", number, column, shown)

    def _check_together(self, unit: dict, number: int) -> None:
        state = unit.get("state")
        since = self._source.columns["vacant_since"]
        if state is None:
            return
        if state not in VACANT_STATES and unit.get("vacant_since"):
            if not self._is_rejected:
                self._say("warn", "since_without_vacancy", number, since, unit["vacant_since"].strftime("%d.%m.%Y"))
            unit["vacant_since"] = None
        elif state in VACANT_STATES and not unit.get("vacant_since") and not self._is_rejected:
            self._say("warn", "since_unknown", number, since)
        area, sales = unit.get("area_m2"), unit.get("sales_area_m2")
        if area and sales and sales > area:
            self._say(
                "warn", "sales_area_larger", number, self._source.columns["sales_area_m2"], f"{sales:g} > {area:g}"
            )


class _Districts:
    """Areas named in words or by the number of a statistischer Bezirk."""

    def __init__(self, database: Database) -> None:
        self._tree = AreaTree(database.read("areas"))
        self._city = str(database.read("build")["city"].iloc[0])
        self._known: dict[tuple[str, str], str] = {}

    def find(self, spelling: str, level: str) -> str:
        """The area id. Raises AreaUnknown."""
        if (spelling, level) not in self._known:
            code = spelling.zfill(3) if spelling.isdecimal() else None
            by_code = [area for area in self._tree.of_level(level) if level == "stat" and area.code == code and code]
            area = by_code[0] if by_code else resolve(spelling, self._tree, self._city, levels=(level,))
            self._known[spelling, level] = area.area_id
        return self._known[spelling, level]


def _is_legal_person(name: str, forms: list[str]) -> bool:
    words = plain(name)
    return any(f" {form} " in f" {words} " or (len(form) > 5 and form in words) for form in forms)


def _without_duplicates(units: list[dict], header: Header, findings: Findings) -> list[dict]:
    """The first of rows with the same own number or, without one, with the same name at the same address."""
    seen: dict[tuple, dict] = {}
    loaded = []
    for unit in units:
        key = unit_key(unit)
        same = next((seen[k] for k in (key, _content(unit)) if k is not None and k in seen), None)
        if same is None:
            loaded.append(unit)
            for k in (key, _content(unit)):
                if k is not None:
                    seen[k] = unit
        elif _content(unit) == _content(same):
            findings.warn("row_repeated", unit["row_number"], value=same["row_number"])
        elif unit.get("own_id"):
            findings.fail(
                "number_repeated",
                unit["row_number"],
                header.names["own_id"],
                f"{unit['own_id']} ({same['row_number']})",
            )
        else:
            findings.fail(
                "unit_repeated",
                unit["row_number"],
                header.names["address"],
                f"{unit['address']} ({same['row_number']})",
            )
    return loaded


def unit_key(unit: dict) -> tuple | None:
    """By what a unit is known again: its own number, else address, name, floor and part of the building; None
    where it has no name either."""
    if unit.get("own_id"):
        return ("id", plain(str(unit["own_id"])))
    if unit.get("name"):
        floor = unit.get("floor")
        floor = None if floor is None or pd.isna(floor) else int(floor)
        return ("place", plain(unit["address"]), plain(unit["name"]), floor, unit.get("building_part") or None)
    return None


def _content(unit: dict) -> tuple:
    return tuple(sorted((key, str(value)) for key, value in unit.items() if key != "row_number" and value is not None))


def _frame(units: list[dict]) -> pd.DataFrame:
    """Columns with their types, also where the list has no such column."""
    columns = [*_UNIT_TEXTS, *_EPISODE_TEXTS, *_UNIT_NUMBERS, "floor", "steps", "is_sensitive", "last_checked_on"]
    columns += ["vacant_since", "district", "stat_district", "row_number"]
    frame = pd.DataFrame(units, columns=columns)
    for name in (*_UNIT_TEXTS, *_EPISODE_TEXTS, "district", "stat_district"):
        frame[name] = frame[name].astype(object).where(frame[name].notna(), None)
    for name in _UNIT_NUMBERS:
        frame[name] = frame[name].astype(float)
    for name in ("floor", "steps"):
        frame[name] = frame[name].astype("Int8")
    for name in ("last_checked_on", "vacant_since"):
        frame[name] = pd.to_datetime(frame[name]).astype("datetime64[s]")
    frame["is_sensitive"] = frame["is_sensitive"].map(lambda value: value is True).astype(bool)
    return frame


def _located(
    database: Database, source: Source, frame: pd.DataFrame, header: Header, findings: Findings
) -> pd.DataFrame:
    """With area_ids by position (or, without one, by the district named) and the public point."""
    with database.transaction() as transaction:
        frame = with_areas(transaction.run, frame)
    tree = AreaTree(database.read("areas"))
    areas = []
    for row in frame.to_dict("records"):
        ids = list(row["area_ids"])
        named = {field: row[field] for field in ("district", "stat_district") if row[field]}
        if math.isnan(row["lon"]):
            ids = _with_parents(tree, named)
            findings.warn("position_missing_named" if ids else "position_missing", row["row_number"])
        elif not ids:
            findings.warn("outside_city", row["row_number"], header.names.get("address"), row["address"])
        else:
            for field, area_id in named.items():
                if area_id not in ids:
                    there = next((tree[i].name for i in ids if tree[i].level == tree[area_id].level), "–")
                    value = f"{tree[area_id].name} ↔ {there}"
                    findings.warn("district_contradicts", row["row_number"], header.names[field], value)
        areas.append(ids)
    return _with_public_point(frame.assign(area_ids=areas), source.definition["sensitive_shift_m"])


def _with_parents(tree: AreaTree, named: dict[str, str]) -> list[str]:
    """The finest area named and those above it, the largest first."""
    area_id = named.get("stat_district") or named.get("district")
    ids: list[str] = []
    while area_id is not None and area_id in tree:
        ids.insert(0, area_id)
        area_id = tree[area_id].parent_id
    return ids


def _with_public_point(frame: pd.DataFrame, shift_m: list[float]) -> pd.DataFrame:
    frame = frame.assign(public_lon=frame["lon"], public_lat=frame["lat"])
    chance = secrets.SystemRandom()
    for index in frame.index[frame["is_sensitive"] & frame["lon"].notna()]:
        lon, lat, _ = _GEOD.fwd(
            frame.at[index, "lon"], frame.at[index, "lat"], chance.uniform(0, 360), chance.uniform(*shift_m)
        )
        frame.loc[index, ["public_lon", "public_lat"]] = [lon, lat]
    return frame
