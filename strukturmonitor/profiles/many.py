"""Documents of several areas: one zip, with progress."""

import io
import zipfile
from collections.abc import Callable, Iterable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass

from strukturmonitor.areas import Area, slugify
from strukturmonitor.errors import DocumentUnknown, ProfileEmpty
from strukturmonitor.profiles.document import booklet_sheet, compiled, drawings, profile_pdf, profile_sheet, set_sheet
from strukturmonitor.profiles.leaflet import leaflet_pdf
from strukturmonitor.profiles.recipe import chapters
from strukturmonitor.profiles.tools import Tools
from strukturmonitor.profiles.wall_map import WallMap, wall_map_pdf

KINDS = ("profile", "leaflet", "booklet", "wall-map")


@dataclass(frozen=True)
class Wanted:
    """A document. `kind`: of KINDS. Of a booklet `chapters` (all where none are named) and `title`; of a wall map
    `indicator`, `level` and `paper` (profiles.wall_map)."""

    kind: str = "profile"
    chapters: tuple[str, ...] = ()
    title: str = ""
    indicator: str | None = None
    level: str = "bezirk"
    paper: str = "a1"


@dataclass(frozen=True)
class Made:
    """A file, how many documents are in it, and the areas of which there is none because they have no data."""

    content: bytes
    documents: int
    empty: tuple[str, ...] = ()


def one_pdf(tools: Tools, area: Area, wanted: Wanted) -> bytes:
    """The document of one area. Raises DocumentUnknown, ProfileEmpty, PaperFailed, and what a page raises."""
    if wanted.kind == "profile":
        return profile_pdf(tools, area)
    if wanted.kind == "leaflet":
        return leaflet_pdf(tools, area)
    if wanted.kind == "wall-map":
        return wall_map_pdf(tools, WallMap(area, wanted.indicator, wanted.level, wanted.paper))
    if wanted.kind == "booklet":
        return booklet_pdf(tools, [area], wanted)
    raise DocumentUnknown(kind=wanted.kind, known=", ".join(KINDS))


def booklet_pdf(tools: Tools, areas: list[Area], wanted: Wanted) -> bytes:
    """One document of several areas. Raises like one_pdf, and BookletWrong."""
    known = tuple(spec.chapter for spec in chapters())
    if unknown := [name for name in wanted.chapters if name not in known]:
        raise DocumentUnknown(kind=unknown[0], known=", ".join(known))
    return compiled(tools, booklet_sheet(tools, areas, wanted.chapters or known, wanted.title))


def make(
    tools: Tools, areas: list[Area], wanted: Wanted, told: Callable[[int, int, str], None] = lambda *_: None
) -> Made:
    """A PDF for one area or a booklet, a zip of PDFs for several. `told(done, all, name)` before each of them. Raises
    like one_pdf; an area without data is left out and named, unless all are."""
    if wanted.kind == "booklet":
        told(0, 1, "")
        return Made(booklet_pdf(tools, areas, wanted), 1)
    if len(areas) == 1:
        told(0, 1, areas[0].name)
        return Made(one_pdf(tools, areas[0], wanted), 1)
    return zipped(tools, areas, wanted, told)


def zipped(tools: Tools, areas: Iterable[Area], wanted: Wanted, told: Callable[[int, int, str], None]) -> Made:
    """A PDF per area in one zip. Raises ProfileEmpty where no area has data."""
    found, empty = io.BytesIO(), []
    everything = list(areas)
    with (
        zipfile.ZipFile(found, "w", compression=zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        ThreadPoolExecutor(1, thread_name_prefix="setting") as setting,
    ):
        waiting: list[tuple[str, Future[bytes]]] = []

        def keep_last() -> None:
            name, document = waiting.pop()
            archive.writestr(name, document.result())

        for number, area in enumerate(everything):
            told(number, len(everything), area.name)
            try:
                document = _begun(tools, area, wanted, setting)
            except ProfileEmpty:
                empty.append(area.name)
                continue
            if waiting:
                keep_last()
            waiting.append((f"{file_stem(tools, area, wanted)}.pdf", document))
        if waiting:
            keep_last()
    if len(empty) == len(everything):
        raise ProfileEmpty(area=", ".join(empty))
    return Made(found.getvalue(), len(everything) - len(empty), tuple(empty))


def _begun(tools: Tools, area: Area, wanted: Wanted, setting: Executor) -> Future[bytes]:
    """The document of an area, which is set while the next one is gathered. Raises ProfileEmpty, and what a page raises."""
    if wanted.kind != "profile":
        return setting.submit(lambda content: content, one_pdf(tools, area, wanted))
    sheet = profile_sheet(tools, area)
    return setting.submit(set_sheet, sheet, drawings(tools, sheet), tools.language, tools.tree.city.name)


def file_stem(tools: Tools, area: Area, wanted: Wanted) -> str:
    """«stadtbezirksprofil-eving»; statistische Bezirke with their number, because names repeat."""
    key = f"profile.kind.{area.level}" if wanted.kind == "profile" else f"profile.kind.{wanted.kind}"
    number = f"-{area.code}" if area.level == "stat" and area.code else ""
    return f"{slugify(tools.texts(key))}{number}-{area.slug}"
