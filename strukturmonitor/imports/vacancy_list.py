"""A coordinator's list of shop units: from rows of cells to rows of tables unit and occupancy, with a reason for
every row that is not loaded."""

import datetime
from dataclasses import dataclass

import numpy as np
import pandas as pd

from strukturmonitor.database import Database
from strukturmonitor.errors import FileUnreadable, SettingInvalid
from strukturmonitor.imports.area_names import AreaNames
from strukturmonitor.imports.findings import Findings
from strukturmonitor.imports.headers import Header, find_header
from strukturmonitor.imports.list_cells import ListCells
from strukturmonitor.imports.mappings import adapted
from strukturmonitor.imports.reading import Rows, as_text, collector_paused, read_table
from strukturmonitor.imports.sources import Source, plain
from strukturmonitor.imports.unit_keys import differing, unit_keys
from strukturmonitor.imports.unit_places import DISTRICTS, AreaFinder, read_districts, read_positions, with_places

COUNTED_STATES = frozenset({"verified", "in_talks", "reuse_agreed", "permit"})  # vacant in the rate
VACANT_STATES = COUNTED_STATES | {"reported"}
MODES = ("replace", "update")
_UNIT_TEXTS = (
    "own_id", "name", "address", "postcode", "building_part", "grade", "current_use", "previous_use", "reuse_idea",
    "condition", "owner_kind", "owner_company", "check_method", "note",
)  # fmt: skip
_UNIT_NUMBERS = ("area_m2", "sales_area_m2", "window_m", "rent_eur_m2")
_EPISODE_TEXTS = ("state", "vacancy_kind", "vacancy_reason")
_LONGEST_HOUSE_NUMBER = 20


@dataclass(frozen=True)
class VacancyList:
    """What a list holds. `units`: one row per loaded row, with row_number, the columns of unit (without unit_id)
    and of its present episode, and says_sensitive (whether the list has a word on that). `systems`: how many positions
    were written in which system; `looked_up`: how many came from the address table; `source`: the definition as this
    list was read, with assigned columns and confirmed words. `mode`: replace the stock, or update what is listed."""

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
    looked_up: int
    source: Source
    mode: str


def read_vacancy_list(
    database: Database,
    source: Source,
    file_name: str,
    content: bytes,
    *,
    findings: Findings,
    list_date: datetime.date,
    sheet: str | None = None,
    mapping: str | None = None,
    mode: str = "replace",
) -> VacancyList:
    """Read, clean and check. `mapping`: name of a saved one, or its JSON. Raises FileTooLarge, FileUnreadable,
    ColumnsMissing, MappingUnknown, SettingInvalid."""
    if mode not in MODES:
        raise SettingInvalid(name="mode", value=mode, allowed=", ".join(MODES))
    source = adapted(database, source, mapping)
    with collector_paused():
        return _read(database, source, file_name, content, findings, list_date, sheet, mode)


def _read(
    database: Database, source: Source, file_name: str, content: bytes, findings: Findings, list_date: datetime.date,
    sheet: str | None, mode: str,
) -> VacancyList:  # fmt: skip
    table = read_table(source, file_name, content, sheet=sheet)
    header = find_header(source, file_name, table.rows, findings)
    _tell_of_sheet(table, header, findings)
    cells = ListCells(source, header, table.rows, findings, today=list_date)
    read = len(cells) + cells.rows_unsplit
    if not read:
        raise FileUnreadable(file=file_name, reason="headers_only")
    with AreaFinder(database) as finder:
        frame, systems = _frame(database, cells, finder)
        frame = frame.assign(unit_key=unit_keys(frame))[~cells.rejected].reset_index(drop=True)
        loaded = _without_duplicates(frame, header, findings)
        units, looked_up = with_places(database, loaded, finder, header, findings)
    return VacancyList(
        units=units,
        list_date=list_date,
        form=table.form,
        sheets=table.sheets,
        rows_read=read,
        rows_rejected=read - len(frame),
        rows_duplicate=len(frame) - len(loaded),
        rows_empty=cells.rows_empty,
        unknown=header.unknown,
        missing=header.missing,
        systems=systems,
        looked_up=looked_up,
        source=source,
        mode=mode,
    )


def _tell_of_sheet(table: Rows, header: Header, findings: Findings) -> None:
    if table.merged:
        findings.warn("cells_merged", header.row, value=table.merged)
    if table.hides_errors:
        findings.warn("errors_hidden", header.row)


def _frame(database: Database, cells: ListCells, finder: AreaFinder) -> tuple[pd.DataFrame, dict[str, int]]:
    """One row per row of cells with the columns in their types, also where the list has no such column."""
    lon, lat, systems = read_positions(database, cells)
    finder.begin(lon, lat)  # goes on beside the cleaning of the other columns
    columns: dict[str, object] = {
        "row_number": cells.numbers,
        "place_number": np.arange(len(cells)),
        "lon": lon,
        "lat": lat,
    }
    columns |= {field: cells.values(field) for field in (*_UNIT_TEXTS, *_EPISODE_TEXTS)}
    columns |= {field: cells.numeric(field) for field in _UNIT_NUMBERS}
    columns |= {field: pd.array(cells.numeric(field), dtype="Float64").astype("Int8") for field in ("floor", "steps")}
    columns |= {field: cells.days(field) for field in ("last_checked_on", "vacant_since")}
    sensitive = cells.values("is_sensitive")
    columns["is_sensitive"] = np.fromiter((value is True for value in sensitive), dtype=bool, count=len(cells))
    columns["says_sensitive"] = np.fromiter((value is not None for value in sensitive), dtype=bool, count=len(cells))
    columns["address"] = _with_house_number(cells, columns["address"])
    columns["owner_company"] = _legal_persons(cells, columns["owner_company"])
    columns |= read_districts(AreaNames(database), cells)
    columns["vacant_since"] = _check_vacancy(cells, columns["state"], columns["vacant_since"])
    area, sales = columns["area_m2"], columns["sales_area_m2"]
    larger = np.flatnonzero(sales > area)
    cells.say("warn", "sales_area_larger", larger, "sales_area_m2", lambda index: f"{sales[index]:g} > {area[index]:g}")
    return pd.DataFrame({name: _as_objects(values) for name, values in columns.items()}), systems


def _as_objects(values: object) -> object:
    """Texts stay Python objects with None for a gap."""
    return pd.Series(values, dtype=object) if isinstance(values, np.ndarray) and values.dtype == object else values


def _with_house_number(cells: ListCells, addresses: np.ndarray) -> np.ndarray:
    if not cells.has("house_number"):
        return addresses
    distinct = cells.distinct("house_number")
    numbers = ["" if gap else as_text(cell) for cell, gap in zip(distinct.values, distinct.is_gap, strict=True)]
    joined = np.empty(len(cells), dtype=object)
    joined[:] = [
        f"{street} {numbers[code][:_LONGEST_HOUSE_NUMBER]}" if street is not None and numbers[code] else street
        for street, code in zip(addresses, distinct.codes, strict=True)
    ]
    return joined


def _legal_persons(cells: ListCells, names: np.ndarray) -> np.ndarray:
    """Owners who are no natural persons; names of persons are left out and not repeated in the finding."""
    forms = cells.source.definition["legal_forms"]
    persons = {name for name in set(names) if name is not None and not _is_legal_person(name, forms)}
    if not persons:
        return names
    is_person = np.fromiter((name in persons for name in names), dtype=bool, count=len(names))
    cells.say("warn", "owner_is_person", np.flatnonzero(is_person), "owner_company")
    return np.where(is_person, None, names)


def _is_legal_person(name: str, forms: list[str]) -> bool:
    words = plain(name)
    return any(f" {form} " in f" {words} " or (len(form) > 5 and form in words) for form in forms)


def _check_vacancy(cells: ListCells, states: np.ndarray, since: np.ndarray) -> np.ndarray:
    """The first day of the vacancy, only where there is one."""
    is_vacant = np.fromiter((state in VACANT_STATES for state in states), dtype=bool, count=len(states))
    has_state = np.fromiter((state is not None for state in states), dtype=bool, count=len(states))
    says_since = ~np.isnat(since)
    contradicting = has_state & ~is_vacant & says_since & ~cells.rejected
    unknown = is_vacant & ~says_since & ~cells.rejected

    def day(index: int) -> str:
        return f"{pd.Timestamp(since[index]):%d.%m.%Y}"

    cells.say("warn", "since_without_vacancy", np.flatnonzero(contradicting), "vacant_since", day)
    cells.say("warn", "since_unknown", np.flatnonzero(unknown), "vacant_since")
    return np.where(is_vacant, since, np.datetime64("NaT", "s"))


def _without_duplicates(frame: pd.DataFrame, header: Header, findings: Findings) -> pd.DataFrame:
    """The first of rows with the same own number or, without one, with the same name at the same address; of rows
    that have neither, the first of those that say the same."""
    keys = frame["unit_key"].to_numpy(dtype=object, copy=True)
    said = [name for name in frame.columns if name not in ("row_number", "place_number", "unit_key", *DISTRICTS)]
    nameless = [index for index, key in enumerate(keys) if key is None]
    if nameless:
        columns = [frame[name].iloc[nameless].tolist() for name in said]
        for index, values in zip(nameless, zip(*columns, strict=True), strict=True):
            keys[index] = "row:" + repr(values)
    codes, _ = pd.factorize(keys)
    is_repeated = pd.Series(codes).duplicated().to_numpy()
    again = np.flatnonzero(is_repeated)
    if not len(again):
        return frame
    _, firsts = np.unique(codes, return_index=True)
    first = firsts[codes[again]]
    is_same = ~differing(frame.iloc[first], frame.iloc[again], said)
    numbers = frame["row_number"].to_numpy()
    for index, before, same in zip(again.tolist(), first.tolist(), is_same.tolist(), strict=True):
        row, first_row = int(numbers[index]), int(numbers[before])
        if same:
            findings.warn("row_repeated", row, value=first_row)
        elif frame.at[index, "own_id"] is not None:
            findings.fail("number_repeated", row, header.names["own_id"], f"{frame.at[index, 'own_id']} ({first_row})")
        else:
            findings.fail("unit_repeated", row, header.names["address"], f"{frame.at[index, 'address']} ({first_row})")
    return frame[~is_repeated].reset_index(drop=True)
