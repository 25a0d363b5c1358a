"""How an area is made: drawn, uploaded, put together from districts, or opened. It lives in the URL: `umriss` (a short
text of the outline), `aus` (numbers of districts) or `eigen` (the name of a saved one)."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import streamlit as st

from strukturmonitor.errors import ShapeUnusable, StrukturmonitorError
from strukturmonitor.imports.findings import explain_error
from strukturmonitor.own_areas import OwnArea, composed_area, linked_area
from strukturmonitor.own_areas.line_code import decoded
from strukturmonitor.own_areas.rules import rules
from strukturmonitor.own_areas.saved import SavedArea, saved_areas
from strukturmonitor.own_areas.shapes import Note, as_linked, corners_of, drawn_area
from strukturmonitor.own_areas.upload import uploaded_area
from strukturmonitor.ui import session
from strukturmonitor.ui.data import database
from strukturmonitor.ui.own_areas.drawing import public_reader
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain

WAYS = {"zeichnen": "draw", "hochladen": "upload", "bezirke": "compose", "gespeichert": "saved"}
_LINE, _EXACT, _NOTES, _READ = "umriss", "genau", "hinweise", "gelesen"


@dataclass(frozen=True)
class Chosen:
    """`area` is None while there is none; `name` as the page calls it; `saved`: what it was opened from."""

    way: str
    area: OwnArea | None = None
    name: str = ""
    saved: SavedArea | None = None


def choose(page: Page) -> Chosen:
    """The ways as filters, and the area that came of them; what cannot be computed with is said."""
    texts = page.texts
    way = page.choice(
        "weg",
        texts("own.way"),
        {slug: texts(f"own.way.{name}") for slug, name in WAYS.items()},
        widget="selectbox" if page.is_phone else "segmented",
    )
    key = page.view.start(_LINE, _checked_line, None)
    if page.view.is_linked:
        page.view.put(_EXACT, None)
    try:
        if way == "bezirke":
            return _composed(page)
        if way == "gespeichert":
            return _opened(page)
        if way == "hochladen":
            _upload(page)
        return _of_line(page, way, st.session_state[key])
    except StrukturmonitorError as error:
        st.error(explain_error(texts, error))
        return Chosen(way)


def take_corners(page: Page, corners: list[tuple[float, float]]) -> None:
    """Make a line that was just drawn the area, and run again."""
    try:
        area = drawn_area(public_reader(), corners)
    except ShapeUnusable as error:
        st.error(explain_error(page.texts, error))
        return
    _take(page, area)
    st.rerun()


def forget_line(page: Page) -> None:
    """Remove the outline (as a callback)."""
    for slug in (_LINE, _EXACT, _NOTES):
        page.view.put(slug, None)


def show_notes(page: Page, area: OwnArea) -> None:
    """What was changed on the way from the file or the hand to the area."""
    texts = page.texts
    for note in area.notes:
        is_share = note.code == "outside"
        value = texts.percent(100 * note.value, 1) if is_share else texts.number(note.value)
        st.info(texts(f"own.note.{note.code}", value=value), icon=":material/info:")


def _checked_line(text: str) -> str:
    decoded(text)
    return text


def _of_line(page: Page, way: str, line: str | None) -> Chosen:
    exact: OwnArea | None = st.session_state.get(page.view.key(_EXACT))
    if line is None and exact is None:
        st.info(page.texts(f"own.{WAYS[way]}.empty"), icon=":material/polyline:")
        return Chosen(way)
    name = page.texts(f"own.name.{WAYS[way]}")
    if line is None:
        return Chosen(way, exact, name)
    page.view.keep(_LINE, line)
    area = page.data.derived(("own_line", line), lambda: linked_area(public_reader(), line))
    of_line, notes = st.session_state.get(page.view.key(_NOTES)) or (None, ())
    way_made = "uploaded" if way == "hochladen" else "drawn"
    return Chosen(way, replace(area, way=way_made, link=line, notes=notes if of_line == line else area.notes), name)


def _take(page: Page, area: OwnArea) -> None:
    """Keep an area that was just made: as the text of its link, or, where it is too fine for one, in this session."""
    forget_line(page)
    if area.link is None:
        page.view.put(_EXACT, replace(area, notes=(*area.notes, Note("no_link"))))
        return
    shown = as_linked(public_reader(), area)
    notes = area.notes
    if (corners := corners_of(shown.shape)) < corners_of(area.shape) and area.way == "uploaded":
        notes = (*notes, Note("linked", corners))
    page.view.put(_LINE, area.link)
    page.view.put(_NOTES, (area.link, notes))


def _upload(page: Page) -> None:
    """Read a file once, when it comes."""
    texts, file = page.texts, rules().file
    found = st.file_uploader(
        texts("own.upload.file", mb=texts.number(file["max_mb"])),
        type=file["extensions"],
        key=page.view.key("datei"),
        max_upload_size=file["max_mb"],
        help=texts("own.upload.help"),
    )
    read = page.view.key(_READ)
    if found is None or st.session_state.get(read) == found.file_id:
        return
    st.session_state[read] = found.file_id
    forget_line(page)
    _take(page, uploaded_area(public_reader(), found.name, found.getvalue()))


def _composed(page: Page) -> Chosen:
    texts = page.texts
    options = {}
    for area in page.tree.of_level("stat"):
        bezirk = page.tree.bezirk_of(area.area_id)
        options[_number(area.area_id)] = texts(
            "own.compose.option", name=area.name, bezirk=bezirk.name if bezirk else "–"
        )
    numbers = page.choices("aus", texts("own.compose.districts"), options, help=texts("own.compose.help"))
    if not numbers:
        st.info(texts("own.compose.empty"), icon=":material/join:")
        return Chosen("bezirke")
    ids = {_number(area.area_id): area.area_id for area in page.tree.of_level("stat")}
    chosen = tuple(sorted(ids[number] for number in numbers))
    area = page.data.derived(("own_composed", chosen), lambda: composed_area(public_reader(), chosen))
    name = texts("own.name.compose", count=len(chosen), name=page.tree[chosen[0]].name)
    return Chosen("bezirke", area, name)


def _opened(page: Page) -> Chosen:
    texts = page.texts
    known = saved_areas(database(), page.data.actor)
    key = page.view.start("eigen", _known(known), None)
    if st.session_state[key] not in known:
        st.session_state[key] = None
    if "eigen" in page.view.rejected:
        page.view.rejected.remove("eigen")
        st.warning(texts("own.saved.gone"), icon=":material/search_off:")
    if not known:
        st.info(texts("own.saved.none"), icon=":material/bookmarks:")
        return Chosen("gespeichert")
    labels = {
        each.drawn_area_id: texts("own.saved.own" if each.is_own else "own.saved.shared", name=each.name)
        for each in known.values()
    }
    chosen = st.selectbox(
        texts("own.saved.label"),
        list(labels),
        format_func=labels.__getitem__,
        key=key,
        placeholder=texts("own.saved.choose"),
    )
    if chosen is None:
        st.info(texts("own.saved.none_chosen"), icon=":material/bookmarks:")
        return Chosen("gespeichert")
    page.view.keep("eigen", chosen)
    saved = known[chosen]
    area = page.data.derived(("own_saved", chosen, saved.outline), lambda: saved.opened(public_reader()))
    return Chosen("gespeichert", area, saved.name, saved)


def _known(known: dict[str, SavedArea]) -> Callable[[str], object]:
    return session.decode_choice({key: key for key in known})


def _number(area_id: str) -> str:
    """«140» of «stat:140»: short, as 62 of them may stand in a link."""
    return area_id.partition(":")[2]


def shown_name(chosen: Chosen) -> str:
    """The name as Markdown shows it unchanged; saved ones were typed by somebody."""
    return plain(chosen.name)
