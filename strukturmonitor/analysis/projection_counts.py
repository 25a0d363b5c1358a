"""What the projection starts from: residents, births, deaths and moves as arrays over statistische Bezirke, years, single
years of age and sexes.

The exact counts stay in memory: what leaves the analysis is rounded (`projection.py`)."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from strukturmonitor.access import Reader

AGES = 101  # 0 to 99 in single years, 100 and older
SEXES = ("m", "f")
MEN, WOMEN = range(2)
MOVES = ("border_in", "border_out", "within_in", "within_out")


@dataclass(frozen=True)
class Counts:
    """Arrays over statistische Bezirke s, years t, sexes x, ages a; NaN where nobody counted.

    persons (s, t, x, a) at the end of the year; of the year itself, at the age reached by its end: births (s, t, a of
    the mother), deaths (s, t, x, a), moves: name of MOVES → (s, t, a). `district_of` (s): number of the Stadtbezirk."""

    stat_ids: tuple[str, ...]
    district_of: np.ndarray
    years: np.ndarray
    persons: np.ndarray
    births: np.ndarray
    deaths: np.ndarray
    moves: dict[str, np.ndarray]

    def between(self, first: int, last: int) -> "Counts":
        """Some of the years, both included."""
        known = (self.years >= first) & (self.years <= last)
        return self._taken(np.s_[:, known], self.stat_ids, self.district_of, self.years[known])

    def of(self, chosen: np.ndarray) -> "Counts":
        """Some of the statistische Bezirke (a mask over s)."""
        stat_ids = tuple(stat_id for stat_id, is_chosen in zip(self.stat_ids, chosen, strict=True) if is_chosen)
        districts = np.unique(self.district_of[chosen], return_inverse=True)[1]
        return self._taken(np.s_[chosen], stat_ids, districts, self.years)

    def _taken(self, part: object, stat_ids: tuple[str, ...], district_of: np.ndarray, years: np.ndarray) -> "Counts":
        return replace(
            self,
            stat_ids=stat_ids,
            district_of=district_of,
            years=years,
            persons=self.persons[part],
            births=self.births[part],
            deaths=self.deaths[part],
            moves={name: values[part] for name, values in self.moves.items()},
        )


@dataclass(frozen=True)
class Fitted:
    """What can be worked with: `counts` of years and statistische Bezirke without gaps, whose last year is the start. Else
    None and the `reason`: 'no_persons', 'not_counted' (with what nobody counted as `missing`), 'too_few_years'."""

    counts: Counts | None
    reason: str
    missing: tuple[str, ...] = ()


def usable(counts: Counts | None, settings: dict) -> Fitted:
    """The longest run of years up to the newest in which residents, births, deaths and moves are all known. Areas with
    gaps in the years that rates are taken from are left out; gaps further back shorten the run."""
    if counts is None:
        return Fitted(None, "no_persons")
    nobody_ever = np.isnan(counts.persons).all(axis=(1, 2, 3))  # uninhabited: no rows at all
    counts = replace(counts, persons=np.where(nobody_ever[:, None, None, None], 0, counts.persons))
    events = {"births": counts.births, "deaths": counts.deaths, **counts.moves}
    missing = tuple(name for name, values in events.items() if np.isnan(values).all())
    if missing:
        return Fitted(None, "not_counted", missing)
    has_persons = ~np.isnan(counts.persons).any(axis=(2, 3))  # (s, t)
    has_events = np.all([~np.isnan(values).any(axis=(0, *range(2, values.ndim))) for values in events.values()], axis=0)
    is_linked = has_events & _with_year_before(has_persons.any(axis=0))  # (t)
    if not is_linked.any():
        return Fitted(None, "too_few_years")
    last = int(np.flatnonzero(is_linked)[-1])
    run = _run_up_to(is_linked, last)
    if run < settings["least_fit_years"]:
        return Fitted(None, "too_few_years")
    window = np.s_[:, last - min(run, settings["fit_years"]) : last + 1]
    is_whole = has_persons[window].all(axis=1)
    if not is_whole.any():
        return Fitted(None, "too_few_years")
    run = _run_up_to(is_linked & _with_year_before(has_persons[is_whole].all(axis=0)), last)
    years = counts.years[last - run : last + 1]
    return Fitted(counts.of(is_whole).between(int(years[0]), int(years[-1])), "")


def _run_up_to(holds: np.ndarray, last: int) -> int:
    """How many values in a row hold, up to `last`."""
    broken = np.flatnonzero(~holds[: last + 1])
    return last - (int(broken[-1]) if len(broken) else -1)


def _with_year_before(holds: np.ndarray) -> np.ndarray:
    return holds & np.concatenate([[False], holds[:-1]])


def read_counts(reader: Reader, areas: pd.DataFrame) -> Counts | None:
    """Counts of all statistische Bezirke of today; None where no residents were loaded. `areas`: rows of the query
    «areas» (area_id, level, parent_id)."""
    persons = reader.read("projection_persons")
    if persons.empty:
        return None
    stats = areas[areas["level"] == "stat"].sort_values("area_id")
    stat_ids = tuple(stats["area_id"])
    years = np.arange(persons["year"].min(), persons["year"].max() + 1)
    events = reader.read("projection_events")
    place = _Place(stat_ids, years)
    return Counts(
        stat_ids=stat_ids,
        district_of=np.unique(stats["parent_id"].fillna("").to_numpy(dtype=str), return_inverse=True)[1],
        years=years,
        persons=np.stack(
            [place.array(persons[persons["sex"] == sex], "persons", by_area=True) for sex in SEXES], axis=2
        ),
        births=place.array(events, "births"),
        deaths=np.stack([place.array(events, f"deaths_{sex}") for sex in SEXES], axis=2),
        moves={name: place.array(events, name) for name in MOVES},
    )


class _Place:
    """Where a row belongs in the arrays over statistische Bezirke and years."""

    def __init__(self, stat_ids: tuple[str, ...], years: np.ndarray) -> None:
        self.stat_ids, self.years = pd.Index(stat_ids), years

    def array(self, rows: pd.DataFrame, column: str, *, by_area: bool = False) -> np.ndarray:
        """Array (s, t, a). Where anything was counted in a year (`by_area`: in the area in that year), a cell without
        a row is 0, elsewhere NaN."""
        rows = rows.dropna(subset=[column])
        stat = self.stat_ids.get_indexer(rows["stat_id"])
        year = rows["year"].to_numpy() - self.years[0]
        is_known = (stat >= 0) & (year >= 0) & (year < len(self.years))
        stat, year, age = stat[is_known], year[is_known], np.minimum(rows["age"].to_numpy()[is_known], AGES - 1)
        values = np.zeros((len(self.stat_ids), len(self.years), AGES))
        np.add.at(values, (stat, year, age), rows[column].to_numpy(dtype=float)[is_known])
        was_counted = np.zeros(values.shape[:2], dtype=bool)
        if by_area:
            was_counted[stat, year] = True
        else:
            was_counted[:, year] = True
        values[~was_counted] = np.nan
        return values
