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
    focus = None if wanted.area.level == "city" else wanted.area.area_id
    drawn = shown if indicator else locator(tools, shown, None)
    drawn = replace(_named(tools, drawn, wanted.level), focus=focus)
    svg = stills.map_svg(
        drawn,
        texts,
        tools.fetch,
        width_px=round(room["map_width_mm"] * room["px_per_mm"]),
        height_px=round(room["map_height_mm"] * room["px_per_mm"]),
        with_frame=False,
    )
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
        "title": wanted.area.name,
        "subtitle": view.line if indicator else texts(f"level.{wanted.level}"),
        "demo": texts("profile.demo") if is_demo else "",
        "alt": drawn.alt,
        "legend_title": drawn.title,
        "legend": [{"colour": colour, "words": words} for colour, words in drawn.legend],
        "paragraphs": paragraphs,
        "note": " · ".join(part for part in note if part),
    }


def _named(tools: Tools, shown: Map, level: str) -> Map:
    """With the names of the statistische Bezirke where they are drawn."""
    if level != "stat":
        return shown
    deck = json.loads(shown.deck)
    template = next((layer for layer in deck["layers"] if layer["id"] == "names"), None)
    if template is None:
        return shown
    names = [{"p": [area.lon, area.lat], "t": area.name} for area in tools.tree.of_level("stat")]
    size = section("wall_map")["stat_name_px"]
    layer = {**template, "id": "names-stat", "data": names, "getSize": size, "background": False, "fontWeight": 400}
    deck["layers"].insert(deck["layers"].index(template), layer)
    return replace(shown, deck=json.dumps(deck))
