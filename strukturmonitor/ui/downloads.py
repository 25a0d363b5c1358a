"""Files of what a page shows: pictures of charts and maps, tables, areas with values. A file is made when its button is
pressed, and says its title, the filters in force, source, day, and whether made rows are in it."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from strukturmonitor import stills
from strukturmonitor.exports.geo_files import geojson, geopackage
from strukturmonitor.exports.map_data import map_rows
from strukturmonitor.exports.names import file_name
from strukturmonitor.exports.tables import csv_bytes
from strukturmonitor.profiles.words import unmarked
from strukturmonitor.shown import Chart, Column, Map, Table
from strukturmonitor.ui.map_files import map_file
from strukturmonitor.ui.page import Page, taking
from strukturmonitor.workbooks import Sheet, workbook_bytes

_TYPES = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "gpkg": "application/geopackage+sqlite3",
    "geojson": "application/geo+json",
}
_SHEET_NAME_LETTERS = 31


@dataclass(frozen=True)
class _Said:
    """What every file says: the page's title, line and sources are known when the page is closed, and so when a button is
    pressed. `title`: of a chart or table; a map has that of its page."""

    page: Page
    title: str
    note: str
    is_demo: bool

    @property
    def heading(self) -> str:
        return self.title or self.page.shown().title

    @property
    def line(self) -> str:
        view = self.page.shown()
        return " · ".join(part for part in (view.title if self.title else "", view.line) if part)

    @property
    def sources(self) -> str:
        """The note, which names its sources; that of a map names only those of its lines."""
        cited = "" if self.title else " · ".join(self.page.shown().citations)
        told = self.page.texts("foot.sources", sources=cited) if cited else ""
        return " · ".join(part for part in (told, self.note) if part)

    @property
    def notes(self) -> list[str]:
        demo = self.page.texts("demo.line") if self.is_demo else ""
        return [part for part in (self.line, self.sources, demo) if part]

    @property
    def made_on(self) -> str:
        return self.page.texts("export.made_on", date=self.page.texts.date(datetime.date.today()))


def table_files(page: Page, table: Table, *, chart: Chart | None = None) -> None:
    """Buttons in a row, where the reader has opened a chart's or table's data."""
    said = _Said(page, table.title, table.note, says_made(page, table.note))
    frame = table.frame.rename(columns={name: _with_unit(column) for name, column in table.columns.items()})
    files = _of_table(said, frame)
    if chart is not None:
        files = {**_of_chart(said, chart), **files}
    _buttons(page, table.key, table.title, files)


def table_download(page: Page, table: Table) -> None:
    """One quiet control below a table; its content is made when it is open."""
    if taking.get() is not None:
        return
    box = st.popover(
        page.texts("download.table"),
        icon=":material/download:",
        type="tertiary",
        key=page.view.key(f"{table.key}:dateien"),
        on_change="rerun",
    )
    if box.open:
        with box:
            table_files(page, table)


def map_download(page: Page) -> None:
    """One quiet control below the map just drawn; its content is made when it is open."""
    drawn = next((part for part in reversed(page.parts) if isinstance(part, Map)), None)
    if drawn is None or taking.get() is not None:
        return
    box = st.popover(
        page.texts("download.map"),
        icon=":material/download:",
        type="tertiary",
        key=page.view.key(f"{drawn.key}:dateien"),
        on_change="rerun",
    )
    if not box.open:
        return
    if drawn.values is not None:
        drawn.values.frame  # noqa: B018  # read while the page's session is there: the buttons are pressed without it
    with box:
        _buttons(page, drawn.key, unmarked(drawn.alt).partition(". ")[0], _of_map(page, drawn))


def says_made(page: Page, note: str) -> bool:
    """Whether made rows are behind a chart: its note cites them; a note that cites nothing is that of the page."""
    if not page.is_demo:
        return False
    cited = page.data.read("datasets")
    told = cited[[page.texts.cited(citation) in note for citation in cited["citation"]]]
    return bool(told.empty or (told["origin"] == "made").any())


def _of_chart(said: _Said, chart: Chart) -> dict[str, Callable[[], bytes]]:
    texts = said.page.texts

    def picture() -> stills.Picture:
        return stills.chart_picture(chart, texts, line=said.line, is_demo=said.is_demo)

    return {"png": lambda: picture().png(), "svg": lambda: picture().svg().encode()}


def _of_table(said: _Said, frame: pd.DataFrame) -> dict[str, Callable[[], bytes]]:
    texts = said.page.texts

    def csv() -> bytes:
        return csv_bytes(texts, frame, title=said.heading, notes=said.notes)

    def xlsx() -> bytes:
        sheet = Sheet(_sheet_name(said.heading), frame, [said.heading, *said.notes, said.made_on, ""])
        return workbook_bytes([sheet], language=texts.language, title=said.heading)

    return {"csv": csv, "xlsx": xlsx}


def _of_map(page: Page, drawn: Map) -> dict[str, Callable[[], bytes]]:
    texts = page.texts
    said = _Said(page, "", drawn.note, page.is_demo)

    def picture() -> stills.Picture:
        words = {"heading": said.heading, "line": said.line, "note": said.sources, "is_demo": said.is_demo}
        return stills.map_picture(drawn, texts, map_file, **words)

    files = {"png": lambda: picture().png(), "svg": lambda: picture().svg().encode()}
    found = map_rows(drawn, texts, map_file)
    if found is None:
        return files
    shown = [drawn.title] if drawn.title else []
    meanings = [*shown, *(f"{name}: {label}" for name, label in found.labels.items())]

    def gpkg() -> bytes:
        notes = [said.heading, *said.notes, said.made_on, *meanings]
        return geopackage(found.rows, layer=drawn.key, notes=notes, geometry=found.geometry)

    def areas() -> bytes:
        notes = [*said.notes, said.made_on, *meanings]
        return geojson(found.rows, title=said.heading, notes=notes, geometry=found.geometry)

    return {**files, **_of_table(said, found.labelled), "gpkg": gpkg, "geojson": areas}


def _buttons(page: Page, key: str, words: str, files: dict[str, Callable[[], bytes]]) -> None:
    texts = page.texts
    st.caption(texts("download.help"))
    with st.container(horizontal=True, gap="small"):
        for kind, make in files.items():
            st.download_button(
                texts(f"download.{kind}"),
                make,
                file_name=file_name(words, kind),
                mime=_TYPES[kind],
                key=page.view.key(f"{key}:{kind}"),
                on_click="ignore",
                icon=":material/download:",
                type="tertiary",
            )


def _with_unit(column: Column) -> str:
    """On the page each cell says its per cent, in a file the head does."""
    return f"{column.label} (%)" if column.kind == "percent" and "%" not in column.label else column.label


def _sheet_name(title: str) -> str:
    """A title as the name of a sheet: without the signs that a workbook does not allow there."""
    plain = "".join(" " if sign in "[]:*?/\\'" else sign for sign in title).strip()
    return plain[:_SHEET_NAME_LETTERS].strip() or "–"
