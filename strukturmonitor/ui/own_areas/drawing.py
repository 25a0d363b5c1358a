"""The map of the page, and the line that somebody draws on it."""

import html

import pandas as pd
import pydeck as pdk
import shapely
import streamlit as st

from strukturmonitor.access import Actor, Reader
from strukturmonitor.charts.own_areas import Ground, own_area_figure
from strukturmonitor.charts.palette import CHOSEN, VACANT, rgb
from strukturmonitor.own_areas import OwnArea
from strukturmonitor.shown import OWN_AREA, Map
from strukturmonitor.ui.backdrop import backdrop, name_layers
from strukturmonitor.ui.data import database
from strukturmonitor.ui.legends import attribution, colour_legend, map_foot
from strukturmonitor.ui.maps import CompactDeck
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain

_TOOLS = {"freihand": "lasso", "rechteck": "select", "aus": None}
_WORDS = {"freihand": "free", "rechteck": "box", "aus": "off"}
_CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}
_HEIGHT, _HEIGHT_PHONE = 560, 420
_AROUND = 0.35  # of the area's size, shown around it
_FINE_DEGREES = 0.0003  # lines of the backdrop are simplified by at most this much
_DRAWN = "zuletzt-gezeichnet"

Extent = tuple[float, float, float, float]


def public_reader() -> Reader:
    """What the page says is the same for everybody."""
    return Reader(database(), Actor())


def drawing_tools(page: Page) -> tuple[str | None, str | None]:
    """Part of the map (area_id; None for what fits the drawn area) and tool, chosen above the map."""
    texts = page.texts
    parts = {"passend": texts("own.draw.fitting"), "stadt": texts("own.draw.whole")}
    parts |= {area.slug: area.name for area in page.tree.of_level("bezirk")}
    part_box, tool_box = page.filters([1, 2])
    with part_box:
        part = page.choice("ausschnitt", texts("own.draw.extent"), parts)
    with tool_box:
        tool = page.choice(
            "werkzeug",
            texts("own.draw.tool"),
            {slug: texts(f"own.draw.{name}") for slug, name in _WORDS.items()},
            default="aus" if page.is_phone else "freihand",
            widget="selectbox" if page.is_phone else "segmented",
        )
    places = {area.slug: area.area_id for area in page.tree.of_level("bezirk")} | {"stadt": page.tree.city.area_id}
    return places.get(part), _TOOLS[tool]


def own_area_map(
    page: Page, area: OwnArea | None, name: str, units: pd.DataFrame | None, *, part: str | None, tool: str | None
) -> list[tuple[float, float]] | None:
    """Draw the map; returns the corners (lon, lat) of a line that was just drawn. `units`: vacant and reported ones inside;
    `part`: area that fills the map; the own area where none is given."""
    texts = page.texts
    ground = page.data.derived(("own_ground", page.texts.language), lambda: _ground(page))
    shape = None if area is None else area.shape
    extent = _extent(page, shape, part)
    figure = own_area_figure(
        texts,
        ground,
        shape,
        extent,
        tool=tool,
        height=_HEIGHT_PHONE if page.is_phone else _HEIGHT,
        names_districts=not page.is_phone and extent != _whole(page),
    )
    if area is None or units is None:
        alt = texts("own.map_alt_empty")
    else:
        alt = texts("own.map_alt", name=name, points=texts.number(len(units)))
        page.parts.append(_part(page, area.shape, units, alt))
        st.markdown(f"**{texts('own.map', name=plain(name))}**")
    more = {"on_select": "rerun", "selection_mode": ("lasso", "box")} if tool else {}
    event = st.plotly_chart(figure, key=page.view.key(f"karte:{tool}"), config=_CONFIG, alt=alt, **more)
    entries = [(VACANT, texts("own.map_units"))]
    colour_legend(page, texts("own.map_legend"), [(CHOSEN, texts("own.map_shape")), *entries] if area else entries)
    map_foot(page)
    return _newly_drawn(page, event.selection) if tool else None


def _part(page: Page, shape: shapely.Geometry, units: pd.DataFrame, alt: str) -> Map:
    """The same map for files, stories, paper and other web sites, which are not drawn on."""
    outline = pdk.Layer(
        "PolygonLayer",
        id=OWN_AREA,
        data=[
            {"polygon": [[round(lon, 5), round(lat, 5)] for lon, lat in polygon.exterior.coords]}
            for polygon in shapely.get_parts(shape)
        ],
        get_polygon="polygon",
        get_fill_color=[*rgb(CHOSEN), 38],
        get_line_color=[*rgb(CHOSEN), 255],
        line_width_min_pixels=3,
    )
    points = pdk.Layer(
        "ScatterplotLayer",
        id="points",
        data=[
            {
                "p": [round(row.lon, 5), round(row.lat, 5)],
                "name": html.escape(row.unit_id if pd.isna(row.address) else str(row.address)),
                "hover": page.texts(f"vacancy.state.{row.state}"),
            }
            for row in units.itertuples(index=False)
        ],
        get_position="p",
        get_fill_color=[*rgb(VACANT), 255],
        get_radius=5,
        radius_units=pdk.types.String("pixels"),
        stroked=True,
        get_line_color=[255, 255, 255],
        line_width_min_pixels=1,
        pickable=True,
    )
    west, south, east, north = shape.bounds
    deck = CompactDeck(
        layers=[outline, *backdrop(page, "stat"), *name_layers(page), points],
        initial_view_state=pdk.ViewState(longitude=(west + east) / 2, latitude=(south + north) / 2, zoom=13),
        map_provider=None,
        views=[pdk.View(type="MapView")],
    )
    return Map("karte", alt, deck.to_json(), None, note=attribution(page))


def _newly_drawn(page: Page, selection: dict) -> list[tuple[float, float]] | None:
    """The line of the last selection, where it is another one than in the last run."""
    lines = [*selection.get("lasso", []), *selection.get("box", [])]
    key = page.view.key(_DRAWN)
    if not lines:
        st.session_state.pop(key, None)
        return None
    drawn = [(float(x), float(y)) for x, y in zip(lines[-1]["x"], lines[-1]["y"], strict=True)]
    if st.session_state.get(key) == drawn:
        return None
    st.session_state[key] = drawn
    if len(drawn) == 2:  # two opposite corners of a rectangle
        (west, south), (east, north) = drawn
        return [(west, south), (east, south), (east, north), (west, north)]
    return drawn


def _extent(page: Page, shape: shapely.Geometry | None, part: str | None) -> Extent:
    if part is None and shape is not None:
        west, south, east, north = shape.bounds
        x, y = _AROUND * (east - west), _AROUND * (north - south)
        return west - x, south - y, east + x, north + y
    if part is not None and page.tree[part].level == "bezirk":
        rows = page.data.read("area_outline", area_id=part)
        return shapely.from_geojson(rows["geometry_json"].iloc[0]).bounds
    return _whole(page)


def _whole(page: Page) -> Extent:
    box = page.data.read("city_extent").iloc[0]
    return tuple(float(box[side]) for side in ("lon_min", "lat_min", "lon_max", "lat_max"))


def _ground(page: Page) -> Ground:
    reader = public_reader()
    borders = {}
    for level in ("stat", "bezirk"):
        shapes = shapely.from_geojson(reader.read("area_outlines", level=level)["geometry_json"].to_numpy())
        borders[level] = shapely.line_merge(shapely.union_all(shapely.simplify(shapely.boundary(shapes), 0.00005)))
    roads = shapely.from_geojson(reader.read("map_lines")["geometry_json"].to_numpy())
    outline = shapely.to_geojson(shapely.box(*_whole(page)))
    units = reader.read("drawn_area_unit_points", outline=outline)
    names = [
        (area.name, area.lon, area.lat, level) for level in ("stat", "bezirk") for area in page.tree.of_level(level)
    ]
    return Ground(
        borders,
        shapely.union_all(
            [line for line in shapely.get_parts(shapely.simplify(roads, _FINE_DEGREES)) if not line.is_empty]
        )
        if len(roads)
        else shapely.MultiLineString(),
        pd.DataFrame(names, columns=["name", "lon", "lat", "level"]),
        units.assign(label=units["address"].fillna(units["unit_id"])),
    )
