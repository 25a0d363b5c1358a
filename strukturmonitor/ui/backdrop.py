"""What lies below every map: outlines, roads, and around one area its streets. Fetched by URL, kept by the browser."""

import pydeck as pdk

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
