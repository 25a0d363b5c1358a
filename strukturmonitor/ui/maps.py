"""Maps without a base map server: areas, roads and names are our own. Geometry is fetched by URL and kept by the
browser; only colours, points and names travel with each run."""

import html
import json
import math
from collections.abc import Callable
from functools import cached_property
from urllib.parse import urlencode

import pandas as pd
import pydeck as pdk
import streamlit as st
from pydeck.bindings import deck as deck_module
from pydeck.bindings.json_tools import default_serialize

from strukturmonitor.charts.palette import CHOSEN, rgb
from strukturmonitor.indicators import Indicator, latest
from strukturmonitor.shown import Column, Map, Table
from strukturmonitor.ui.backdrop import backdrop, name_layers, selected_outline
from strukturmonitor.ui.legends import attribution, legend
from strukturmonitor.ui.page import Page

_MAP_HEIGHT = 540
_MAP_HEIGHT_NARROW = 470
_MAP_HEIGHT_PHONE = 380
# Width and height in pixels that a city may fill on a map.
_ROOM = (900, 530)
_ROOM_NARROW = (475, 460)
_ROOM_PHONE = (315, 370)
_WORLD = 512  # pixels of the whole earth at zoom 0
_TOOLTIP = {
    "html": "<b>{name}</b><br/>{hover}",
    "style": {
        "backgroundColor": "#1D2730",
        "color": "#FFFFFF",
        "fontFamily": "IBM Plex Sans",
        "fontSize": "14px",
        "maxWidth": "320px",
        "zIndex": "10",
    },
}


# pydeck looks for its notebook widget five times per map, and Python searches the disk anew each time.
deck_module.has_jupyter_extra = lambda: False


class CompactDeck(pdk.Deck):
    """pydeck writes indented JSON; without blanks a map is a third as large, and written many times as fast. Written
    once: a deck is not changed after it was made."""

    def to_json(self) -> str:
        return self._written

    @cached_property
    def _written(self) -> str:
        return json.dumps(self, sort_keys=True, default=default_serialize, ensure_ascii=False, separators=(",", ":"))


def area_map(
    page: Page,
    indicator: Indicator,
    level: str,
    period: pd.Timestamp,
    *,
    key: str,
    alt: str,
    selected: str | None = None,
    focus: str | None = None,
    is_narrow: bool = False,
) -> str | None:
    """Areas of a level coloured by an indicator; returns the area_id that was clicked, if one was.
    `selected` is outlined; `focus` is the area the map is drawn around (default: the city); `is_narrow`: the map
    shares its row with something else."""
    classes = page.data.classes(indicator, level)
    address = "karte/gebiete.geojson?" + urlencode(
        {
            "ebene": level,
            "indikator": indicator.id,
            "stand": period.date().isoformat(),
            "sprache": page.texts.language,
            "v": f"{page.data.data_version}.{page.data.register_version}",
        }
    )

    def layers() -> list[pdk.Layer]:
        areas = pdk.Layer(
            "GeoJsonLayer",
            id="areas",
            data=address,
            get_fill_color="properties.fill",
            stroked=False,
            pickable=True,
            auto_highlight=True,
            highlight_color=[0, 0, 0, 40],
        )
        return [areas, *backdrop(page, level, focus), *selected_outline(page, selected), *name_layers(page)]

    values = _values(page, indicator, level, period)
    clicked = draw_map(
        page,
        layers,
        made_from=(address, selected),
        key=key,
        alt=alt,
        focus=focus,
        is_narrow=is_narrow,
        zooms_by_wheel=False,
        values=_value_table(page, indicator, values, key),
    )
    legend(page, indicator, classes, values, made_from=(level, period))
    if clicked and "areas" in clicked:
        return clicked["areas"][0].get("properties", {}).get("area_id")
    return None


def point_map(
    page: Page,
    points: pd.DataFrame,
    *,
    key: str,
    alt: str,
    focus: str | None = None,
    radius_px: int = 6,
    selected_index: int | None = None,
    names_above: bool = False,
    is_narrow: bool = False,
) -> int | None:
    """Points over the backdrop. `points`: lon, lat, colour («#RRGGBB»), name, hover and optionally radius_px and
    outline (colour of the rim, white by default). `names_above`: names of districts over the points, for maps of
    counts. Returns the position (0 …) of the clicked row, if one was clicked."""
    radii = points["radius_px"] if "radius_px" in points else [radius_px] * len(points)
    rows = [
        {
            "p": [round(lon, 5), round(lat, 5)],
            "c": rgb(colour),
            "name": html.escape(str(name)),
            "hover": html.escape(str(hover)),
            "r": float(radius),
            "i": index,
        }
        for index, (lon, lat, colour, name, hover, radius) in enumerate(
            zip(*(points[each] for each in ("lon", "lat", "colour", "name", "hover")), radii, strict=True)
        )
    ]
    has_outline = "outline" in points
    if has_outline:
        for row, outline in zip(rows, points["outline"], strict=True):
            row["l"] = rgb(outline)
    scatter = pdk.Layer(
        "ScatterplotLayer",
        id="points",
        data=rows,
        get_position="p",
        get_fill_color="c",
        get_radius="r",
        radius_units=pdk.types.String("pixels"),
        stroked=True,
        get_line_color="l" if has_outline else [255, 255, 255],
        line_width_min_pixels=2 if has_outline else 1,
        pickable=True,
        auto_highlight=True,
    )
    over, under = (name_layers(page), []) if names_above else ([], name_layers(page))
    layers = [*backdrop(page, "bezirk", focus), *selected_outline(page, focus), *under, scatter, *over]
    if selected_index is not None:
        layers.append(
            pdk.Layer(
                "ScatterplotLayer",
                id="selected-point",
                data=[rows[selected_index]],
                get_position="p",
                get_radius=max(13, rows[selected_index]["r"] + 4),
                radius_units=pdk.types.String("pixels"),
                filled=False,
                stroked=True,
                get_line_color=rgb(CHOSEN),
                line_width_min_pixels=3,
            )
        )
    clicked = draw_map(page, layers, key=key, alt=alt, focus=focus, is_narrow=is_narrow)
    return int(clicked["points"][0]["i"]) if clicked and clicked.get("points") else None


def _value_table(page: Page, indicator: Indicator, values: pd.Series, key: str) -> Table:
    texts = page.texts
    unit, title = texts(f"unit_name.{indicator.unit}"), indicator.title.in_language(texts)
    return Table(
        key,
        title,
        lambda: values.rename("value").rename_axis("area_id").reset_index(),
        {
            "area_id": Column(texts("map_data.area_id")),
            "value": Column(f"{title} ({unit})" if unit else title, "number", indicator.decimals),
        },
    )


def _values(page: Page, indicator: Indicator, level: str, period: pd.Timestamp) -> pd.Series:
    """One value per area of the level at the period, missing where there is none."""

    def make() -> pd.Series:
        values = latest(page.data.series(indicator), period)["value"]
        return values.reindex([area.area_id for area in page.tree.of_level(level)])

    return page.data.derived(("map_values", indicator.id, level, period), make)


def new_click(page: Page, key: str, clicked: str | int | None) -> bool:
    """Whether the map was clicked since the last run: a selection stays on the map until the next click, and must not
    win for ever over the filter beside it."""
    state = page.view.key(f"{key}:klick")
    is_new = clicked is not None and clicked != st.session_state.get(state)
    st.session_state[state] = clicked
    return is_new


def draw_map(
    page: Page,
    layers: list[pdk.Layer] | Callable[[], list[pdk.Layer]],
    *,
    key: str,
    alt: str,
    focus: str | None,
    made_from: tuple | None = None,
    on_click: Callable[[dict[str, list]], None] | None = None,
    is_narrow: bool = False,
    zooms_by_wheel: bool = True,
    values: Table | None = None,
) -> dict[str, list] | None:
    """Layers as a map around the area `focus` (default: the city). Returns the objects that are selected, by layer;
    `on_click` gets them (or nothing, when the selection was lifted) before the run that a click starts.
    `values`: figures behind the colours of its areas, by area_id, for its files. `made_from`: all that the layers depend on besides the data; the map is then made once (`layers` a function)."""
    element = page.view.key(f"{key}:{focus or 'stadt'}")

    def report() -> None:
        on_click(st.session_state[element].selection.objects)

    def make() -> CompactDeck:
        return _deck(page, layers() if callable(layers) else layers, focus, is_narrow, zooms_by_wheel)

    how = ("map", made_from, focus, is_narrow, zooms_by_wheel, page.is_phone, page.is_dark)
    deck = make() if made_from is None else page.data.derived(how, make)
    page.parts.append(Map(key, alt, deck.to_json(), focus, note=attribution(page), values=values))
    state = st.pydeck_chart(
        deck,
        height=_MAP_HEIGHT_PHONE if page.is_phone else _MAP_HEIGHT_NARROW if is_narrow else _MAP_HEIGHT,
        key=element,
        on_select=report if on_click else "rerun",
        alt=alt,
    )
    return state.selection.objects if state.selection.objects else None


def _deck(page: Page, layers: list[pdk.Layer], focus: str | None, is_narrow: bool, zooms_by_wheel: bool) -> CompactDeck:
    area = page.tree[focus] if focus else page.tree.city
    middle, zoom = _city_view(page, _ROOM_PHONE if page.is_phone else _ROOM_NARROW if is_narrow else _ROOM)
    zoom += {"city": 0.0, "bezirk": 1.2, "stat": 2.4, "ub": 3.0, "pg": 3.6}[area.level]
    view = pdk.ViewState(longitude=area.lon, latitude=area.lat, zoom=zoom, min_zoom=8.5, max_zoom=17)
    if area.level == "city":
        view.longitude, view.latitude = middle
    controller = {"dragRotate": False, "touchRotate": False, "scrollZoom": zooms_by_wheel}
    return CompactDeck(
        layers=layers,
        initial_view_state=view,
        map_provider=None,
        tooltip=_TOOLTIP,
        views=[pdk.View(type="MapView", controller=controller)],
    )


def _city_view(page: Page, room: tuple[int, int]) -> tuple[tuple[float, float], float]:
    """Middle of the city's extent (its label point lies elsewhere), and the zoom at which the extent fills the room."""
    box = page.data.read("city_extent").iloc[0]
    width = box["lon_max"] - box["lon_min"]
    height = (box["lat_max"] - box["lat_min"]) / math.cos(
        math.radians(box["lat"])
    )  # as the map's projection stretches it
    zoom = math.log2(min(room[0] / width, room[1] / height) * 360 / _WORLD)
    return (float(box["lon"]), float(box["lat"])), round(zoom, 2)
