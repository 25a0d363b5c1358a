"""The order of the districts in one indicator, as bars."""

import pandas as pd
import plotly.graph_objects as go

from strukturmonitor.charts.base import new_figure
from strukturmonitor.charts.classes import Classes
from strukturmonitor.charts.palette import CHOSEN, CITY, MISSING
from strukturmonitor.indicators import Indicator
from strukturmonitor.texts import Texts

_BAR_HEIGHT = 34


def ranking_figure(
    texts: Texts,
    indicator: Indicator,
    rows: pd.DataFrame,
    classes: Classes | None,
    *,
    city: tuple[str, float] | None = None,
    selected: str | None = None,
) -> go.Figure:
    """Bars from the highest value down, in the colours of the map's classes. `rows`: area_id, name, value, reason;
    `city`: name and value of the grey reference line; `selected`: the area whose bar is outlined and name is bold."""
    ordered = rows.sort_values("value", ascending=True, na_position="first")
    found = classes.index(ordered["value"]) if classes else pd.Series(-1, index=ordered.index)
    colours = [classes.colours[i] if classes and i >= 0 else MISSING for i in found]
    number = "{} %" if indicator.unit == "pct" else "{}"
    labels = [
        texts(f"missing.{reason or 'not_collected'}") if value != value else number.format(texts.number(value, indicator.decimals))
        for value, reason in zip(ordered["value"], ordered["reason"], strict=True)
    ]
    is_selected = (ordered["area_id"] == selected).tolist()
    figure = new_figure(texts, height=56 + _BAR_HEIGHT * len(ordered))
    figure.add_bar(
        x=ordered["value"].fillna(0).tolist(),
        y=ordered["name"].tolist(),
        orientation="h",
        customdata=labels,
        marker={
            "color": colours,
            "line": {"color": [CHOSEN if it else "#767676" for it in is_selected], "width": [3 if it else 1 for it in is_selected]},
        },
        hovertemplate="%{y}: %{customdata}<extra></extra>",
    )
    highest = max([0.0, *ordered["value"].dropna()])
    lowest = min([0.0, *ordered["value"].dropna()])
    room = 0.04 * ((highest - lowest) or 1)
    figure.update_xaxes(range=[lowest - (room if lowest < 0 else 0), highest + room], visible=False)
    # The value stands beside the name: at the bar's end the reference line would cross it.
    figure.update_yaxes(
        tickvals=ordered["name"].tolist(),
        ticktext=[
            f"<b>{name}  {label}</b>" if it else f"{name}  <b>{label}</b>"
            for name, label, it in zip(ordered["name"], labels, is_selected, strict=True)
        ],
        tickfont={"size": 14},
        ticklabelstandoff=6,
    )
    figure.update_layout(bargap=0.3, margin={"t": 28})
    if city is not None and city[1] == city[1]:
        figure.add_vline(x=city[1], line={"color": CITY, "width": 1.5, "dash": "dot"})
        figure.add_annotation(
            x=city[1],
            y=1,
            yref="paper",
            yanchor="bottom",
            showarrow=False,
            text=f"{city[0]} {indicator.format_value(texts, city[1])}",
            font={"color": CITY, "size": 13},
        )
    return figure
