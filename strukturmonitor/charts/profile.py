"""All indicators of a theme as small multiples: the areas in colour, the city as a thin grey line."""

import math
import textwrap

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from strukturmonitor.charts.base import new_figure
from strukturmonitor.charts.palette import CITY, COMPARED
from strukturmonitor.indicators import Indicator
from strukturmonitor.texts import Texts

_PANEL_HEIGHT = 200
_TITLE_HEIGHT = 44  # two lines
_SPARE = pd.Timedelta(days=90)  # room beside the first and the last point
_TITLE_CHARACTERS = 40
_LEAST_RANGE = 0.3  # share of the highest value that an axis spans at least, so that small changes stay small


def theme_figure(
    texts: Texts,
    panels: list[tuple[Indicator, pd.DataFrame]],
    names: dict[str, str],
    *,
    city: tuple[str, str],
    columns: int,
) -> go.Figure:
    """One panel per indicator with its rows (area_id, period, value, is_estimate), each with its own scale of values and
    all with the same years. `names`: area_id → label, in the order of their colours; `city`: its id and name, drawn where
    it is not among them, and left out for amounts, where its line would lie far above. Gaps stay gaps."""
    city_id, city_name = city
    titles = [_panel_title(texts, indicator) for indicator, _ in panels]
    top = _TITLE_HEIGHT if any("<br>" in title for title in titles[:columns]) else _TITLE_HEIGHT - 18
    rows_of_panels = math.ceil(len(panels) / columns)
    figure = make_subplots(
        rows=rows_of_panels,
        cols=columns,
        figure=new_figure(texts, height=_PANEL_HEIGHT * rows_of_panels + top),
        specs=[[{} if row * columns + column < len(panels) else None for column in range(columns)] for row in range(rows_of_panels)],
        subplot_titles=titles,
        horizontal_spacing=0.07,
        vertical_spacing=0.38 / rows_of_panels,
    )
    positions = pd.concat([_positions(indicator, rows) for indicator, rows in panels])
    for number, (indicator, rows) in enumerate(panels):
        place = {"row": number // columns + 1, "col": number % columns + 1}
        drawn = dict(names) if indicator.is_amount or city_id in names else {city_id: city_name, **names}
        shown = rows[rows["area_id"].isin(drawn)]
        for area_id, label in drawn.items():
            _add_line(figure, texts, indicator, shown[shown["area_id"] == area_id], area_id, label, names, city_id, place)
        low, high = shown["value"].min(), shown["value"].max()
        if low == low:
            spare = max(0.08 * (high - low), (_LEAST_RANGE * abs(high) - (high - low)) / 2, 1e-9)
            low, high = (max(low - spare, 0) if low >= 0 else low - spare), high + spare
            figure.update_yaxes(range=[low, high], nticks=4, tickformat=f",.{indicator.decimals}f", fixedrange=True, **place)
    figure.update_xaxes(
        range=[positions.min() - _SPARE, positions.max() + _SPARE], tickformat="%Y", nticks=6, showgrid=False, fixedrange=True
    )
    figure.update_annotations(font_size=13, xanchor="left", align="left")
    for annotation, panel in zip(figure.layout.annotations, range(len(panels)), strict=False):
        annotation.x = figure.layout[f"xaxis{panel + 1 if panel else ''}"].domain[0]
    figure.update_layout(margin={"t": top, "b": 24})
    return figure


def _panel_title(texts: Texts, indicator: Indicator) -> str:
    """Title and unit in lines that fit over a panel."""
    unit = texts(f"unit_name.{indicator.unit}")
    title = indicator.title.in_language(texts)
    return "<br>".join(textwrap.wrap(title if not unit or unit in title else f"{title} ({unit})", _TITLE_CHARACTERS))


def _positions(indicator: Indicator, rows: pd.DataFrame) -> pd.Series:
    """Where the periods lie on the axis: a year over its own label."""
    return rows["period"].dt.to_period("Y").dt.start_time if indicator.period == "year" else rows["period"]


def _add_line(
    figure: go.Figure,
    texts: Texts,
    indicator: Indicator,
    line: pd.DataFrame,
    area_id: str,
    label: str,
    names: dict[str, str],
    city_id: str,
    place: dict[str, int],
) -> None:
    line = line.sort_values("period")
    is_city = area_id == city_id
    only_city = is_city and len(names) == 1 and city_id in names
    colour = COMPARED[0] if only_city else CITY if is_city else COMPARED[[n for n in names if n != city_id].index(area_id)]
    known = line["value"].notna()
    figure.add_scatter(
        x=_positions(indicator, line).tolist(),
        y=line["value"].where(known).tolist(),
        mode="lines+markers" if known.sum() < 3 else "lines",
        marker={"size": 7},
        line={
            "color": colour,
            "width": 1.5 if is_city and not only_city else 2.5,
            "dash": "dash" if line["is_estimate"].any() else "solid",
        },
        connectgaps=False,
        text=[
            f"{texts.period(period, indicator.period)}: {indicator.format_value(texts, value)}"
            for period, value in zip(line["period"], line["value"], strict=True)
        ],
        hovertemplate="%{text}<extra>" + label + "</extra>",
        **place,
    )
