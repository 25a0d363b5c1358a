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
    """`places`: field → index of its column; `names`: field → header as it stands in the file; `unnamed`: indices of
    columns without a header; `width`: how many columns the header row has."""

    row: int
    places: dict[str, int]
    names: dict[str, str]
    unknown: list[str]
    missing: list[str]
    unnamed: list[int]
    width: int


def find_header(source: Source, file_name: str, rows: list[tuple[int, list[Cell]]], findings: Findings) -> Header:
    """The header row and its columns. Columns that are not known, not taken or not there, and assigned ones that the
    file does not have, become findings. Raises ColumnsMissing, FileUnreadable."""
    number, cells = header_row(source, file_name, rows)
    header = _match(source, number, cells, findings)
    absent = [c.header for c in source.columns.values() if c.is_required and c.field not in header.places]
    if absent:
        shown = [cell for cell in cells if cell]
        raise ColumnsMissing(file=file_name, columns=_names(absent), found=_names(shown))
    _report(source, cells, header, findings)
    return header


def header_row(source: Source, file_name: str, rows: list[tuple[int, list[Cell]]]) -> tuple[int, list[str]]:
    """Of the first rows the one with the most known headers; where hardly one is known, the one with the most words.
    Raises FileUnreadable."""
    within = source.definition["file"]["header_within_rows"]
    top: list[tuple[int, list[str]]] = []
    for number, cells in rows:
        if number > within and top:
            break
        texts = [as_text(cell) for cell in cells]
        if any(texts):
            top.append((number, texts))
    if not top:
        raise FileUnreadable(file=file_name, reason="empty")
    best = max(range(len(top)), key=lambda index: _known(source, top[index][1]))
    if _known(source, top[best][1]) < _FEWEST_KNOWN:
        best = max(range(len(top)), key=lambda index: _words(top[index][1]))
    # A merged header fills several rows; the list begins below the last of them.
    while best + 1 < len(top) and top[best + 1][1] == top[best][1]:
        best += 1
    return top[best]


def _known(source: Source, cells: list[str]) -> int:
    return sum(plain_header(cell) in source.headers for cell in cells)


def _words(cells: list[str]) -> int:
    """Different cells that hold words rather than values."""
    return len({cell for cell in cells if cell and not any(letter.isdigit() for letter in cell)})


def _match(source: Source, number: int, cells: list[str], findings: Findings) -> Header:
    places: dict[str, int] = {}
    ranks: dict[str, int] = {}
    unknown, repeated = [], []
    left_out = {plain_header(header) for header, field in source.mapping.items() if not field}
    for index, cell in enumerate(cells):
        spelling = plain_header(cell)
        if not spelling:
            continue
        if spelling in source.not_taken:  # before everything else: nobody can assign a personal column
            findings.warn(f"column_{source.not_taken[spelling]}", number, cell)
        elif spelling in source.headers:
            field, rank = source.headers[spelling]
            if field in places:
                first = rank >= ranks[field]
                repeated.append(cell if first else cells[places[field]])
                if first:
                    continue
            places[field], ranks[field] = index, rank
        elif spelling in left_out:
            findings.warn("column_left_out", number, cell)
        else:
            unknown.append(cell)
    for cell in repeated:
        findings.warn("column_repeated", number, cell)
    instead = {"position"} if {"lon", "lat"} <= set(places) else {"lon", "lat"} if "position" in places else set()
    missing = [c.header for c in source.columns.values() if c.field not in places and c.field not in instead]
    unnamed = [index for index, cell in enumerate(cells) if not plain_header(cell)]
    names = {field: cells[place] for field, place in places.items()}
    return Header(number, places, names, unknown, missing, unnamed, len(cells))


def _report(source: Source, cells: list[str], header: Header, findings: Findings) -> None:
    if header.unknown:
        findings.warn("columns_unknown", header.row, value=_names(header.unknown))
    there = {plain_header(cell) for cell in cells}
    unused = [name for name, field in source.mapping.items() if field and plain_header(name) not in there]
    if unused:
        findings.warn("mapping_unused", header.row, value=_names(unused))
    if not _has_position(header):
        findings.warn("columns_no_position", header.row)


def _has_position(header: Header) -> bool:
    return "position" in header.places or {"lon", "lat"} <= set(header.places)


def _names(names: list[str]) -> str:
    more = ["…"] if len(names) > _MOST_NAMES else []
    return ", ".join([name[:60] for name in names[:_MOST_NAMES]] + more)
