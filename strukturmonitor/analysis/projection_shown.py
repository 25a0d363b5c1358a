"""What was counted, as the pages show it: rounded over all areas together, so that no new sum gives an exact count away."""

import numpy as np
import pandas as pd

from strukturmonitor.access import Reader
from strukturmonitor.demography import age_groups
from strukturmonitor.small_numbers import round_over_areas

_SHOWN = {"all": "residents", "under_18": "under_18", "age_18_to_64": "age_18_to_64"}
_OLD, _VERY_OLD = "age_65_to_79", "age_80_plus"


def shown_counts(reader: Reader, parts: pd.DataFrame) -> pd.DataFrame:
    """One row per area, year and age group of analysis_projection.yml: area_id, year, group, persons. Those from 65 to 79
    are the difference of two counts that are shown already."""
    groups = age_groups(reader.read("population_group_years", area_id=None), parts)
    groups = groups.assign(year=groups.index.year).set_index(["area_id", "year"])
    very_old = round_over_areas(reader.read("hochaltrige"), ["numerator"], parts)
    very_old = very_old.assign(year=pd.to_datetime(very_old["period"]).dt.year).set_index(["area_id", "year"])[
        "numerator"
    ]
    counted = pd.DataFrame({group: groups[column] for group, column in _SHOWN.items()})
    counted[_OLD] = (groups["age_65_plus"] - very_old.reindex(groups.index)).clip(lower=0)
    counted[_VERY_OLD] = very_old.reindex(groups.index)
    rows = counted.rename_axis(columns="group").stack().rename("persons").dropna().reset_index()
    return rows[["area_id", "year", "group", "persons"]]


def counts_in(counted: pd.DataFrame, year: int, area_ids: tuple[str, ...], groups: tuple[str, ...]) -> np.ndarray:
    """Counts (k, g) of a year, of rows of `shown_counts`; NaN where there is none."""
    table = counted[counted["year"] == year].pivot_table(index="area_id", columns="group", values="persons")
    return table.reindex(index=area_ids, columns=groups).to_numpy(dtype=float)
