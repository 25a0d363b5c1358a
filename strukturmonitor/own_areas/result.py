"""Everything that is known of an area of one's own: counted and estimated."""

from dataclasses import dataclass

import pandas as pd

from strukturmonitor.access import Reader
from strukturmonitor.own_areas.counts import Counts, counts_of
from strukturmonitor.own_areas.districts import Grid, Shares, district_shares
from strukturmonitor.own_areas.estimates import Quality, Series, amounts_of, quality_of, ratios_of
from strukturmonitor.own_areas.rules import rules
from strukturmonitor.own_areas.shapes import OwnArea
from strukturmonitor.own_areas.trial import Trial


@dataclass(frozen=True)
class Result:
    """`amounts`, `ratios`, `quality` as of `estimates`; empty and None where the area is too small (`too_small`:
    area, residents) or no district has values (`too_small` nothing)."""

    area: OwnArea
    shares: Shares
    counts: Counts
    amounts: pd.DataFrame
    ratios: pd.DataFrame
    quality: Quality | None
    too_small: str

    def newest(self, name: str) -> pd.Series | None:
        """The last row with a value of an amount, or of a ratio by its indicator; None where there is none."""
        for rows, column in ((self.amounts, "amount"), (self.ratios, "indicator")):
            if column in rows:
                found = rows[(rows[column] == name) & rows["value"].notna()]
                if not found.empty:
                    return found.loc[found["period"].idxmax()]
        return None


def result_of(
    reader: Reader, series: Series, grid: Grid, area: OwnArea, city_id: str, trial: Trial | None = None
) -> Result:
    """`reader`: with the rights of the public, as everybody gets the same; `series`: an indicator's published values;
    `trial`: how the two ways of estimating do in this city, None where nobody can tell."""
    shares = district_shares(reader, area, grid)
    counts = counts_of(reader, area, city_id)
    nothing = Result(area, shares, counts, pd.DataFrame(), pd.DataFrame(), None, "")
    if area.area_km2 < rules().least_area_km2:
        return Result(area, shares, counts, nothing.amounts, nothing.ratios, None, "area")
    amounts = amounts_of(series, shares, city_id)
    residents = amounts[(amounts["amount"] == "residents") & amounts["value"].notna()]
    if residents.empty:
        return nothing
    newest = residents.loc[residents["period"].idxmax()]
    if newest["low"] < rules().least_residents:
        return Result(area, shares, counts, nothing.amounts, nothing.ratios, None, "residents")
    return Result(area, shares, counts, amounts, ratios_of(amounts), quality_of(shares, series, newest, trial), "")
