"""Figures on what was said at meetings: ideas by weight, and what became of them by theme."""

import textwrap

import pandas as pd
import plotly.graph_objects as go

from strukturmonitor.charts.base import new_figure
from strukturmonitor.charts.palette import CATEGORIES
from strukturmonitor.texts import Texts

# What became of an idea: grey while nothing is known, one hue that grows darker towards the end, brown where it ends.
STATUS_COLOURS = {
    "open": "#B9C0C5",
    "in_review": "#B4D6D7",
    "planned": "#7DB6BA",
    "in_progress": "#41909A",
    "done": "#0B4650",
    "not_possible": "#8C4505",
}
_DARK = frozenset({"in_progress", "done", "not_possible"})
NO_THEME = CATEGORIES[6]
_LABEL_LINES = 2
_LINE_PX, _IDEA_PX = 46, 58
_AROUND_PX = 70
_LEGEND_PX = 72  # three rows; for more, Plotly makes room
_BAR_SHARE = 0.6  # of the room of a bar
_ROOM = 1.15  # of the longest bar, with the number behind it


def theme_colours(themes: tuple[str, ...]) -> dict[str | None, str]:
    """The same colour for a theme on map and chart; ideas without a theme are grey."""
    colours = (*CATEGORIES[:6], CATEGORIES[7])
    return {None: NO_THEME} | dict(zip(themes, colours, strict=False))


def idea_weights_figure(
    texts: Texts, rows: pd.DataFrame, colours: dict[str | None, str], *, label_width: int = 46
) -> go.Figure:
    """One bar per idea, the heaviest on top, coloured by theme, which stands below its words.
    `rows`: label, weight, theme (key or None), theme_words, in order; `label_width`: characters of a line of a label."""
    figure = new_figure(texts, height=16 + _IDEA_PX * len(rows))
    labels = [
        f"{_wrapped(label, label_width)}<br>{words}"
        for label, words in zip(rows["label"], rows["theme_words"], strict=True)
    ]
    places = list(range(len(rows)))
    figure.add_bar(
        x=rows["weight"],
        y=places,
        orientation="h",
        width=_BAR_SHARE,
        marker={"color": [colours.get(theme, NO_THEME) for theme in rows["theme"]]},
        text=[texts.number(weight) for weight in rows["weight"]],
        textposition="outside",
        cliponaxis=False,
        customdata=[_escaped(label) for label in rows["label"]],
        hovertemplate="%{customdata}<br>%{text}<extra></extra>",
    )
    figure.update_yaxes(
        range=[len(rows) - 0.4, -0.6], tickvals=places, ticktext=labels, ticks="", showgrid=False, tickfont={"size": 13}
    )
    highest = rows["weight"].max() if len(rows) else 1
    figure.update_xaxes(
        rangemode="tozero",
        range=[0, highest * _ROOM or 1],
        showticklabels=False,
        showgrid=False,
    )
    return figure


def idea_status_figure(
    texts: Texts, counts: pd.DataFrame, status_words: dict[str, str], theme_words: dict[str, str]
) -> go.Figure:
    """One bar per theme, divided by what became of its ideas. `counts`: one row per theme in order, one column per
    status."""
    figure = new_figure(texts, height=_LEGEND_PX + _AROUND_PX + _LINE_PX * len(counts))
    names = [theme_words[theme] for theme in counts.index]
    for status, words in status_words.items():
        amounts = counts[status]
        if not amounts.sum():
            continue
        figure.add_bar(
            x=amounts,
            y=names,
            orientation="h",
            name=words,
            marker={"color": STATUS_COLOURS[status], "line": {"color": "#FFFFFF", "width": 1}},
            text=[texts.number(amount) if amount else "" for amount in amounts],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"color": "#FFFFFF" if status in _DARK else "#1D2730"},
            hovertemplate="%{y}<br>" + words + ": %{x}<extra></extra>",
        )
    # At the top of the figure: above the bars, its place would be that of the width before, over the first bar.
    legend = {"traceorder": "normal", "yref": "container", "y": 1, "yanchor": "top"}
    figure.update_layout(barmode="stack", bargap=0.35, showlegend=True, margin_t=_LEGEND_PX, legend=legend)
    figure.update_yaxes(autorange="reversed", ticks="", showgrid=False)
    figure.update_xaxes(rangemode="tozero", showgrid=False, showticklabels=False)
    return figure


def _wrapped(label: str, width: int) -> str:
    lines = textwrap.wrap(label, width, break_long_words=True) or [""]
    if len(lines) > _LABEL_LINES:
        lines = [
            *lines[: _LABEL_LINES - 1],
            textwrap.shorten(" ".join(lines[_LABEL_LINES - 1 :]), width, placeholder=" …"),
        ]
        lines[-1] = lines[-1] if lines[-1].strip() != "…" else f"{label[width : 2 * width - 2]} …"
    return "<br>".join(_escaped(line) for line in lines)


def _escaped(text: str) -> str:
    """Plotly reads some tags in labels."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
