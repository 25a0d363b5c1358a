"""Maps of areas coloured by a class (type, cluster, group of an index) instead of an indicator's value.

The browser fetches geometry, colours and hover texts by URL, as for all maps. The address is made from the content, so
that it may be kept; the page leaves the content here when it draws the map, and the server hands it out."""

from collections import Counter
from collections.abc import Mapping

import pandas as pd
import pydeck as pdk

from strukturmonitor.charts.palette import MISSING
from strukturmonitor.exports.maps import class_areas
from strukturmonitor.shown import Column, Table
from strukturmonitor.ui.backdrop import backdrop, name_layers, selected_outline
from strukturmonitor.ui.legends import colour_legend, map_foot
from strukturmonitor.ui.map_files import leave_class_file
from strukturmonitor.ui.maps import draw_map
from strukturmonitor.ui.page import Page


def class_map(
    page: Page,
    level: str,
    classes: Mapping[str, str],
    looks: Mapping[str, tuple[str, str]],
    *,
    title: str,
    key: str,
    alt: str,
    hover: Mapping[str, str] | None = None,
    missing: str | None = None,
    with_legend: bool = True,
    selected: str | None = None,
    is_narrow: bool = False,
) -> str | None:
    """Areas of a level in the colours of their classes; returns the area_id that was clicked, if one was.

    `classes`: area_id → class, areas without a class left out; `looks`: class → (colour «#RRGGBB», words), in the order
    of the legend. The legend tells how many areas lie in each class and how many are in none (`missing`, «nicht
    bewertet» where not said). `hover`: area_id → words under the area's name (default: the words of its class).
    `title`: what the legend is headed with. `selected`, `is_narrow` as in `maps.area_map`. Only what the
    public may see: who knows the address of a map file can fetch it."""
    missing = missing or page.texts("class_map.missing")
    area_ids = [area.area_id for area in page.tree.of_level(level)]
    told = {area_id: looks[classes[area_id]][1] if area_id in classes else missing for area_id in area_ids}
    told |= hover or {}
    colours = {name: colour for name, (colour, _) in looks.items()}
    made_from = tuple((area_id, classes.get(area_id, ""), told[area_id]) for area_id in area_ids)

    def make() -> bytes:
        return class_areas(page.data.reader, level, classes, colours, told)

    content = page.data.derived(("class_map", level, made_from, tuple(colours.items())), make)
    areas = pdk.Layer(
        "GeoJsonLayer",
        id="areas",
        data=f"karte/klassen.geojson?inhalt={leave_class_file(content)}",
        get_fill_color="properties.fill",
        stroked=False,
        pickable=True,
        auto_highlight=True,
        highlight_color=[0, 0, 0, 40],
    )
    layers = [areas, *backdrop(page, level), *selected_outline(page, selected), *name_layers(page)]
    grouped = {area_id: looks[name][1] for area_id, name in classes.items()}
    values = Table(
        key,
        title,
        lambda: pd.DataFrame({"area_id": list(grouped), "group": list(grouped.values())}),
        {"area_id": Column(page.texts("map_data.area_id")), "group": Column(page.texts("map_data.group"))},
    )
    clicked = draw_map(
        page, layers, key=key, alt=alt, focus=None, is_narrow=is_narrow, zooms_by_wheel=False, values=values
    )
    if with_legend:
        counts = Counter(classes.get(area_id) for area_id in area_ids)
        entries = [(*look, counts[name]) for name, look in looks.items()]
        if counts[None]:
            entries.append((MISSING, missing, counts[None]))
        colour_legend(
            page,
            page.texts("legend.title", title=title),
            [(colour, page.texts("legend.count", name=name, count=count)) for colour, name, count in entries],
        )
    map_foot(page)
    if clicked and "areas" in clicked:
        return clicked["areas"][0].get("properties", {}).get("area_id")
    return None
