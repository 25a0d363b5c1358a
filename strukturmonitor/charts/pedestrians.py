"""Figures of passers-by: month by month per counter."""

import pandas as pd
import plotly.graph_objects as go

from strukturmonitor.charts.base import new_figure
from strukturmonitor.charts.palette import COMPARED
from strukturmonitor.texts import Texts

_DASHES = ("solid", "dash", "dot", "dashdot")


def pedestrian_months_figure(texts: Texts, rows: pd.DataFrame) -> go.Figure:
    """`rows`: station_id, name, month, per_hour (missing = gap). One line per counter; gaps stay gaps."""
    figure = new_figure(texts, height=360)
    for number, (_, line) in enumerate(rows.groupby("station_id", sort=False)):
        name = str(line["name"].iloc[0])
        figure.add_scatter(
            x=line["month"],
            y=line["per_hour"],
            mode="lines",
            name=name,
            line={"color": COMPARED[number % len(COMPARED)], "width": 2.5, "dash": _DASHES[number % len(_DASHES)]},
            connectgaps=False,
            customdata=[
                (texts("traffic.month", month=texts.month(month.month), year=month.year), texts.number(value))
                for month, value in zip(line["month"], line["per_hour"], strict=True)
            ],
            hovertemplate="%{customdata[0]}<br>"
            + texts("traffic.per_hour", count="%{customdata[1]}")
            + "<extra>"
            + name
            + "</extra>",
        )
    figure.update_xaxes(dtick="M12", tickformat="%Y")
    figure.update_yaxes(rangemode="tozero", tickformat=",.0f")
    figure.update_layout(showlegend=True, margin_t=56)
    return figure
