"""The map of shop units: single points, or squares with counts where points would be too many."""

import html
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import pandas as pd
import pydeck as pdk
import streamlit as st

from strukturmonitor.areas import Area
from strukturmonitor.charts.palette import AGE_COLOURS, CHOSEN, MISSING, STATE_COLOURS, rgb
from strukturmonitor.texts import Texts
from strukturmonitor.ui.backdrop import backdrop, name_layers, selected_outline
from strukturmonitor.ui.legends import colour_legend, map_foot
from strukturmonitor.ui.maps import draw_map
from strukturmonitor.ui.page import Page
from strukturmonitor.vacancy import cells, slugs
from strukturmonitor.vacancy.grid import CELL_M

MOST_POINTS = 2_000
_RADII = {"under_6_months": 4.5, "6_to_12_months": 5.2, "1_to_3_years": 6, "3_to_5_years": 6.8, "over_5_years": 7.6}
_RADIUS = 6
_RADIUS_USED = 3
_CITY_SHRINK = 0.65  # so that the points of a whole city do not cover each other
_RINGS = ("reported", "closed_leased", "interim_use")  # known, but not counted as vacant
_WHITE = [255, 255, 255]
# Colours of squares, by the least count they stand for.
_CELL_STEPS = ((0, MISSING), (1, "#F6C79F"), (3, "#EB9450"), (6, "#C9631A"), (11, "#8C3D02"), (21, "#521F00"))
_MOST_NUMBERS = 600  # squares that also carry their count as text


def unit_map(
    page: Page,
    area: Area,
    units: pd.DataFrame,
    *,
    colour_by: str,
    chosen: str,
    alt: str,
    key: tuple,
    is_narrow: bool = False,
    choice: str = "objekt",
) -> None:
    """`units` of vacancy_selection; `key`: what they were selected by; `colour_by`: state or age; `chosen`: the
    number of the chosen unit, or nothing.
    A click puts the unit's number into the session (`page.view.key(choice)`)."""
    made_from = ("units", key, area.area_id, colour_by, page.texts.language)
    drawn = page.data.derived(made_from, lambda: _drawn(page, area, units, colour_by))

    def click(objects: dict[str, list]) -> None:
        points = objects.get("units")
        st.session_state[page.view.key(choice)] = points[0]["u"] if points else ""
        st.session_state[page.view.key("auf-der-karte")] = st.session_state[page.view.key(choice)]

    def layers() -> list[pdk.Layer]:
        names = name_layers(page)
        return [
            *backdrop(page, "bezirk"),
            *selected_outline(page, area.area_id),
            *(drawn.layers + names if drawn.is_binned else names + drawn.layers),
            *_ring(units[units["unit_id"] == chosen]),
        ]

    draw_map(
        page,
        layers,
        key="karte",
        alt=alt,
        focus=area.area_id,
        made_from=(*made_from, chosen),
        on_click=click,
        is_narrow=is_narrow,
    )
    drawn.legend(page)
    if drawn.is_binned:
        st.caption(page.texts("vacancy.map.binned", count=page.texts.number(drawn.count), metres=CELL_M))
    map_foot(page)


@dataclass(frozen=True)
class _Drawn:
    """What a map shows of the units, and the legend to it."""

    layers: list[pdk.Layer]
    legend: Callable[[Page], None]
    is_binned: bool
    count: int


def _drawn(page: Page, area: Area, units: pd.DataFrame, colour_by: str) -> _Drawn:
    placed = units.dropna(subset=["lon", "lat"])
    if len(placed) <= MOST_POINTS:
        points = [_points(page, area, placed, colour_by)]
        return _Drawn(points, _point_legend(page.texts, placed, colour_by), False, len(placed))
    with_used = _with_used(units)
    squares = _cell_layers(page, cells(placed), with_used=with_used)
    return _Drawn(squares, _cell_legend(page.texts, with_used=with_used), True, len(placed))


def _with_used(units: pd.DataFrame) -> bool:
    return bool((units["state"] == "occupied").any())


def _points(page: Page, area: Area, placed: pd.DataFrame, colour_by: str) -> pdk.Layer:
    """Vacancies that count as filled points, everything else as rings; colours and widths by index."""
    texts = page.texts
    used = placed["state"].isin(["occupied", "never_vacant", "demolished"])
    if colour_by == "age":
        keys, palette = list(AGE_COLOURS), [*AGE_COLOURS.values(), STATE_COLOURS["occupied"]]
        index = placed["age_class"].map({key: i for i, key in enumerate(keys)}).fillna(len(keys)).astype(int)
        radius = placed["age_class"].map(_RADII).fillna(_RADIUS)
    else:
        keys = list(slugs("state").values())
        palette = [STATE_COLOURS[key] for key in keys]
        index = placed["state"].map({key: i for i, key in enumerate(keys)})
        radius = pd.Series(_RADIUS, index=placed.index)
    radius = (radius.mask(used, _RADIUS_USED) * (_CITY_SHRINK if area.level == "city" else 1)).round(1)
    names = placed["address"].fillna(texts("vacancy.map.hidden_address"))
    states = placed["state"].map({key: texts(f"vacancy.state.{key}") for key in STATE_COLOURS})
    since = placed["vacant_since"].dt.strftime("%m/%Y")
    sizes = placed["size_m2"].round()
    rows = [
        {
            "p": [round(lon, 5), round(lat, 5)],
            "c": colour,
            "f": int(is_filled),
            "r": size_px,
            "u": unit_id,
            "name": html.escape(name),
            "hover": html.escape(" · ".join(_hover(texts, state, month, size))),
        }
        for lon, lat, colour, is_filled, size_px, unit_id, name, state, month, size in zip(
            placed["lon"],
            placed["lat"],
            index,
            placed["is_vacant"] | used,
            radius,
            placed["unit_id"],
            names,
            states,
            since,
            sizes,
            strict=True,
        )
    ]
    colours = [rgb(colour) for colour in palette]
    return pdk.Layer(
        "ScatterplotLayer",
        id="units",
        data=rows,
        get_position="p",
        get_fill_color=f"f ? ({colours})[c] : {_WHITE}",
        get_line_color=f"f ? {_WHITE} : ({colours})[c]",
        get_line_width="f ? 1 : 2.5",
        get_radius="r",
        radius_units=pdk.types.String("pixels"),
        line_width_units=pdk.types.String("pixels"),
        stroked=True,
        pickable=True,
        auto_highlight=True,
    )


def _hover(texts: object, state: str, month: object, size: float) -> list[str]:
    parts = [state]
    if isinstance(month, str):
        parts.append(texts("vacancy.map.since", month=month))
    if size == size:
        parts.append(f"{int(size):,} m²".replace(",", "." if texts.language == "de" else ","))
    return parts


def _cell_layers(page: Page, squares: pd.DataFrame, *, with_used: bool) -> list[pdk.Layer]:
    texts = page.texts
    counted = squares["vacant"] if with_used else squares["units"]
    steps = [least for least, _ in _CELL_STEPS]
    rows = [
        {
            "p": [round(lon, 5), round(lat, 5)],
            "c": sum(count >= least for least in steps) - 1,
            "t": str(count),
            "name": texts("vacancy.map.cell_name", count=units),
            "hover": texts("vacancy.map.cell_hover", vacant=vacant),
        }
        for lon, lat, units, vacant, count in zip(
            squares["lon"], squares["lat"], squares["units"], squares["vacant"], counted, strict=True
        )
    ]
    colours = [rgb(colour) for _, colour in _CELL_STEPS]
    layers = [
        pdk.Layer(
            "GridCellLayer",
            id="cells",
            data=rows,
            get_position="p",
            get_fill_color=f"({colours})[c]",
            cell_size=CELL_M,
            offset=[0, 0],
            coverage=0.94,
            extruded=False,
            opacity=0.85,
            pickable=True,
            auto_highlight=True,
        )
    ]
    if len(rows) <= _MOST_NUMBERS:
        layers.append(
            pdk.Layer(
                "TextLayer",
                id="counts",
                data=[{"p": row["p"], "t": row["t"], "c": row["c"]} for row in rows if row["c"]],
                get_position="p",
                get_text="t",
                get_size=130,
                size_units=pdk.types.String("meters"),
                size_max_pixels=22,
                get_color="c > 2 ? [255, 255, 255] : [20, 26, 32]",
                font_family=pdk.types.String("IBM Plex Sans, sans-serif"),
            )
        )
    return layers


def _ring(chosen: pd.DataFrame) -> list[pdk.Layer]:
    placed = chosen.dropna(subset=["lon", "lat"])
    return [
        pdk.Layer(
            "ScatterplotLayer",
            id="chosen",
            data=[{"p": [round(lon, 5), round(lat, 5)]} for lon, lat in zip(placed["lon"], placed["lat"], strict=True)],
            get_position="p",
            get_radius=14,
            radius_units=pdk.types.String("pixels"),
            filled=False,
            stroked=True,
            get_line_color=rgb(CHOSEN),
            line_width_min_pixels=4,
        )
    ]


def _point_legend(texts: Texts, placed: pd.DataFrame, colour_by: str) -> Callable[[Page], None]:
    if colour_by == "age":
        counts = placed["age_class"].value_counts()
        entries = [
            (colour, texts(f"vacancy.age.{key}"), int(counts.get(key, 0))) for key, colour in AGE_COLOURS.items()
        ]
        entries.append((STATE_COLOURS["occupied"], texts("vacancy.age.none"), int(placed["age_class"].isna().sum())))
    else:
        counts = placed["state"].value_counts()
        entries = [
            (STATE_COLOURS[key], texts(f"vacancy.state.{key}"), int(counts.get(key, 0)))
            for key in slugs("state").values()
        ]
    return partial(
        colour_legend,
        title=texts(f"vacancy.map.legend_{colour_by}"),
        entries=[
            (colour, texts("vacancy.map.entry", label=label, count=texts.number(count)))
            for colour, label, count in entries
            if count
        ],
        rings=[STATE_COLOURS[state] for state in _RINGS] if colour_by == "state" else [],
    )


def _cell_legend(texts: Texts, *, with_used: bool) -> Callable[[Page], None]:
    lows = [least for least, _ in _CELL_STEPS]
    entries = []
    for low, following, (_, colour) in zip(lows, [*lows[1:], None], _CELL_STEPS, strict=True):
        if low == 0:
            label = texts("vacancy.map.none_vacant")
        elif following is None:
            label = f"≥ {low}"
        else:
            label = texts("legend.range", low=low, high=following - 1)
        if low or with_used:
            entries.append((colour, label))
    title = "vacancy.map.legend_cells" if with_used else "vacancy.map.legend_cells_units"
    return partial(colour_legend, title=texts(title, metres=CELL_M), entries=entries)
