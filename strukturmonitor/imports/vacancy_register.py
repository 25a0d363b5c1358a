"""A checked list against the register: what is new, changed and gone; and the one step that puts it in."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from strukturmonitor.access import Actor
from strukturmonitor.clock import utc_now
from strukturmonitor.database import Transaction
from strukturmonitor.imports.unit_keys import column_differs, unit_keys
from strukturmonitor.imports.unit_places import with_hidden_places
from strukturmonitor.imports.vacancy_list import VacancyList

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
_PLACE = ("lon", "lat", "public_lon", "public_lat", "area_ids")
_NEVER_CARRIED = frozenset({"unit_id", "state", "vacant_since", "is_sensitive", *_PLACE})


@dataclass(frozen=True)
class Comparison:
    """`known`: index of the list's rows → unit_id in the register. `changes`: one row per new, changed field or
    vanished unit. `made`: how many made units go; `kept`: how many stay because an update does not list them."""

    known: dict[int, str]
    changes: pd.DataFrame
    new: int
    changed: int
    unchanged: int
    vanished: int
    made: int
    kept: int


def compare(current: pd.DataFrame, listed: VacancyList) -> Comparison:
    """`current`: rows of `current_units`. Made units are never taken for units of the list."""
    is_made = current["origin"] == "made"
    real = current[~is_made].reset_index(drop=True)
    before = _places_in_register(real, listed.units)
    is_known = before >= 0
    rows, old = np.flatnonzero(is_known), real.iloc[before[is_known]]
    units = _carried(listed, listed.units, real, before)
    new = units.iloc[rows]
    parts = [_changes(units[~is_known], "new")]
    is_changed = np.zeros(len(rows), dtype=bool)
    for name in _COMPARED:
        differs = column_differs(old[name], new[name])
        if name == "vacant_since":
            differs &= new[name].notna().to_numpy()  # a list without the day does not take it away
        is_changed |= differs
        parts.append(_changes(new[differs], "changed", name, old[name][differs].tolist(), new[name][differs].tolist()))
    is_gone = np.ones(len(real), dtype=bool)
    is_gone[before[is_known]] = False
    is_gone &= real["state"].notna().to_numpy()  # some left the stock earlier
    is_update = listed.mode == "update"
    if not is_update:
        parts.append(_changes(real[is_gone], "vanished"))
    changes = pd.concat(parts, ignore_index=True)
    return Comparison(
        known=dict(zip(rows.tolist(), old["unit_id"], strict=True)),
        changes=changes,
        new=len(units) - len(rows),
        changed=int(is_changed.sum()),
        unchanged=len(rows) - int(is_changed.sum()),
        vanished=0 if is_update else int(is_gone.sum()),
        made=int(is_made.sum()),
        kept=int(is_gone.sum()) if is_update else 0,
    )


def replace_units(transaction: Transaction, actor: Actor, listed: VacancyList, run_id: int) -> Comparison:
    """Put the list in the place of all units or, as an update, of those that it names. Units known from before keep
    their number, what people wrote into their record by hand, their history up to the day of the list and, where they
    are sensitive, the place that hides them: several random places would give the true one away. Made units go in any
    case; others that a whole list does not name leave the stock, but not the register."""
    current = transaction.run("current_units")
    comparison = compare(current, listed)
    units = listed.units.copy()
    numbers = iter(transaction.run("new_unit_numbers", count=len(units) - len(comparison.known))["number"])
    units["unit_id"] = [
        comparison.known[index] if index in comparison.known else f"U-{int(next(numbers)):05d}"
        for index in range(len(units))
    ]
    before = pd.Index(current["unit_id"]).get_indexer(units["unit_id"])
    units = _carried(listed, units, current, before)
    units = _keep_hidden_places(units, current)
    episodes = units[list(_EPISODE_COLUMNS)]
    listed_ids = units[["unit_id"]]
    who = {
        "run_id": run_id,
        "role": actor.role,
        "account_id": actor.account_id,
        "actor_name": actor.name,
        "changed_at": utc_now(),
    }
    transaction.run("remember_import", frame=units[[*_UNIT_COLUMNS, *_EPISODE_COLUMNS[1:]]], **who)
    if listed.mode != "update":
        transaction.run("remember_vanished", frame=listed_ids, **who)
    transaction.run("clear_later_episodes", frame=listed_ids, list_date=listed.list_date)
    transaction.run("clear_made_parts")
    transaction.run("clear_made_and_listed", frame=listed_ids)
    transaction.insert("unit", _with_kept_columns(units, current, before).assign(run_id=run_id, origin="counted"))
    if listed.mode != "update":
        transaction.run("end_vanished", frame=listed_ids, list_date=listed.list_date)
    transaction.run("raise_imported_revisions", run_id=run_id)
    transaction.run("continue_episodes", frame=episodes, list_date=listed.list_date)
    transaction.run("begin_episodes", frame=episodes, list_date=listed.list_date)
    return comparison


def _with_kept_columns(units: pd.DataFrame, current: pd.DataFrame, before: np.ndarray) -> pd.DataFrame:
    """The listed units with what lists do not speak of: people keep it by hand, and it stays."""
    kept = [name for name in current if name not in {*_UNIT_COLUMNS, *_EPISODE_COLUMNS, "origin"}]
    known = current[kept].reindex(pd.Index(np.where(before >= 0, before, -1)))
    known.index = units.index
    return pd.concat([units[list(_UNIT_COLUMNS)], known], axis=1).assign(
        revision=known["revision"].fillna(1).astype("int32"),
        is_since_about=known["is_since_about"].eq(True).fillna(False).astype(bool),
    )


def _places_in_register(real: pd.DataFrame, units: pd.DataFrame) -> np.ndarray:
    """Per row of the list the row of the register it is known as, else −1. A key that two units of the register share
    says nothing."""
    keys = pd.Series(unit_keys(real), dtype=object)
    usable = keys.notna() & ~keys.duplicated(keep=False)
    found = pd.Index(keys[usable]).get_indexer(units["unit_key"])
    rows = np.flatnonzero(usable.to_numpy())
    before = np.where(found >= 0, rows[found] if len(rows) else -1, -1)
    return _also_by_place(real, units, before) if len(real) else before


def _also_by_place(real: pd.DataFrame, units: pd.DataFrame, before: np.ndarray) -> np.ndarray:
    """A row without a number of its own may be a unit that has one, and a row with a number one that had none: known by
    address and name, if nothing else is. Two different numbers are two units."""
    open_rows = np.flatnonzero(before < 0)
    if not len(open_rows):
        return before
    keys = pd.Series(unit_keys(real.assign(own_id=None)), dtype=object)
    usable = keys.notna() & ~keys.duplicated(keep=False) & ~pd.Series(np.isin(np.arange(len(real)), before))
    rows = np.flatnonzero(usable.to_numpy())
    if not len(rows):
        return before
    wanted = pd.Series(unit_keys(units.iloc[open_rows].assign(own_id=None)), dtype=object)
    found = pd.Index(keys[usable]).get_indexer(wanted.where(~wanted.duplicated(keep=False), None))
    has_number = units["own_id"].notna().to_numpy()[open_rows]
    had_number = real["own_id"].notna().to_numpy()[rows[found]]
    is_same = (found >= 0) & ~(has_number & had_number)
    before = before.copy()
    before[open_rows[is_same]] = rows[found[is_same]]
    return before


def _carried(listed: VacancyList, units: pd.DataFrame, current: pd.DataFrame, before: np.ndarray) -> pd.DataFrame:
    """In an update, what a row does not say stays as it was; a whole list speaks for itself, but one without a word on
    it makes no sensitive unit public."""
    is_known = before >= 0
    if not is_known.any():
        return units
    old = current.iloc[np.where(is_known, before, 0)].reset_index(drop=True)
    units = units.copy()
    says_sensitive = units["says_sensitive"] | (listed.mode != "update" and bool(units["says_sensitive"].any()))
    was_sensitive = is_known & old["is_sensitive"].eq(True).fillna(False).to_numpy(dtype=bool)
    stays_sensitive = was_sensitive & ~says_sensitive & ~units["is_sensitive"]
    units["is_sensitive"] = units["is_sensitive"] | stays_sensitive
    units = with_hidden_places(units, stays_sensitive.to_numpy(dtype=bool))
    if listed.mode != "update":
        return units
    names = [n for n in (*_UNIT_COLUMNS, "vacancy_kind", "vacancy_reason") if n in units and n not in _NEVER_CARRIED]
    for name in names:
        is_silent = is_known & units[name].isna().to_numpy() & old[name].notna().to_numpy()
        if is_silent.any():
            units[name] = units[name].where(~is_silent, old[name].astype(units[name].dtype))
    is_unplaced = is_known & units["lon"].isna().to_numpy()
    for name in _PLACE:
        units[name] = units[name].where(~is_unplaced, old[name])
    return units.astype({name: float for name in _PLACE if name != "area_ids"})


def _changes(
    rows: pd.DataFrame, change: str, field: str | None = None, old: list | None = None, new: list | None = None
) -> pd.DataFrame:
    states = rows["state"].tolist()
    nothing = [None] * len(rows)
    own_ids, names = rows["own_id"].tolist(), rows["name"].tolist()
    columns = {
        "change": [change] * len(rows),
        "label": [_label(own_id, name) for own_id, name in zip(own_ids, names, strict=True)],
        "address": rows["address"].tolist(),
        "field": [field] * len(rows),
        "old": old if field else states if change == "vanished" else nothing,
        "new": new if field else states if change == "new" else nothing,
    }
    return pd.DataFrame({name: pd.Series(columns[name], dtype=object) for name in _CHANGE_COLUMNS})


def _label(own_id: object, name: object) -> str:
    return " · ".join(text for text in (own_id, name) if isinstance(text, str) and text) or "–"


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
