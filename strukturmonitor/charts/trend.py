"""Lines over time: chosen areas in colour, the city as a thin grey reference."""

import math

import pandas as pd
import plotly.graph_objects as go

from strukturmonitor.charts.base import new_figure
from strukturmonitor.charts.palette import CITY, COMPARED
from strukturmonitor.indicators import Indicator
from strukturmonitor.texts import Texts

_MOST_YEAR_MARKS = 4
_LABEL_PX = 16  # height of a line's label


def trend_figure(
    texts: Texts,
    indicator: Indicator,
    rows: pd.DataFrame,
    names: dict[str, str],
    *,
    city_id: str | None = None,
    height: int = 340,
    from_zero: bool = True,
) -> go.Figure:
    """`rows`: area_id, period, value of the areas in `names` (area_id → label; at most four besides the city).
    Gaps stay gaps; lines are labelled at their end."""
    figure = new_figure(texts, height=height)
    chosen = [area_id for area_id in names if area_id != city_id]
    for area_id in [city_id, *chosen] if city_id in names else chosen:
        line = rows[rows["area_id"] == area_id].sort_values("period")
        is_city = area_id == city_id
        colour = CITY if is_city else COMPARED[chosen.index(area_id) % len(COMPARED)]
        figure.add_scatter(
            x=line["period"],
            y=line["value"],
            mode="lines",
            name=names[area_id],
            line={
                "color": colour,
                "width": 1.5 if is_city else 3,
                "dash": "dash" if line["is_estimate"].any() else "solid",
            },
            connectgaps=False,
            customdata=[
                (indicator.format_value(texts, value), texts.period(period, indicator.period))
                for value, period in zip(line["value"], line["period"], strict=True)
            ],
            hovertemplate="%{customdata[1]}<br>%{customdata[0]}<extra>" + names[area_id] + "</extra>",
        )
        known = line.dropna(subset=["value"])
        if not known.empty:
            figure.add_annotation(
                x=known["period"].iloc[-1],
                y=known["value"].iloc[-1],
                text=names[area_id],
                xanchor="left",
                xshift=6,
                showarrow=False,
                font={"color": colour, "size": 13},
            )
    longest = max((len(name) for name in names.values()), default=0)
    figure.update_layout(margin_r=12 + 8 * longest)
    _part_labels(figure, rows.loc[rows["area_id"].isin(names), "value"], height, from_zero=from_zero)
    if from_zero:
        figure.update_yaxes(rangemode="tozero")
    if indicator.unit == "pct":
        figure.update_yaxes(ticksuffix=texts.percent_sign)
    _years_below(figure, indicator, rows.loc[rows["area_id"].isin(names), "period"])
    return figure


def _part_labels(figure: go.Figure, values: pd.Series, height: int, *, from_zero: bool) -> None:
    """Move the lines' labels apart where they would lie on each other, from the lowest upwards."""
    span = values.max() - (min(values.min(), 0) if from_zero else values.min())
    if not span > 0:
        return
    px_per_unit = 0.85 * height / span
    top = -math.inf
    for label in sorted(figure.layout.annotations, key=lambda label: label.y):
        position = max(label.y * px_per_unit, top + _LABEL_PX)
        label.yshift = position - label.y * px_per_unit
        top = position


def _years_below(figure: go.Figure, indicator: Indicator, periods: pd.Series) -> None:
    """The axis ends with the last value, not with its label; a yearly value of 31 December stands above its own year."""
    if periods.empty:
        return
    days = periods.drop_duplicates().sort_values()
    spare = max((days.iloc[-1] - days.iloc[0]) * 0.02, pd.Timedelta(days=30))
    figure.update_xaxes(range=[days.iloc[0] - spare, days.iloc[-1] + spare])
    if indicator.period == "year":
        step = math.ceil(len(days) / _MOST_YEAR_MARKS)
        marks = days.iloc[::-step]
        figure.update_xaxes(tickvals=marks.tolist(), ticktext=[str(day.year) for day in marks], tickangle=0)
