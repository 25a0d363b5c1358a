"""A map for the wall, A1 or A0, with the values of an indicator or without, of the city or one of its areas."""

import json
from dataclasses import dataclass, replace

from strukturmonitor import stills
from strukturmonitor.areas import Area
from strukturmonitor.errors import ProfileEmpty, WallMapWrong
from strukturmonitor.indicators import Indicator, catalogue
from strukturmonitor.profiles.document import Sheet, set_sheet
from strukturmonitor.profiles.pictures import locator
from strukturmonitor.profiles.recipe import section
from strukturmonitor.profiles.tools import Tools
from strukturmonitor.shown import Map, View

_STREETS = {
    "id": "streets", "getLineColor": [120, 120, 120, 150], "getLineWidth": "@@=properties.width", "lineWidthUnits": "pixels",
}  # fmt: skip
_OUTLINE = {"id": "selected", "getLineColor": [0, 114, 178, 255], "lineWidthMinPixels": 3.5}


@dataclass(frozen=True)
class WallMap:
    """`area`: what fills the sheet. `indicator`: its id, None for a map without values. `level`: whose areas are drawn,
    bezirk or stat. `paper`: a1 or a0."""

    area: Area
    indicator: str | None = None
    level: str = "bezirk"
    paper: str = "a1"


def wall_map_pdf(tools: Tools, wanted: WallMap) -> bytes:
    """Raises WallMapWrong (a paper, level or indicator that is not known), ProfileEmpty, PaperFailed."""
    indicator = _checked(wanted)
    texts, room = tools.texts, section("wall_map")["papers"][wanted.paper]
    query = {"ebene": wanted.level} | ({"indikator": indicator.id} if indicator else {})
    view = tools.view(section("wall_map")["page"], query, wanted.area)
    shown = next((part for part in view.parts if isinstance(part, Map)), None)
    if shown is None:
        raise ProfileEmpty(area=wanted.area.name)
    drawn = _layered(tools, shown if indicator else locator(tools, shown, None), wanted)
    svg = stills.map_picture(
        drawn,
        texts,
        tools.fetch,
        width_px=round(room["map_width_mm"] * room["px_per_mm"]),
        height_px=round(room["map_height_mm"] * room["px_per_mm"]),
        with_frame=False,
    ).svg()
    title = wanted.area.name
    name = texts("profile.wall_map_name", area=title)
    sheet = Sheet("wall_map", name, _words(tools, wanted, view, drawn, indicator) | room | {"file": "map.svg"})
    return set_sheet(sheet, {"map.svg": svg.encode()}, tools.language, tools.tree.city.name)


def _checked(wanted: WallMap) -> Indicator | None:
    recipe = section("wall_map")
    if wanted.paper not in recipe["papers"]:
        raise WallMapWrong(value=wanted.paper, known=", ".join(recipe["papers"]))
    if wanted.level not in recipe["levels"]:
        raise WallMapWrong(value=wanted.level, known=", ".join(recipe["levels"]))
    if wanted.indicator is None:
        return None
    indicator = catalogue().get(wanted.indicator)
    if indicator is None or wanted.level not in indicator.levels:
        known = [each.id for each in catalogue().values() if wanted.level in each.levels]
        raise WallMapWrong(value=wanted.indicator, known=", ".join(known))
    return indicator


def _words(tools: Tools, wanted: WallMap, view: View, drawn: Map, indicator: Indicator | None) -> dict[str, object]:
    texts = tools.texts
    is_demo = indicator is not None and view.is_demo
    paragraphs = [indicator.description.in_language(texts)] if indicator else [texts("profile.wall_map_plain")]
    sources = view.citations if indicator else []
    note = [drawn.note, *([texts("foot.sources", sources=" · ".join(sources))] if sources else [])]
    note.append(texts("profile.made_on", date=texts.date(view.made_on.date())))
    return {
        "title": indicator.title.in_language(texts) if indicator else wanted.area.name,
        "subtitle": view.line if indicator else texts(f"level.{wanted.level}"),
        "demo": texts("profile.demo") if is_demo else "",
        "alt": drawn.alt,
        "legend_title": drawn.title,
        "legend": [{"colour": colour, "words": words} for colour, words in drawn.legend],
        "paragraphs": paragraphs,
        "note": " · ".join(part for part in note if part),
    }


def _layered(tools: Tools, shown: Map, wanted: WallMap) -> Map:
    """Around a part of the city with its outline and streets; with the names of the statistische Bezirke in place of
    those of the Stadtbezirke, where they are drawn."""
    deck = json.loads(shown.deck)
    layers = deck["layers"]
    is_city = wanted.area.level == "city"
    names = next((layer for layer in layers if layer["id"] == "names"), None)
    if wanted.level == "stat" and names is not None:
        places = [{"p": [area.lon, area.lat], "t": area.name} for area in tools.tree.of_level("stat")]
        size = section("wall_map")["name_px"]["city" if is_city else "other"]
        look = {"data": places, "getSize": size, "background": False, "fontWeight": 400}
        layers[layers.index(names)] = {**names, "id": "names-stat", **look}
    if not is_city:
        query = f"gebiet={wanted.area.area_id}"
        lines = {"@@type": "GeoJsonLayer", "stroked": True, "filled": False}
        layers.insert(0, {**lines, **_STREETS, "data": f"karte/strassen.geojson?{query}"})
        at = next((number for number, layer in enumerate(layers) if layer["@@type"] == "TextLayer"), len(layers))
        layers.insert(at, {**lines, **_OUTLINE, "data": f"karte/umriss.geojson?{query}"})
    return replace(shown, deck=json.dumps(deck), focus=None if is_city else wanted.area.area_id)
