"""The era in which most of an area's dwellings were built: from the survey of buildings, or as the office says."""

import csv
from pathlib import Path

import pandas as pd

from strukturmonitor.public_space import ERAS, MINIMUM_BUILDINGS

COLUMNS = ["area_id", "era", "share", "buildings", "source", "note", "reason"]


def area_eras(surveyed: pd.DataFrame, entered: pd.DataFrame, area_ids: list[str], *, main_share: float) -> pd.DataFrame:
    """One row per area, columns COLUMNS. era: the one with the largest share of the surveyed dwellings, 'mixed' where
    that is below `main_share`, '' where unknown; share: its share of 1; source: 'office', 'survey' or ''; note: what
    the office wrote as source and date; reason: '', 'not_surveyed' or 'too_few_buildings'.

    `surveyed`: rows of the query building_eras; `entered`: as of `entered_eras`."""
    counts = surveyed.pivot_table(index="area_id", columns="era", values="dwellings", aggfunc="sum", fill_value=0.0)
    buildings = surveyed.groupby("area_id")["buildings"].sum()
    office = entered.set_index("area_id")
    rows = []
    for area_id in area_ids:
        number = int(buildings.get(area_id, 0))
        row = {
            "area_id": area_id,
            "era": "",
            "share": None,
            "buildings": number,
            "source": "",
            "note": "",
            "reason": "",
        }
        if number >= MINIMUM_BUILDINGS:
            shares = counts.loc[area_id] / counts.loc[area_id].sum()
            share = float(shares.max())
            row |= {"era": str(shares.idxmax()) if share >= main_share else "mixed", "share": share, "source": "survey"}
        elif area_id not in office.index:
            row["reason"] = "too_few_buildings" if number else "not_surveyed"
        if area_id in office.index:
            told = office.loc[area_id]
            row |= {"era": told["era"], "share": None, "source": "office", "note": told["note"]}
        rows.append(row)
    found = pd.DataFrame(rows, columns=COLUMNS)
    found["share"] = found["share"].astype("float64")
    return found


def era_shares(surveyed: pd.DataFrame) -> pd.DataFrame:
    """area_id, era, share (of the area's surveyed dwellings), only areas with MINIMUM_BUILDINGS and more."""
    found = surveyed.merge(
        surveyed.groupby("area_id")[["buildings", "dwellings"]].sum().add_prefix("all_"),
        left_on="area_id",
        right_index=True,
    )
    found["share"] = found["dwellings"] / found["all_dwellings"]
    return found.loc[found["all_buildings"] >= MINIMUM_BUILDINGS, ["area_id", "era", "share"]].reset_index(drop=True)


def entered_eras(path: Path, codes: dict[str, str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What the office entered for areas in data/cities/<city>/<file> (CSV: gebiet, bauzeit, quelle, stand).
    `codes`: number or name of an area, in lower case → area_id.

    Returns (area_id, era, note) and the lines that were not taken: line, area, era, fault ('unknown_area',
    'unknown_era', 'repeated', 'unreadable'). A file that is not there says nothing."""
    taken: dict[str, dict[str, str]] = {}
    faults: list[dict[str, object]] = []
    for line, row in _lines(path, faults):
        area, era = row.get("gebiet", "").strip(), row.get("bauzeit", "").strip()
        area_id = codes.get(area.lower())
        fault = (
            "unknown_area" if area_id is None
            else "unknown_era" if era not in ERAS
            else "repeated" if area_id in taken
            else ""
        )  # fmt: skip
        if fault:
            faults.append({"line": line, "area": area, "era": era, "fault": fault})
            continue
        note = ", ".join(part for part in (row.get("quelle", "").strip(), row.get("stand", "").strip()) if part)
        taken[area_id] = {"area_id": area_id, "era": era, "note": note}
    return (
        pd.DataFrame(list(taken.values()), columns=["area_id", "era", "note"]),
        pd.DataFrame(faults, columns=["line", "area", "era", "fault"]),
    )


def _lines(path: Path, faults: list[dict[str, object]]) -> list[tuple[int, dict[str, str]]]:
    if not path.exists():
        return []
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        faults.append({"line": 1, "area": "", "era": "", "fault": "unreadable"})
        return []
    header, *rest = text.splitlines() or [""]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    names = [name.strip().lower() for name in header.split(delimiter)]
    if not {"gebiet", "bauzeit"} <= set(names):
        faults.append({"line": 1, "area": header[:60], "era": "", "fault": "unreadable"})
        return []
    rows = csv.DictReader(rest, fieldnames=names, delimiter=delimiter, restval="")
    return [(number, {k: v or "" for k, v in row.items() if k}) for number, row in enumerate(rows, start=2)]
