"""Large names on a map: none over another, none cut off at the edge."""

import math

WORLD = 512  # pixels of the whole earth at zoom 0
_LETTER_WIDTH, _LINE = 0.58, 1.35  # of a letter's height, its ground included
_WAYS = (0.0, -1.1, 1.1, -2.2, 2.2)  # lines up or down to where a name may move
Box = tuple[float, float, float, float]


def place_names(layers: list[dict], view: dict[str, float], room_px: tuple[int, int], letter_px: int) -> None:
    """Set the letters of the text layers. The last layer's names come first and may move a little; the others (numbers of
    roads) stand at their place or not at all. So does what the edge would cut off; what lies wholly outside stays for who
    moves the map."""
    taken: list[Box] = []
    for layer in reversed(layers):
        ways = _WAYS if layer is layers[-1] else _WAYS[:1]
        layer["getSize"] = letter_px
        layer["backgroundPadding"] = [round(letter_px / 4), round(letter_px / 12)]
        layer["getPixelOffset"] = "@@=o"
        kept = []
        for row in layer.get("data", ()):
            offset = _offset(row, view, room_px, letter_px, taken, ways)
            if offset is not None:
                kept.append({**row, "o": [0, round(offset)]})
        layer["data"] = kept


def _offset(
    row: dict,
    view: dict[str, float],
    room_px: tuple[int, int],
    letter_px: int,
    taken: list[Box],
    ways: tuple[float, ...],
) -> float | None:
    """Pixels down by which a name moves; None where it has no place."""
    x, y = _pixel(row["p"], view, room_px)
    half = len(str(row["t"])) * letter_px * _LETTER_WIDTH / 2 + letter_px / 4
    line = letter_px * _LINE
    if x + half < 0 or x - half > room_px[0] or y + line < 0 or y - line > room_px[1]:
        return 0.0
    for way in ways:
        middle = y + way * line
        box = (x - half, middle - line / 2, x + half, middle + line / 2)
        is_inside = box[0] >= 0 and box[1] >= 0 and box[2] <= room_px[0] and box[3] <= room_px[1]
        if is_inside and not any(_meet(box, other) for other in taken):
            taken.append(box)
            return way * line
    return None


def _pixel(place: list[float], view: dict[str, float], room_px: tuple[int, int]) -> tuple[float, float]:
    """Where a place (lon, lat) lies in the room, from its upper left corner."""
    scale = WORLD * 2 ** view["zoom"] / 360
    x = (place[0] - view["longitude"]) * scale
    y = (view["latitude"] - place[1]) * scale / math.cos(math.radians(view["latitude"]))
    return room_px[0] / 2 + x, room_px[1] / 2 + y


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
