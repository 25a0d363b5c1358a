"""Information for a person asked about (Art. 15 GDPR): everything the register keeps on one owner, seeker, reporter or
account, with purposes, bases, readers and periods, as a file. Every search and every file is noted in the audit."""

import datetime
import json
from dataclasses import dataclass

from strukturmonitor.access import Actor, Reader, require
from strukturmonitor.access.audit import note
from strukturmonitor.database import Database
from strukturmonitor.errors import PersonUnknown
from strukturmonitor.paper import pdf
from strukturmonitor.register.privacy import Purpose, deletion_words, purposes, queries_about, subjects
from strukturmonitor.texts import Texts

_SHORTEST_SEARCH = 2  # letters: one would list everybody
_TABLES = {
    "owner": ("owner_person", "conversation", "unit", "occupancy"),
    "seeker": ("seeker_person", "seeker", "reuse_match"),
    "reporter": ("report_person", "report_from_public"),
    "account": ("account", "account_session", "deputy", "saved_filter", "drawn_area", "story", "audit_event"),
}
_STAFF = ("actor_name", "decided_by", "begun_by", "checked_by", "account_id", "changed_by_account_id")
_OTHERS = "other"


@dataclass(frozen=True)
class Found:
    """Somebody a search led to. `subject`: owner, seeker, reporter, account; `label`: the name it was found by."""

    subject: str
    record_id: str
    label: str


@dataclass(frozen=True)
class Information:
    """`parts`: name of the query → its rows as plain values."""

    subject: str
    record_id: str
    made_at: datetime.datetime
    parts: dict[str, list[dict[str, object]]]
    purposes: tuple[Purpose, ...]


def find_people(database: Database, actor: Actor, text: str) -> list[Found]:
    """Whoever has this text in a name, a contact or a talk; nothing for a single letter. Raises NotAllowed."""
    require(actor, "manage_privacy")
    text = text.replace("\x00", "").strip()
    if len(text) < _SHORTEST_SEARCH:
        return []
    rows = Reader(database, actor).rows("people_found", text=text)
    with database.transaction() as transaction:
        note(transaction, actor, "people_searched", detail=str(len(rows)))
    return [Found(row["subject"], row["record_id"], row["label"]) for row in rows]


def about(database: Database, actor: Actor, subject: str, record_id: str) -> Information:
    """Everything on one of them. Raises NotAllowed, PersonUnknown."""
    require(actor, "manage_privacy")
    if subject not in subjects():
        raise PersonUnknown(subject=subject, record_id=record_id)
    reader = Reader(database, actor)
    parts = {name: reader.rows(name, record_id=record_id) for name in queries_about(subject)}
    if not next(iter(parts.values())):
        raise PersonUnknown(subject=subject, record_id=record_id)
    with database.transaction() as transaction:
        note(transaction, actor, "information_given", subject=subject, subject_id=record_id)
    wanted = tuple(found for found in purposes() if whom(found) == subject)
    return Information(subject, record_id, datetime.datetime.now(datetime.UTC), parts, wanted)


def as_json(information: Information, texts: Texts) -> bytes:
    """For programs, and to take to another office (Art. 20)."""
    content = {
        "subject": information.subject,
        "record_id": information.record_id,
        "made_at": information.made_at.isoformat(timespec="seconds"),
        "data": information.parts,
        "purposes": [
            {"table": found.table, "field": found.field, **_words(texts, found)} for found in information.purposes
        ],
        "rights": texts("privacy.information.rights"),
    }
    return json.dumps(content, ensure_ascii=False, indent=2, default=lambda value: value.isoformat()).encode()


def as_pdf(information: Information, texts: Texts, *, city: str) -> bytes:
    """For the person: what is kept, what for, who sees it, until when. Raises PaperFailed."""
    data = {
        "intro": texts("privacy.information.intro", day=texts.date(information.made_at.date())),
        "parts": [
            {
                "title": texts(f"privacy.part.{name}"),
                "empty": texts("privacy.information.nothing"),
                "rows": [
                    [[label(texts, field), _shown(texts, value)] for field, value in row.items() if value is not None]
                    for row in rows
                ],
            }
            for name, rows in information.parts.items()
        ],
        "purposes_title": texts("privacy.information.purposes"),
        "head": [texts(f"privacy.head.{name}") for name in ("fields", "purpose", "basis", "readers", "deletion")],
        "purposes": purpose_rows(texts, information.purposes),
        "rights_title": texts("privacy.information.rights_title"),
        "rights": texts("privacy.information.rights"),
        "date": texts.date(information.made_at.date()),
        "source": texts("privacy.information.foot"),
    }
    title = texts("privacy.information.title")
    return pdf("information", data, title=title, language=texts.language, city=city)


def whom(found: Purpose) -> str:
    """The kind of person a field is about: owner, seeker, reporter, account (whoever works with the register), other."""
    if found.field in _STAFF:
        return "account"
    return next((subject for subject, tables in _TABLES.items() if found.table in tables), _OTHERS)


def label(texts: Texts, field: str) -> str:
    """A column in words."""
    key = f"privacy.field.{field}"
    return texts(key) if texts.has(key) else field


def purpose_rows(texts: Texts, found: tuple[Purpose, ...]) -> list[list[str]]:
    """One row per purpose with its bases, readers and period; the fields it holds for stand together."""
    rows: dict[tuple[str, ...], list[str]] = {}
    for each in found:
        words = _words(texts, each)
        name = label(texts, each.field)
        rows.setdefault(tuple(words.values()), []).append(name)
    return [[", ".join(dict.fromkeys(names)), *words] for words, names in rows.items()]


def _words(texts: Texts, found: Purpose) -> dict[str, str]:
    language = texts.language
    return {
        "purpose": found.what_for.of(language),
        "basis": "; ".join(basis.of(language) for basis in found.bases),
        "readers": found.readers.of(language),
        "deletion": deletion_words(texts, found.rule),
    }


def _shown(texts: Texts, value: object) -> str:
    if isinstance(value, bool):
        return texts("privacy.yes" if value else "privacy.no")
    if isinstance(value, datetime.datetime):
        return f"{texts.date(value.date())}, {value:%H:%M} UTC"
    if isinstance(value, datetime.date):
        return texts.date(value)
    known = (
        f"privacy.word.{value}",
        f"vacancy.state.{value}",
        f"vacancy.reason.{value}",
        f"audit.{value}",
        f"role.{value}",
    )
    return next((texts(key) for key in known if texts.has(key)), str(value))
