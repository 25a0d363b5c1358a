"""Types of area: districts that developed alike, what sets each type apart, and quarters that could stand for it."""

from functools import cache

import pandas as pd

from strukturmonitor.access import Reader
from strukturmonitor.analysis.building_eras import area_eras, entered_eras, era_shares
from strukturmonitor.analysis.grouping import Divisions, Groups, divisions
from strukturmonitor.analysis.trajectories import changes, logarithms, trajectories, yearly
from strukturmonitor.cities import city
from strukturmonitor.facts import read_facts
from strukturmonitor.indicators import catalogue, series

AREAS = ["area_id", "type", "silhouette", "distance", "is_reference", "reason"]
TYPES = ["type", "size", "reference_id", "silhouette"]
TRAITS = ["type", "indicator_id", "own", "city", "others", "effect", "manner", "level", "city_level"]
PATHS = ["type", "indicator_id", "year", "value", "low", "high", "city"]
CHOICE = ["number", "silhouette", "stability", "smallest", "is_chosen"]
PROPOSALS = ["type", "era", "area_id", "distance", "areas"]
_EVERY = "_by_number"
ABOUT = ["reason", "first_year", "last_year", "left_out"]


@cache
def types_facts() -> dict:
    """Indicators, their words, numbers and cuts: data/analysis_types.yml."""
    return read_facts("analysis_types.yml")


def results(reader: Reader) -> dict[str, pd.DataFrame]:
    """areas: type «A», «B», … of each area ('' with a `reason`: 'missing:<indicator>', 'few_residents', or that of
    `about`), how well it fits (silhouette), its distance from the type's middle, and whether it is the nearest to it.
    types, traits (how a type changed in an indicator against the city and the other areas; sorted, the most telling
    first), paths (mean and quartiles of a type's areas per year, in the indicator's unit, against the city), choice
    (how good each number of types is; areas_by_number and so on: the same frames for every number that may be shown), weights (of the indicators, as of `trajectories`), eras, era_shares and
    era_faults (as of `building_eras`), proposals (the area nearest to the middle of its type in each building era), about (one row; reason '' or why there are no types: 'too_few_years',
    'too_few_areas', 'no_indicators', 'no_groups'; left_out: indicators that say nothing, with the reason)."""
    facts = types_facts()
    areas = reader.read("areas")
    area_ids = sorted(areas.loc[areas["level"] == facts["level"], "area_id"])
    city_id = areas.loc[areas["level"] == "city", "area_id"].iloc[0]
    tables = _tables(reader, [city_id, *area_ids])
    frames = types_of(tables, city_id) | _eras(reader, areas, area_ids)
    frames["proposals"] = proposals(frames["areas"], frames["eras"])
    return frames


def types_of(tables: dict[str, pd.DataFrame], city_id: str) -> dict[str, pd.DataFrame]:
    """The frames of `results` without those on building eras. `tables`: indicator_id → yearly values, index area_id
    (areas and the city), columns year."""
    facts = types_facts()
    amounts = {name for name in tables if catalogue()[name].is_amount}
    # Both are differences from here on: amounts as logarithms, so that large and small areas compare.
    shown = {name: logarithms(table) if name in amounts else table for name, table in tables.items()}
    own = {name: table.drop(index=city_id, errors="ignore") for name, table in shown.items()}
    made = trajectories(own, coverage=facts["coverage"], minimum_years=facts["minimum_years"])
    shape = made.shape
    residents = tables.get(facts["population"])
    reasons = dict(made.reasons)
    if residents is not None and made.years:
        newest = residents.reindex(columns=[made.years[-1]]).iloc[:, 0]
        small = newest.index[newest < facts["minimum_population"]]
        reasons |= dict.fromkeys(small.drop(city_id, errors="ignore"), "few_residents")
        shape = shape.drop(index=small, errors="ignore")
    all_ids = sorted({area_id for table in own.values() for area_id in table.index})
    why = _why_not(shape, made.years)
    divided = None if why else _divided(shape)
    why = why or ("" if divided else "no_groups")
    about = {
        "reason": why,
        "first_year": made.years[0] if made.years else None,
        "last_year": made.years[-1] if made.years else None,
        "left_out": ",".join(f"{name}:{reason}" for name, reason in sorted(made.left_out.items())),
    }
    frames = {
        "about": pd.DataFrame([about], columns=ABOUT),
        "weights": pd.DataFrame(list(made.weights.items()), columns=["indicator_id", "weight"]),
    }
    if divided is None:
        frames["areas"] = _areas(all_ids, None, reasons, why)
        empty = {"types": TYPES, "traits": TRAITS, "paths": PATHS, "choice": CHOICE}
        return frames | {name: pd.DataFrame(columns=columns) for name, columns in empty.items()}
    frames["choice"] = divided.choice[CHOICE]
    names = list(dict.fromkeys(shape.columns.get_level_values(0)))
    used, original = {name: shown[name] for name in names}, {name: tables[name] for name in names}
    every: dict[str, list[pd.DataFrame]] = {}
    for number, grouped in divided.groups.items():
        letters = _letters(grouped)
        areas = _areas(all_ids, grouped, reasons, "")
        found = {
            "areas": areas,
            "types": _types(areas),
            "traits": _traits(used, letters, city_id, made.years, facts),
            "paths": _paths(original, letters, city_id, made.years),
        }
        for name, frame in found.items():
            every.setdefault(f"{name}{_EVERY}", []).append(frame.assign(number=number))
        if number == divided.proposed:
            frames |= found
    return frames | {name: pd.concat(parts, ignore_index=True) for name, parts in every.items()}


def with_number(frames: dict[str, pd.DataFrame], number: int) -> dict[str, pd.DataFrame]:
    """The frames of `results` as if this number of types had been proposed (one of those in `areas_by_number`)."""
    shown = dict(frames)
    for name, frame in frames.items():
        if name.endswith(_EVERY):
            own = frame[frame["number"] == number].drop(columns="number")
            shown[name.removesuffix(_EVERY)] = own.reset_index(drop=True)
    shown["choice"] = frames["choice"].assign(is_chosen=frames["choice"]["number"] == number)
    shown["proposals"] = proposals(shown["areas"], shown["eras"])
    return shown


def proposals(areas: pd.DataFrame, eras: pd.DataFrame) -> pd.DataFrame:
    """Columns PROPOSALS: for each type and building era the area nearest to the type's middle, and how many areas
    there are to choose from."""
    known = areas[areas["type"] != ""].merge(eras[["area_id", "era"]], on="area_id")
    known = known[known["era"] != ""].sort_values(["type", "era", "distance", "area_id"])
    counts = known.groupby(["type", "era"]).size().rename("areas").reset_index()
    return known.drop_duplicates(["type", "era"]).merge(counts, on=["type", "era"])[PROPOSALS].reset_index(drop=True)


def _tables(reader: Reader, area_ids: list[str]) -> dict[str, pd.DataFrame]:
    tables = {}
    for name in types_facts()["indicators"]:
        rows = series(reader, catalogue()[name])
        tables[name] = yearly(rows[rows["area_id"].isin(area_ids)]).reindex(area_ids)
    return tables


def _eras(reader: Reader, areas: pd.DataFrame, area_ids: list[str]) -> dict[str, pd.DataFrame]:
    facts = types_facts()["eras"]
    own = areas[areas["area_id"].isin(area_ids)]
    codes = {str(code).lower(): area_id for code, area_id in zip(own["code"], own["area_id"], strict=True)}
    codes |= {str(name).lower(): area_id for name, area_id in zip(own["name"], own["area_id"], strict=True)}
    entered, faults = entered_eras(city(reader.database.versions.city).folder / facts["file"], codes)
    surveyed = reader.read("building_eras", level=types_facts()["level"])
    return {
        "eras": area_eras(surveyed, entered, area_ids, main_share=facts["main_share"]),
        "era_shares": era_shares(surveyed),
        "era_faults": faults,
    }


def _why_not(shape: pd.DataFrame, years: tuple[int, ...]) -> str:
    facts = types_facts()
    if 0 < len(years) < facts["minimum_years"]:
        return "too_few_years"
    if shape.empty:
        return "no_indicators"
    return "too_few_areas" if len(shape) < facts["minimum_areas"] else ""


def _divided(shape: pd.DataFrame) -> Divisions | None:
    facts = types_facts()
    stability = facts["stability"]
    return divisions(
        shape,
        numbers=tuple(facts["numbers"]),
        minimum_members=facts["minimum_members"],
        draws=stability["draws"],
        share=stability["share"],
        seed=stability["seed"],
        fixed=facts["fixed_number"],
    )


def _letters(grouped: Groups) -> pd.Series:
    return grouped.labels.map(lambda group: chr(ord("A") + group))


def _areas(area_ids: list[str], grouped: Groups | None, reasons: dict[str, str], why: str) -> pd.DataFrame:
    found = pd.DataFrame({"area_id": area_ids}).set_index("area_id", drop=False)
    found["type"], found["silhouette"], found["distance"] = "", float("nan"), float("nan")
    found["is_reference"] = False
    found["reason"] = [reasons.get(area_id, why) for area_id in area_ids]
    if grouped is not None:
        members = grouped.labels.index
        found.loc[members, "type"] = _letters(grouped)
        found.loc[members, "silhouette"] = grouped.silhouette
        found.loc[members, "distance"] = grouped.distance
        nearest = grouped.distance.groupby(grouped.labels).idxmin()
        found.loc[nearest.to_list(), "is_reference"] = True
    return found.reset_index(drop=True)[AREAS]


def _types(areas: pd.DataFrame) -> pd.DataFrame:
    known = areas[areas["type"] != ""]
    found = known.groupby("type").agg(size=("area_id", "size"), silhouette=("silhouette", "mean")).reset_index()
    found["reference_id"] = found["type"].map(known[known["is_reference"]].set_index("type")["area_id"])
    return found[TYPES]


def _traits(
    tables: dict[str, pd.DataFrame], letters: pd.Series, city_id: str, years: tuple[int, ...], facts: dict
) -> pd.DataFrame:
    """own, city, others: the change of the type's areas, of the city and of the mean of the other areas, in the
    indicator's unit (amounts: per cent); effect: (own − others) / standard deviation over all areas; manner: a key of
    the words. level, city_level: the mean of the newest year (None for amounts)."""
    every = changes(tables, years, facts["end_years"])
    moved = every.loc[letters.index]
    spread = moved.std(ddof=0)
    rows = []
    for letter, members in letters.groupby(letters):
        mine, rest = moved.loc[members.index], moved.drop(index=members.index)
        for name in tables:
            own, others = mine[name].mean(), rest[name].mean()
            effect = (own - others) / spread[name] if spread[name] > 0 else 0.0
            is_amount = catalogue()[name].is_amount
            newest = tables[name][years[-1]]
            row = {"type": letter, "indicator_id": name, "effect": effect}
            row["manner"] = manner(own, effect, facts["traits"]["stayed_below"] * spread[name])
            row["own"], row["others"], row["city"] = own, others, every[name].get(city_id)
            row["level"] = None if is_amount else newest.loc[members.index].mean()
            row["city_level"] = None if is_amount else newest.get(city_id)
            rows.append(row)
    found = pd.DataFrame(rows, columns=TRAITS)
    numbers = ["own", "others", "city", "effect", "level", "city_level"]
    found[numbers] = found[numbers].astype("float64")
    order = found["effect"].abs().rename("order")
    return (
        found.assign(order=order).sort_values(["type", "order"], ascending=[True, False])[TRAITS].reset_index(drop=True)
    )


def manner(own: float, effect: float, stayed_below: float) -> str:
    """How a type changed: 'stayed', 'rose_more', 'rose_less', 'fell_more', 'fell_less' (more or less than the other
    areas)."""
    if abs(own) < stayed_below:
        return "stayed"
    if own > 0:
        return "rose_more" if effect > 0 else "rose_less"
    return "fell_more" if effect < 0 else "fell_less"


def _paths(tables: dict[str, pd.DataFrame], letters: pd.Series, city_id: str, years: tuple[int, ...]) -> pd.DataFrame:
    """Amounts as index: first year = 100."""
    parts = []
    for name, table in tables.items():
        shown = table[list(years)]
        if catalogue()[name].is_amount:
            shown = 100 * shown.div(shown[years[0]], axis=0)
        whole = shown.loc[city_id] if city_id in shown.index else pd.Series(index=list(years), dtype="float64")
        for letter, members in letters.groupby(letters):
            mine = shown.loc[members.index]
            parts.append(
                pd.DataFrame(
                    {
                        "type": letter,
                        "indicator_id": name,
                        "year": list(years),
                        "value": mine.mean().to_numpy(),
                        "low": mine.quantile(0.25).to_numpy(),
                        "high": mine.quantile(0.75).to_numpy(),
                        "city": whole.to_numpy("float64"),
                    }
                )
            )
    return pd.concat(parts, ignore_index=True)[PATHS]
