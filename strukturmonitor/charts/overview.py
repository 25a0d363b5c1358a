"""The order of the districts in one indicator, as bars."""

import pandas as pd
import plotly.graph_objects as go

from strukturmonitor.charts.base import new_figure
from strukturmonitor.charts.classes import Classes
from strukturmonitor.charts.palette import CHOSEN, CITY, MISSING
from strukturmonitor.indicators import Indicator
from strukturmonitor.texts import Texts

_BAR_HEIGHT = 34
_RIM = "#767676"  # the lightest class would not stand out from the page


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
    show = texts.percent if indicator.unit == "pct" else texts.number
    labels = [
        texts(f"missing.{reason or 'not_collected'}") if value != value else show(value, indicator.decimals)
        for value, reason in zip(ordered["value"], ordered["reason"], strict=True)
    ]
    is_selected = (ordered["area_id"] == selected).tolist()
    names = ordered["name"].tolist()
    highest = max([0.0, *ordered["value"].dropna()])
    lowest = min([0.0, *ordered["value"].dropna()])
    room = 0.04 * ((highest - lowest) or 1)
    layout = new_figure(texts, height=56 + _BAR_HEIGHT * len(ordered)).to_dict()["layout"]
    layout |= {"bargap": 0.3, "margin": {"l": 8, "r": 8, "t": 28, "b": 8}}
    layout["xaxis"] = {
        "range": [lowest - (room if lowest < 0 else 0), highest + room],
        "visible": False,
        "fixedrange": True,
    }
    # The value stands beside the name: at the bar's end the reference line would cross it.
    layout["yaxis"] |= {
        "tickvals": names,
        "ticktext": [
            f"<b>{name}  {label}</b>" if it else f"{name}  <b>{label}</b>"
            for name, label, it in zip(names, labels, is_selected, strict=True)
        ],
        "tickfont": {"size": 14},
        "ticklabelstandoff": 6,
    }
    if city is not None and city[1] == city[1]:
        line = {"color": CITY, "width": 1.5, "dash": "dot"}
        layout["shapes"] = [
            {"type": "line", "x0": city[1], "x1": city[1], "y0": 0, "y1": 1, "yref": "paper", "line": line}
        ]
        layout["annotations"] = [
            {
                "text": f"{city[0]} {indicator.format_value(texts, city[1])}",
                "x": city[1], "y": 1, "yref": "paper", "yanchor": "bottom", "showarrow": False, "font": {"color": CITY, "size": 13},
            }
        ]  # fmt: skip
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": ordered["value"].fillna(0).tolist(),
        "y": names,
        "customdata": labels,
        "hovertemplate": "%{y}: %{customdata}<extra></extra>",
        "marker": {
            "color": colours,
            "line": {
                "color": [CHOSEN if it else _RIM for it in is_selected],
                "width": [3 if it else 1 for it in is_selected],
            },
        },
    }
    return go.Figure({"data": [bars], "layout": layout})
