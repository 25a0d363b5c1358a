"""From unrounded rows of the queries to tables that may be shown: every count of persons is rounded.

Sums of rounded counts differ from rounded sums; they are not repaired, as in the city's own tables.
"""

import pandas as pd

from strukturmonitor.small_numbers import person_ratio, round_persons

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


def age_groups(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of `population_group_years` with rounded counts and foreign_pct, indexed by reference_date."""
    shown = rows.set_index(pd.to_datetime(rows["reference_date"])).drop(columns="reference_date")
    shown["foreign_pct"] = person_ratio(shown["foreign_residents"], shown["residents"], 100)
    for name in _GROUPS:
        shown[name] = round_persons(shown[name])
    return shown


def pyramid(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of `population_pyramid` as one row per age (index): men_german, men_foreign, women_german,
    women_foreign, and men and women (rounded by themselves, so not always the sum of the two)."""
    cells = rows.pivot_table(index="age", columns=["sex", "nationality"], values="persons", aggfunc="sum", fill_value=0)
    cells = cells.reindex(columns=pd.MultiIndex.from_tuples(_CELLS), fill_value=0)
    shown = pd.DataFrame({name: round_persons(cells[cell]) for cell, name in _CELLS.items()})
    shown["men"] = round_persons(cells["m"].sum(axis=1))
    shown["women"] = round_persons(cells["f"].sum(axis=1))
    return shown


def movement_balances(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of `population_movement_years`, rounded, with a balance per component (natural, border, within),
    rounded from the true difference. Index: year."""
    true = rows.set_index("year").astype("float64")
    shown = true.apply(round_persons)
    for name, gain, loss in COMPONENTS:
        shown[name] = round_persons(true[gain] - true[loss])
    return shown


def household_shares(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of `household_sizes` with rounded counts, share_pct and city_share_pct. Index: size, 5 is five and more."""
    true = rows.set_index("persons_in_household").astype("float64").fillna(0)
    shown = true.apply(round_persons)
    for count, share in (("households", "share_pct"), ("city_households", "city_share_pct")):
        total = pd.Series(true[count].sum(), index=true.index)
        shown[share] = person_ratio(true[count], total, 100)
    return shown
