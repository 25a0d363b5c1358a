"""Need for action: bands of ranks, an index taken apart, ranks under other weights."""

import textwrap

import pandas as pd
import plotly.graph_objects as go

from strukturmonitor.charts.base import new_figure
from strukturmonitor.charts.palette import CHOSEN, CITY, HOLLOW, LOWERS, NEED_COLOURS, RAISES
from strukturmonitor.texts import Texts

_ROW_PX = 26
_BAR_PX = 62
_RIM = "#5F6870"
_NARROW_NAME = 18  # characters of a name on a phone


def bands_figure(texts: Texts, rows: pd.DataFrame, *, selected: str | None, is_narrow: bool) -> go.Figure:
    """For each area a band from its lowest to its highest rank and a point at its rank, the first on top.
    `rows`: area_id, name, look (key of NEED_COLOURS), words, rank, rank_low, rank_high, ranked."""
    ordered = rows.sort_values("rank", ascending=False)
    names = _names(ordered, is_narrow)
    figure = new_figure(texts, height=76 + _ROW_PX * len(ordered))
    bands: list[float | None] = []
    places: list[str | None] = []
    for name, low, high in zip(names, ordered["rank_low"], ordered["rank_high"], strict=True):
        bands += [float(low), float(high), None]
        places += [name, name, None]
    figure.add_scatter(
        x=bands, y=places, mode="lines", line={"color": "#B9B4BE", "width": 7}, hoverinfo="skip", connectgaps=False
    )
    figure.add_scatter(
        x=ordered["rank"].astype(float),
        y=names,
        mode="markers",
        marker={
            "size": 13,
            "color": [NEED_COLOURS[look] for look in ordered["look"]],
            "line": {"color": [CHOSEN if it == selected else _RIM for it in ordered["area_id"]], "width": 1.5},
        },
        cliponaxis=False,
        customdata=[
            texts("need.band_hover", rank=int(rank), low=int(low), high=int(high), words=words)
            for rank, low, high, words in zip(
                ordered["rank"], ordered["rank_low"], ordered["rank_high"], ordered["words"], strict=True
            )
        ],
        hovertemplate="<b>%{y}</b><br>%{customdata}<extra></extra>",
    )
    last = int(ordered["ranked"].iloc[0])
    _ranks_above(figure, texts, last)
    _rows_named(figure, ordered, names, selected)
    return figure


def contributions_figure(texts: Texts, rows: pd.DataFrame, *, is_narrow: bool) -> go.Figure:
    """What each indicator adds to the index of an area, the largest on top. `rows`: name, contribution (standard
    deviations, missing where the area has no value), told (value with its unit)."""
    ordered = rows.iloc[::-1].sort_values("contribution", key=lambda values: values.fillna(0).abs(), kind="stable")
    names = ordered["name"].tolist()
    values = ordered["contribution"].tolist()
    labels = [texts("need.no_value") if value != value else texts.change(value, 2) for value in values]
    figure = new_figure(texts, height=16 + _BAR_PX * len(names))
    figure.add_bar(
        x=[0 if value != value else value for value in values],
        y=names,
        orientation="h",
        marker_color=[RAISES if value > 0 else LOWERS for value in values],
        text=labels,
        textposition="outside",
        cliponaxis=False,
        customdata=[f"{told} · {label}" for told, label in zip(ordered["told"], labels, strict=True)],
        hovertemplate="<b>%{y}</b><br>%{customdata}<extra></extra>",
    )
    known = [value for value in values if value == value]
    low, high = min([0.0, *known]), max([0.0, *known])
    room = 0.28 * ((high - low) or 1)  # for the numbers at the ends of the bars
    figure.update_xaxes(range=[low - (room if low < 0 else 0.02), high + room], visible=False)
    figure.update_yaxes(
        tickvals=names,
        ticktext=[
            f"{_wrapped(name, 20 if is_narrow else 28)}<br><b>{told}</b>"
            for name, told in zip(names, ordered["told"], strict=True)
        ],
        tickfont={"size": 13},
        ticklabelstandoff=6,
    )
    figure.add_vline(x=0, line={"color": CITY, "width": 1.5})
    figure.update_layout(bargap=0.45)
    return figure


def rank_change_figure(texts: Texts, rows: pd.DataFrame, *, selected: str | None, is_narrow: bool) -> go.Figure:
    """Ranks before (hollow) and under other weights (filled), joined by a line. `rows`: area_id, name, look, before,
    rank, ranked; drawn from top to bottom as they come."""
    ordered = rows.iloc[::-1]
    names = _names(ordered, is_narrow)
    figure = new_figure(texts, height=76 + _ROW_PX * len(ordered))
    lines: list[float | None] = []
    places: list[str | None] = []
    for name, before, rank in zip(names, ordered["before"], ordered["rank"], strict=True):
        lines += [float(before), float(rank), None]
        places += [name, name, None]
    figure.add_scatter(
        x=lines, y=places, mode="lines", line={"color": _RIM, "width": 2}, hoverinfo="skip", connectgaps=False
    )
    told = [
        texts("need.rank_change", before=int(before), rank=int(rank))
        for before, rank in zip(ordered["before"], ordered["rank"], strict=True)
    ]
    for column, fill in (("before", [HOLLOW] * len(names)), ("rank", [NEED_COLOURS[it] for it in ordered["look"]])):
        figure.add_scatter(
            x=ordered[column].astype(float),
            y=names,
            mode="markers",
            marker={"size": 10 if column == "before" else 13, "color": fill, "line": {"color": _RIM, "width": 1.5}},
            cliponaxis=False,
            customdata=told,
            hovertemplate="<b>%{y}</b><br>%{customdata}<extra></extra>",
        )
    last = int(ordered["ranked"].max())
    _ranks_above(figure, texts, last)
    _rows_named(figure, ordered, names, selected)
    return figure


def _ranks_above(figure: go.Figure, texts: Texts, last: int) -> None:
    step = 10 if last > 20 else 5 if last > 12 else 1
    marks = [1, *range(step, last - step // 2, step), last] if step > 1 else list(range(1, last + 1))
    figure.update_xaxes(
        range=[0, last + 1],
        side="top",
        showgrid=True,
        zeroline=False,
        tickvals=marks,
        tickangle=0,
        title={"text": texts("need.rank_axis"), "font": {"size": 13}},
    )


def _rows_named(figure: go.Figure, rows: pd.DataFrame, names: list[str], selected: str | None) -> None:
    figure.update_yaxes(
        tickvals=names,
        ticktext=[
            f"<b>{name}</b>" if area_id == selected else name
            for name, area_id in zip(names, rows["area_id"], strict=True)
        ],
        range=[-0.7, len(names) - 0.3],
        ticklabelstandoff=6,
    )


def _names(rows: pd.DataFrame, is_narrow: bool) -> list[str]:
    return [_short(name, _NARROW_NAME) if is_narrow else name for name in rows["name"]]


def _wrapped(name: str, most: int) -> str:
    return "<br>".join(textwrap.wrap(name, most))


def _short(name: str, most: int) -> str:
    return name if len(name) <= most else f"{name[: most - 1]}…"
