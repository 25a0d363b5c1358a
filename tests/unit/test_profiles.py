"""Profiles, fact sheets, booklets, wall maps and ballots on paper."""

import base64
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pypdf
import pytest

from strukturmonitor.access import Actor, Reader
from strukturmonitor.areas import AreaTree
from strukturmonitor.database import Database
from strukturmonitor.errors import (
    BallotWrong,
    BookletWrong,
    DocumentUnknown,
    NotAllowed,
    ProfileEmpty,
    StrukturmonitorError,
    WallMapWrong,
)
from strukturmonitor.imports.findings import explain_error
from strukturmonitor.profiles import recipe
from strukturmonitor.profiles.ballots import Ballot, ballots_pdf
from strukturmonitor.profiles.contents import gather
from strukturmonitor.profiles.document import _citations, profile_pdf
from strukturmonitor.profiles.many import Wanted, booklet_pdf, make, one_pdf
from strukturmonitor.profiles.panels import cut, stretched
from strukturmonitor.profiles.tools import Tools
from strukturmonitor.profiles.wall_map import WallMap, wall_map_pdf
from strukturmonitor.profiles.words import paragraphs
from strukturmonitor.texts import LANGUAGES, speak
from strukturmonitor.ui import data, paper_command
from strukturmonitor.ui.headless import take
from strukturmonitor.ui.paper_command import export_paper, tools_for
from strukturmonitor.vacancy import WATCHED_STATES, Selection

A1_MM, A0_MM = (841, 594), (1189, 841)


@pytest.fixture(autouse=True)
def demo(app_on: Callable[..., None], demo_dir: Path, demo_database: Database) -> None:
    app_on(demo_dir)


@pytest.fixture
def tools(demo_database: Database) -> Callable[..., Tools]:
    def make_tools(language: str = "de", role: str = "public", database: Database = demo_database) -> Tools:
        tree = AreaTree(Reader(database, Actor()).read("areas"))
        return tools_for(tree, database.versions.city, language, Actor(role=role))

    return make_tools


def pages_of(content: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]


def size_mm(content: bytes) -> tuple[int, int]:
    box = pypdf.PdfReader(io.BytesIO(content)).pages[0].mediabox
    return round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4)


def tags(content: bytes) -> list[tuple[str, str | None]]:
    """Kind and text alternative of every element of the document's structure."""
    found = []

    def walk(element: object) -> None:
        element = element.get_object() if hasattr(element, "get_object") else element
        if isinstance(element, pypdf.generic.ArrayObject):
            for each in element:
                walk(each)
        elif isinstance(element, pypdf.generic.DictionaryObject):
            if "/S" in element:
                found.append((str(element["/S"]), element.get("/Alt")))
            if "/K" in element:
                walk(element["/K"])

    walk(pypdf.PdfReader(io.BytesIO(content)).trailer["/Root"]["/StructTreeRoot"])
    return found


def test_a_profile_is_whole_and_accessible(tools: Callable[..., Tools]) -> None:
    """Prevents a profile that a screen reader cannot read, that lacks a chapter, or that takes made data for measured."""
    made = tools("en")
    content = profile_pdf(made, made.tree["bezirk:eving"])
    reader = pypdf.PdfReader(io.BytesIO(content))
    root, texts = reader.trailer["/Root"], speak("en")
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "en"
    assert reader.metadata.title == "District profile Eving"
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    kinds = tags(content)
    figures = [alt for kind, alt in kinds if kind == "/Figure"]
    assert len(figures) > 15 and all(alt and str(alt).strip() for alt in figures)
    assert {"/Table", "/TH", "/H1", "/L"} <= {kind for kind, _ in kinds}
    pages = pages_of(content)
    assert 6 <= len(pages) <= 12
    assert texts("profile.demo") in pages[0] and all(texts("profile.demo_short") in page for page in pages[1:])
    whole = " ".join(" ".join(pages).split())
    for chapter in recipe.chapters():
        assert texts(f"profile.chapter.{chapter.chapter}") in whole
    for gap in ("need", "courses", "projection"):  # nothing has been computed here: said, not left out
        assert texts(f"profile.missing.{gap}")[:30] in whole


def test_nobody_reads_on_paper_what_is_not_theirs(tools: Callable[..., Tools], demo_database: Database) -> None:
    """Prevents reasons, numbers and addresses of single units in print, also in the version for committees, which may
    know sums only."""
    texts, wanted = speak("de"), Wanted("booklet", chapters=("overview", "vacancy"))
    council, public = (
        " ".join(" ".join(pages_of(booklet_pdf(made, [made.tree["stat:140"]], wanted))).split())
        for made in (tools(role="council"), tools())
    )
    codes = ("fire_safety", "inheritance", "insolvency", "foreclosure", "neglect", "purchase_price")
    hidden = {texts(f"vacancy.reason.{code}") for code in codes}
    selection = Selection(area_id="stat:140", states=WATCHED_STATES, day=None)
    shown = selection.parameters(sort="address", is_internal=True)
    units = demo_database.read("vacancy_selection_internal", **shown)
    assert len(units)
    hidden |= set(units["unit_id"]) | set(units["address"].dropna())
    for text in (public, council):
        assert [word for word in hidden if word in text] == []
    with pytest.raises(NotAllowed):
        tools(role="jury")


def test_an_area_says_what_it_has_not_got(tools: Callable[..., Tools], empty_database: Database) -> None:
    """Prevents a programme area that is printed with the values of another one, and an error where a sentence is due."""
    made = tools()
    area = made.tree.of_level("pg")[0]
    text = " ".join(" ".join(pages_of(profile_pdf(made, area))).split())
    assert made.texts("profile.kind.pg") in text and made.texts("profile.missing.need")[:40] in text
    assert made.texts("district.example") in text  # its boundary is an example


def test_no_data_is_told_and_not_printed(
    tools: Callable[..., Tools], empty_dir: Path, empty_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Prevents empty pages, or a stack trace, where nothing has been loaded yet."""
    monkeypatch.setenv("STRUKTURMONITOR_DATA_DIR", str(empty_dir))
    data.settings.cache_clear()
    made = tools(database=empty_database)
    area = next(each for each in made.tree.of_level("stat"))
    for wanted in (Wanted(), Wanted("leaflet")):
        with pytest.raises(ProfileEmpty) as told:
            one_pdf(made, area, wanted)
        for language in LANGUAGES:
            assert area.name in explain_error(speak(language), told.value)


def test_the_recipe_names_what_pages_show(tools: Callable[..., Tools]) -> None:
    """Prevents a chapter that loses a picture because its page calls it otherwise now."""
    made = tools()
    shown = [gather(made, area).views for area in (made.tree["bezirk:eving"], made.tree.city)]
    later = {"need", "courses"}  # come from analyses, like the projection
    parts = [part for chapter in recipe.chapters() for part in chapter.parts if part.part and part.source not in later]
    lost = [
        part.part
        for part in parts
        if part.missing != "projection" and part.part not in ("bild:pyramide-voraus", "text:2")
        and not any(views[part.source] is not None and views[part.source].part(part.part) for views in shown)
    ]  # fmt: skip
    assert lost == []
    used = {
        name for chapter in recipe.chapters() for part in chapter.parts for name in (part.missing, part.title) if name
    }
    assert all(
        speak(language).has(f"profile.missing.{name}") or speak(language).has(f"profile.title.{name}")
        for name in used
        for language in LANGUAGES
    )


def test_several_documents_come_as_one_file(
    tools: Callable[..., Tools], demo_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Prevents a file with one profile too few, names that hide each other, a bar that stands still, and a first profile
    from the command line without what the app would have computed meanwhile."""
    computed = []
    monkeypatch.setattr(paper_command, "compute", lambda _, name: computed.append(name))
    monkeypatch.setattr(paper_command, "stored", lambda folder, name: None if name == "need" else object())
    told = []
    made = tools()
    areas = [made.tree["bezirk:eving"], made.tree["stat:140"]]
    done = make(made, areas, Wanted("leaflet"), lambda *step: told.append(step))
    names = zipfile.ZipFile(io.BytesIO(done.content)).namelist()
    assert names == ["handzettel-eving.pdf", "handzettel-140-lindenhorst.pdf"] and done.documents == 2
    assert [step[:2] for step in told] == [(0, 2), (1, 2)]
    for name in names:
        assert len(pages_of(zipfile.ZipFile(io.BytesIO(done.content)).read(name))) == 1  # a fact sheet is one page
    asked = export_paper(demo_database, kind="leaflet", areas=["eving"], role="public", language="en")
    assert asked["is_public"] and asked["rows"] == 1 and computed == ["need"]
    assert "Eving" in pages_of(base64.b64decode(asked["content"]))[0]


def test_a_booklet_has_chosen_areas_and_chapters(tools: Callable[..., Tools]) -> None:
    """Prevents a booklet with other chapters than were chosen, or one without an end."""
    made = tools()
    areas = [made.tree["stat:140"], made.tree["stat:130"]]
    text = " ".join(
        pages_of(booklet_pdf(made, areas, Wanted("booklet", chapters=("vacancy",), title="Unser <b>Heft</b>")))
    )
    assert "Unser <b>Heft</b>" in text and made.texts("profile.chapter.space") not in text
    assert all(area.name in text for area in areas)
    with pytest.raises(DocumentUnknown):
        booklet_pdf(made, areas, Wanted("booklet", chapters=("quark",)))
    for bad in ({"areas": []}, {"areas": areas * 20}, {"title": "x" * 500}):
        with pytest.raises(BookletWrong) as wrong:
            booklet_pdf(made, bad.get("areas", areas), Wanted("booklet", ("vacancy",), bad.get("title", "")))
        assert "{" not in explain_error(speak("de"), wrong.value)


def test_wall_maps(tools: Callable[..., Tools]) -> None:
    """Prevents a map that is printed too small, without its legend, or with an indicator that does not exist."""
    made = tools()
    city = made.tree.city
    with_values = wall_map_pdf(made, WallMap(city, "leerstandsquote", "stat", "a1"))
    plain = wall_map_pdf(made, WallMap(made.tree["bezirk:eving"], None, "stat", "a0"))
    assert size_mm(with_values) == A1_MM and size_mm(plain) == A0_MM
    text = " ".join(pages_of(with_values))
    assert "Leerstandsquote" in text and made.texts("profile.demo") in text and "Lindenhorst" in text
    assert "Lindenhorst" in " ".join(pages_of(plain)) and made.texts("profile.demo") not in " ".join(pages_of(plain))
    for wrong in (WallMap(city, paper="a9"), WallMap(city, level="ub"), WallMap(city, indicator="quark")):
        with pytest.raises(WallMapWrong):
            wall_map_pdf(made, wrong)


def test_ballots_have_room_and_no_names() -> None:
    """Prevents ballots that run into each other, and words that are read as markup."""
    texts = speak("de")
    few = pypdf.PdfReader(io.BytesIO(ballots_pdf(texts, Ballot("Was <b>zuerst</b>?", ("A", "B", " "), 3, 10), "Stadt")))
    assert len(few.pages) == 3  # four on a sheet
    assert few.pages[0].extract_text().count("Was <b>zuerst</b>?") == 4
    long = tuple(f"{number} " + "wort " * 22 for number in range(20))
    many = pypdf.PdfReader(io.BytesIO(ballots_pdf(texts, Ballot("T" * 160, long, 10, 2), "Stadt")))
    assert len(many.pages) == 2
    assert all(f"\n{number} wort" in f"\n{many.pages[1].extract_text()}" for number in range(20))


@pytest.mark.parametrize(
    "ballot",
    [
        Ballot("", ("A", "B")), Ballot("x" * 500, ("A", "B")), Ballot("T", ("A",)), Ballot("T", ("A", "A")),
        Ballot("T", tuple(map(str, range(21)))), Ballot("T", ("A", "b" * 121)), Ballot("T", ("A", "B"), points=0),
        Ballot("T", ("A", "B"), count=100_000),
    ],
)  # fmt: skip
def test_wrong_ballots_are_explained(ballot: Ballot) -> None:
    """Prevents a page that fails, or sheets nobody can use, where a word of advice would do."""
    with pytest.raises(BallotWrong) as wrong:
        ballots_pdf(speak("de"), ballot, "Stadt")
    for language in LANGUAGES:
        said = explain_error(speak(language), wrong.value)
        assert said and "{" not in said


def test_errors_of_documents_are_told_in_both_languages() -> None:
    """Prevents a message with a hole where a value belongs."""
    errors: list[StrukturmonitorError] = [
        WallMapWrong(value="a9", known="a0, a1"), DocumentUnknown(kind="x", known="profile"), ProfileEmpty(area="Syburg"),
    ]  # fmt: skip
    for error in errors:
        assert all("{" not in explain_error(speak(language), error) for language in LANGUAGES)


def test_sentences_are_never_markup() -> None:
    """Prevents asterisks and links on paper, and words a person typed that are taken for markup."""
    told = paragraphs("- **Quote:** 5 \\* 3 [mehr](/leerstand)\n\nZweiter **Satz**")
    assert told == [
        {"is_item": True, "runs": [("Quote:", True), (" 5 * 3 mehr", False)]},
        {"is_item": False, "runs": [("Zweiter ", False), ("Satz", True)]},
    ]


def test_tall_charts_are_cut_and_narrow_ones_fill_the_page(tools: Callable[..., Tools]) -> None:
    """Prevents half pages left empty before a tall chart, and lines that get lost where it is cut."""
    made = tools()
    view = take("stadtbezirk", {"bezirk": "eving"}, Actor())
    tall = view.part("bild:verlauf-demography")
    pieces = cut(tall, made.texts, 3)
    assert len(pieces) == 2 and len({piece.title for piece in pieces}) == 2
    assert sum(len(piece.figure.data) for piece in pieces) == len(tall.figure.data)
    for piece in pieces:
        ends = [axis.domain for axis in piece.figure.select_yaxes() if axis.domain]
        assert min(end[0] for end in ends) == pytest.approx(0) and max(end[1] for end in ends) == pytest.approx(1)
    narrow = view.part("bild:verlauf-renovation")
    assert stretched(narrow).figure.layout.xaxis.domain[1] == pytest.approx(1)
    assert narrow.figure.layout.xaxis.domain[1] < 0.5  # the page's own stays as it is


def test_each_source_is_named_once() -> None:
    """Prevents a list of sources that names one office four times, once for each page its figures come from."""
    said = ["Amt (frei) (Geburten; Unfälle 2019 teilweise)", "Amt (frei) (2019 teilweise)", "Amt (frei)",
            "Amt (frei) (Umzüge; Geburten)", "Stadt", "Stadt (Zählung)"]  # fmt: skip
    cited = _citations([SimpleNamespace(citations=said)])
    assert cited == ["Amt (frei) (Geburten; Unfälle 2019 teilweise; Umzüge)", "Stadt (Zählung)"]
