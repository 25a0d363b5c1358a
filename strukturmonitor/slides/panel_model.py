"""One chart as PowerPoint can draw it: series over categories or over numbers."""

import datetime
from dataclasses import dataclass, field

from strukturmonitor.slides.panel_axes import ValueAxis


@dataclass
class Series:
    """One row of values; `None` is a gap. `xs`: places of points with places of their own. `end_label`: words beside
    the last point. `colours`: one per point where they differ (with alpha 0–1). `label_format`: number format of a label
    at every point, empty for none."""

    name: str
    values: list[float | None]
    colour: str
    xs: list[float] = field(default_factory=list)
    kind: str = "line"  # line, points, bar, band_base, band, mark
    width_pt: float = 2.25
    dash: str = "solid"
    has_points: bool = False
    is_hollow: bool = False
    is_hatched: bool = False
    alpha: float = 1.0
    colours: list[tuple[str, float]] = field(default_factory=list)
    end_label: str = ""
    label_shift: float = 0.0
    label_format: str = ""
    in_legend: bool = True


@dataclass
class Panel:
    """One chart. `kind`: lines (over categories), points (over numbers), bars (upright), rows (bars to the right).
    `categories`: words or days."""

    title: str
    kind: str
    series: list[Series]
    axis: ValueAxis
    categories: list[str] | list[datetime.date] = field(default_factory=list)
    place_axis: ValueAxis | None = None  # of `points`
    places_are_days: bool = False
    are_years: bool = False  # the categories are first days that stand for their years
    stacking: str = "side by side"  # stacked, over each other
    is_reversed: bool = False
    decimals: int = 1  # of the values
    category_title: str = ""
    value_title: str = ""
    has_legend: bool = False
    reference: str = ""  # the bar that stands for a line on the page
    leaves_out_areas: bool = False  # shaded stretches behind the lines
    said: list[str] = field(default_factory=list)  # words in the drawing that belong below it here


class CannotDraw(Exception):
    """PowerPoint has no chart for this."""
