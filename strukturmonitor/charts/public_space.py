"""Figures on public space: reports by kind, time to remedy, condition of buildings."""

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from strukturmonitor.charts.base import new_figure
from strukturmonitor.charts.palette import CATEGORIES, CHOSEN
from strukturmonitor.texts import Texts

# Light = good, dark = bad: an amount of defects, not a verdict in red and green.
CONDITION_COLOURS = {1: "#E3EFEF", 2: "#B4D6D7", 3: "#2F7A85", 4: "#0B4650"}
_DARK_TEXT = "#1D2730"


def kind_colours(kinds: tuple[str, ...]) -> dict[str, str]:
    """The same colour for a kind on map and chart."""
    return dict(zip(kinds, CATEGORIES, strict=False))


def report_kinds_figure(
    texts: Texts, rows: pd.DataFrame, kinds: tuple[str, ...], *, columns: int, all_kinds: tuple[str, ...]
) -> go.Figure:
    """One panel per kind on one scale: reports per quarter. `rows`: as of report_kinds_by_quarter."""
    lines = -(-len(kinds) // columns)
    figure = make_subplots(
        rows=lines, cols=columns, shared_yaxes="all", shared_xaxes="all", vertical_spacing=0.28 / max(lines, 2), horizontal_spacing=0.03,
        subplot_titles=[f"<b>{texts(f'public_space.kind_{kind}')}</b>" for kind in kinds],
    )  # fmt: skip
    height = 40 + (150 if columns > 1 else 105) * lines
    layout = new_figure(texts, height=height).layout
    figure.update_layout(
        height=height, font=layout.font, separators=layout.separators, showlegend=False, dragmode=False
    )
    figure.update_layout(margin={"l": 8, "r": 8, "t": 28, "b": 8})
    colours = kind_colours(all_kinds)
    for number, kind in enumerate(kinds):
        line = rows[rows["kind"] == kind].sort_values("quarter")
        figure.add_scatter(
            x=line["quarter"],
            y=line["reports"],
            mode="lines",
            line={"color": colours[kind], "width": 2.5},
            customdata=[
                (texts.number(count), texts.period(quarter, "quarter"))
                for count, quarter in zip(line["reports"], line["quarter"], strict=True)
            ],
            hovertemplate="%{customdata[1]}: %{customdata[0]}<extra></extra>",
            row=number // columns + 1,
            col=number % columns + 1,
        )
    for position, annotation in enumerate(figure.layout.annotations):
        annotation.update(
            x=figure.get_subplot(position // columns + 1, position % columns + 1).xaxis.domain[0],
            xanchor="left",
            font={"size": 13},
        )
    figure.update_yaxes(rangemode="tozero", fixedrange=True, zeroline=False, nticks=4)
    years = pd.to_datetime(rows["quarter"]).dt.year
    marks = range(years.min(), years.max() + 1, 2) if len(years) else []
    figure.update_xaxes(
        fixedrange=True,
        showgrid=False,
        tickvals=[f"{year}-01-01" for year in marks],
        ticktext=[str(year) for year in marks],
    )
    for number in range(max(len(kinds) - columns, 0), len(kinds)):  # the lowest panel of each column says the years
        figure.update_xaxes(showticklabels=True, row=number // columns + 1, col=number % columns + 1)
    return figure


def remedy_figure(texts: Texts, rows: pd.DataFrame, *, height: int = 340) -> go.Figure:
    """Days to remedy by kind: half of the reports (full point) and four fifths (hollow point), both written beside.
    `rows`: kind, median_days, days_80_pct, from top to bottom; a missing day count leaves its point out."""
    figure = new_figure(texts, height=height)
    labels = [texts(f"public_space.kind_{kind}") for kind in rows["kind"]]
    for label, row in zip(labels, rows.itertuples(index=False, name="Row"), strict=True):
        figure.add_scatter(
            x=[row.median_days, row.days_80_pct], y=[label, label], mode="lines", line={"color": CHOSEN, "width": 2},
            showlegend=False, hoverinfo="skip",
        )  # fmt: skip
    for column, symbol in (("median_days", "circle"), ("days_80_pct", "circle-open")):
        figure.add_scatter(
            x=rows[column],
            y=labels,
            mode="markers",
            name=texts(f"public_space.{column}"),
            marker={"symbol": symbol, "size": 11, "color": CHOSEN, "line": {"width": 2.5, "color": CHOSEN}},
            customdata=[texts("unit.days", value=texts.number(value)) for value in rows[column]],
            hovertemplate="%{y}: %{customdata}<extra>" + texts(f"public_space.{column}") + "</extra>",
            cliponaxis=False,
        )
    for label, row in zip(labels, rows.itertuples(index=False, name="Row"), strict=True):
        days = [row.median_days, row.days_80_pct]
        figure.add_annotation(
            x=max([day for day in days if day == day], default=0), y=label, xanchor="left", xshift=10, showarrow=False,
            text=texts("public_space.remedy_label", median=_days(texts, days[0]), most=_days(texts, days[1])),
        )  # fmt: skip
    figure.update_layout(showlegend=True)
    longest = rows[["median_days", "days_80_pct"]].max().max()
    figure.update_xaxes(
        range=[-0.03 * longest, 1.45 * longest] if longest == longest else None,
        showgrid=True,
        title={"text": texts("public_space.axis_days"), "font": {"size": 12}},
    )
    figure.update_yaxes(autorange="reversed", categoryorder="array", categoryarray=labels)
    return figure


def _days(texts: Texts, days: float) -> str:
    """A day count, or that so many are open that it is not known yet."""
    return texts("public_space.open_yet") if days != days else texts.number(days)


def condition_figure(texts: Texts, rows: pd.DataFrame, *, height: int = 320) -> go.Figure:
    """Shares of the four condition classes per building era, each bar 100 per cent. `rows`: as of
    public_space.condition_shares, eras without a share left out."""
    figure = new_figure(texts, height=height)
    eras = [texts(f"public_space.era_{era}_short") for era in rows.index]
    for condition, colour in CONDITION_COLOURS.items():
        shares = rows[f"pct_{condition}"]
        figure.add_bar(
            x=shares,
            y=eras,
            orientation="h",
            name=texts(f"public_space.condition_{condition}"),
            marker={"color": colour, "line": {"color": "#7A8790", "width": 0.8}},
            text=[texts.percent(share, 0) if share >= 7 else "" for share in shares],
            textposition="inside",
            insidetextanchor="middle",
            textfont={"color": _DARK_TEXT if condition < 3 else "#FFFFFF"},
            textangle=0,
            customdata=[texts.percent(share) for share in shares],
            hovertemplate="%{y}<br>%{customdata}<extra>" + texts(f"public_space.condition_{condition}") + "</extra>",
        )
    figure.update_layout(
        barmode="stack", bargap=0.3, showlegend=True, legend={"traceorder": "normal", "font": {"size": 12}}
    )
    figure.update_xaxes(
        range=[0, 100.5],
        tickvals=[0, 25, 50, 75, 100],
        ticktext=[texts.percent(share, 0) for share in (0, 25, 50, 75, 100)],
    )
    figure.update_layout(margin_r=28)
    figure.update_yaxes(autorange="reversed")
    return figure
