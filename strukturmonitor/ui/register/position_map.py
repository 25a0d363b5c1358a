"""A place tapped on a small map: streets, house numbers and units around it, our own lines, no map server. Streamlit's
maps do not say where they were clicked, hence a component of our own."""

import json
import math
from functools import cache
from pathlib import Path

import streamlit as st

from strukturmonitor.ui.page import Page

_FOLDER = Path(__file__).parent
_REACH_M = 700  # half the edge of what is drawn
_HALF_M = 120  # half the height of the view at first
_HALF_WIDE_M = 450  # the same where the middle is only that of an area
_M_PER_DEGREE = 111_320
_HTML = """<div class="map"><svg tabindex="0" role="application"></svg>
<div class="buttons"><button type="button">+</button><button type="button">−</button></div>
<p class="words"></p></div>"""


@cache
def _component() -> object:
    script, style = ((_FOLDER / f"position_map.{kind}").read_text(encoding="utf-8") for kind in ("js", "css"))
    return st.components.v2.component("position_map", html=_HTML, css=style, js=script)


def tapped_place(
    page: Page,
    middle: tuple[float, float],
    place: tuple[float, float] | None,
    *,
    key: str,
    is_wide: bool = False,
) -> tuple[float, float] | None:
    """Draw the map around `middle` (lon, lat) with a pin at `place`; returns lon and lat of the tap in the run that it
    starts, else None. `is_wide`: begin with a larger view, because the middle is only roughly known."""
    lon, lat = round(middle[0], 4), round(middle[1], 4)
    texts = page.texts
    result = _component()(
        key=page.view.key(key),
        data={
            **page.data.derived(("surroundings", lon, lat), lambda: _surroundings(page, lon, lat)),
            "middle": f"{lon},{lat}",
            "place": None if place is None else list(_metres(lon, lat, *place)),
            "half_m": _HALF_WIDE_M if is_wide else _HALF_M,
            "reach_m": _REACH_M,
            "words": {name: texts(f"record.map.{name}") for name in ("label", "nearer", "further", "hint")},
        },
        on_place_change=lambda: None,
    )
    tap = getattr(result, "place", None)
    if not tap or tap.get("middle") != f"{lon},{lat}":
        return None
    return _degrees(lon, lat, float(tap["x"]), float(tap["y"]))


def _surroundings(page: Page, lon: float, lat: float) -> dict[str, list]:
    """Lines, house numbers and units around a point as everybody may see them."""
    reach_lat = _REACH_M / _M_PER_DEGREE
    reach = {"lon": lon, "lat": lat, "reach_lat": reach_lat, "reach_lon": reach_lat / math.cos(math.radians(lat))}
    lines = [
        {"kind": row.kind, "d": _path(lon, lat, json.loads(row.geometry_json))}
        for row in page.data.read("surroundings", **reach).itertuples(index=False)
    ]
    houses = [
        {"text": row.house_number, **_at(lon, lat, row)}
        for row in page.data.read("addresses_near", **reach).itertuples(index=False)
    ]
    dots = [
        {"text": row.address or "", "vacant": bool(row.is_vacant), **_at(lon, lat, row)}
        for row in page.data.read("units_near", **reach).itertuples(index=False)
    ]
    return {"lines": [line for line in lines if line["d"]], "houses": houses, "dots": dots}


def _path(lon: float, lat: float, geometry: dict) -> str:
    """An SVG path of a line or of several."""
    if geometry["type"] == "GeometryCollection":
        return " ".join(_path(lon, lat, each) for each in geometry["geometries"])
    parts = {"LineString": lambda c: [c], "MultiLineString": lambda c: c}.get(geometry["type"], lambda _: [])(
        geometry["coordinates"]
    )
    return " ".join(
        "M" + "L".join("{:.0f} {:.0f}".format(*_metres(lon, lat, x, y)) for x, y, *_ in part) for part in parts
    )


def _at(lon: float, lat: float, row: tuple) -> dict[str, float]:
    x, y = _metres(lon, lat, row.lon, row.lat)
    return {"x": round(x, 1), "y": round(y, 1)}


def _metres(lon: float, lat: float, to_lon: float, to_lat: float) -> tuple[float, float]:
    """East and south of the middle, as the browser draws."""
    return (to_lon - lon) * math.cos(math.radians(lat)) * _M_PER_DEGREE, (lat - to_lat) * _M_PER_DEGREE


def _degrees(lon: float, lat: float, x: float, y: float) -> tuple[float, float]:
    """The way back from metres to a position, to about 10 cm."""
    return (
        round(lon + x / (math.cos(math.radians(lat)) * _M_PER_DEGREE), 6),
        round(lat - y / _M_PER_DEGREE, 6),
    )
