"""What the views of the page Vergleich let choose: a level of areas, an indicator, areas to be marked."""

from strukturmonitor.indicators import Indicator, catalogue
from strukturmonitor.ui.page import Page

_LEVELS = ("bezirk", "stat")


def choose_level(page: Page) -> str:
    """The level whose areas are compared: Stadtbezirke or statistische Bezirke."""
    return page.choice("ebene", page.texts("filter.level"), {level: page.texts(f"level.{level}") for level in _LEVELS})


def choose_indicator(
    page: Page, slug: str, label: str, level: str, *, first: str, fewest_years: int | None = None
) -> Indicator:
    """An indicator with values on a level. `fewest_years`: only those that have so many years, and none that is an
    amount (a large area has more of everything)."""
    found = {}
    for indicator in catalogue().values():
        rows = page.data.board().get(indicator.id)
        if level not in indicator.levels or not rows:
            continue
        if not any(row["level"] == level and row["value"] == row["value"] for row in rows.values()):
            continue
        if fewest_years is not None:
            years = {period.year for period in page.data.courses(indicator)[next(iter(rows))].periods}
            if indicator.is_amount or len(years) < fewest_years:
                continue
        found[indicator.id] = indicator
    if not found:
        page.stop_empty()
    options = {indicator.id: indicator.title.in_language(page.texts) for indicator in found.values()}
    return found[page.choice(slug, label, options, default=first if first in options else next(iter(options)))]


def choose_marked(page: Page, areas: dict[str, str]) -> tuple[str, ...]:
    """Areas that stand out among all. `areas`: area_id → name."""
    texts = page.texts
    return page.choices(
        "hervorheben",
        texts("comparison.mark"),
        areas,
        help=texts("comparison.mark_help"),
        nothing="comparison.mark_none",
    )
