"""What all sections of the page share: area, dates, the age groups of the area, notes."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

import pandas as pd

from strukturmonitor.demography import age_groups, household_shares, movement_balances
from strukturmonitor.indicators import catalogue
from strukturmonitor.ui.area_frame import AreaFrame
from strukturmonitor.ui.notes import source_note
from strukturmonitor.ui.page import Page


@dataclass(frozen=True)
class Frame(AreaFrame):
    """`groups`: demography.age_groups of the area; `period`: 31 December of the chosen year."""

    period: pd.Timestamp
    groups: pd.DataFrame
    is_estimate: bool

    @property
    def names(self) -> dict[str, str]:
        """area_id → short name of the area and of the city as its reference."""
        return {self.area.area_id: self.area.name, self.city.area_id: self.city.name}

    def value(self, indicator_id: str, *, of_city: bool = False, years_back: int = 0) -> float:
        """Value of an indicator at the chosen year (or before); NaN where there is none."""
        rows = self.page.data.series(catalogue()[indicator_id])
        wanted = self.period - pd.DateOffset(years=years_back)
        area_id = self.city.area_id if of_city else self.area.area_id
        found = rows.loc[(rows["area_id"] == area_id) & (rows["period"] == wanted), "value"]
        return float(found.iloc[0]) if len(found) else float("nan")

    def note(
        self,
        *tables: str,
        method: str,
        date: str | None = None,
        years: Collection[int] | None = (),
        also: int | None = None,
    ) -> str:
        """`method`: key of the method's text; `years`: those shown, None for all, without it the chosen one; `also`: a
        year compared with."""
        texts = self.page.texts
        said = texts(f"population.method_{method}")
        if self.is_estimate:
            said += "; " + texts("population.method_estimate")
        shown = years if years is None else set(years) or {self.period.year}
        if shown is not None and also is not None:
            shown = {*shown, also}
        return source_note(self.page, *tables, date=date or texts.date(self.period), method=said, years=shown)


def groups_of(page: Page, area_id: str) -> pd.DataFrame:
    """demography.age_groups of one area; empty where no residents are known."""
    return _of_area(page, area_id, "population_group_years", age_groups)


def movements_of(page: Page, area_id: str) -> pd.DataFrame:
    """demography.movement_balances of one area."""
    return _of_area(page, area_id, "population_movement_years", movement_balances)


def households_of(page: Page, area_id: str, period: pd.Timestamp) -> pd.DataFrame:
    """demography.household_shares of one area on a day."""
    return _of_area(page, area_id, "household_sizes", household_shares, reference_date=period.date())


def _of_area(
    page: Page,
    area_id: str,
    query: str,
    shown: Callable[[pd.DataFrame, pd.DataFrame], pd.DataFrame],
    **values: object,
) -> pd.DataFrame:
    """Counts are rounded for all areas together, once per state of the data."""

    def make() -> pd.DataFrame:
        return shown(page.data.read(query, **values), page.data.read("export_area_part"))

    rows = page.data.derived((query, *values.values()), make)
    return rows[rows["area_id"] == area_id].drop(columns="area_id")
