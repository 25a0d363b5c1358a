"""Figures of motor traffic: a station over the years, its day and its week, and the index of the same stations."""

import pandas as pd
import plotly.graph_objects as go

from strukturmonitor.charts.base import broken_label, label_margin, new_figure
from strukturmonitor.charts.palette import CATEGORIES, CHOSEN, CITY
from strukturmonitor.texts import Texts
from strukturmonitor.traffic import Measure

# One colour and one dash per kind of day, in the day and in the week profile and for passers-by.
DAY_TYPES = {
    "mo_fr": (CATEGORIES[0], "solid"),
    "saturday": (CATEGORIES[4], "dash"),
    "sunday_holiday": (CATEGORIES[3], "dot"),
    "sunday": (CATEGORIES[3], "dot"),
}
_MOST_YEARS = 8  # words on an axis of years
_TWO_ROWS_OF_LEGEND = 56  # px above a figure


def station_trend_figure(
    texts: Texts,
    measure: Measure,
    years: pd.DataFrame,
    counts: pd.DataFrame,
    gaps: dict[int, str],
    first_year: int,
    last_year: int,
) -> go.Figure:
    """A station over the years. `years`: year, value of the permanent counter; `counts`: counted_on, value of one-day
    counts (hollow marks); `gaps`: year → why it has no value. Years are whole numbers; a one-day count stands at its
    day within the year, a yearly value in the middle of it."""
    figure = new_figure(texts, height=280)
    values = years.set_index("year")["value"].reindex(range(first_year, last_year + 1))
    if values.notna().any():
        figure.add_scatter(
            x=values.index + 0.5,
            y=values,
            mode="lines+markers",
            name=measure.name(texts),
            line={"color": CHOSEN, "width": 3},
            marker={"color": CHOSEN, "size": 8},
            connectgaps=False,
            customdata=[(year, measure.format(texts, value)) for year, value in values.items()],
            hovertemplate="%{customdata[0]}<br>%{customdata[1]}<extra></extra>",
        )
    if not counts.empty:
        days = counts["counted_on"]
        figure.add_scatter(
            x=days.dt.year + days.dt.dayofyear / 366,
            y=counts["value"],
            mode="markers",
            name=texts("traffic.method.one_day"),
            marker={"color": CHOSEN, "size": 12, "symbol": "circle-open", "line": {"width": 2.5, "color": CHOSEN}},
            customdata=[
                (texts("traffic.counted_on", date=texts.date(day)), measure.format(texts, value))
                for day, value in zip(days, counts["value"], strict=True)
            ],
            hovertemplate="%{customdata[0]}<br>%{customdata[1]}<extra></extra>",
        )
    for year, reason in gaps.items():
        figure.add_vrect(x0=year, x1=year + 1, fillcolor=CITY, opacity=0.18, line_width=0, layer="below")
        figure.add_annotation(
            x=year + 0.5,
            y=0.02,
            yref="paper",
            yanchor="bottom",
            text=texts("traffic.gap"),
            hovertext=reason,
            textangle=-90,
            showarrow=False,
            font={"size": 12},
        )
    span = range(first_year, last_year + 1)
    step = -(-len(span) // _MOST_YEARS)
    figure.update_xaxes(
        range=[first_year, last_year + 1],
        tickvals=[year + 0.5 for year in span if (last_year - year) % step == 0],
        ticktext=[str(year) for year in span if (last_year - year) % step == 0],
    )
    figure.update_yaxes(
        rangemode="tozero", ticksuffix=texts.percent_sign if measure.is_share else "", tickformat=",.0f"
    )
    return figure


def day_profile_figure(texts: Texts, rows: pd.DataFrame, *, value: str = "vehicles") -> go.Figure:
    """`rows`: day_type, hour, and the column `value`: mean per hour. One line per kind of day."""
    figure = new_figure(texts, height=320)
    for day_type, (colour, dash) in DAY_TYPES.items():
        line = rows[rows["day_type"] == day_type].sort_values("hour")
        if line.empty:
            continue
        name = texts(f"traffic.day_type.{day_type}")
        figure.add_scatter(
            x=line["hour"],
            y=line[value],
            mode="lines",
            name=name,
            line={"color": colour, "width": 3, "dash": dash},
            customdata=[
                (texts("traffic.hours", first=hour, last=hour + 1), texts.number(amount))
                for hour, amount in zip(line["hour"], line[value], strict=True)
            ],
            hovertemplate=name + "<br>%{customdata[0]}: %{customdata[1]}<extra></extra>",
        )
    figure.update_xaxes(tickvals=list(range(0, 24, 3)), range=[-0.3, 23.3], title=texts("traffic.hour_axis"))
    figure.update_yaxes(rangemode="tozero", tickformat=",.0f")
    figure.update_layout(showlegend=True, margin_t=_TWO_ROWS_OF_LEGEND)
    return figure


def week_profile_figure(texts: Texts, rows: pd.DataFrame) -> go.Figure:
    """`rows`: weekday (1 Monday to 7 Sunday, 8 public holidays from Monday to Saturday), vehicles of a mean day."""
    figure = new_figure(texts, height=320)
    kinds = ["mo_fr" if day <= 5 else "saturday" if day == 6 else "sunday_holiday" for day in rows["weekday"]]
    labels = [weekday_name(texts, day, short=True) for day in rows["weekday"]]
    figure.add_bar(
        x=labels,
        y=rows["vehicles"],
        marker_color=[DAY_TYPES[kind][0] for kind in kinds],
        customdata=[
            (weekday_name(texts, day), texts("unit.vehicles_24h", value=texts.number(value)))
            for day, value in zip(rows["weekday"], rows["vehicles"], strict=True)
        ],
        hovertemplate="%{customdata[0]}<br>%{customdata[1]}<extra></extra>",
    )
    figure.update_xaxes(type="category")
    figure.update_yaxes(rangemode="tozero", tickformat=",.0f")
    figure.update_layout(margin_t=_TWO_ROWS_OF_LEGEND, bargap=0.25)
    return figure


def index_figure(
    texts: Texts, rows: pd.DataFrame, names: dict[str, str], city_id: str, *, value: str, unit: str
) -> go.Figure:
    """`rows`: area_id, year, and the column `value` of the areas in `names` (area_id → label). The city is the thin
    grey reference; lines are labelled at their end. `unit`: index or pct."""
    figure = new_figure(texts, height=320)
    for area_id in sorted(names, key=lambda each: each != city_id):
        line = rows[rows["area_id"] == area_id].sort_values("year")
        if line.empty:
            continue
        is_city = area_id == city_id
        alone = is_city and len(names) == 1
        colour = CHOSEN if not is_city or alone else CITY
        figure.add_scatter(
            x=line["year"],
            y=line[value],
            mode="lines" if is_city and not alone else "lines+markers",
            name=names[area_id],
            line={"color": colour, "width": 1.5 if is_city and not alone else 3},
            marker={"size": 8},
            customdata=[
                (year, texts(f"unit.{unit}", value=texts.number(amount, 1)))
                for year, amount in zip(line["year"], line[value], strict=True)
            ],
            hovertemplate="%{customdata[0]}<br>%{customdata[1]}<extra>" + names[area_id] + "</extra>",
        )
        last_value = line[value].iloc[-1]
        is_lower = last_value < rows.loc[rows["year"] == line["year"].iloc[-1], value].max()
        figure.add_annotation(
            x=line["year"].iloc[-1],
            y=last_value,
            text=broken_label(names[area_id]),
            xanchor="left",
            xshift=8,
            align="left",
            yanchor="top" if is_lower else "bottom",
            showarrow=False,
            font={"color": colour, "size": 13},
        )
    if unit == "index":
        line = {"color": CITY, "width": 1, "dash": "dot"}
        figure.add_shape(type="line", xref="paper", x0=0, x1=1, y0=100, y1=100, line=line)
    else:
        figure.update_yaxes(rangemode="tozero", ticksuffix=texts.percent_sign)
    ends = [rows["year"].min() - 0.3, rows["year"].max() + 0.3]
    figure.update_xaxes(dtick=-(-rows["year"].nunique() // _MOST_YEARS), tickformat="d", range=ends)
    figure.update_layout(margin={"t": 32, "r": label_margin(names.values())})
    return figure


def weekday_name(texts: Texts, weekday: int, *, short: bool = False) -> str:
    """1 Monday to 7 Sunday, 8 public holiday."""
    if weekday == 8:
        return texts("traffic.holiday_short" if short else "traffic.holiday")
    return texts.weekday_short(weekday) if short else texts.weekday(weekday)
