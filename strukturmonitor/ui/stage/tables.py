"""A table on the wall: as many of its first columns and rows as the hall can read at once, and a word on the rest."""

import dataclasses
import html
import textwrap

import pandas as pd

from strukturmonitor.shown import Table
from strukturmonitor.texts import Texts
from strukturmonitor.ui.stage.size import LETTER_WIDTH, Wall, facts

_GAP = 0.6  # letters' heights between two columns, as in static/stage.css
_LINE, _ROW_GAP = 1.35, 0.5  # height of a line, and what stands between two rows, in letters
_FEWEST = 2  # columns and rows that are shown however small the wall


@dataclasses.dataclass(frozen=True)
class _Drawn:
    """A column with its texts in the rows that may be shown. `letters`: its width."""

    label: str
    kind: str
    cells: list[str]
    letters: int


@dataclasses.dataclass(frozen=True)
class Cut:
    """What of a table stands on a wall: its columns, how many rows, and the names of the columns that are left out."""

    columns: list[_Drawn]
    rows: int
    left_out: list[str]


def table_on_wall(table: Table, texts: Texts, wall: Wall, room_px: tuple[int, int], *, about: str = "") -> str:
    """HTML of the table, cut to the room in pixels; where everything stands in one column it is as long as it is.
    `about`: name of the area whose rows are not cut off."""
    cut = cut_of(table, texts, wall, room_px, about=about)
    rest = _rest(cut.left_out, texts)
    head = "".join(f'<th scope="col" class="{column.kind}">{html.escape(column.label)}</th>' for column in cut.columns)
    body = "".join(
        "<tr>"
        + "".join(f'<td class="{column.kind}">{html.escape(column.cells[row])}</td>' for column in cut.columns)
        + "</tr>"
        for row in range(cut.rows)
    )
    missing = len(table.frame) - cut.rows
    notes = [html.escape(texts("stage.more_rows", count=missing))] if missing else []
    more = "".join(f"<p>{note}</p>" for note in [*notes, rest] if note)
    label = html.escape(table.title, quote=True)
    return f'<table class="stage-table" aria-label="{label}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}'


def cut_of(table: Table, texts: Texts, wall: Wall, room_px: tuple[int, int], *, about: str = "") -> Cut:
    """What of the table fits; the rows of the area `about` come first where they would be cut off."""
    frame = table.frame
    cut = _fit(table, frame, texts, wall, room_px)
    is_own = frame.astype(str).eq(about).any(axis=1) if about else None
    if is_own is not None and is_own.any() and not is_own.iloc[: cut.rows].any():
        frame = pd.concat([frame[is_own], frame[~is_own]])
        cut = _fit(table, frame, texts, wall, room_px)
    return cut


def _fit(table: Table, frame: pd.DataFrame, texts: Texts, wall: Wall, room_px: tuple[int, int]) -> Cut:
    letters = room_px[0] / (wall.letter_px * LETTER_WIDTH)
    columns = [
        column for column in _columns(table, frame, texts) if any(column.cells)
    ]  # all of them empty says nothing
    kept = _across(columns, letters)
    left_out = [column.label for column in columns[len(kept) :]]
    most = min(len(frame), facts()["most_table_rows"])
    if not wall.is_column:
        lines = room_px[1] / wall.letter_px - _LINE * (1 + len(textwrap.wrap(_rest(left_out, texts), int(letters))))
        most = _down(kept, most, lines)
    return Cut(kept, most, left_out)


def _rest(left_out: list[str], texts: Texts) -> str:
    return html.escape(texts("stage.more_columns", columns=texts.list(left_out))) if left_out else ""


def _columns(table: Table, frame: pd.DataFrame, texts: Texts) -> list[_Drawn]:
    rows = frame.head(facts()["most_table_rows"]).to_dict("records")
    found = []
    for name, column in table.columns.items():
        cells = [column.format(texts, row[name]) for row in rows]
        words = max((len(word) for text in (column.label, *cells) for word in text.split()), default=1)
        widest = min(max(map(len, cells), default=1), facts()["widest_cell_letters"])
        found.append(_Drawn(column.label, column.kind, cells, max(words, widest)))
    return found


def _across(columns: list[_Drawn], letters: float) -> list[_Drawn]:
    """The first columns that stand side by side in so many letters."""
    kept, left = [], letters
    for column in columns:
        needed = column.letters + _GAP / LETTER_WIDTH
        if needed > left and len(kept) >= _FEWEST:
            break
        left -= needed
        kept.append(column)
    return [_wider(column, int(max(left, 0))) for column in kept]


def _wider(column: _Drawn, spare: int) -> _Drawn:
    """What is left of the room goes to the cells that would not fit one line."""
    wish = max(map(len, column.cells), default=1)
    return dataclasses.replace(column, letters=max(column.letters, min(wish, column.letters + spare)))


def _down(columns: list[_Drawn], most: int, lines: float) -> int:
    """How many of the first rows fit below the head, in a room so many letters high."""
    used = max(len(textwrap.wrap(column.label, column.letters)) for column in columns) * _LINE + _ROW_GAP
    for row in range(most):
        used += max(len(textwrap.wrap(column.cells[row], column.letters)) for column in columns) * _LINE + _ROW_GAP
        if used > lines and row >= _FEWEST:
            return row
    return most
