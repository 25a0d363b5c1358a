"""Frozen views that came with a file are hostile until they were looked at: only the kinds of layers, traces, expressions
and addresses that our own pages make; whatever else looks like HTML is shown as text."""

import json
import re

from strukturmonitor.shown import KINDS, Chart, Map
from strukturmonitor.stories.files import GEOMETRY_PATH
from strukturmonitor.stories.frozen import thaw

_TAG = re.compile(r"<(?!/?(?:b|br|i|sub|sup|extra)\s*/?>)", re.IGNORECASE)
_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}|rgba?\([\d., ]+\)")
_AROUND = frozenset({"v", "path", "query", "language", "title", "line", "citations", "is_demo", "rejected", "made_on"})
_TOP = frozenset({"initialViewState", "layers", "views"})
_NO_MAP_BELOW = (
    "__MAP_STYLE__"  # what pydeck writes where no base map is asked for; anything else asks a server for one
)
_LAYERS = frozenset({"GeoJsonLayer", "PolygonLayer", "ScatterplotLayer", "TextLayer"})
_TRACES = frozenset({"bar", "heatmap", "scatter"})
_LAYOUT_DROPPED = ("images", "sliders", "updatemenus", "template", "selections")
_ADDRESS = re.compile(re.escape(GEOMETRY_PATH) + r"\?inhalt=([0-9a-f]{32})")
_EXPRESSION = re.compile(r"@@=[\w\s\[\](),?:.+*-]+")
_CALL = re.compile(r"[A-Za-z_]\w*\s*\(")
_WORDS = frozenset({"@@type", "id", "data", "fontFamily", "characterSet", "radiusUnits", "lineWidthUnits"})


def checked(frozen: dict, known_files: dict[str, str]) -> dict:
    """The frozen view as it may be kept here. `known_files`: id of a geometry in the file → its id here; one that is not
    among them draws nothing. Raises ValueError (what is wrong)."""
    try:
        return _checked(frozen, known_files)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(str(error)) from error


def _checked(frozen: dict, known_files: dict[str, str]) -> dict:
    parts = frozen.get("parts")
    if not isinstance(parts, list):
        raise ValueError("parts")
    used: set[str] = set()
    made = []
    for part in parts:
        if not isinstance(part, dict):
            raise ValueError("parts")
        part = _as_text(part)
        if part.get("kind") == KINDS[Map]:
            colours = [*(colour for colour, _ in part["legend"]), *part.get("hollow", [])]
            if any(not _COLOUR.fullmatch(str(colour)) for colour in colours):
                raise ValueError("legend")
            part["deck"] = _checked_deck(part.get("deck"), known_files, used)
        if part.get("kind") == KINDS[Chart]:
            part["figure"] = _checked_figure(part.get("figure"))
        made.append(part)
    around = {name: part for name, part in frozen.items() if name in _AROUND}
    clean = _as_text(around) | {"parts": made, "files": sorted(used)}
    thaw(clean)
    return clean


def safe_geometry(content: bytes) -> bytes:
    """A map file whose words are text. Raises ValueError."""
    read = json.loads(content)
    if not isinstance(read, dict) or not isinstance(read.get("features"), list):
        raise ValueError("geometry")
    return json.dumps(_as_text(read), ensure_ascii=False, separators=(",", ":")).encode()


def _as_text(value: object) -> object:
    """The same with every sign that would begin unknown HTML written as text."""
    if isinstance(value, str):
        return _TAG.sub("&lt;", value)
    if isinstance(value, dict):
        return {str(name): _as_text(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_as_text(part) for part in value]
    return value


def _checked_figure(figure: object) -> dict:
    if not isinstance(figure, dict) or not isinstance(figure.get("data"), list):
        raise ValueError("figure")
    if any(not isinstance(trace, dict) or trace.get("type", "scatter") not in _TRACES for trace in figure["data"]):
        raise ValueError("figure.data")
    layout = figure.get("layout", {})
    if not isinstance(layout, dict):
        raise ValueError("figure.layout")
    return {
        "data": figure["data"],
        "layout": {name: part for name, part in layout.items() if name not in _LAYOUT_DROPPED},
    }


def _checked_deck(deck: object, known_files: dict[str, str], used: set[str]) -> str:
    read = json.loads(deck) if isinstance(deck, str) else None
    if not isinstance(read, dict) or not isinstance(read.get("layers"), list):
        raise ValueError("deck")
    layers = [_checked_layer(layer, known_files, used) for layer in read["layers"]]
    view = read.get("initialViewState", {})
    if not isinstance(view, dict) or any(not isinstance(number, int | float) for number in view.values()):
        raise ValueError("deck.initialViewState")
    plain = {name: read[name] for name in sorted(_TOP & set(read))}
    plain |= {"layers": [layer for layer in layers if layer is not None], "mapStyle": _NO_MAP_BELOW}
    plain["views"] = [{"@@type": "MapView", "controller": {"dragRotate": False, "touchRotate": False}}]
    return json.dumps(_as_text(plain), ensure_ascii=False, separators=(",", ":"))


def _checked_layer(layer: object, known_files: dict[str, str], used: set[str]) -> dict | None:
    """The layer with the address of the geometry that is kept here; None where that is missing."""
    if not isinstance(layer, dict) or layer.get("@@type") not in _LAYERS:
        raise ValueError("deck.layers")
    for name, value in layer.items():
        is_accessor = isinstance(value, str) and name not in _WORDS
        if is_accessor and (not _EXPRESSION.fullmatch(value) or _CALL.search(value)):
            raise ValueError(f"deck.layers.{name}")
        if isinstance(value, dict) or "://" in str(value if name != "data" else ""):
            raise ValueError(f"deck.layers.{name}")
    data = layer.get("data")
    if isinstance(data, str):
        match = _ADDRESS.fullmatch(data)
        if match is None or match[1] not in known_files:
            return None
        used.add(known_files[match[1]])
        return layer | {"data": f"{GEOMETRY_PATH}?inhalt={known_files[match[1]]}"}
    if not isinstance(data, list) or _holds_expression(data):
        raise ValueError("deck.layers.data")
    return layer


def _holds_expression(value: object) -> bool:
    """Rows of a layer are values; an instruction among them is none of ours."""
    if isinstance(value, str):
        return value.startswith("@@")
    if isinstance(value, dict):
        return any(str(name).startswith("@@") or _holds_expression(part) for name, part in value.items())
    return isinstance(value, list) and any(_holds_expression(part) for part in value)
