"""Figures of accidents with personal injury: by year, time of day and kind of road user, split by severity."""

import pandas as pd
import plotly.graph_objects as go

from strukturmonitor.charts.base import new_figure
from strukturmonitor.texts import Texts

# One hue, darker = more severe: 1 killed, 2 seriously, 3 slightly injured.
SEVERITY = {3: "#9A7ABA", 2: "#6A3D9A", 1: "#24083F"}
BIN_COLOURS = ("#A082BE", "#8158AB", "#5F3393", "#36106B")
_LEGEND = 56  # px above a figure
_PALE = 0.45
_MOST_TICKS = 8  # words on an axis


def accident_figure(
    texts: Texts,
    rows: pd.DataFrame,
    labels: dict[str, str],
    *,
    is_horizontal: bool = False,
    faded: frozenset[str] = frozenset(),
    ends_with_tick: bool = False,
) -> go.Figure:
    """Stacked bars. `rows`: key, category, accidents; `labels`: key → word on the axis, in the order of the bars; keys
    without rows are zeros. `faded`: keys outside the filter, shown pale for comparison. `ends_with_tick`: the last word is
    always on the axis, else the first."""
    figure = new_figure(texts, height=320)
    table = rows.pivot_table(index="key", columns="category", values="accidents", aggfunc="sum").reindex(
        index=list(labels), columns=list(SEVERITY)
    )
    table = table.fillna(0)
    words = list(labels.values())
    for category, colour in SEVERITY.items():
        name = texts(f"traffic.category.{category}")
        amounts = table[category]
        figure.add_bar(
            x=amounts if is_horizontal else words,
            y=words if is_horizontal else amounts,
            orientation="h" if is_horizontal else "v",
            name=name,
            marker={"color": colour, "opacity": [_PALE if key in faded else 1.0 for key in labels]},
            customdata=[texts.number(amount) for amount in amounts],
            hovertemplate=("%{y}" if is_horizontal else "%{x}") + f"<br>{name}: %{{customdata}}<extra></extra>",
        )
    figure.update_layout(barmode="stack", showlegend=True, margin_t=_LEGEND, bargap=0.25)
    figure.update_layout(legend_traceorder="normal")
    if is_horizontal:
        figure.update_yaxes(type="category", autorange="reversed")
        figure.update_xaxes(tickformat=",.0f", showgrid=True)
    else:
        step = -(-len(words) // _MOST_TICKS)
        first = (len(words) - 1) % step if ends_with_tick else 0
        figure.update_xaxes(type="category", tickvals=words[first::step])
        figure.update_yaxes(tickformat=",.0f")
    return figure


def bin_bounds(largest: int) -> tuple[int, ...]:
    """Upper bounds of all classes but the last for counts of accidents per cell, from 1 to `largest`."""
    steps = sorted({max(1, round(largest * share)) for share in (0.1, 0.3, 0.6)})
    return tuple(step for step in steps if step < largest)
