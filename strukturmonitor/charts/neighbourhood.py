"""Areas and their neighbours: how alike they are in every indicator, and one indicator area by area."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from strukturmonitor.charts.base import new_figure
from strukturmonitor.charts.palette import CHOSEN, CITY, CLUSTER_COLOURS, HOLLOW
from strukturmonitor.indicators import Indicator
from strukturmonitor.texts import Texts

_ROW_PX = 28
_ROW_PX_NARROW = 38  # for names in two lines
_RIM = "#5F6870"
_MOST_LABELS = 8
_LABEL_PX = 17
_FARTHEST_PX = 20


def alike_figure(texts: Texts, rows: pd.DataFrame, *, selected: str, is_narrow: bool) -> go.Figure:
    """Moran's I of every tested indicator, the most alike on top: filled where more than chance, hollow where not.
    `rows`: indicator_id, name, i, is_sure."""
    ordered = rows.sort_values("i")
    names = ordered["name"].tolist()
    figure = new_figure(texts, height=96 + (_ROW_PX_NARROW if is_narrow else _ROW_PX) * len(ordered))
    # Below the names on a phone there would be no room for the points.
    wrapped = [_wrapped(name, 22) for name in names] if is_narrow else names
    bold = [
        f"<b>{label}</b>" if indicator_id == selected else label
        for label, indicator_id in zip(wrapped, ordered["indicator_id"], strict=True)
    ]
    figure.add_scatter(
        x=ordered["i"],
        y=names,
        mode="markers",
        marker={
            "size": 12,
            "color": [CHOSEN if sure else HOLLOW for sure in ordered["is_sure"]],
            "line": {"color": [CHOSEN if sure else _RIM for sure in ordered["is_sure"]], "width": 2},
        },
        customdata=[
            (texts.number(i, 2), texts("neighbourhood.sure" if sure else "neighbourhood.not_sure"))
            for i, sure in zip(ordered["i"], ordered["is_sure"], strict=True)
        ],
        hovertemplate="%{y}: %{customdata[0]} (%{customdata[1]})<extra></extra>",
    )
    low, high = min(ordered["i"].min(), 0) - 0.08, max(ordered["i"].max(), 0) + 0.08
    figure.update_xaxes(range=[low, high], side="top", showgrid=True, tickformat=".1f", nticks=6 if is_narrow else 10)
    figure.update_yaxes(tickvals=names, ticktext=bold, showgrid=True, range=[-0.7, len(names) - 0.3])
    figure.add_vline(x=0, line={"color": CITY, "width": 1.5, "dash": "dot"})
    if not is_narrow:
        for x, side, key in ((low, "left", "neighbourhood.axis_unlike"), (high, "right", "neighbourhood.axis_alike")):
            figure.add_annotation(
                x=x, xanchor=side, y=0, yref="paper", yanchor="top", yshift=-6, text=texts(key), showarrow=False,
                font={"size": 13},
            )  # fmt: skip
        figure.update_layout(margin_b=36)
    return figure


def neighbours_figure(
    texts: Texts, indicator: Indicator, rows: pd.DataFrame, *, selected: str | None, is_narrow: bool
) -> go.Figure:
    """Each area's value (to the right: higher) and the mean of its neighbours (upwards: higher), with the mean of all
    areas as thin lines. `rows`: area_id, name, value, neighbours_mean, look (a key of CLUSTER_COLOURS),
    quadrant, i; the notable ones are labelled."""
    height = 360 if is_narrow else 460
    figure = new_figure(texts, height=height)
    notable = rows["quadrant"] != ""
    for marked, size in ((False, 8), (True, 12)):
        part = rows[notable == marked]
        figure.add_scatter(
            x=part["value"],
            y=part["neighbours_mean"],
            mode="markers",
            marker={
                "size": size,
                "color": [CLUSTER_COLOURS[look] for look in part["look"]],
                "line": {"color": _RIM, "width": 1},
            },
            customdata=[
                (name, indicator.format_value(texts, value), indicator.format_value(texts, near))
                for name, value, near in zip(part["name"], part["value"], part["neighbours_mean"], strict=True)
            ],
            hovertemplate="<b>%{customdata[0]}</b><br>"
            + texts("neighbourhood.hover", value="%{customdata[1]}", near="%{customdata[2]}")
            + "<extra></extra>",
        )
    told = rows[notable].assign(far=rows["i"].abs()).nlargest(4 if is_narrow else _MOST_LABELS, "far")
    chosen = rows[(rows["area_id"] == selected) & ~rows["area_id"].isin(told["area_id"])]
    middle = rows["value"].mean()
    # Labels to the left of high values and to the right of low ones, from below upwards, none on another.
    px_per_unit = 0.8 * height / (np.ptp(rows["neighbours_mean"]) or 1)
    top = {True: -np.inf, False: -np.inf}
    for row in pd.concat([told, chosen]).sort_values("neighbours_mean").itertuples():
        is_right = row.value > middle
        position = max(row.neighbours_mean * px_per_unit, top[is_right] + _LABEL_PX)
        if position - row.neighbours_mean * px_per_unit > _FARTHEST_PX:
            continue  # a name that far from its point would be read as that of another
        top[is_right] = position
        figure.add_annotation(
            x=row.value, y=row.neighbours_mean, text=row.name, showarrow=False, font={"size": 13},
            xanchor="right" if is_right else "left", xshift=-9 if is_right else 9,
            yshift=position - row.neighbours_mean * px_per_unit,
        )  # fmt: skip
    line = {"color": CITY, "width": 1, "dash": "dot"}
    figure.add_vline(x=middle, line=line)
    figure.add_hline(y=middle, line=line)
    unit = texts(f"unit_name.{indicator.unit}")
    suffix = f" ({unit})" if unit else ""
    figure.update_xaxes(title_text=texts("neighbourhood.axis_value") + suffix, showgrid=False)
    figure.update_yaxes(title_text=texts("neighbourhood.axis_neighbours") + suffix)
    return figure


def _wrapped(name: str, width: int) -> str:
    """In two lines where it is long."""
    if len(name) <= width:
        return name
    middle = name.rfind(" ", 0, width + 1)
    return name if middle < 0 else f"{name[:middle]}<br>{name[middle + 1 :]}"
