"""What all sections of the page share: area, days, kinds, notes."""

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from strukturmonitor.public_space import KINDS, same_days_before
from strukturmonitor.ui.area_frame import AreaFrame
from strukturmonitor.ui.notes import source_note


@dataclass(frozen=True)
class Frame(AreaFrame):
    """`last`: last day shown (31 December, or today in the running year); `first_report`: first day known at all;
    `today`: day up to which reports are known; `kinds`: the chosen ones, none for all."""

    last: pd.Timestamp
    first_report: pd.Timestamp
    today: pd.Timestamp
    kinds: tuple[str, ...]

    @property
    def first(self) -> pd.Timestamp:
        return pd.Timestamp(self.last.year, 1, 1)

    @property
    def shown_kinds(self) -> tuple[str, ...]:
        return self.kinds or KINDS

    @property
    def is_full_year(self) -> bool:
        return (self.last.month, self.last.day) == (12, 31)

    @property
    def span(self) -> str:
        """«2025» or «1. Januar bis 30. September 2026»."""
        texts = self.page.texts
        if self.is_full_year:
            return str(self.last.year)
        return texts("public_space.span_until", year=self.last.year, date=texts.date(self.last))

    def kinds_read(self, *, year_before: bool = False) -> pd.DataFrame | None:
        """Rows of `report_kinds` of the chosen kinds for the days shown or the same days a year earlier; None where the reports do not
        reach back so far."""
        first, last = same_days_before(self.first, self.last) if year_before else (self.first, self.last)
        if year_before and first < self.first_report.to_period("M").start_time:
            return None
        return self.page.data.read(
            "report_kinds",
            area_id=self.area.area_id,
            from_date=first.date(),
            to_date=last.date(),
            kinds=self.kinds or None,
        )

    def note(self, *tables: str, method: str, date: str | None = None, years: Collection[int] | None = ()) -> str:
        """`method`: key of the method's text; `years`: those shown, None for all, without it the chosen one."""
        texts = self.page.texts
        return source_note(
            self.page,
            *tables,
            date=date or texts.date(self.last),
            method=texts(f"public_space.method_{method}"),
            years=years if years is None else set(years) or {self.last.year},
        )
