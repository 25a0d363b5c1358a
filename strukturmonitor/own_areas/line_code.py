"""An outline as a short text for a link, and back.

Differences of successive corners in units of 0.00001 degrees (about a metre), written as in Google's encoded polyline
algorithm (zigzag, groups of five bits, the lowest first), with an alphabet that needs no escaping in a URL. Rings are
parted by a full stop; a point counts as inside where it lies in an odd number of rings (even–odd rule), so that holes
and several parts need no marks of their own."""

import shapely

_UNITS_PER_DEGREE = 100_000
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_VALUES = {sign: value for value, sign in enumerate(_ALPHABET)}
_RING_END = "."
_MORE = 32  # bit that says that a number goes on
_LARGEST = 360 * _UNITS_PER_DEGREE
_FEWEST_CORNERS = 3


def encoded(shape: shapely.Geometry) -> str:
    """The text of a Polygon or MultiPolygon in degrees."""
    rings = [ring for polygon in shapely.get_parts(shape) for ring in (polygon.exterior, *polygon.interiors)]
    return _RING_END.join(_ring_text(ring) for ring in rings)


def decoded(text: str) -> shapely.Geometry:
    """The shape behind a text; it may be invalid where the text was not made by `encoded`. Raises ValueError for what
    is no such text."""
    shape: shapely.Geometry = shapely.Polygon()
    for part in text.split(_RING_END):
        corners = _corners(part)
        if len(corners) < _FEWEST_CORNERS:
            raise ValueError(text)
        ring = shapely.Polygon(corners)
        shape = shapely.symmetric_difference(shape, ring if ring.is_valid else shapely.make_valid(ring))
    return shape


def _ring_text(ring: shapely.LinearRing) -> str:
    units = [(round(x * _UNITS_PER_DEGREE), round(y * _UNITS_PER_DEGREE)) for x, y, *_ in ring.coords[:-1]]
    before = (0, 0)
    parts = []
    for point in units:
        parts += [_number_text(new - old) for new, old in zip(point, before, strict=True)]
        before = point
    return "".join(parts)


def _number_text(number: int) -> str:
    rest = ~(number << 1) if number < 0 else number << 1
    signs = []
    while rest >= _MORE:
        signs.append(_ALPHABET[_MORE | (rest & (_MORE - 1))])
        rest >>= 5
    return "".join([*signs, _ALPHABET[rest]])


def _corners(text: str) -> list[tuple[float, float]]:
    numbers, number, shift = [], 0, 0
    for sign in text:
        if sign not in _VALUES:
            raise ValueError(text)
        value = _VALUES[sign]
        number |= (value & (_MORE - 1)) << shift
        shift += 5
        if number > 2 * _LARGEST + 1:
            raise ValueError(text)
        if not value & _MORE:
            numbers.append(~(number >> 1) if number & 1 else number >> 1)
            number, shift = 0, 0
    if shift or len(numbers) % 2:
        raise ValueError(text)
    corners, x, y = [], 0, 0
    for step_x, step_y in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + step_x, y + step_y
        if abs(x) > _LARGEST // 2 or abs(y) > _LARGEST // 4:
            raise ValueError(text)
        corners.append((x / _UNITS_PER_DEGREE, y / _UNITS_PER_DEGREE))
    return corners
