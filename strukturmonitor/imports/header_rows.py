"""Where a sheet's header stands: in one row, or in several under merged cells («männlich» above the ages)."""

import re
from itertools import pairwise

from strukturmonitor.imports.sources import Source, plain_header

_BETWEEN = " / "


def find_header(source: Source, top: list[tuple[int, list[str]]]) -> tuple[int, list[str]]:
    """The number of the header's last row and its headers: where most different known ones stand. `top`: number and
    texts of the first rows. Several rows are joined only where the source says so (file.header_rows)."""
    most = source.definition["file"].get("header_rows", 1)
    wide = re.compile(source.definition["wide"]["header"]) if "wide" in source.definition else None

    def score(headers: list[str]) -> int:
        return len({h for h in headers if h and (plain_header(h) in source.headers or (wide and wide.match(h)))})

    best: tuple[int, int, list[str]] | None = None
    for height in range(1, most + 1):
        for start in range(len(top) - height + 1):
            rows = top[start : start + height]
            if any(below[0] != above[0] + 1 for above, below in pairwise(rows)):
                continue
            headers = _joined([cells for _, cells in rows])
            if best is None or score(headers) > best[0]:
                best = (score(headers), rows[-1][0], headers)
    if best is None:
        raise ValueError("no rows")
    return best[1], best[2]


def _joined(rows: list[list[str]]) -> list[str]:
    """The rows one above the other; a cell above that is empty belongs to the merged cell on its left."""
    filled = [_filled_right(cells) for cells in rows[:-1]] + [rows[-1]]
    width = max(len(cells) for cells in filled)
    columns = [[cells[i] if i < len(cells) else "" for cells in filled] for i in range(width)]
    return [_BETWEEN.join(dict.fromkeys(text for text in column if text)) for column in columns]


def _filled_right(cells: list[str]) -> list[str]:
    last, filled = "", []
    for text in cells:
        last = text or last
        filled.append(last)
    return filled
