"""Figures of the vacancy page: vacancies begun and ended, and how long they last."""

import pandas as pd
import plotly.graph_objects as go

from strukturmonitor.charts.base import new_figure
from strukturmonitor.charts.palette import CITY, INTERIM, STATE_COLOURS, VACANT
from strukturmonitor.texts import Texts

REOPENED = STATE_COLOURS["permit"]
ENDS = {"reopened": REOPENED, "interim_use": INTERIM, "other": CITY}
_PALE = 0.45
_FEW_HALF_YEARS = 6


def half_year_name(texts: Texts, row: object) -> str:
    """«1. Halbjahr 2026», with its last day where it still goes on. `row`: period, last_day, is_complete."""
    name = texts("vacancy.flow.half_year", half=1 if row.period.month == 1 else 2, year=row.period.year)
    return name if row.is_complete else texts("vacancy.flow.partial", label=name, date=texts.date(row.last_day))


def flow_figure(texts: Texts, rows: pd.DataFrame, *, height: int = 320) -> go.Figure:
    """`rows` of the query vacancy_flow: bars upwards for vacancies that began, downwards for those that ended. The
    half-year that still goes on is pale."""
    figure = new_figure(texts, height=height)
    names = [half_year_name(texts, row) for row in rows.itertuples(index=False)]
    opacity = [1.0 if complete else _PALE for complete in rows["is_complete"]]

    def bars(column: str, colour: str, sign: int) -> None:
        label = texts(f"vacancy.flow.{column}")
        counts = rows[column]
        figure.add_bar(
            x=rows["period"] + pd.DateOffset(months=3),
            y=sign * counts,
            name=label,
            marker={"color": colour, "opacity": opacity, "line": {"width": 0}},
            customdata=[(name, texts.number(count)) for name, count in zip(names, counts, strict=True)],
            hovertemplate="%{customdata[0]}<br>" + label + ": %{customdata[1]}<extra></extra>",
        )

    bars("begun", VACANT, 1)
    for column, colour in ENDS.items():
        if rows[column].any():
            bars(column, colour, -1)
    largest = float(max(rows["begun"].max(), rows[list(ENDS)].sum(axis=1).max(), 1))
    ticks = _ticks(largest)
    figure.update_layout(barmode="relative", bargap=0.25, showlegend=True)
    figure.update_yaxes(
        tickvals=ticks,
        ticktext=[texts.number(abs(tick)) for tick in ticks],
        zeroline=True,
        zerolinewidth=1,
        zerolinecolor=CITY,
    )
    if len(rows) <= _FEW_HALF_YEARS:  # Plotly would write months or hours, and in English
        middles = rows["period"] + pd.DateOffset(months=3)
        spare = pd.DateOffset(months=4)
        figure.update_xaxes(
            range=[middles.iloc[0] - spare, middles.iloc[-1] + spare],
            tickvals=middles.tolist(),
            ticktext=[
                texts("vacancy.flow.half_year_short", half=1 if p.month == 1 else 2, year=p.year)
                for p in rows["period"]
            ],
        )
        figure.update_traces(width=110 * 24 * 3600 * 1000)
    return figure


def durations_figure(texts: Texts, rows: pd.DataFrame, *, height: int = 320) -> go.Figure:
    """`rows` of the query vacancy_durations: per class of duration the vacancies of today and those that ended."""
    figure = new_figure(texts, height=height)
    classes = [texts(f"vacancy.length.{age}") for age in rows["age_class"]]
    for column, colour in {"present": VACANT, "ended": CITY}.items():
        label = texts(f"vacancy.durations.{column}")
        figure.add_bar(
            x=rows[column],
            y=classes,
            orientation="h",
            name=label,
            marker_color=colour,
            text=[texts.number(count) for count in rows[column]],
            textposition="outside",
            cliponaxis=False,
            hovertemplate="%{y}<br>" + label + ": %{text}<extra></extra>",
        )
    figure.update_layout(barmode="group", bargap=0.3, showlegend=True)
    figure.update_layout(legend={"orientation": "v"}, margin_r=44)
    figure.update_xaxes(showticklabels=False, rangemode="tozero")
    figure.update_yaxes(autorange="reversed")
    return figure


def _ticks(largest: float) -> list[float]:
    step = next(step for step in (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 10**9) if largest / step <= 4)
    count = int(-(-largest // step))
    return [step * tick for tick in range(-count, count + 1)]
