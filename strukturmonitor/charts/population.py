"""Figures on residents: pyramid, what changes their number, households, the two counts of the city."""

import itertools

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from strukturmonitor.charts.base import broken_label, label_margin, new_figure
from strukturmonitor.charts.palette import CHOSEN, CITY, FEMALE, MALE
from strukturmonitor.texts import Texts

_SIDES = (("men", MALE, -1), ("women", FEMALE, 1))
_LOSS = "#D55E00"


def pyramid_figure(
    texts: Texts,
    now: pd.DataFrame,
    compared: pd.DataFrame | None,
    *,
    peak: float,
    group_years: int,
    year: int,
    compared_year: int | None,
    ink: str,
    height: int = 560,
) -> go.Figure:
    """Men to the left, women to the right; foreign nationality hatched; the year compared with as an outline.

    `now`, `compared`: as of demography.pyramid (rounded persons per age). `peak`: the largest bar of any year, so
    that the scale stays when the year changes. `ink`: colour of the outline (dark on a light page, light on dark).
    """
    figure = new_figure(texts, height=height)
    ages = now.index.to_numpy()
    labels = [age_label(texts, age, group_years) for age in ages]
    for side, colour, sign in _SIDES:
        for nationality in ("german", "foreign"):
            persons = now[f"{side}_{nationality}"]
            is_foreign = nationality == "foreign"
            figure.add_bar(
                x=sign * persons,
                y=ages,
                orientation="h",
                name=texts(f"population.{side}_{nationality}"),
                marker={
                    "color": colour,
                    "line": {"width": 0},
                    "pattern": {"shape": "/", "fillmode": "overlay", "fgcolor": "#FFFFFF", "size": 5, "solidity": 0.35}
                    if is_foreign
                    else None,
                },
                customdata=[
                    (label, texts.number(count), texts.number(total))
                    for label, count, total in zip(labels, persons, now[side], strict=True)
                ],
                hovertemplate="%{customdata[0]}<br>"
                + texts(f"population.{side}_{nationality}")
                + ": %{customdata[1]}<br>"
                + texts(f"population.{side}")
                + ": %{customdata[2]}<extra></extra>",
            )
        if compared is not None:
            edges, steps = _steps(compared.index.to_numpy(), compared[side].to_numpy(), group_years)
            figure.add_scatter(
                x=sign * steps,
                y=edges,
                mode="lines",
                line={"color": ink, "width": 1.8},
                name=str(compared_year),
                showlegend=side == "men",
                hoverinfo="skip",
            )
    reach = max(float(peak), 5.0) * 1.06
    ticks = _round_ticks(reach)
    figure.update_layout(
        barmode="relative", bargap=0.08, showlegend=True, legend={"traceorder": "normal", "font": {"size": 12}}
    )
    figure.update_xaxes(
        range=[-reach, reach],
        tickvals=[*(-ticks[::-1]), 0, *ticks],
        ticktext=[texts.number(abs(value)) for value in [*(-ticks[::-1]), 0, *ticks]],
        showgrid=True,
        title={"text": texts("population.axis_persons"), "font": {"size": 12}},
    )
    marks = list(range(0, 101, 10))
    figure.update_yaxes(
        tickvals=marks, ticktext=[str(mark) for mark in marks], range=[-0.5 * group_years, 100.5 if group_years == 1 else 97.5],
        title={"text": texts("population.axis_age"), "font": {"size": 12}},
    )  # fmt: skip
    figure.add_annotation(
        text=f"<b>{year}</b>",
        xref="paper",
        yref="paper",
        x=0.99,
        y=0.99,
        xanchor="right",
        yanchor="top",
        showarrow=False,
        font={"size": 22},
    )
    return figure


def age_label(texts: Texts, age: int, group_years: int) -> str:
    """«34 Jahre», «100 Jahre und älter», «30 bis 34 Jahre»."""
    if (group_years == 1 and age >= 100) or (group_years == 5 and age >= 95):
        return texts("population.age_last", age=age)
    if group_years == 1:
        return texts("population.age_one", age=age)
    return texts("population.age_group", first=age, last=age + group_years - 1)


def movement_figure(texts: Texts, rows: pd.DataFrame, components: tuple[str, ...], *, height: int = 470) -> go.Figure:
    """One panel per component, all on one scale: bars of the yearly balance. `rows`: demography.movement_balances."""
    titles = [f"<b>{texts(f'population.{name}')}</b>" for name in components]
    figure = make_subplots(rows=len(components), shared_xaxes=True, vertical_spacing=0.1, subplot_titles=titles)
    layout = new_figure(texts, height=height).layout
    figure.update_layout(height=height, margin={**layout.margin.to_plotly_json(), "t": 28}, font=layout.font)
    figure.update_layout(separators=layout.separators, showlegend=False, dragmode=False, bargap=0.25)
    reach = float(np.nanmax(np.abs(rows[list(components)].to_numpy()), initial=5)) * 1.1
    for number, name in enumerate(components, start=1):
        figure.add_bar(
            x=rows.index,
            y=rows[name],
            marker_color=[CHOSEN if value >= 0 else _LOSS for value in rows[name]],
            customdata=[(texts.change(value), year) for value, year in zip(rows[name], rows.index, strict=True)],
            hovertemplate="%{customdata[1]}: %{customdata[0]}<extra></extra>",
            row=number,
            col=1,
        )
    figure.update_annotations(x=0, xanchor="left", font={"size": 14})
    figure.update_yaxes(
        range=[-reach, reach], fixedrange=True, zeroline=True, zerolinecolor=CITY, nticks=5, tickformat=",d"
    )
    figure.update_xaxes(fixedrange=True, showgrid=False, dtick=2, tick0=int(rows.index[-1]), tickformat="d")
    return figure


def ratio_figure(
    texts: Texts,
    panels: list[tuple[str, pd.DataFrame]],
    area_id: str,
    city_id: str,
    names: dict[str, str],
    *,
    height: int = 400,
) -> go.Figure:
    """One panel per ratio: the area in colour, the city as a thin grey line, both labelled. `panels`: title and
    rows (area_id, period, value, is_estimate) of an indicator."""
    figure = make_subplots(
        rows=len(panels),
        shared_xaxes=True,
        vertical_spacing=0.12,
        subplot_titles=[f"<b>{title}</b>" for title, _ in panels],
    )
    layout = new_figure(texts, height=height).layout
    figure.update_layout(
        height=height, font=layout.font, separators=layout.separators, showlegend=False, dragmode=False
    )
    longest = max(len(name) for name in names.values())
    figure.update_layout(margin={"l": 8, "r": 14 + 7 * longest, "t": 28, "b": 8})
    for number, (_, rows) in enumerate(panels, start=1):
        ends: dict[str, tuple] = {}
        for each in dict.fromkeys([city_id, area_id]):
            line = rows[rows["area_id"] == each].sort_values("period")
            is_reference = each == city_id and area_id != city_id
            figure.add_scatter(
                x=line["period"].dt.year,
                y=line["value"],
                mode="lines",
                connectgaps=False,
                line={
                    "color": CITY if is_reference else CHOSEN,
                    "width": 1.5 if is_reference else 3,
                    "dash": "dash" if line["is_estimate"].any() else "solid",
                },
                customdata=[texts.number(value, 1) for value in line["value"]],
                hovertemplate="%{x}: %{customdata}<extra>" + names[each] + "</extra>",
                row=number,
                col=1,
            )
            known = line.dropna(subset=["value"])
            if not known.empty:
                ends[each] = (known["period"].iloc[-1].year, known["value"].iloc[-1])
        for each, (x, y) in ends.items():
            other = next((value for name, (_, value) in ends.items() if name != each), None)
            figure.add_annotation(
                x=x, y=y, text=names[each], xanchor="left", xshift=6, showarrow=False, row=number, col=1,
                yshift=0 if other is None else 7 if y >= other else -7,
                font={"size": 13, "color": CITY if each == city_id and area_id != city_id else CHOSEN},
            )  # fmt: skip
    for annotation in figure.layout.annotations[: len(panels)]:
        annotation.update(x=0, xanchor="left", font={"size": 14})
    years = pd.concat([rows["period"].dt.year for _, rows in panels])
    figure.update_yaxes(fixedrange=True, rangemode="tozero", nticks=5, zeroline=False)
    figure.update_xaxes(
        fixedrange=True,
        showgrid=False,
        tickformat="d",
        range=[years.min() - 0.3, years.max() + 0.3],
        dtick=5,
        tick0=int(years.max()),
    )
    return figure


def household_figure(texts: Texts, rows: pd.DataFrame, name: str, city: str | None, *, height: int = 330) -> go.Figure:
    """Shares of household sizes, the area beside the city. `rows`: demography.household_shares; `city`: its name,
    None where the area is the city."""
    figure = new_figure(texts, height=height)
    sizes = [texts(f"population.household_{size}") for size in rows.index]
    bars = [("city_share_pct", city, CITY)] if city else []
    for column, label, colour in [*bars, ("share_pct", name, CHOSEN)]:
        shown = [texts.percent(value) for value in rows[column]]
        figure.add_bar(
            x=rows[column], y=sizes, orientation="h", name=label, marker_color=colour, text=shown, textposition="outside",
            cliponaxis=False, hovertemplate="%{y}<br>%{text}<extra>" + label + "</extra>",
        )  # fmt: skip
    largest = float(np.nanmax(rows[["share_pct", *(column for column, *_ in bars)]].to_numpy(), initial=1))
    figure.update_layout(barmode="group", bargap=0.3, showlegend=city is not None, legend_traceorder="reversed")
    figure.update_xaxes(range=[0, largest * 1.25], showticklabels=False)
    figure.update_yaxes(autorange="reversed")
    return figure


def counts_figure(texts: Texts, rows: pd.DataFrame, *, height: int = 320) -> go.Figure:
    """The register count and the official count of the city side by side, a break where the census base changes.
    `rows`: as of population_counts, persons rounded; published values as full points, made ones hollow."""
    figure = new_figure(texts, height=height)
    for kind, colour, dash in (("register", CHOSEN, "solid"), ("official", CITY, "dot")):
        of_kind = rows[rows["kind"] == kind]
        for census, line in of_kind.groupby("census_base", dropna=False, sort=False):
            figure.add_scatter(
                x=line["reference_date"].dt.year,
                y=line["persons"],
                mode="lines+markers",
                line={"color": colour, "width": 2.5, "dash": dash},
                marker={
                    "size": 7,
                    "color": colour,
                    "symbol": ["circle-open" if origin == "made" else "circle" for origin in line["origin"]],
                },
                customdata=[(texts.number(persons), texts(f"population.origin_{origin}")) for persons, origin in zip(line["persons"], line["origin"], strict=True)],
                hovertemplate="%{x}: %{customdata[0]}<br>%{customdata[1]}<extra>"
                + (texts(f"population.count_{kind}") if pd.isna(census) else f"{texts(f'population.count_{kind}')}, {census}")
                + "</extra>",
            )  # fmt: skip
        if not of_kind.empty:
            end = of_kind.sort_values("reference_date").iloc[-1]
            figure.add_annotation(
                x=end["reference_date"].year, y=end["persons"], text=broken_label(texts(f"population.count_{kind}")),
                showarrow=False, xanchor="left", xshift=8, align="left", font={"color": colour, "size": 13},
            )  # fmt: skip
    bases = rows.dropna(subset=["census_base"]).groupby("census_base")["reference_date"].min().sort_values()
    for (earlier, _), (later, first) in itertools.pairwise(bases.items()):
        figure.add_vline(x=first.year - 0.5, line={"color": CITY, "width": 1, "dash": "dash"})
        for census, side in ((earlier, "right"), (later, "left")):
            figure.add_annotation(
                x=first.year - 0.5, y=0, yref="paper", yanchor="bottom", xanchor=side, xshift=4 if side == "left" else -4,
                showarrow=False, text=census, font={"size": 12, "color": CITY},
            )  # fmt: skip
    years = rows["reference_date"].dt.year
    figure.update_xaxes(tickformat="d", range=[years.min() - 0.4, years.max() + 0.4])
    figure.update_layout(margin_r=label_margin(texts(f"population.count_{kind}") for kind in rows["kind"].unique()))
    figure.update_yaxes(tickformat=",d", title={"text": texts("population.axis_not_zero"), "font": {"size": 12}})
    return figure


def _steps(ages: np.ndarray, persons: np.ndarray, group_years: int) -> tuple[np.ndarray, np.ndarray]:
    """Corner points of the outline around bars centred at their age."""
    half = group_years / 2
    return np.repeat(ages, 2) + np.tile([-half, half], len(ages)), np.repeat(persons, 2)


def _round_ticks(reach: float) -> np.ndarray:
    """Two or three round numbers up to the reach."""
    step = 10 ** np.floor(np.log10(reach))
    step = next(size * step for size in (0.5, 1, 2, 5) if reach / (size * step) < 4)
    return np.arange(step, reach, step)
