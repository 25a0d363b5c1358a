"""Serial letters (Serienbrief): one letter per owner of chosen units, as PDF with the address in the window of DIN 5008
and as a table for mail merge. Addresses are personal: only in the areas in charge, and every use is noted."""

import datetime
import re
from dataclasses import dataclass

import pandas as pd

from strukturmonitor.access import Actor, Reader, require
from strukturmonitor.access.audit import note
from strukturmonitor.clock import utc_now
from strukturmonitor.database import Database
from strukturmonitor.errors import LetterTextWrong, NoLetters
from strukturmonitor.paper import pdf
from strukturmonitor.register.day import today
from strukturmonitor.register.owners import PRIVATE_KINDS
from strukturmonitor.register.people import catalogue, clean_entry
from strukturmonitor.texts import Texts
from strukturmonitor.workbooks import Sheet, workbook_bytes

_PLACEHOLDER = re.compile(r"\{(\w*)\}")
_RETURN_LINES = 4  # of the sender above the address; what follows are telephone and e-mail


@dataclass(frozen=True)
class Recipient:
    """One owner with the lines of the address and the units the letter is about (number, address). `person`: who is
    greeted, None where the letter goes to nobody by name."""

    owner_id: str
    name: str
    person: str | None
    lines: tuple[str, ...]
    street: str
    postcode: str
    place: str
    units: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Recipients:
    """Who gets a letter; `without_address`: numbers of owners who cannot get one; `without_owner`: numbers of units that
    have no owner in the register or lie outside the areas in charge."""

    letters: tuple[Recipient, ...]
    without_address: tuple[str, ...]
    without_owner: tuple[str, ...]


@dataclass(frozen=True)
class LetterText:
    """Text of a serial letter, without personal values."""

    sender: str
    subject: str
    body: str


@dataclass(frozen=True)
class Counts:
    """How many letters there would be, and what stands in the way of more; no personal values."""

    letters: int
    without_address: tuple[str, ...]
    without_owner: tuple[str, ...]


def letter_counts(database: Database, actor: Actor, unit_ids: list[str]) -> Counts:
    """How many owners of these units get a letter. Raises NotAllowed."""
    found = _recipients(database, actor, unit_ids)
    return Counts(len(found.letters), found.without_address, found.without_owner)


def first_letter(
    database: Database, actor: Actor, unit_ids: list[str], text: LetterText, texts: Texts
) -> dict[str, str]:
    """Address, subject and body of the first letter, to look at; noted in the audit. Raises NotAllowed, LetterTextWrong,
    ValueInvalid, NoLetters."""
    found, text, day = _prepared(database, actor, unit_ids, text)
    letter, date = found.letters[0], texts.date(day)
    _note_export(database, actor, "letter_preview", 1, len(unit_ids), "preview")
    return {
        "address": "\n".join(letter.lines),
        "subject": _filled(text.subject, letter, texts, date),
        "body": _filled(text.body, letter, texts, date),
    }


def check_text(text: LetterText) -> None:
    """Raises LetterTextWrong where the text has a placeholder nobody can fill, ValueInvalid where it is too long or
    empty."""
    _clean_text("x", text)


def letters_pdf(database: Database, actor: Actor, unit_ids: list[str], text: LetterText, texts: Texts) -> bytes:
    """All letters in one PDF; noted in the audit. Raises NotAllowed, LetterTextWrong, ValueInvalid, NoLetters,
    PaperFailed."""
    found, text, day = _prepared(database, actor, unit_ids, text)
    date = texts.date(day)
    data = {
        "sender": text.sender,
        "return_line": " · ".join(_lines(text.sender)[:_RETURN_LINES]),
        "letters": [
            {
                "address": list(letter.lines),
                "date": date,
                "subject": _filled(text.subject, letter, texts, date),
                "body": _filled(text.body, letter, texts, date),
            }
            for letter in found.letters
        ],
    }
    made = pdf("letter", data, title=texts("letters.pdf_title"), language=texts.language)
    _note_export(database, actor, "letters_made", len(found.letters), len(unit_ids), "pdf")
    return made


def letters_xlsx(database: Database, actor: Actor, unit_ids: list[str], texts: Texts, *, words: list[str]) -> bytes:
    """The same addresses as a table for mail merge, with a sheet that says where they come from; no cell runs
    as a formula. `words`: the filters in force. Raises NotAllowed, NoLetters."""
    found = _recipients(database, actor, unit_ids)
    if not found.letters:
        raise NoLetters(units=len(unit_ids))
    rows = [
        {
            "name": letter.name,
            "line": letter.lines[1] if len(letter.lines) > 3 else "",
            "street": letter.street,
            "postcode": letter.postcode,
            "place": letter.place,
            "units": _unit_list(letter),
            "count": len(letter.units),
            "owner_id": letter.owner_id,
        }
        for letter in found.letters
    ]
    table = pd.DataFrame(rows).rename(columns=lambda name: texts(f"letters.column.{name}"))
    facts = {
        "made": texts.date(today(database)),
        "filters": " · ".join(words),
        "letters": texts.number(len(found.letters)),
        "without": texts.number(len(found.without_address)),
        "purpose": texts("letters.purpose"),
    }
    source = pd.DataFrame(
        [(texts(f"letters.source.{name}"), value) for name, value in facts.items()],
        columns=[texts("letters.source_sheet"), texts("letters.source.value")],
    )
    sheets = [Sheet(texts("letters.sheet"), table), Sheet(texts("letters.source_sheet"), source)]
    made = workbook_bytes(sheets, language=texts.language, title=texts("letters.sheet"))
    _note_export(database, actor, "letters_made", len(found.letters), len(unit_ids), "xlsx")
    return made


def saved_texts(database: Database, actor: Actor) -> dict[str, LetterText]:
    """Saved texts by name. Raises NotAllowed."""
    rows = Reader(database, actor).rows("letter_templates")
    return {str(row["name"]): LetterText(row["sender"], row["subject"], row["body"]) for row in rows}


def save_text(database: Database, actor: Actor, name: str, text: LetterText) -> None:
    """Keep a text under a name in place of the one before. Raises NotAllowed, LetterTextWrong, ValueInvalid."""
    require(actor, "edit_register")
    values = _clean_text(name, text)
    with database.transaction("letter_template_saved") as transaction:
        now = utc_now()
        transaction.run(
            "put_letter_template", changed_at=now, account_id=actor.account_id, template=values.pop("name"), **values
        )


def drop_text(database: Database, actor: Actor, name: str) -> None:
    """Delete a saved text. Raises NotAllowed."""
    require(actor, "edit_register")
    with database.transaction("letter_template_dropped") as transaction:
        transaction.run("drop_letter_template", template=name)


def _recipients(database: Database, actor: Actor, unit_ids: list[str]) -> Recipients:
    """Who gets a letter about these units; whoever hands the addresses on notes it."""
    require(actor, "export_internal")
    rows = Reader(database, actor).rows("letter_recipients", unit_ids=list(unit_ids))
    owners: dict[str, list[dict[str, object]]] = {}
    for row in rows:
        owners.setdefault(str(row["owner_id"]), []).append(row)
    letters, without = [], []
    for owner_id, its in owners.items():
        recipient = _recipient(owner_id, its)
        if recipient is None:
            without.append(owner_id)
        else:
            letters.append(recipient)
    known = {str(row["unit_id"]) for row in rows}
    letters.sort(key=lambda each: each.name.casefold())
    return Recipients(tuple(letters), tuple(without), tuple(u for u in dict.fromkeys(unit_ids) if u not in known))


def _prepared(
    database: Database, actor: Actor, unit_ids: list[str], text: LetterText
) -> tuple[Recipients, LetterText, datetime.date]:
    values = _clean_text("x", text)
    found = _recipients(database, actor, unit_ids)
    if not found.letters:
        raise NoLetters(units=len(unit_ids))
    return found, LetterText(values["sender"], values["subject"], values["body"]), today(database)


def _clean_text(name: str, text: LetterText) -> dict[str, str]:
    values = clean_entry(
        "letter_template", {"name": name, "sender": text.sender, "subject": text.subject, "body": text.body}
    )
    known = catalogue()["placeholders"]
    used = dict.fromkeys(_PLACEHOLDER.findall(f"{values['subject']} {values['body']}"))
    unknown = [each for each in used if each not in known]
    if unknown:
        raise LetterTextWrong(
            unknown=", ".join(f"{{{each}}}" for each in unknown), known=", ".join(f"{{{each}}}" for each in known)
        )
    return values


def _recipient(owner_id: str, rows: list[dict[str, object]]) -> Recipient | None:
    first = rows[0]
    person, company = first["name"], first["legal_name"]
    if first["address"] is None or first["place"] is None or (person is None and company is None):
        return None
    names = [str(company)] if company is not None and first["kind"] not in PRIVATE_KINDS else []
    if person is not None:
        names.append(str(person))
    town = " ".join(part for part in (first["postcode"], first["place"]) if part)
    return Recipient(
        owner_id,
        names[0],
        None if person is None or first["kind"] == "community" else str(person),
        (*names, str(first["address"]), town),
        str(first["address"]),
        str(first["postcode"] or ""),
        str(first["place"]),
        tuple((str(row["unit_id"]), str(row["unit_address"])) for row in rows),
    )


def _filled(text: str, letter: Recipient, texts: Texts, date: str) -> str:
    greeting = texts("letters.greeting", name=letter.person) if letter.person else texts("letters.greeting_all")
    values = {
        "anrede": greeting,
        "eigentuemer": letter.name,
        "objekte": "\n".join(f"– {address} ({unit_id})" for unit_id, address in letter.units),
        "anzahl": texts.number(len(letter.units)),
        "datum": date,
    }
    return _PLACEHOLDER.sub(lambda match: values[match[1]], text)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _unit_list(letter: Recipient) -> str:
    return "; ".join(f"{address} ({unit_id})" for unit_id, address in letter.units)


def _note_export(database: Database, actor: Actor, action: str, letters: int, units: int, form: str) -> None:
    with database.transaction() as transaction:
        note(transaction, actor, action, subject="letters", detail=f"letters={letters} units={units} format={form}")
