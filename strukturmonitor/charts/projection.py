"""Residents until today and to come: lines with a band by age group, and the age pyramid of today and of a later year."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from strukturmonitor.charts.base import new_figure
from strukturmonitor.charts.palette import CHOSEN, CITY, COMPARED, FEMALE, MALE
from strukturmonitor.texts import Texts

_BAND = "rgba(0, 114, 178, 0.18)"
_SIDES = (("men", MALE, -1), ("women", FEMALE, 1))
_EMPTY_SHARE = 0.25  # of the span above and below the lines, so that small changes do not look like jumps


def course_figure(
    texts: Texts, rows: pd.DataFrame, groups: list[tuple[str, str]], *, start_year: int, columns: int, height: int
) -> go.Figure:
    """One panel per age group, each with a scale of its own: counted years as a solid line, years to come dashed with
    their band. `rows`: group, year, low, middle, high of one area; `groups`: name and title of each panel; the first
    takes a whole row."""
    lines = 1 + -(-(len(groups) - 1) // columns)
    figure = make_subplots(
        rows=lines,
        cols=columns,
        specs=[[{"colspan": columns}, *[None] * (columns - 1)]] + [[{}] * columns for _ in range(lines - 1)],
        vertical_spacing=0.34 / lines,
        horizontal_spacing=0.3,
        subplot_titles=[f"<b>{title}</b>" for _, title in groups],
    )
    layout = new_figure(texts, height=height).layout
    figure.update_layout(
        height=height, font=layout.font, separators=layout.separators, showlegend=False, dragmode=False,
        margin={"l": 8, "r": 76, "t": 28, "b": 8}, hovermode="closest",
    )  # fmt: skip
    for number, (group, _) in enumerate(groups):
        line, column = (1, 1) if number == 0 else (2 + (number - 1) // columns, 1 + (number - 1) % columns)
        _panel(texts, figure, rows[rows["group"] == group].sort_values("year"), start_year, row=line, col=column)
    for annotation in figure.layout.annotations[: len(groups)]:
        annotation.update(font={"size": 14})
    figure.update_xaxes(fixedrange=True, showgrid=False, tickformat="d", tickangle=0)
    figure.update_yaxes(fixedrange=True, zeroline=False, nticks=5, tickformat=",d", automargin=True)
    return figure


def _panel(texts: Texts, figure: go.Figure, line: pd.DataFrame, start_year: int, *, row: int, col: int) -> None:
    past, ahead = line[line["year"] <= start_year], line[line["year"] > start_year]
    if past.empty or ahead.empty:
        return
    start = past.iloc[[-1]]
    ahead = pd.concat([start.assign(low=start["middle"], high=start["middle"]), ahead])
    place = {"row": row, "col": col}
    figure.add_scatter(
        x=[*ahead["year"], *ahead["year"][::-1]], y=[*ahead["high"], *ahead["low"][::-1]], fill="toself", mode="lines",
        fillcolor=_BAND, line={"width": 0}, hoverinfo="skip", **place,
    )  # fmt: skip
    figure.add_scatter(
        x=past["year"], y=past["middle"], mode="lines", line={"color": CHOSEN, "width": 3},
        customdata=[texts.number(value) for value in past["middle"]],
        hovertemplate="%{x}: %{customdata}<extra></extra>", **place,
    )  # fmt: skip
    figure.add_scatter(
        x=ahead["year"], y=ahead["middle"], mode="lines", line={"color": CHOSEN, "width": 2.5, "dash": "dash"},
        customdata=[
            texts("projection.hover", middle=texts.number(middle), low=texts.number(low), high=texts.number(high))
            for low, middle, high in ahead[["low", "middle", "high"]].itertuples(index=False, name=None)
        ],
        hovertemplate="%{x}: %{customdata}<extra></extra>", **place,
    )  # fmt: skip
    figure.add_vline(x=start_year, line={"color": CITY, "width": 1, "dash": "dot"}, **place)
    end = ahead.iloc[-1]
    figure.add_annotation(
        x=end["year"], y=end["middle"], text=f"<b>{texts.number(end['middle'])}</b>", xanchor="left", xshift=5,
        showarrow=False, font={"color": CHOSEN, "size": 13}, **place,
    )  # fmt: skip
    lowest, highest = np.nanmin([line["low"], line["middle"]]), np.nanmax([line["high"], line["middle"]])
    spare = _EMPTY_SHARE * max(highest - lowest, 5.0)
    years = line["year"]
    figure.update_yaxes(range=[max(lowest - spare, 0), highest + spare], **place)
    figure.update_xaxes(
        range=[years.min() - 0.5, years.max() + 0.5], tickvals=[int(years.min()), start_year, int(years.max())], **place
    )


def outlook_pyramid_figure(
    texts: Texts, rows: pd.DataFrame, *, start_year: int, year: int, ink: str, height: int
) -> go.Figure:
    """Men to the left, women to the right: bars for the start, a dashed outline for the year to come. `rows`: indexed by
    the first age of each group, with its name and <side>_now, <side>_middle, <side>_low, <side>_high of men and women."""
    figure = new_figure(texts, height=height)
    ages = rows.index.to_numpy(dtype=float)
    step = ages[1] - ages[0]
    reach = max(float(rows[["men_now", "men_middle", "women_now", "women_middle"]].max().max()), 5.0) * 1.08
    for side, colour, sign in _SIDES:
        name = texts(f"population.{side}")
        columns = [f"{side}_{value}" for value in ("now", "middle", "low", "high")]
        shown = [[texts.number(value) for value in values] for values in rows[columns].itertuples(index=False)]
        figure.add_bar(
            x=sign * rows[f"{side}_now"], y=ages + step / 2, orientation="h", width=step * 0.92, marker_color=colour,
            name=f"{name} {start_year}",
            customdata=[
                (label, now, texts("projection.hover", middle=middle, low=low, high=high))
                for label, (now, middle, low, high) in zip(rows["name"], shown, strict=True)
            ],
            hovertemplate=f"%{{customdata[0]}}, {name}<br>{start_year}: %{{customdata[1]}}<br>{year}: %{{customdata[2]}}<extra></extra>",
        )  # fmt: skip
    for side, _, sign in _SIDES:
        figure.add_scatter(
            x=sign * np.repeat(rows[f"{side}_middle"], 2), y=np.repeat(ages, 2) + np.tile([0.0, step], len(ages)),
            mode="lines", line={"color": ink, "width": 2, "dash": "dash"}, hoverinfo="skip", showlegend=side == "men",
            name=texts("projection.pyramid_ahead", year=year),
        )  # fmt: skip
    ticks = _round_ticks(reach)
    values = [*(-ticks[::-1]), 0, *ticks]
    figure.update_layout(barmode="overlay", showlegend=True, legend={"traceorder": "normal", "font": {"size": 12}})
    figure.update_xaxes(
        range=[-reach, reach], tickvals=values, ticktext=[texts.number(abs(value)) for value in values], showgrid=True,
        title={"text": texts("population.axis_persons"), "font": {"size": 12}},
    )  # fmt: skip
    figure.update_yaxes(
        tickvals=list(range(0, 101, 10)), range=[-1, ages[-1] + step + 1],
        title={"text": texts("population.axis_age"), "font": {"size": 12}},
    )  # fmt: skip
    return figure


def _round_ticks(reach: float) -> np.ndarray:
    """Two or three round numbers within the reach."""
    power = 10 ** np.floor(np.log10(reach))
    step = next(size * power for size in (0.2, 0.5, 1, 2, 5) if reach / (size * power) <= 3.5)
    return np.arange(step, reach, step)


def backtest_figure(texts: Texts, rows: pd.DataFrame, *, height: int) -> go.Figure:
    """Errors of the projection beside those of two simple forecasts, by age group: the shorter the better. `rows`: name
    (of the group), and <method>_pct."""
    figure = new_figure(texts, height=height)
    largest = 0.0
    for method, colour in (("projected", CHOSEN), ("no_change", CITY), ("same_trend", COMPARED[1])):
        values = rows[f"{method}_pct"].astype(float)
        shown = [texts.percent(value) for value in values]
        figure.add_bar(
            x=values, y=rows["name"], orientation="h", name=texts(f"projection.method_{method}"), marker_color=colour,
            text=shown, textposition="outside", cliponaxis=False,
            hovertemplate="%{y}<br>%{text}<extra>" + texts(f"projection.method_{method}") + "</extra>",
        )  # fmt: skip
        largest = max(largest, float(np.nanmax(values.to_numpy(), initial=1)))
    figure.update_layout(barmode="group", bargap=0.28, showlegend=True)
    figure.update_xaxes(range=[0, largest * 1.2], showticklabels=False)
    figure.update_yaxes(autorange="reversed")
    return figure
