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
_HALF_BARE_M = 300  # the same where neither streets nor house numbers are loaded
_STREETS = ("local", "path")
_MARGIN = 1.05  # room around a whole city
_M_PER_DEGREE = 111_320
_HTML = """<div class="map"><svg tabindex="0" role="application"></svg>
<div class="buttons"><button type="button">+</button><button type="button">−</button></div>
<p class="words"></p></div>"""


@cache
def _component() -> object:
    script, style = ((_FOLDER / f"position_map.{kind}").read_text(encoding="utf-8") for kind in ("js", "css"))
    return st.components.v2.component("position_map", html=_HTML, css=style, js=script)


def tapped_place(
    page: Page, middle: tuple[float, float], place: tuple[float, float] | None, *, key: str
) -> tuple[float, float] | None:
    """Draw the map around `middle` (lon, lat) with a pin at `place`; returns lon and lat of the tap in the run that it
    starts, else None."""
    lon, lat = round(middle[0], 4), round(middle[1], 4)
    drawn = page.data.derived(("surroundings", lon, lat), lambda: _surroundings(page, lon, lat))
    pin = None if place is None else list(_metres(lon, lat, *place))
    is_bare = not drawn["houses"] and not any(line["kind"] in _STREETS for line in drawn["lines"])
    half_m = _HALF_BARE_M if is_bare else _HALF_M
    return _tap(page, lon, lat, drawn, key=key, place=pin, half_m=half_m, reach_m=_REACH_M, hint="hint")


def tapped_district(page: Page, *, key: str) -> tuple[float, float] | None:
    """Draw the whole city, on which one taps where the exact map shall begin."""
    box = page.data.read("city_extent").iloc[0]
    lon, lat = round(float(box["lon"]), 4), round(float(box["lat"]), 4)
    half_m = (box["lat_max"] - box["lat_min"]) / 2 * _M_PER_DEGREE * _MARGIN
    reach_lat = half_m / _M_PER_DEGREE
    reach = {"reach_lat": reach_lat, "reach_lon": reach_lat / math.cos(math.radians(lat)) * 2}

    def make() -> dict[str, list]:
        names = [{"text": area.name, **_at(lon, lat, area)} for area in page.tree.of_level("bezirk")]
        return {"lines": _lines(page, lon, lat, with_streets=False, **reach), "houses": [], "dots": [], "names": names}

    drawn = page.data.derived(("whole_city", lon, lat), make)
    return _tap(page, lon, lat, drawn, key=key, place=None, half_m=half_m, reach_m=half_m, hint="hint_city")


def _tap(
    page: Page,
    lon: float,
    lat: float,
    drawn: dict[str, list],
    *,
    key: str,
    place: list[float] | None,
    half_m: float,
    reach_m: float,
    hint: str,
) -> tuple[float, float] | None:
    words = {name: page.texts(f"record.map.{name}") for name in ("label", "nearer", "further")}
    result = _component()(
        key=page.view.key(key),
        data={
            **drawn,
            "middle": f"{lon},{lat}",
            "place": place,
            "half_m": half_m,
            "reach_m": reach_m,
            "words": words | {"hint": page.texts(f"record.map.{hint}")},
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
    reach = {"reach_lat": reach_lat, "reach_lon": reach_lat / math.cos(math.radians(lat))}
    houses = [
        {"text": row.house_number, **_at(lon, lat, row)}
        for row in page.data.read("addresses_near", lon=lon, lat=lat, **reach).itertuples(index=False)
    ]
    dots = [
        {"text": row.address or "", "vacant": bool(row.is_vacant), **_at(lon, lat, row)}
        for row in page.data.read("units_near", lon=lon, lat=lat, **reach).itertuples(index=False)
    ]
    return {"lines": _lines(page, lon, lat, with_streets=True, **reach), "houses": houses, "dots": dots, "names": []}


def _lines(page: Page, lon: float, lat: float, **more: object) -> list[dict[str, str]]:
    rows = page.data.read("surroundings", lon=lon, lat=lat, **more).itertuples(index=False)
    lines = [{"kind": row.kind, "d": _path(lon, lat, json.loads(row.geometry_json))} for row in rows]
    return [line for line in lines if line["d"]]


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
