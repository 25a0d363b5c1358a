"""Pictures of documents: parts of pages drawn as SVG, without their frame (title, legend and note are set as text)."""

import json
from dataclasses import replace

from strukturmonitor import stills
from strukturmonitor.profiles.panels import stretched
from strukturmonitor.profiles.recipe import sizes
from strukturmonitor.profiles.tools import Fetch, Tools
from strukturmonitor.shown import Chart, Map
from strukturmonitor.texts import Texts

_HIGHLIGHT = [0, 114, 178, 90]  # the colour of the chosen area, light enough for names over it


def drawing(part: Chart | Map, texts: Texts, fetch: Fetch, width_mm: float, height_mm: float) -> bytes:
    """The SVG of a part for a place of this size."""
    paper = sizes()
    size = {"width_px": paper.px(width_mm), "height_px": paper.px(height_mm), "with_frame": False}
    if isinstance(part, Chart):
        return stills.chart_picture(stretched(part), texts, **size).svg().encode()
    return stills.map_picture(_unnamed(part), texts, fetch, **size).svg().encode()


def _unnamed(shown: Map) -> Map:
    """Without the names of its points: on a small map they cover each other, and no single address is handed out."""
    deck = json.loads(shown.deck)
    for layer in deck["layers"]:
        if layer["@@type"] == "ScatterplotLayer" and isinstance(layer["data"], list):
            layer["data"] = [{name: value for name, value in row.items() if name != "name"} for row in layer["data"]]
    return replace(shown, deck=json.dumps(deck))


def locator(tools: Tools, city_map: Map, area_id: str | None) -> Map:
    """The city's map without its values, with one area marked: where the area lies."""
    deck = json.loads(city_map.deck)
    layers = [layer for layer in deck["layers"] if layer["id"] not in ("areas", "selected", "road-numbers")]
    if area_id is not None:
        marked = {
            "@@type": "GeoJsonLayer",
            "data": f"karte/umriss.geojson?gebiet={area_id}",
            "filled": True,
            "getFillColor": _HIGHLIGHT,
            "getLineColor": [*_HIGHLIGHT[:3], 255],
            "id": "selected",
            "lineWidthMinPixels": 3,
            "stroked": True,
        }
        at = next((number for number, layer in enumerate(layers) if layer["@@type"] == "TextLayer"), len(layers))
        layers.insert(at, marked)
    alt = (
        tools.texts("profile.cover_alt_city", city=tools.tree.city.name)
        if area_id is None
        else tools.texts("profile.cover_alt", area=tools.tree[area_id].name, city=tools.tree.city.name)
    )
    return replace(city_map, deck=json.dumps({**deck, "layers": layers}), legend=[], title="", alt=alt, focus=None)
