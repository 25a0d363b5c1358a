"""What a phone or a card may answer: the fields of a form become an answer, or it is said what is wrong."""

import math
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from strukturmonitor.access import Actor, Reader
from strukturmonitor.areas import Area, AreaTree
from strukturmonitor.database import Database
from strukturmonitor.dialogue.poll_model import Asked
from strukturmonitor.dialogue.poll_rules import poll_rules
from strukturmonitor.errors import AnswerWrong
from strukturmonitor.register.fields import plain_text

_AROUND_WORDS = " .,;:!?…–-\"'„“”»«"


@dataclass(frozen=True)
class Given:
    """An answer as it is kept. `words`: in their counted form → as written; `amounts`: per option in its order."""

    amounts: tuple[int, ...] | None = None
    words: Mapping[str, str] | None = None
    lon: float | None = None
    lat: float | None = None
    area_id: str | None = None


def word_key(word: str) -> str:
    """The form in which identical words are counted together: «  Mehr  Bäume!» and «mehr bäume» are one. Empty where there
    is neither a letter nor a digit nor a picture sign."""
    says_something = any(unicodedata.category(sign)[0] in "LNS" for sign in word)
    return " ".join(word.split()).strip(_AROUND_WORDS).casefold() if says_something else ""


def plain_word(word: str) -> str:
    """A word as it is kept: one line, no control or direction-changing characters."""
    return " ".join(plain_text(word).split())


def map_areas(database: Database, extent: str | None) -> list[Area]:
    """The areas of the map on which a point is set: the statistische Bezirke of `extent` where that is a Stadtbezirk, else
    all Stadtbezirke."""
    tree = AreaTree(Reader(database, Actor()).read("areas"))
    parts = [area for area in tree.of_level("stat") if extent is not None and area.parent_id == extent]
    return parts or tree.of_level("bezirk")


def answer_of_form(database: Database, question: Asked, extent: str | None, form: Mapping[str, str]) -> Given:
    """Fields: `wahl` (single, scale), `o0`… (multiple), `p0`… (dots), `w0`… (words), `lon` and `lat` or `gebiet` (point).
    Raises AnswerWrong."""
    count = len(question.labels)
    if question.kind in ("single", "scale"):
        chosen = _whole(form.get("wahl", ""), count - 1)
        if chosen is None:
            raise AnswerWrong(reason="nothing")
        return Given(tuple(int(place == chosen) for place in range(count)))
    if question.kind == "multiple":
        return _not_nothing(tuple(int(bool(form.get(f"o{place}"))) for place in range(count)))
    if question.kind == "dots":
        return _dots(question, [form.get(f"p{place}", "") for place in range(count)])
    if question.kind == "words":
        return Given(words=_words(form.get(f"w{place}", "") for place in range(poll_rules().most_words)))
    return _point(database, extent, form)


def _dots(question: Asked, typed: list[str]) -> Given:
    amounts = [_whole(text.strip() or "0", question.points) for text in typed]
    if None in amounts or sum(amounts) > question.points:
        raise AnswerWrong(reason="too_many_dots", most=question.points)
    return _not_nothing(tuple(amounts))


def _not_nothing(amounts: tuple[int, ...]) -> Given:
    if not any(amounts):
        raise AnswerWrong(reason="nothing")
    return Given(amounts)


def _words(typed: Iterable[str]) -> dict[str, str]:
    rules, found = poll_rules(), {}
    for word in map(plain_word, typed):
        if len(word) > rules.longest_word:
            raise AnswerWrong(reason="word_too_long", most=rules.longest_word)
        if key := word_key(word):
            found.setdefault(key, word)
    if not found:
        raise AnswerWrong(reason="nothing")
    return found


def _point(database: Database, extent: str | None, form: Mapping[str, str]) -> Given:
    known = {area.area_id for area in map_areas(database, extent)}
    if form.get("lon") and form.get("lat"):
        lon, lat = _degrees(form["lon"]), _degrees(form["lat"])
        rows = Reader(database, Actor()).rows("area_at", lon=lon, lat=lat)
        area_id = next((row["area_id"] for row in rows if row["area_id"] in known), None)
        if area_id is None:
            raise AnswerWrong(reason="outside")
        decimals = poll_rules().point_decimals
        return Given(lon=round(lon, decimals), lat=round(lat, decimals), area_id=area_id)
    if form.get("gebiet") in known:
        return Given(area_id=form["gebiet"])
    raise AnswerWrong(reason="nothing")


def _degrees(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not abs(value) <= 180:
        raise AnswerWrong(reason="outside")
    return value


def _whole(text: str, most: int) -> int | None:
    """A whole number from 0 to `most`; None for anything else."""
    value = int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else -1
    return value if 0 <= value <= most else None
