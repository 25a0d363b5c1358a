"""Serial letters: one per owner, addresses only for those in charge, nothing that a spreadsheet would run."""

import datetime
import io
import zipfile

import pypdf
import pytest
from people_helpers import ADMIN, EVA, FRIEDA, HANS, HOSTILE, OTHERS, database, everything_written, vacant_units
from python_calamine import CalamineWorkbook

from strukturmonitor.database import Database
from strukturmonitor.errors import LetterTextWrong, NoLetters, NotAllowed, ValueInvalid
from strukturmonitor.register import letters, owners
from strukturmonitor.texts import LANGUAGES, speak

__all__ = ["database"]
DE = speak("de")
TEXT = letters.LetterText(
    "Stadt\nKoordination\nWeg 1\n44135 Dortmund", "Betreff {anzahl}", "{anrede},\n\n{objekte}\n\n{datum}"
)
COMPANY = {"kind": "legal", "legal_name": "Beton & Partner GmbH"}


@pytest.fixture(scope="module")
def units(database: Database) -> list[str]:
    """Frieda owns the first two, a company the third, somebody without an address the fourth, nobody the fifth."""
    found = vacant_units(database)[:5]
    frieda = owners.record_owner(database, EVA, found[0], {"kind": "natural"}, person=FRIEDA)
    owners.link_owner(database, EVA, found[1], frieda)
    contact = {**FRIEDA, "role": "contact", "name": "Dr. Yıldız Öztürk", "address": "Hof 7"}
    owners.record_owner(database, EVA, found[2], COMPANY, person=contact)
    owners.record_owner(database, EVA, found[3], {"kind": "natural"}, person={**FRIEDA, "address": None})
    return found


def pages(made: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages]


def table(made: bytes, sheet: int = 0) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(made)).get_sheet_by_index(sheet).to_python()


def test_one_letter_per_owner_with_all_units(database: Database, units: list[str]) -> None:
    """Prevents two letters to one owner, a letter without an address, and owners who are left out without a word."""
    count = letters.letter_counts(database, EVA, units)
    assert (count.letters, len(count.without_address), count.without_owner) == (2, 1, (units[4],))
    company, frieda = pages(letters.letters_pdf(database, EVA, units, TEXT, DE))
    assert "Frieda Geheimnis\nAm Versteck 3\n44339 Dortmund" in frieda
    assert "Betreff 2" in frieda and f"({units[0]})" in frieda and f"({units[1]})" in frieda
    assert "Beton & Partner GmbH\nDr. Yıldız Öztürk\nHof 7\n44339 Dortmund" in company
    assert "Geheimnis" not in company and "30.09.2026" in company
    assert "Guten Tag Frieda Geheimnis," in frieda and "Guten Tag Dr. Yıldız Öztürk," in company


def test_the_table_for_mail_merge(database: Database, units: list[str]) -> None:
    """Prevents addresses in wrong columns, and a file that does not say what it is for."""
    made = letters.letters_xlsx(database, EVA, units, DE, words=["Eving", "nur leer"])
    head, *rows = table(made)
    assert head == ["Empfänger", "zu Händen", "Straße", "PLZ", "Ort", "Ladenlokale", "Anzahl", "Eigentümer-Nr."]
    assert rows[0][:5] == ["Beton & Partner GmbH", "Dr. Yıldız Öztürk", "Hof 7", "44339", "Dortmund"]
    assert (rows[1][0], rows[1][6]) == ("Frieda Geheimnis", 2.0)
    assert ["Filter", "Eving · nur leer"] in table(made, 1)


@pytest.mark.parametrize("text", HOSTILE[:4])
def test_no_cell_is_a_formula(database: Database, text: str) -> None:
    """Prevents a name that runs as a formula on the computer of the office, or breaks the letters of all others."""
    unit_id = vacant_units(database)[-1]
    owner_id = owners.record_owner(database, EVA, unit_id, {"kind": "natural"}, person={**FRIEDA, "name": text})
    made = letters.letters_xlsx(database, EVA, [unit_id], DE, words=[text])
    assert text in [row[0] for row in table(made)]
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    assert not any("<f>" in sheet or "<hyperlink" in sheet for sheet in sheets)
    assert any(text[:20] in page for page in pages(letters.letters_pdf(database, EVA, [unit_id], TEXT, DE)))
    owners.end_ownership(database, EVA, unit_id, owner_id, datetime.date(2026, 1, 1))


def test_letters_are_for_those_in_charge(database: Database, units: list[str]) -> None:
    """Prevents addresses of owners in other districts or lower roles."""
    with pytest.raises(NoLetters):
        letters.letters_xlsx(database, HANS, units, DE, words=[])
    for actor in OTHERS:
        with pytest.raises(NotAllowed):
            letters.letter_counts(database, actor, units)
        with pytest.raises(NotAllowed):
            letters.letters_pdf(database, actor, units, TEXT, DE)


def test_every_use_is_noted_without_names(database: Database, units: list[str]) -> None:
    """Prevents that nobody can tell who took how many addresses, and names in that log."""
    letters.first_letter(database, ADMIN, units, TEXT, DE)
    letters.letters_pdf(database, ADMIN, units, TEXT, DE)
    log = everything_written(database, "audit_event")
    assert "letter_preview" in log and "letters=2 units=5 format=pdf" in log
    assert "Geheimnis" not in log


def test_placeholders_are_checked(database: Database, units: list[str]) -> None:
    """Prevents a hundred letters with «{name}» in them; names that look like placeholders stay as they are."""
    with pytest.raises(LetterTextWrong):
        letters.letters_pdf(database, EVA, units, letters.LetterText("Amt", "Betreff", "Guten Tag {name}"), DE)
    with pytest.raises(ValueInvalid):
        letters.check_text(letters.LetterText("Amt", "", "Text"))
    for language in LANGUAGES:
        texts = speak(language)
        default = (texts(f"letters.default.{part}") for part in ("sender", "subject", "body"))
        letters.check_text(letters.LetterText(*default))


def test_texts_are_saved_by_name(database: Database) -> None:
    """Prevents a text that has to be written anew each time."""
    letters.save_text(database, EVA, "Erstes Anschreiben", TEXT)
    letters.save_text(database, EVA, "Erstes Anschreiben", letters.LetterText("Amt", "Neu", "Text"))
    assert letters.saved_texts(database, HANS)["Erstes Anschreiben"].subject == "Neu"
    letters.drop_text(database, HANS, "Erstes Anschreiben")
    assert "Erstes Anschreiben" not in letters.saved_texts(database, EVA)
