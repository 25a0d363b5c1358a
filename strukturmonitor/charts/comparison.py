"""Two indicators over all areas as points, and ranks over time as lines."""

import pandas as pd
import plotly.graph_objects as go

from strukturmonitor.charts.base import new_figure
from strukturmonitor.charts.palette import CITY, COMPARED, OCCUPIED
from strukturmonitor.indicators import Indicator
from strukturmonitor.indicators.relation import free_sides
from strukturmonitor.texts import Texts

_NAME_SHARE = 0.15  # of the width, for names at the edges
_NAME_SHARE_NARROW = 0.4
_WIDTH_PX, _WIDTH_NARROW_PX, _AXIS_PX = 860, 250, 120  # of the plot, about; of title and room above and below
_LETTER_PX = 6.6
_REST = "#B9C0C5"  # lines of areas nobody chose


def scatter_figure(
    texts: Texts,
    across: Indicator,
    up: Indicator,
    points: pd.DataFrame,
    city: tuple[float, float],
    *,
    height: int = 560,
    is_narrow: bool = False,
) -> go.Figure:
    """`points`: name, x, y, is_labelled, is_chosen, per area; `city`: the city's values as thin grey lines (missing
    where it has none)."""
    figure = new_figure(texts, height=height)
    # Names stand beside their points, so the points keep away from the edges.
    spare = (_NAME_SHARE_NARROW if is_narrow else _NAME_SHARE) * (points["x"].max() - points["x"].min() or 1)
    for value, line in ((city[0], figure.add_vline), (city[1], figure.add_hline)):
        if value == value:
            line(value, line={"color": CITY, "width": 1})
    between = [points["x"].min() - spare, points["x"].max() + (spare / 4 if is_narrow else spare)]
    points = points.assign(side=_sides(points, between, spare, height, is_narrow=is_narrow))
    for is_chosen, colour, size in ((False, OCCUPIED, 9), (True, COMPARED[0], 13)):
        part = points[points["is_chosen"] == is_chosen]
        figure.add_scatter(
            x=part["x"],
            y=part["y"],
            mode="markers+text",
            marker={"color": colour, "size": size, "line": {"color": "#FFFFFF", "width": 1}},
            text=part["name"].where(part["side"].notna(), ""),
            textposition=part["side"].fillna("top center").tolist(),
            textfont={"size": 14 if is_chosen else 12, "color": colour if is_chosen else CITY},
            customdata=[
                (name, across.format_value(texts, x), up.format_value(texts, y))
                for name, x, y in zip(part["name"], part["x"], part["y"], strict=True)
            ],
            hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}<br>%{customdata[2]}<extra></extra>",
            cliponaxis=False,
        )
    figure.update_xaxes(title=_axis(texts, across), ticksuffix=_suffix(texts, across), showgrid=True, range=between)
    figure.update_yaxes(title=_axis(texts, up), ticksuffix=_suffix(texts, up))
    figure.update_layout(margin={"l": 8, "r": 24, "t": 16, "b": 8})
    return figure


def _sides(
    points: pd.DataFrame, between: list[float], spare: float, height_px: int, *, is_narrow: bool
) -> list[str | None]:
    """Where each name stands, None where it would lie on another: then the touch and the table name the point."""
    sides = points["side"]
    if is_narrow:  # to the right of the last ones there is no room
        sides = sides.mask(points["x"] > points["x"].max() - spare, sides.str.replace("right", "left"))
    width_px = _WIDTH_NARROW_PX if is_narrow else _WIDTH_PX
    height = points["y"].max() - points["y"].min() or 1
    placed = points.assign(
        side=sides,
        x_px=(points["x"] - between[0]) / (between[1] - between[0]) * width_px,
        y_px=(points["y"] - points["y"].min()) / height * (height_px - _AXIS_PX),
    )
    return free_sides(placed, points["name"].str.len() * _LETTER_PX)


def rank_figure(
    texts: Texts, ranks: pd.DataFrame, names: dict[str, str], *, height: int = 460, is_narrow: bool = False
) -> go.Figure:
    """`ranks`: one row per year, one column per area_id, 1 at the top; `names`: the chosen areas, in colour and with
    their name at the end; all others thin and grey."""
    figure = new_figure(texts, height=height)
    chosen = [area_id for area_id in names if area_id in ranks]
    for area_id in [*(column for column in ranks if column not in names), *chosen]:
        is_chosen = area_id in names
        colour = COMPARED[chosen.index(area_id) % len(COMPARED)] if is_chosen else _REST
        figure.add_scatter(
            x=ranks.index,
            y=ranks[area_id],
            mode="lines+markers" if is_chosen else "lines",
            line={"color": colour, "width": 3 if is_chosen else 1},
            marker={"size": 7},
            connectgaps=False,
            hoverinfo="text" if is_chosen else "skip",
            hovertext=[
                texts("comparison.rank_hover", name=names[area_id], year=year, rank=int(rank)) if rank == rank else ""
                for year, rank in ranks[area_id].items()
            ]
            if is_chosen
            else None,
        )
        known = ranks[area_id].dropna()
        if is_chosen and not known.empty:
            figure.add_annotation(
                x=known.index[-1],
                y=known.iloc[-1],
                text=names[area_id],
                xanchor="left",
                xshift=8,
                showarrow=False,
                font={"color": colour, "size": 13},
            )
    last = int(ranks.max().max())
    figure.update_yaxes(
        autorange=False, range=[last + 0.7, 0.3], tickvals=_rank_marks(last), title=texts("comparison.rank_axis")
    )
    marks = list(ranks.index[:: -max(1, len(ranks) // (3 if is_narrow else 8))])
    longest = max((len(name) for name in names.values()), default=0)
    # A range of its own: Plotly would make room for the names inside the axis, too, and leave little to the lines.
    between = [ranks.index[0] - 0.4, ranks.index[-1] + 0.4]
    figure.update_xaxes(tickvals=marks, ticktext=[str(year) for year in marks], range=between)
    figure.update_layout(margin_r=16 + 8 * longest)
    return figure


def _rank_marks(last: int) -> list[int]:
    step = 1 if last <= 15 else 10
    return [1, *range(step if step > 1 else 2, last, step), last]


def _axis(texts: Texts, indicator: Indicator) -> str:
    title = indicator.title.in_language(texts)
    return title if indicator.unit in ("pct", "index") else f"{title} ({texts(f'unit_name.{indicator.unit}')})"


def _suffix(texts: Texts, indicator: Indicator) -> str:
    return texts.percent_sign if indicator.unit == "pct" else ""
