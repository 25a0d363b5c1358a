"""Figures of one station's year: its weeks against its own mean, and which days were counted."""

import pandas as pd
import plotly.graph_objects as go

from strukturmonitor.charts.base import new_figure
from strukturmonitor.charts.palette import CATEGORIES, CHOSEN, CITY, MISSING, SEQUENTIAL
from strukturmonitor.texts import Texts

# How a day was counted: 0 not at all, 1 in part, 2 complete with hours the operator estimated, 3 complete.
COVERAGE = {3: SEQUENTIAL[3], 2: SEQUENTIAL[1], 1: "#E08214", 0: MISSING}
_HOLIDAY = CATEGORIES[1]
_LEAST_SPAN = 20  # points below and above 100 that the axis shows at least, so that small waves stay small


def year_profile_figure(texts: Texts, weeks: pd.DataFrame) -> go.Figure:
    """`weeks`: first_day, last_day, index_pct (100 = the station's mean), holidays (list of days), hover. Weeks with a
    public holiday carry a diamond; weeks without a value are gaps."""
    figure = new_figure(texts, height=300)
    middle = weeks["first_day"] + (weeks["last_day"] - weeks["first_day"]) / 2
    figure.add_scatter(
        x=middle,
        y=weeks["index_pct"],
        mode="lines+markers",
        name=texts("traffic.year_profile.week"),
        line={"color": CHOSEN, "width": 2.5},
        marker={"color": CHOSEN, "size": 5},
        connectgaps=False,
        customdata=weeks["hover"],
        hovertemplate="%{customdata}<extra></extra>",
    )
    with_holiday = weeks["holidays"].map(len) > 0
    figure.add_scatter(
        x=middle[with_holiday],
        y=weeks.loc[with_holiday, "index_pct"],
        mode="markers",
        name=texts("traffic.year_profile.holiday"),
        marker={"color": _HOLIDAY, "size": 11, "symbol": "diamond"},
        customdata=weeks.loc[with_holiday, "hover"],
        hovertemplate="%{customdata}<extra></extra>",
    )
    figure.add_shape(
        type="line", xref="paper", x0=0, x1=1, y0=100, y1=100, line={"color": CITY, "width": 1, "dash": "dot"}
    )
    known = weeks["index_pct"].dropna()
    low, high = min(known.min(), 100 - _LEAST_SPAN), max(known.max(), 100 + _LEAST_SPAN)
    year = int(weeks["last_day"].iloc[0].year)
    figure.update_yaxes(range=[low - 4, high + 4], tickformat=",.0f")
    figure.update_xaxes(
        range=[f"{year}-01-01", f"{year}-12-31"],
        tickvals=[f"{year}-{month:02d}-01" for month in range(1, 13)],
        ticktext=[texts.month(month)[:3] for month in range(1, 13)],
        ticklabelmode="period",
    )
    figure.update_layout(showlegend=True, margin_t=40)
    return figure


def coverage_figure(texts: Texts, days: pd.DataFrame) -> go.Figure:
    """`days`: counted_on, state (key of COVERAGE), missing (hours without a value), hover. One row of cells per month;
    days in part carry the number of missing hours, days not counted a cross."""
    figure = new_figure(texts, height=330)
    table = days.assign(month=days["counted_on"].dt.month, day=days["counted_on"].dt.day)
    marks = [
        "×" if state == 0 else str(missing) if state == 1 else ""
        for state, missing in zip(table["state"], table["missing"], strict=True)
    ]
    wide = table.assign(mark=marks).pivot_table(
        index="month", columns="day", values=["state", "mark", "hover"], aggfunc="first"
    )
    months, numbers = range(1, int(table["month"].max()) + 1), range(1, 32)
    colours = [COVERAGE[state] for state in sorted(COVERAGE)]
    steps = len(colours)
    figure.add_heatmap(
        x=list(numbers),
        y=[texts.month(month)[:3] for month in months],
        z=wide["state"].reindex(index=months, columns=numbers).astype("float64"),
        text=wide["mark"].reindex(index=months, columns=numbers).fillna(""),
        customdata=wide["hover"].reindex(index=months, columns=numbers).fillna(""),
        texttemplate="%{text}",
        textfont={"size": 10, "color": "#1B1B1B"},
        hovertemplate="%{customdata}<extra></extra>",
        hoverongaps=False,
        colorscale=[
            stop for i, colour in enumerate(colours) for stop in ((i / steps, colour), ((i + 1) / steps, colour))
        ],
        zmin=-0.5,
        zmax=steps - 0.5,
        showscale=False,
        xgap=1,
        ygap=2,
    )
    figure.update_yaxes(autorange="reversed", type="category", showgrid=False)
    figure.update_xaxes(tickvals=[1, 5, 10, 15, 20, 25, 31], type="linear", range=[0.4, 31.6], side="bottom")
    return figure
