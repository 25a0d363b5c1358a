"""The exposé of a unit for seekers, as PDF: exactly what everybody may see. It is read as the public reads, so nothing
internal can get in, whoever asks for it."""

from collections.abc import Callable

from strukturmonitor.access import Actor, Reader, require
from strukturmonitor.access.audit import note
from strukturmonitor.database import Database
from strukturmonitor.errors import RecordUnknown
from strukturmonitor.paper import pdf
from strukturmonitor.register.day import today
from strukturmonitor.register.fields import plain_text
from strukturmonitor.register.pictures import content
from strukturmonitor.texts import Texts
from strukturmonitor.vacancy.values import area_words, floor_words, label, steps_words

_MOST_PHOTOS = 3
_LONGEST_CONTACT = 400


def expose_pdf(
    database: Database,
    actor: Actor,
    unit_id: str,
    texts: Texts,
    *,
    city: str,
    places: dict[str, str],
    contact: str = "",
) -> bytes:
    """The exposé of a unit. `places`: area id → name; `contact`: the office seekers may turn to. Of a sensitive unit
    there is no address, text or photo. Raises NotAllowed, RecordUnknown, PaperFailed."""
    require(actor, "read_internal")
    public = Reader(database, Actor())
    rows = public.rows("vacancy_units", unit_ids=[unit_id])
    if not rows:
        raise RecordUnknown(unit_id=unit_id)
    unit = rows[0]
    photos, pictures = _photos(database, public.rows("public_photos", unit_id=unit_id), texts)
    district = places.get(str(unit["stat_id"]), city)
    title = texts("reuse.expose.title", place=unit["address"] or district)
    shown_day = texts.date(today(database))
    parts = [
        {"title": texts(f"reuse.expose.{field}"), "text": unit[field]}
        for field in ("reuse_idea", "note")
        if unit[field]
    ]
    data = {
        "date": texts("reuse.expose.date", date=shown_day),
        "source": texts("reuse.expose.source_made" if unit["origin"] == "made" else "reuse.expose.source", city=city),
        "note": texts("reuse.expose.hidden", district=district) if unit["is_sensitive"] else "",
        "facts": [list(fact) for fact in _facts(texts, unit, district, city)],
        "texts": parts,
        "photos": photos,
        "headings": {"facts": texts("reuse.expose.facts"), "contact": texts("reuse.expose.contact")},
        "contact": plain_text(contact)[:_LONGEST_CONTACT],
        "closing": texts("reuse.expose.closing", date=_checked(texts, unit)),
    }
    made = pdf("expose", data, title=title, language=texts.language, city=city, pictures=pictures)
    with database.transaction() as transaction:
        note(transaction, actor, "expose_made", subject="unit", subject_id=unit_id)
    return made


def _facts(texts: Texts, unit: dict[str, object], district: str, city: str) -> list[tuple[str, str]]:
    def known(value: object, words: Callable[[Texts, object], str]) -> str | None:
        return None if value is None else words(texts, value)

    place = " ".join(str(part) for part in (unit["postcode"], city) if part)
    facts = [
        ("name", unit["name"]),
        ("address", f"{unit['address']}, {place}" if unit["address"] else None),
        ("district", district),
        ("state", texts(f"vacancy.state.{unit['state']}")),
        ("sales_area", known(unit["sales_area_m2"], area_words)),
        ("area", known(unit["area_m2"], area_words)),
        ("window", known(unit["window_m"], _metres)),
        ("floor", known(unit["floor"], floor_words)),
        ("steps", known(unit["steps"], steps_words)),
        ("grade", unit["grade"]),
        ("previous_use", None if unit["previous_use"] is None else label(texts, "use", unit["previous_use"])),
        ("number", unit["unit_id"]),
    ]
    return [(texts(f"vacancy.field.{name}"), str(value)) for name, value in facts if value is not None]


def _photos(
    database: Database, rows: list[dict[str, object]], texts: Texts
) -> tuple[list[dict[str, str]], dict[str, bytes]]:
    photos, pictures = [], {}
    for photo in rows[:_MOST_PHOTOS]:
        picture = content(database.data_dir, str(photo["sha256"]))
        if picture is None:
            continue
        file = f"photo-{len(photos)}.jpg"
        pictures[file] = picture
        year = str(photo["taken_year"] or "")
        caption = str(photo["caption"] or texts("reuse.expose.photo"))
        photos.append({"file": file, "alt": caption, "caption": f"{caption} ({year})" if year else caption})
    return photos, pictures


def _metres(texts: Texts, value: float) -> str:
    return texts("vacancy.value.metres", value=texts.number(value, 1))


def _checked(texts: Texts, unit: dict[str, object]) -> str:
    return texts.date(unit["last_checked_on"]) if unit["last_checked_on"] else texts("vacancy.check.never")
