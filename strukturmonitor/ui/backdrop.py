"""What lies below and above the data of every map: outlines, roads, around one area its streets; the chosen area's outline,
names. Lines are fetched by URL and kept by the browser."""

import pydeck as pdk

from strukturmonitor.charts.palette import CHOSEN, rgb
from strukturmonitor.ui.page import Page


def backdrop(page: Page, level: str, focus: str | None = None) -> list[pdk.Layer]:
    """Outlines of a level and the roads; not pickable. Around a `focus` below the city also its streets."""
    version = page.data.data_version
    ink = [90, 90, 90] if not page.is_dark else [190, 190, 190]
    layers = [
        pdk.Layer(
            "GeoJsonLayer",
            id=f"outline-{each}",
            data=f"karte/umrisse.geojson?ebene={each}&v={version}",
            filled=False,
            stroked=True,
            get_line_color=[*ink, 255 if each == "bezirk" else 110],
            line_width_min_pixels=1.2 if each == "bezirk" else 0.6,
        )
        for each in dict.fromkeys([level, "bezirk"])
    ]
    layers.append(
        pdk.Layer(
            "GeoJsonLayer",
            id="lines",
            data=f"karte/linien.geojson?v={version}",
            stroked=True,
            get_line_color=[150, 120, 60, 150],
            line_width_min_pixels=1.3,
        )
    )
    return [*_street_layer(page, focus), *layers]


def selected_outline(page: Page, area_id: str | None) -> list[pdk.Layer]:
    """The chosen area's outline; none for the city."""
    if area_id is None or page.tree[area_id].level == "city":
        return []
    return [
        pdk.Layer(
            "GeoJsonLayer",
            id="selected",
            data=f"karte/umriss.geojson?gebiet={area_id}&v={page.data.data_version}",
            filled=False,
            stroked=True,
            get_line_color=[*rgb(CHOSEN), 255],
            line_width_min_pixels=3.5,
        )
    ]


def name_layers(page: Page) -> list[pdk.Layer]:
    """Numbers of the roads, and names of the Stadtbezirke on a light ground, so that they read on every colour."""
    roads = page.data.read("road_labels")
    names = [{"p": [area.lon, area.lat], "t": area.name} for area in page.tree.of_level("bezirk")]
    numbers = [
        {"p": [round(lon, 4), round(lat, 4)], "t": name}
        for name, lon, lat in zip(roads["name"], roads["lon"], roads["lat"], strict=True)
    ]
    layers = [_text_layer("names", names, size_px=11 if page.is_phone else 13, ground=[255, 255, 255, 205])]
    if not page.is_phone:
        layers.insert(0, _text_layer("road-numbers", numbers, size_px=10, ground=[248, 238, 214, 225]))
    return layers


def _street_layer(page: Page, focus: str | None) -> list[pdk.Layer]:
    """The streets of one area, where they are loaded: of the whole city they would be megabytes."""
    is_loaded = "street_segment" in set(page.data.read("datasets")["table_name"])
    if focus is None or page.tree[focus].level == "city" or not is_loaded:
        return []
    ink = [120, 120, 120, 150] if not page.is_dark else [200, 200, 200, 120]
    return [
        pdk.Layer(
            "GeoJsonLayer",
            id="streets",
            data=f"karte/strassen.geojson?gebiet={focus}&v={page.data.data_version}",
            stroked=True,
            get_line_color=ink,
            get_line_width="properties.width",
            line_width_units=pdk.types.String("pixels"),
        )
    ]


def _text_layer(name: str, rows: list[dict], *, size_px: int, ground: list[int]) -> pdk.Layer:
    return pdk.Layer(
        "TextLayer",
        id=name,
        data=rows,
        get_position="p",
        get_text="t",
        get_size=size_px,
        get_color=[20, 26, 32],
        background=True,
        get_background_color=ground,
        background_padding=[4, 1],
        font_family=pdk.types.String("IBM Plex Sans, sans-serif"),
        font_weight=600,
        character_set=pdk.types.String("auto"),
    )
