"""Which period each table covers: bars from the first to the last date, hatched where the rows are made."""

import pandas as pd
import plotly.graph_objects as go

from strukturmonitor.charts.base import new_figure
from strukturmonitor.charts.palette import CHOSEN, CITY
from strukturmonitor.texts import Texts

_SHORTEST_MS = 30 * 86_400_000  # a single day would not be seen


def coverage_figure(texts: Texts, rows: pd.DataFrame) -> go.Figure:
    """`rows`: label, first, last (dates), is_made, hover; drawn in their order, the first on top."""
    years = (rows["last"].max() - rows["first"].min()).days / 365
    figure = new_figure(texts, height=60 + 26 * rows["label"].nunique())
    for is_made, group in rows.groupby("is_made", sort=False):
        length = (group["last"] - group["first"]).dt.total_seconds() * 1000
        figure.add_bar(
            orientation="h",
            y=group["label"],
            base=group["first"],
            x=length.clip(lower=_SHORTEST_MS),
            marker={
                "color": CITY if is_made else CHOSEN,
                "pattern": {"shape": "/" if is_made else "", "fgcolor": "#FFFFFF", "fillmode": "overlay", "size": 7},
            },
            hovertext=group["hover"],
            hoverinfo="text",
            width=0.62,
        )
    every = "M120" if years > 20 else "M24"
    figure.update_layout(barmode="overlay", bargap=0.2)
    figure.update_xaxes(type="date", showgrid=True, dtick=every, tick0="1990-01-01", tickformat="%Y")
    figure.update_yaxes(categoryorder="array", categoryarray=list(dict.fromkeys(rows["label"]))[::-1])
    return figure
