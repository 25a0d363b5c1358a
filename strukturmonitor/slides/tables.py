"""Real tables on slides: columns as wide as their words, split over slides where they are long."""

from dataclasses import dataclass

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Inches

from strukturmonitor.shown import Figure, Table
from strukturmonitor.slides.fitting import height_inch, line_inch
from strukturmonitor.slides.words import Paragraph, fill_frame
from strukturmonitor.texts import Texts

_PAD = 0.12  # inches left and right of the words of a cell
_PAD_HIGH = 0.1
_WIDEST = 4.2
_NARROWEST = 0.7
_PLAIN_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # no lines and no fills of its own
_HEAD, _RULE = "EEF2F4", "C3CBD1"
_NUMBERS = ("number", "percent", "change", "year", "date")


@dataclass(frozen=True)
class Grid:
    """Cells as they are written; `is_right`: columns of numbers."""

    head: list[str]
    rows: list[list[str]]
    is_right: list[bool]


@dataclass(frozen=True)
class Page:
    """The rows of a table on one slide, set."""

    grid: Grid
    points: int
    widths: list[float]
    heights: list[float]


def grid_of_table(table: Table, texts: Texts) -> Grid:
    columns = table.columns
    rows = [
        [" ".join(column.format(texts, value).split()) for column, value in zip(columns.values(), row, strict=True)]
        for row in table.frame.itertuples(index=False, name=None)
    ]
    return Grid(
        [column.label for column in columns.values()], rows, [column.kind in _NUMBERS for column in columns.values()]
    )


def grid_of_figures(figures: tuple[Figure, ...], texts: Texts) -> Grid:
    """Name, value, change, and date and city, columns that nothing stands in left out."""
    names = ("figure", "value", "change", "city", "date")
    rows = [[f.title, f.value, f.change, f.city, f.date or (f.note if not f.city else "")] for f in figures]
    used = [number for number in range(len(names)) if any(row[number] for row in rows)]
    return Grid(
        [texts(f"slides.{names[number]}") for number in used],
        [[row[number] or "–" for number in used] for row in rows],
        [names[number] in ("value", "city") for number in used],
    )


def pages_of(
    grid: Grid, sizes: list[int], width_inch: float, room_inch: float, most: int
) -> tuple[list[Page], int, int]:
    """The table over at most so many slides; how many rows and how many columns are left out."""
    for points in sizes:
        widths = _widths(grid, points, width_inch)
        if sum(widths) <= width_inch + 0.01:
            break
    left_out = 0
    while sum(widths) > width_inch + 0.01 and len(widths) > 1:
        widths, left_out = widths[:-1], left_out + 1
    kept = len(widths)
    grid = Grid(grid.head[:kept], [row[:kept] for row in grid.rows], grid.is_right[:kept])
    widths = _shared(grid, points, widths, width_inch - sum(widths))
    head = _height(grid.head, points, widths, is_bold=True)
    rows = [(row, _height(row, points, widths)) for row in grid.rows]
    pages = _split(rows, room_inch - head)
    if 1 < len(pages) <= most:  # about as many rows on each
        even = sum(high for _, high in rows) / len(pages) + max(high for _, high in rows)
        pages = _split(rows, min(room_inch - head, even))
    shown = pages[:most]
    made = [
        Page(
            Grid(grid.head, [row for row, _ in page], grid.is_right),
            points,
            widths,
            [head, *(high for _, high in page)],
        )
        for page in shown
    ]
    return made, sum(len(page) for page in pages[most:]), left_out


def _split(rows: list[tuple[list[str], float]], room_inch: float) -> list[list[tuple[list[str], float]]]:
    """Rows with their heights, as many on each slide as fit."""
    pages: list[list[tuple[list[str], float]]] = [[]]
    used = 0.0
    for row, high in rows:
        if used + high > room_inch and pages[-1]:
            pages.append([])
            used = 0.0
        pages[-1].append((row, high))
        used += high
    return pages


def place_table(slide: object, page: Page, box: tuple[float, float], *, name: str, alt: str, language: str) -> None:
    """The table with its upper left corner at `box` (inches)."""
    grid = page.grid
    frame = slide.shapes.add_table(
        len(grid.rows) + 1, len(grid.head), Inches(box[0]), Inches(box[1]), Inches(sum(page.widths)), Inches(sum(page.heights))
    )  # fmt: skip
    frame.name = name
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)
    table = frame.table
    look = table._tbl.tblPr
    look.find(f"{{{look.nsmap['a']}}}tableStyleId").text = _PLAIN_STYLE
    table.first_row, table.horz_banding = True, False
    for column, wide in zip(table.columns, page.widths, strict=True):
        column.width = Inches(wide)
    for row, high in zip(table.rows, page.heights, strict=True):
        row.height = Inches(high)
    for number, cells in enumerate([grid.head, *grid.rows]):
        for place, text in enumerate(cells):
            _fill_cell(
                table.cell(number, place),
                text,
                page.points,
                language,
                is_head=number == 0,
                is_right=grid.is_right[place],
            )


def _fill_cell(cell: object, text: str, points: int, language: str, *, is_head: bool, is_right: bool) -> None:
    fill_frame(cell.text_frame, [Paragraph(((text, is_head),))], points, language)
    line = cell.text_frame.paragraphs[0]._p.get_or_add_pPr()
    if is_right:
        line.set("algn", "r")
    cell.margin_left = cell.margin_right = Inches(_PAD)
    cell.margin_top = cell.margin_bottom = Inches(_PAD_HIGH / 2)
    look = cell._tc.get_or_add_tcPr()
    look.set("anchor", "ctr")
    colour = "767676" if is_head else _RULE
    look.append(
        parse_xml(
            f'<a:lnB {nsdecls("a")} w="{12_700 if is_head else 6_350}"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:lnB>'
        )
    )
    fill = (
        f'<a:solidFill {nsdecls("a")}><a:srgbClr val="{_HEAD}"/></a:solidFill>'
        if is_head
        else f"<a:noFill {nsdecls('a')}/>"
    )
    look.append(parse_xml(fill))


def _widths(grid: Grid, points: int, width_inch: float) -> list[float]:
    """As wide as the longest cell, at most a share of the slide; heads may take several lines."""
    cap = max(width_inch / len(grid.head), _NARROWEST) if len(grid.head) > 4 else _WIDEST
    widths = []
    for place, head in enumerate(grid.head):
        cells = [row[place] for row in grid.rows]
        longest = max((line_inch(cell, points) for cell in cells), default=0)
        word = max((line_inch(one, points, is_bold=True) for one in head.split()), default=0)
        natural = max(longest, word, min(line_inch(head, points, is_bold=True), 1.6)) + 2 * _PAD
        limit = max(cap * 1.4, word + 2 * _PAD)
        widths.append(max(min(natural, limit), _NARROWEST))
    return widths


def _shared(grid: Grid, points: int, widths: list[float], spare_inch: float) -> list[float]:
    """What is left of the slide's width goes to columns whose cells take several lines, by what they lack; then to all."""
    lacking = [
        max(0.0, max((line_inch(row[place], points) for row in grid.rows), default=0) + 2 * _PAD + 0.02 - wide)
        for place, wide in enumerate(widths)
    ]
    share = min(1.0, spare_inch / sum(lacking)) if any(lacking) else 0.0
    wider = [wide + share * lack for wide, lack in zip(widths, lacking, strict=True)]
    even = min((spare_inch - share * sum(lacking)) / len(widths), 1.2)
    return [wide + even for wide in wider]


def _height(cells: list[str], points: int, widths: list[float], *, is_bold: bool = False) -> float:
    return (
        max(
            height_inch(text, points, wide - 2 * _PAD, is_bold=is_bold)
            for text, wide in zip(cells, widths, strict=True)
        )
        + _PAD_HIGH
    )
