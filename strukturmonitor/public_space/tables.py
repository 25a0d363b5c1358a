"""Kinds of reports, building eras and conditions, and the shares that are shown of them."""

import pandas as pd

from strukturmonitor.small_numbers import hidden_shares, suppress_small_counts

# In the order in which pages show them.
KINDS = ("litter", "bulky_waste", "bins", "graffiti", "lighting", "surface", "green")
ERAS = ("gruenderzeit", "interwar_postwar", "large_estate", "row_houses", "new_quarter")
CONDITIONS = (1, 2, 3, 4)
MINIMUM_BUILDINGS = 20  # fewer surveyed buildings of an era give no share: one building would be 5 percentage points


def condition_shares(rows: pd.DataFrame, year: int) -> pd.DataFrame:
    """Rows of `building_conditions` of one survey as one row per era (index, only eras with buildings): buildings,
    with_backlog, backlog_pct and the shares pct_1 to pct_4, in per cent; shares are missing where fewer than
    MINIMUM_BUILDINGS were surveyed, and where so few buildings stand behind them that they speak of single owners."""
    found = rows[rows["year"] == year]
    counts = found.pivot_table(index="era", columns="condition", values="buildings", aggfunc="sum", fill_value=0)
    counts = counts.reindex(columns=CONDITIONS, fill_value=0).reindex([era for era in ERAS if era in counts.index])
    shown = pd.DataFrame({"buildings": counts.sum(axis=1)})
    shown["with_backlog"] = found.groupby("era")["with_backlog"].sum().reindex(shown.index)
    shown["with_backlog"] = shown["with_backlog"].mask(
        hidden_shares(shown["with_backlog"], shown["buildings"], [])
    )
    # A bar with holes would mislead: where one part is secret, all of the era's parts are left out.
    is_open = counts.apply(suppress_small_counts, axis=1).notna().all(axis=1)
    counts = counts.where(is_open, axis=0)
    base = shown["buildings"].where(shown["buildings"] >= MINIMUM_BUILDINGS)
    shown["backlog_pct"] = 100 * shown["with_backlog"] / base
    for condition in CONDITIONS:
        shown[f"pct_{condition}"] = 100 * counts[condition] / base
    return shown


def same_days_before(first: pd.Timestamp, last: pd.Timestamp) -> tuple[pd.Timestamp, pd.Timestamp]:
    """The same days one year earlier (29 February becomes 28 February)."""
    return first - pd.DateOffset(years=1), last - pd.DateOffset(years=1)
