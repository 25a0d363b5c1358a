"""Changes of course: when they lie, and one series with its sections, the city beside it and the interval of the date."""

import math
import textwrap
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
_HALF_YEAR_DAYS = 183
_MOST_YEAR_MARKS = 8
_NARROW_LABEL = 46  # characters of a name on a phone


def turns_figure(texts: Texts, rows: pd.DataFrame, *, selected: str, is_narrow: bool) -> go.Figure:
    """One row per change of course, the newest on top: a mark at its date (a triangle upwards or downwards) on the
    interval of the date. `rows`: slug, label, period, low, high, is_yearly (the value of 31 December then stands in the middle of its year),
    is_up, words (for hovering)."""
    ordered = rows.iloc[::-1].reset_index(drop=True)
    within = pd.to_timedelta(ordered["is_yearly"] * _HALF_YEAR_DAYS, unit="D")
    ordered = ordered.assign(**{end: ordered[end] - within for end in ("period", "low", "high")})
    places = list(range(len(ordered)))
    figure = new_figure(texts, height=70 + round(_ROW_PX * (2.1 if is_narrow else 1)) * len(ordered))
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
    named = [textwrap.fill(label, _NARROW_LABEL) if is_narrow else label for label in ordered["label"]]
    labels = [
        (f"<b>{label}</b>" if slug == selected else label).replace("\n", "<br>")
        for slug, label in zip(ordered["slug"], named, strict=True)
    ]
    figure.update_yaxes(
        tickvals=places, ticktext=labels, showticklabels=not is_narrow, range=[-0.6, len(ordered) - 0.3]
    )
    if is_narrow:  # names above their rows, to leave the width to the dates
        for place, label in zip(places, labels, strict=True):
            figure.add_annotation(
                x=0, xref="paper", xanchor="left", y=place, yanchor="bottom", yshift=7, text=label, showarrow=False,
                font={"size": 12}, align="left",
            )  # fmt: skip
    figure.update_xaxes(showgrid=True, side="top", dtick="M12" if _years(ordered) <= 8 else None, tickformat="%Y")
    return figure


def course_figure(
    texts: Texts, indicator: Indicator, line: pd.DataFrame, turns: pd.DataFrame, *, name: str, city: str, height: int,
    is_narrow: bool,
) -> go.Figure:  # fmt: skip
    """The values of an area as a thin line with its sections as a thick one, the city's as a thin grey line, the interval
    of each date as a band. `line`: period, value, city, fitted; `turns`: kind, period, low, high, is_data_break, label."""
    figure = new_figure(texts, height=height)
    _mark_turns(figure, line, turns, is_narrow)
    shown = _with_gaps(line)
    if line["city"].notna().any():
        told = [indicator.format_value(texts, value) for value in shown["city"]]
        _add_line(figure, texts, shown["period"], shown["city"], told, city, {"color": CITY, "width": 1.5})
    told = [indicator.format_value(texts, value) for value in shown["value"]]
    _add_line(figure, texts, shown["period"], shown["value"], told, name, {"color": CHOSEN, "width": 1.5}, 4)
    _add_sections(figure, line, turns)
    if line[["value", "city"]].min().min() >= 0:
        figure.update_yaxes(rangemode="tozero")
    if indicator.unit == "pct":
        figure.update_yaxes(ticksuffix=texts.percent_sign)
    if is_narrow:
        figure.update_layout(showlegend=True, legend={"y": 1.14, "orientation": "v"}, margin_t=90)
    else:
        ends = [(name, line["value"].dropna(), CHOSEN), (city, line["city"].dropna(), CITY)]
        _label_ends(figure, line, ends, height)
        figure.update_layout(margin_r=label_margin([name, city]))
    return figure


def relation_figure(
    texts: Texts, line: pd.DataFrame, turns: pd.DataFrame, *, name: str, city: str, even: float, height: int, is_narrow: bool
) -> go.Figure:  # fmt: skip
    """The same beside the city, where the turn is plain to see: `line`: period, value (of the area in relation to the
    city, which is `even`), fitted."""
    figure = new_figure(texts, height=height)
    _mark_turns(figure, line, turns, is_narrow)
    figure.add_hline(y=even, line={"color": CITY, "width": 1.5})
    figure.add_annotation(
        x=0, xref="paper", xanchor="left", y=even, yanchor="bottom", text=city, showarrow=False,
        font={"color": CITY, "size": 13},
    )  # fmt: skip
    shown = _with_gaps(line)
    told = [texts.number(value, 1) for value in shown["value"]]
    _add_line(figure, texts, shown["period"], shown["value"], told, name, {"color": CHOSEN, "width": 1.5}, 4)
    _add_sections(figure, line, turns)
    if not is_narrow:  # as wide as the figure above it
        figure.update_layout(margin_r=label_margin([name, city]))
    return figure


def _mark_turns(figure: go.Figure, line: pd.DataFrame, turns: pd.DataFrame, is_narrow: bool) -> None:
    """Bands for the intervals of the dates, dotted lines for breaks in the data, and their labels on top. The axis ends
    with the values, not with the labels beside them."""
    for number, turn in enumerate(turns.to_dict("records")):
        if turn["is_data_break"]:
            figure.add_vline(x=turn["period"], line={"color": CITY, "width": 1.5, "dash": "dot"})
        else:
            figure.add_vrect(
                x0=turn["low"], x1=turn["high"], fillcolor=MISSING, opacity=0.55, line_width=0, layer="below"
            )
        figure.add_annotation(
            x=turn["period"], y=1, yref="paper", yanchor="bottom", text=turn["label"], showarrow=False,
            font={"size": 13}, yshift=_LABEL_PX * (number % 2) * is_narrow,
        )  # fmt: skip
    days = line["period"]
    spare = (days.iloc[-1] - days.iloc[0]) * 0.01
    figure.update_xaxes(tickformat="%Y", range=[days.iloc[0] - spare, days.iloc[-1] + spare])
    if ((days.dt.month == 12) & (days.dt.day == 31)).all():  # a year's value stands above its own year
        marks = days.iloc[:: -math.ceil(len(days) / (_MOST_YEAR_MARKS // (1 + is_narrow)))]
        figure.update_xaxes(tickvals=marks.tolist(), ticktext=[str(day.year) for day in marks])
    figure.update_layout(margin_t=34 + _LABEL_PX * is_narrow)


def _with_gaps(line: pd.DataFrame) -> pd.DataFrame:
    """An empty row wherever dates are missing, so that no line is drawn across."""
    away = line["period"].diff()
    gaps = line[away > 1.6 * away.median()]
    empty = pd.DataFrame({"period": gaps["period"] - pd.Timedelta(days=1)})
    return pd.concat([line, empty]).sort_values("period", kind="stable").reset_index(drop=True)


def _add_line(
    figure: go.Figure, texts: Texts, periods: pd.Series, values: pd.Series, told: list[str], name: str, look: dict,
    points_px: int = 0,
) -> None:  # fmt: skip
    figure.add_scatter(
        x=periods,
        y=values,
        mode="lines+markers" if points_px else "lines",
        line=look,
        marker={"size": points_px},
        name=name,
        connectgaps=False,
        customdata=[f"{texts.date(period)}<br>{words}" for period, words in zip(periods, told, strict=True)],
        hovertemplate="%{customdata}<extra>" + name + "</extra>",
    )


def _add_sections(figure: go.Figure, line: pd.DataFrame, turns: pd.DataFrame) -> None:
    """The fitted course as a thick line: a step parts it, a bend joins it."""
    firsts = [
        int((line["period"] < turn["period"]).sum())
        for turn in turns.to_dict("records")
        if turn["kind"] == "level" or turn["is_data_break"]
    ]
    for start, end in pairwise([0, *sorted({first for first in firsts if 0 < first < len(line)}), len(line)]):
        part = line.iloc[start:end]
        figure.add_scatter(
            x=part["period"],
            y=part["fitted"],
            mode="lines",
            line={"color": CHOSEN, "width": 4},
            opacity=0.55,
            hoverinfo="skip",
            showlegend=False,
        )


def _label_ends(figure: go.Figure, line: pd.DataFrame, ends: list[tuple[str, pd.Series, str]], height: int) -> None:
    """Names beside the ends of the lines, moved apart where they would lie on each other."""
    known = [(broken_label(name), float(values.iloc[-1]), colour) for name, values, colour in ends if len(values)]
    shown = line[["value", "city"]]
    span = max(float(shown.max().max()) - min(0.0, float(shown.min().min())), 1e-9)
    px_per_unit = 0.8 * height / span
    free = None  # where the next label may begin, in pixels from the bottom
    for words, value, colour in sorted(known, key=lambda end: end[1]):
        half = _LABEL_PX * (1 + words.count("<br>")) / 2
        place = value * px_per_unit if free is None else max(value * px_per_unit, free + half)
        figure.add_annotation(
            x=line["period"].iloc[-1], y=value, text=words, xanchor="left", xshift=8, align="left",
            yshift=place - value * px_per_unit, showarrow=False, font={"color": colour, "size": 13},
        )  # fmt: skip
        free = place + half


def _years(rows: pd.DataFrame) -> float:
    return (rows["high"].max() - rows["low"].min()).days / 365.25
