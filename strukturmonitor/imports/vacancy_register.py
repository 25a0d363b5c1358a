"""A checked list against the register: what is new, changed and gone; and the one step that replaces it."""

from dataclasses import dataclass

import pandas as pd

from strukturmonitor.database import Transaction
from strukturmonitor.imports.vacancy_list import VacancyList, unit_key

# What a coordinator would want to see when it changed.
_COMPARED = ("state", "vacant_since", "area_m2", "sales_area_m2", "grade", "steps", "floor", "name", "address")
_CHANGE_COLUMNS = ["change", "label", "address", "field", "old", "new"]
_SAME_PLACE_DEGREES = 1e-6  # about ten centimetres
_UNIT_COLUMNS = (
    "unit_id", "own_id", "name", "address", "postcode", "lon", "lat", "public_lon", "public_lat", "area_ids",
    "building_part", "floor", "area_m2", "sales_area_m2", "window_m", "steps", "grade", "current_use", "previous_use",
    "reuse_idea", "condition", "owner_kind", "owner_company", "rent_eur_m2", "is_sensitive", "last_checked_on",
    "check_method", "note",
)  # fmt: skip
_EPISODE_COLUMNS = ("unit_id", "state", "vacant_since", "vacancy_kind", "vacancy_reason")


@dataclass(frozen=True)
class Comparison:
    """`known`: index of the list's rows → unit_id in the register. `changes`: one row per new, changed field or
    vanished unit. `made`: how many made units go."""

    known: dict[int, str]
    changes: pd.DataFrame
    new: int
    changed: int
    unchanged: int
    vanished: int
    made: int


def compare(current: pd.DataFrame, listed: VacancyList) -> Comparison:
    """`current`: rows of `current_units`. Made units are never taken for units of the list."""
    is_made = current["origin"] == "made"
    real = current[~is_made]
    by_key = _unique_keys(real.to_dict("records"))
    rows = listed.units.to_dict("records")
    known: dict[int, str] = {}
    changes: list[tuple] = []
    changed = 0
    for index, row in enumerate(rows):
        before = by_key.get(unit_key(_filled(row)))
        if before is None:
            changes.append(("new", _label(row), row["address"], None, None, row["state"]))
            continue
        known[index] = before["unit_id"]
        different = [name for name in _COMPARED if _differs(before[name], row[name], name)]
        changed += bool(different)
        changes += [("changed", _label(row), row["address"], name, before[name], row[name]) for name in different]
    gone = real[~real["unit_id"].isin(known.values())]
    changes += [("vanished", _label(row), row["address"], None, row["state"], None) for row in gone.to_dict("records")]
    return Comparison(
        known=known,
        changes=pd.DataFrame(changes, columns=_CHANGE_COLUMNS, dtype=object),
        new=len(rows) - len(known),
        changed=changed,
        unchanged=len(known) - changed,
        vanished=len(gone),
        made=int(is_made.sum()),
    )


def replace_units(transaction: Transaction, listed: VacancyList, run_id: int) -> Comparison:
    """Put the list in the place of all units. Units known from before keep their number, their history up to the
    day of the list and, where they are sensitive, the place that hides them: several random places would give
    the true one away."""
    current = transaction.run("current_units")
    comparison = compare(current, listed)
    units = listed.units.copy()
    numbers = iter(transaction.run("new_unit_numbers", count=len(units) - len(comparison.known))["number"])
    units["unit_id"] = [
        comparison.known[index] if index in comparison.known else f"U-{int(next(numbers)):05d}"
        for index in range(len(units))
    ]
    units = _keep_hidden_places(units, current)
    episodes = units[list(_EPISODE_COLUMNS)]
    transaction.run("clear_episodes", frame=episodes[["unit_id"]], list_date=listed.list_date)
    transaction.run("clear_units")
    transaction.insert("unit", units[list(_UNIT_COLUMNS)].assign(run_id=run_id, origin="counted"))
    transaction.run("continue_episodes", frame=episodes, list_date=listed.list_date)
    transaction.run("begin_episodes", frame=episodes, list_date=listed.list_date)
    return comparison


def _unique_keys(rows: list[dict]) -> dict[tuple, dict]:
    found: dict[tuple, dict] = {}
    twice = set()
    for row in rows:
        key = unit_key(_filled(row))
        if key in found:
            twice.add(key)
        if key is not None:
            found[key] = row
    return {key: row for key, row in found.items() if key not in twice}


def _filled(row: dict) -> dict:
    return {key: value for key, value in row.items() if isinstance(value, (list, dict)) or not pd.isna(value)}


def _label(row: dict) -> str:
    return " · ".join(str(row[name]) for name in ("own_id", "name") if isinstance(row[name], str) and row[name]) or "–"


def _differs(old: object, new: object, field: str) -> bool:
    if pd.isna(old) and pd.isna(new):
        return False
    if field == "vacant_since" and pd.isna(new):
        return False  # a list without the day does not take it away
    if pd.isna(old) or pd.isna(new):
        return True
    return abs(old - new) > 1e-9 if isinstance(old, float) else old != new


def _keep_hidden_places(units: pd.DataFrame, current: pd.DataFrame) -> pd.DataFrame:
    before = current.set_index("unit_id").reindex(units["unit_id"]).reset_index(drop=True)
    stays = (
        units["is_sensitive"]
        & before["is_sensitive"].eq(True).fillna(False)
        & before["lon"].sub(units["lon"]).abs().lt(_SAME_PLACE_DEGREES)
        & before["lat"].sub(units["lat"]).abs().lt(_SAME_PLACE_DEGREES)
    )
    for name in ("public_lon", "public_lat"):
        units[name] = units[name].where(~stays, before[name])
    return units
