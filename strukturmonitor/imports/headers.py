"""Which row of a file is the header, and which column holds what."""

from dataclasses import dataclass

from strukturmonitor.errors import ColumnsMissing, FileUnreadable
from strukturmonitor.imports.findings import Findings
from strukturmonitor.imports.reading import Cell, as_text
from strukturmonitor.imports.sources import Source, plain_header

_FEWEST_KNOWN = 2  # a title line may hold one known word by chance
_MOST_NAMES = 20  # in one message


@dataclass(frozen=True)
class Header:
    """`places`: field → index of its column; `names`: field → header as it stands in the file."""

    row: int
    places: dict[str, int]
    names: dict[str, str]
    unknown: list[str]
    missing: list[str]


def find_header(source: Source, file_name: str, rows: list[tuple[int, list[Cell]]], findings: Findings) -> Header:
    """The header row: of the first rows the one with the most known headers. Columns that are not known, not
    taken or not there become findings. Raises ColumnsMissing, FileUnreadable."""
    filled = [(number, [as_text(cell) for cell in cells]) for number, cells in rows if any(as_text(c) for c in cells)]
    if not filled:
        raise FileUnreadable(file=file_name, reason="empty")
    candidates = [row for row in filled if row[0] <= source.definition["file"]["header_within_rows"]] or filled[:1]
    number, cells = max(candidates, key=lambda row: sum(plain_header(cell) in source.headers for cell in row[1]))
    known = sum(plain_header(cell) in source.headers for cell in cells)
    if known < _FEWEST_KNOWN:
        number, cells = filled[0]
    header = _match(source, number, cells, findings)
    absent = [c.header for c in source.columns.values() if c.is_required and c.field not in header.places]
    if absent:
        shown = [cell for cell in cells if cell]
        raise ColumnsMissing(file=file_name, columns=_names(absent), found=_names(shown))
    _report(header, findings)
    return header


def _match(source: Source, number: int, cells: list[str], findings: Findings) -> Header:
    places: dict[str, int] = {}
    ranks: dict[str, int] = {}
    unknown, repeated = [], []
    for index, cell in enumerate(cells):
        spelling = plain_header(cell)
        if not spelling:
            continue
        if spelling in source.headers:
            field, rank = source.headers[spelling]
            if field in places:
                first = rank >= ranks[field]
                repeated.append(cell if first else cells[places[field]])
                if first:
                    continue
            places[field], ranks[field] = index, rank
        elif spelling in source.not_taken:
            findings.warn(f"column_{source.not_taken[spelling]}", number, cell)
        else:
            unknown.append(cell)
    for cell in repeated:
        findings.warn("column_repeated", number, cell)
    instead = {"position"} if {"lon", "lat"} <= set(places) else {"lon", "lat"} if "position" in places else set()
    missing = [c.header for c in source.columns.values() if c.field not in places and c.field not in instead]
    return Header(number, places, {field: cells[place] for field, place in places.items()}, unknown, missing)


def _report(header: Header, findings: Findings) -> None:
    if header.unknown:
        findings.warn("columns_unknown", header.row, value=_names(header.unknown))
    if not _has_position(header):
        findings.warn("columns_no_position", header.row)


def _has_position(header: Header) -> bool:
    return "position" in header.places or {"lon", "lat"} <= set(header.places)


def _names(names: list[str]) -> str:
    more = ["…"] if len(names) > _MOST_NAMES else []
    return ", ".join([name[:60] for name in names[:_MOST_NAMES]] + more)
