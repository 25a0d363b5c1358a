"""Changes of course: when they lie, and one series with its sections, the city beside it and the interval of the date."""

from itertools import pairwise

import pandas as pd
import plotly.graph_objects as go

from strukturmonitor.charts.base import broken_label, label_margin, new_figure
from strukturmonitor.charts.palette import CHOSEN, CITY, MISSING
from strukturmonitor.indicators import Indicator
from strukturmonitor.texts import Texts

_ROW_PX = 30
_RISEN, _FALLEN = "#5B3F8C", "#A65A00"  # neither good nor bad: that depends on the indicator
_LABEL_PX = 18


def turns_figure(texts: Texts, rows: pd.DataFrame, *, selected: str, is_narrow: bool) -> go.Figure:
    """One row per change of course, the newest on top: a mark at its date (a triangle upwards or downwards) on the
    interval of the date. `rows`: slug, label, period, low, high, is_up, words (for hovering)."""
    ordered = rows.iloc[::-1].reset_index(drop=True)
    places = list(range(len(ordered)))
    figure = new_figure(texts, height=70 + _ROW_PX * (1 + is_narrow) * len(ordered))
    ends: list[object] = []
    lines: list[int | None] = []
    for place, low, high in zip(places, ordered["low"], ordered["high"], strict=True):
        ends += [low, high, None]
        lines += [place, place, None]
    figure.add_scatter(
        x=ends, y=lines, mode="lines", line={"color": "#B9B4BE", "width": 8}, hoverinfo="skip", connectgaps=False
    )
    for is_up, symbol, colour in ((True, "triangle-up", _RISEN), (False, "triangle-down", _FALLEN)):
        these = ordered[ordered["is_up"] == is_up]
        figure.add_scatter(
            x=these["period"],
            y=these.index,
            mode="markers",
            marker={"size": 14, "symbol": symbol, "color": colour, "line": {"color": "#FFFFFF", "width": 1}},
            customdata=these["words"],
            hovertemplate="%{customdata}<extra></extra>",
        )
    labels = [
        f"<b>{label}</b>" if slug == selected else label
        for slug, label in zip(ordered["slug"], ordered["label"], strict=True)
    ]
    figure.update_yaxes(
        tickvals=places, ticktext=labels, showticklabels=not is_narrow, range=[-0.6, len(ordered) - 0.3]
    )
    if is_narrow:  # names above their rows, to leave the width to the dates
        for place, label in zip(places, labels, strict=True):
            figure.add_annotation(
                x=0, xref="paper", xanchor="left", y=place, yanchor="bottom", yshift=7, text=label, showarrow=False,
                font={"size": 12},
            )  # fmt: skip
    figure.update_xaxes(showgrid=True, side="top", dtick="M12" if _years(ordered) <= 8 else None, tickformat="%Y")
    return figure


def course_figure(
    texts: Texts,
    indicator: Indicator,
    line: pd.DataFrame,
    turns: pd.DataFrame,
    *,
    name: str,
    city: str,
    height: int,
    is_narrow: bool,
) -> go.Figure:
    """The values of an area as a thin line with its sections as a thick one, the city's as a thin grey line, the interval
    of each date as a band. `line`: period, value, city, fitted; `turns`: period, low, high, is_data_break, label."""
    figure = new_figure(texts, height=height)
    for number, turn in enumerate(turns.to_dict("records")):
        if turn["is_data_break"]:
            figure.add_vline(x=turn["period"], line={"color": CITY, "width": 1.5, "dash": "dot"})
        else:
            figure.add_vrect(
                x0=turn["low"], x1=turn["high"], fillcolor=MISSING, opacity=0.55, line_width=0, layer="below"
            )
        figure.add_annotation(
            x=turn["period"],
            y=1,
            yref="paper",
            yanchor="bottom",
            text=turn["label"],
            showarrow=False,
            font={"size": 13},
            yshift=_LABEL_PX * (number % 2) * is_narrow,
        )
    hover = [texts.date(period) for period in line["period"]]
    if line["city"].notna().any():
        _add_line(figure, texts, indicator, line["period"], line["city"], hover, city, {"color": CITY, "width": 1.5})
    _add_line(figure, texts, indicator, line["period"], line["value"], hover, name, {"color": CHOSEN, "width": 1.5}, 4)
    for start, end in _sections(line, turns):
        part = line.iloc[start:end]
        figure.add_scatter(
            x=part["period"],
            y=part["fitted"],
            mode="lines",
            line={"color": CHOSEN, "width": 4},
            opacity=0.55,
            hoverinfo="skip",
        )
    ends = [(name, line["value"], CHOSEN), (city, line["city"], CITY)]
    _label_ends(figure, line, [(words, values.dropna(), colour) for words, values, colour in ends], height)
    shown = pd.concat([line["value"], line["city"]])
    if shown.min() >= 0:
        figure.update_yaxes(rangemode="tozero")
    if indicator.unit == "pct":
        figure.update_yaxes(ticksuffix=texts.percent_sign)
    figure.update_xaxes(range=[line["period"].iloc[0], line["period"].iloc[-1]], tickformat="%Y")
    figure.update_layout(margin={"t": 34 + _LABEL_PX * is_narrow, "r": label_margin([name, city])})
    return figure


def _add_line(
    figure: go.Figure, texts: Texts, indicator: Indicator, periods: pd.Series, values: pd.Series, dates: list[str],
    name: str, look: dict, points_px: int = 0,
) -> None:  # fmt: skip
    figure.add_scatter(
        x=periods,
        y=values,
        mode="lines+markers" if points_px else "lines",
        line=look,
        marker={"size": points_px},
        name=name,
        connectgaps=False,
        customdata=[
            f"{date}<br>{indicator.format_value(texts, value)}" for date, value in zip(dates, values, strict=True)
        ],
        hovertemplate="%{customdata}<extra>" + name + "</extra>",
    )


def _sections(line: pd.DataFrame, turns: pd.DataFrame) -> list[tuple[int, int]]:
    """First and end position of each stretch that is drawn in one go: a step parts them, a bend joins them."""
    firsts = [
        int((line["period"] < turn["period"]).sum())
        for turn in turns.to_dict("records")
        if turn["kind"] == "level" or turn["is_data_break"]
    ]
    edges = [0, *sorted({first for first in firsts if 0 < first < len(line)}), len(line)]
    return list(pairwise(edges))


def _label_ends(figure: go.Figure, line: pd.DataFrame, ends: list[tuple[str, pd.Series, str]], height: int) -> None:
    """Names beside the ends of the lines, moved apart where they would lie on each other."""
    known = [(words, float(values.iloc[-1]), colour) for words, values, colour in ends if len(values)]
    span = max(float(line[["value", "city"]].max().max()) - min(0.0, float(line[["value", "city"]].min().min())), 1e-9)
    px_per_unit = 0.8 * height / span
    top = None
    for words, value, colour in sorted(known, key=lambda end: end[1]):
        lines = 1 + broken_label(words).count("<br>")
        place = value * px_per_unit if top is None else max(value * px_per_unit, top + _LABEL_PX * lines)
        figure.add_annotation(
            x=line["period"].iloc[-1], y=value, text=broken_label(words), xanchor="left", xshift=8, align="left",
            yshift=place - value * px_per_unit, showarrow=False, font={"color": colour, "size": 13},
        )  # fmt: skip
        top = place


def _years(rows: pd.DataFrame) -> float:
    return (rows["high"].max() - rows["low"].min()).days / 365.25
