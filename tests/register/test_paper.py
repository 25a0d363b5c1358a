"""Sheets of paper: accessible PDF, and text of people that stays text."""

import io

import pypdf
import pytest

from strukturmonitor.errors import PaperFailed
from strukturmonitor.paper import TEMPLATES_DIR, pdf, printable

HEADINGS = {"facts": "Auf einen Blick", "contact": "Ansprechstelle"}
EMPTY = {"note": "", "texts": [], "photos": [], "headings": HEADINGS, "contact": "", "closing": "Ende"}


def read(made: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages)


def sheet(value: str, title: str = "Blatt") -> bytes:
    data = {**EMPTY, "facts": [["Feld", value]], "source": "Quelle", "date": "1.2.2026"}
    return pdf("expose", data, title=title, language="de")


@pytest.mark.parametrize(
    "text",
    [
        '#read("/etc/passwd")',
        "] $x^2$ \\ \\u{41} #let a = 1",
        "*fett* _kursiv_ = Titel <label> @ref // weg /* weg",
        "Yıldız Łódź Straße",
        '"Anführung" {geschweift} `Code`',
    ],
)
def test_text_is_never_markup(text: str) -> None:
    """Prevents a name that runs commands of the typesetting program or disappears as markup."""
    made = read(sheet(text, title=text))
    assert made.count(" ".join(text.split())) == 2  # title and field


@pytest.mark.parametrize(
    "text", ["a\x00b\x07", "a" * 10_000, "😀 👩‍👩‍👧 中文", "שלום مرحبا \u202eabc", "\ud800\ufeff\uffff\ue000"]
)
def test_no_text_breaks_a_sheet(text: str) -> None:
    """Prevents a letter that fails because of one sign somebody typed."""
    assert sheet(text).startswith(b"%PDF")


def test_unknown_signs_are_marked() -> None:
    """Prevents signs that vanish without a trace; those of our fonts stay as they are."""
    assert printable("Łódź 中") == "Łódź \ufffd"
    assert printable("a\x00b\tc") == "ab c"


def test_long_words_may_break() -> None:
    """Prevents a word of 10,000 letters that leaves the page at its right edge."""
    assert printable("a" * 100).split("\u200b") == ["a" * 40, "a" * 40, "a" * 20]


def test_a_sheet_is_accessible() -> None:
    """Prevents a PDF that a screen reader cannot read: structure, language and title are in it."""
    reader = pypdf.PdfReader(io.BytesIO(sheet("Wert", title="Mein Blatt")))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "de"
    assert reader.metadata.title == "Mein Blatt"
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()


def test_only_shipped_fonts() -> None:
    """Prevents a letter that looks different on each machine, or a font fetched from somewhere."""
    reader = pypdf.PdfReader(io.BytesIO(sheet("Wert 😀")))
    names = {font.get_object()["/BaseFont"] for page in reader.pages for font in page["/Resources"]["/Font"].values()}
    assert all(any(known in name for known in ("IBMPlexSans", "DejaVuSans")) for name in names)


def test_a_fault_is_told() -> None:
    """Prevents a stack trace instead of words where a sheet cannot be set."""
    with pytest.raises(PaperFailed):
        pdf("expose", {"source": "x"}, title="Blatt", language="de")


def test_templates_see_no_files() -> None:
    """Prevents a template that reads what lies around it: it knows the templates and the pictures it is given only."""
    assert all("read(" not in path.read_text(encoding="utf-8") for path in TEMPLATES_DIR.glob("*.typ"))
