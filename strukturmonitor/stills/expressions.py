"""What a layer says of each of its rows: a field, a constant, or one of the small expressions our maps use."""

import json
import re
from collections.abc import Callable, Mapping

from strukturmonitor.errors import StillUnknown

Row = Mapping[str, object]
_PICKED = re.compile(r"\((\[.*\])\)\[(\w+)\]", re.DOTALL)
_PATH = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")
_COMPARED = re.compile(r"(\w+)\s*(>=|<=|>|<|===?)\s*(-?[\d.]+)")
_COMPARE: dict[str, Callable[[float, float], bool]] = {
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    "==": lambda a, b: a == b,
    "===": lambda a, b: a == b,
}


def reading(said: object) -> Callable[[Row], object]:
    """A function from a row to its value. `said`: a constant, or text that begins with «@@=»: a field («p»,
    «properties.fill»), a choice («f ? 1 : 2.5»), one of a list («([…])[c]»). Raises StillUnknown for anything else."""
    if not (isinstance(said, str) and said.startswith("@@=")):
        return lambda row: said
    return _compiled(said[3:].strip())


def _compiled(text: str) -> Callable[[Row], object]:
    if " ? " in text:
        condition, rest = text.split(" ? ", 1)
        first, _, second = rest.rpartition(" : ")
        test, yes, no = _compiled(condition.strip()), _compiled(first.strip()), _compiled(second.strip())
        return lambda row: yes(row) if test(row) else no(row)
    if picked := _PICKED.fullmatch(text):
        values, name = json.loads(picked[1]), picked[2]
        return lambda row: values[row[name]]
    if compared := _COMPARED.fullmatch(text):
        name, compare, limit = compared[1], _COMPARE[compared[2]], float(compared[3])
        return lambda row: compare(row[name], limit)
    if _PATH.fullmatch(text):
        names = text.split(".")
        return lambda row: _down(row, names)
    try:
        value = json.loads(text)
    except ValueError:
        raise StillUnknown(kind=text[:60]) from None
    return lambda row: value


def _down(row: object, names: list[str]) -> object:
    for name in names:
        row = row[name] if isinstance(row, Mapping) else None
    return row
