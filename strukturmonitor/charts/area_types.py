"""How the areas of a type developed in each indicator, against the city."""

import math

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from strukturmonitor.charts.base import new_figure
from strukturmonitor.charts.palette import CITY
from strukturmonitor.indicators import Indicator
from strukturmonitor.texts import Texts

_ROW_PX = 210
_BAND = "rgba({},{},{},0.25)"


def paths_figure(
    texts: Texts, indicators: list[Indicator], rows: pd.DataFrame, *, colour: str, city: str, name: str, is_narrow: bool
) -> go.Figure:
    """One small chart per indicator: mean of the type's areas as a line, the middle half of them as a band, the city as
    a thin grey line. `rows`: indicator_id, year, value, low, high, city; amounts as index (first year = 100). Each has
    a scale of its own."""
    columns = 1 if is_narrow else 3
    lines = math.ceil(len(indicators) / columns)
    titles = [_title(texts, indicator) for indicator in indicators]
    grid = make_subplots(
        rows=lines, cols=columns, subplot_titles=titles, horizontal_spacing=0.06,
        vertical_spacing=min(0.12, 0.5 / lines),
    )  # fmt: skip
    figure = go.Figure(grid)
    base = new_figure(texts, height=_ROW_PX * lines).to_dict()["layout"]
    figure.update_layout(
        {key: base[key] for key in ("height", "font", "separators", "hovermode", "showlegend", "dragmode")}
    )
    figure.update_layout(template="none", margin={"l": 8, "r": 12, "t": 36, "b": 8})
    for number, indicator in enumerate(indicators):
        line = rows[rows["indicator_id"] == indicator.id].sort_values("year")
        _one(texts, figure, indicator, line, (number // columns + 1, number % columns + 1), colour, city, name)
    figure.update_xaxes(fixedrange=True, showgrid=False, automargin=True, nticks=4, tickformat="d")
    figure.update_yaxes(fixedrange=True, zeroline=False, automargin=True, nticks=4)
    figure.update_annotations(font_size=13)
    if indicators:
        _line_names(figure, rows[rows["indicator_id"] == indicators[0].id], {"city": city, "value": name})
    return figure


def _line_names(figure: go.Figure, line: pd.DataFrame, names: dict[str, str]) -> None:
    """The first small chart names its lines: the upper one above its end, the lower one below."""
    last = line.sort_values("year").iloc[-1]
    for column, told in names.items():
        other = last["value" if column == "city" else "city"]
        is_upper = not last[column] < other
        figure.add_annotation(
            x=last["year"], y=last[column], xref="x", yref="y", text=f"<b>{told}</b>", showarrow=False, xanchor="right",
            yanchor="bottom" if is_upper else "top", yshift=3 if is_upper else -3, font={"size": 13},
        )  # fmt: skip


def _title(texts: Texts, indicator: Indicator) -> str:
    title = min(indicator.title.in_language(texts), indicator.short.in_language(texts), key=len)
    unit = texts("area_types.index_unit") if indicator.is_amount else texts(f"unit_name.{indicator.unit}")
    return f"{title} ({unit})" if unit else title


def _one(
    texts: Texts,
    figure: go.Figure,
    indicator: Indicator,
    line: pd.DataFrame,
    place: tuple[int, int],
    colour: str,
    city: str,
    name: str,
) -> None:
    row, column = place
    decimals = max(indicator.decimals, 1)
    years = line["year"].tolist()
    band = _BAND.format(*(int(colour[i : i + 2], 16) for i in (1, 3, 5)))
    figure.add_scatter(
        x=years + years[::-1], y=line["high"].tolist() + line["low"].tolist()[::-1],
        fill="toself", fillcolor=band, line={"width": 0}, mode="lines", hoverinfo="skip", row=row, col=column,
    )  # fmt: skip
    for column_name, told, look in (
        ("city", city, {"color": CITY, "width": 1.5}),
        ("value", name, {"color": colour, "width": 3}),
    ):
        figure.add_scatter(
            x=years, y=line[column_name], mode="lines", line=look, connectgaps=False, row=row, col=column,
            customdata=[texts.number(value, decimals) for value in line[column_name]],
            hovertemplate="%{x}: %{customdata}<extra>" + told + "</extra>",
        )  # fmt: skip
