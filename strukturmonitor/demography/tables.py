"""From unrounded rows of the queries to tables that may be shown: every count of persons is rounded.

Sums of rounded counts differ from rounded sums; they are not repaired, as in the city's own tables.
"""

import numpy as np
import pandas as pd

from strukturmonitor.small_numbers import person_ratio, policy, round_over_areas, round_sums

SMALL_AREA_RESIDENTS = 20_000  # below it single years of age hold so few persons that rounding would shape the pyramid
# What changes the number of residents: name, what adds, what takes away.
COMPONENTS = (
    ("natural", "births", "deaths"),
    ("border", "border_in", "border_out"),
    ("within", "within_in", "within_out"),
)
_GROUPS = ("residents", "under_18", "age_18_to_64", "age_65_plus", "foreign_residents")
_CELLS = {
    ("m", "german"): "men_german",
    ("m", "foreign"): "men_foreign",
    ("f", "german"): "women_german",
    ("f", "foreign"): "women_foreign",
}


def group_years(residents: float) -> int:
    """Years of age in one bar of the pyramid: 1, or 5 in small areas."""
    return 1 if residents >= SMALL_AREA_RESIDENTS else 5


def age_groups(rows: pd.DataFrame, parts: pd.DataFrame) -> pd.DataFrame:
    """Rows of `population_group_years` of all areas with rounded counts and foreign_pct, indexed by reference_date.
    `parts`: area_id, stat_id, share."""
    shown = round_over_areas(rows, _GROUPS, parts)
    foreign = (shown["foreign_residents"], shown["residents"])
    shown["foreign_pct"] = person_ratio(rows["foreign_residents"], rows["residents"], 100, shown=foreign)
    return shown.set_index(pd.to_datetime(shown["reference_date"])).drop(columns="reference_date")


def pyramid(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of `population_pyramid` as one row per age (index): men_german, men_foreign, women_german,
    women_foreign, and men and women, the sums of what is shown of the two: rounded by themselves they would tell more."""
    by = [rows["age"], rows["sex"], rows["nationality"]]
    cells = round_sums(rows["persons"].astype("float64"), rows["share"], by).unstack(["sex", "nationality"])
    cells = cells.reindex(columns=pd.MultiIndex.from_tuples(_CELLS)).fillna(0.0).sort_index()
    shown = pd.DataFrame({name: cells[cell] for cell, name in _CELLS.items()})
    shown["men"] = shown["men_german"] + shown["men_foreign"]
    shown["women"] = shown["women_german"] + shown["women_foreign"]
    return shown


def pyramid_peak(persons: float) -> float:
    """End of the pyramid's axis: the largest bar, rounded up so far that it does not tell that bar's count."""
    step = max(10 ** (len(str(int(persons))) - 1) / 2, policy().rounding_persons)
    return float(np.ceil(persons / step) * step)


def movement_balances(rows: pd.DataFrame, parts: pd.DataFrame) -> pd.DataFrame:
    """Rows of `population_movement_years` of all areas, rounded, with area_id. The balances (natural, border, within) are
    rounded from the true difference. Index: year. `parts`: area_id, stat_id, share."""
    counts = [name for component in COMPONENTS for name in component]
    return round_over_areas(rows, counts, parts).set_index("year")


def household_shares(rows: pd.DataFrame, parts: pd.DataFrame) -> pd.DataFrame:
    """Rows of `household_sizes` of all areas with rounded counts and share_pct, with area_id. Index: size, 5 is five and
    more. `parts`: area_id, stat_id, share."""
    shown = round_over_areas(rows, ["households"], parts)
    totals = [each.groupby(rows["area_id"]).transform("sum") for each in (rows["households"], shown["households"])]
    shown["share_pct"] = person_ratio(rows["households"], totals[0], 100, shown=(shown["households"], totals[1]))
    return shown.set_index("persons_in_household")
