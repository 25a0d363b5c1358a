"""The record of a meeting as PDF. A published record is read and drawn as the public sees it, whoever asks for it, so that
nothing internal gets onto paper; a draft says on every page that it is one."""

from collections.abc import Callable, Mapping

from strukturmonitor.access import Actor, Reader
from strukturmonitor.areas import AreaTree
from strukturmonitor.clock import utc_now
from strukturmonitor.database import Database
from strukturmonitor.dialogue.meeting_words import (
    field_words,
    head_words,
    idea_place,
    kind_words,
    notable,
    status_words,
    theme_words,
)
from strukturmonitor.dialogue.meetings import Idea, Line, Meeting, meeting
from strukturmonitor.paper import pdf
from strukturmonitor.register.pictures import content
from strukturmonitor.shown import Chart, Map, Part, View
from strukturmonitor.stills import chart_picture, map_picture
from strukturmonitor.texts import Texts

Take = Callable[[str, Mapping[str, str], Actor], View]
PAGE = "dialog"
_WIDTH_PX, _MAP_HEIGHT_PX = 760, 430
_LONGEST_FACTS = 200


def meeting_pdf(
    database: Database,
    actor: Actor,
    meeting_id: str,
    texts: Texts,
    *,
    tree: AreaTree,
    take: Take,
    fetch: Callable[[str], bytes | None],
) -> bytes:
    """The record as PDF. `take`: draws a page for an audience; `fetch`: the bytes behind an address of a map.
    Raises MeetingUnknown, PaperFailed."""
    kept = meeting(Reader(database, actor), meeting_id)
    audience = Actor() if kept.is_published else actor
    kept = meeting(Reader(database, audience), meeting_id)
    view = take(PAGE, {"veranstaltung": meeting_id, "sprache": texts.language}, audience)
    pictures: dict[str, bytes] = {}
    drawn = [
        made
        for number, part in enumerate(view.parts)
        if isinstance(part, Chart | Map) and (made := _picture(part, number, kept, texts, fetch, pictures))
    ]
    photos = _photos(database, kept, pictures)
    source = texts(
        "meetings.note_made" if kept.is_made else "meetings.note", city=tree.city.name, date=texts.date(kept.held_on)
    )
    line_columns = [texts(f"meetings.field.agreements.{name}") for name in ("text", "office", "due_on")]
    data = {
        "kind": kind_words(texts, kept.kind),
        "date": texts("meetings.paper.made_on", date=texts.date(utc_now())),
        "head": " · ".join(head_words(texts, tree, kept)[1:]),
        "note": " ".join(_warnings(texts, kept)),
        "source": source if kept.is_published else f"{texts('meetings.draft')} · {source}",
        "summary": kept.summary or "",
        "notable": notable(texts, kept.ideas),
        "pictures": drawn,
        "columns": [texts(f"meetings.{name}") for name in ("field.weight", "table.said", "table.do", "table.status")],
        "ideas": [_idea(texts, tree, kept, idea) for idea in _heaviest_first(kept.ideas)],
        "line_columns": line_columns,
        "agreements": [_line(texts, line) for line in kept.agreements],
        "next_steps": [_line(texts, line) for line in kept.next_steps],
        "agenda": [[line.begins or "–", line.text] for line in kept.agenda],
        "groups": [_group(texts, kept, position) for position in range(len(kept.groups))],
        "photos": photos,
        "headings": {
            "ideas": texts("meetings.table.heading"),
            **{
                name: texts(f"meetings.field.{name}")
                for name in ("agreements", "next_steps", "agenda", "groups", "photos")
            },
        },
        "closing": texts("meetings.paper.closing"),
    }
    return pdf("meeting", data, title=kept.title, language=texts.language, city=tree.city.name, pictures=pictures)


def _warnings(texts: Texts, kept: Meeting) -> list[str]:
    """What a reader has to know before the rest: a draft, an invented record."""
    draft = [] if kept.is_published else [texts("meetings.file.draft")]
    return draft + ([texts("meetings.paper.made")] if kept.is_made else [])


def _picture(
    part: Part,
    number: int,
    kept: Meeting,
    texts: Texts,
    fetch: Callable[[str], bytes | None],
    pictures: dict[str, bytes],
) -> dict[str, object]:
    file = f"part-{number}.svg"
    if isinstance(part, Map):
        svg = map_picture(part, texts, fetch, width_px=_WIDTH_PX, height_px=_MAP_HEIGHT_PX, with_frame=False).svg()
        legend = [{"colour": colour, "words": words} for colour, words in part.legend]
        title = texts("meetings.map.title", where=kept.title)
    else:
        svg, legend = chart_picture(part, texts, width_px=_WIDTH_PX, with_frame=False).svg(), []
        title = part.title
    pictures[file] = svg.encode("utf-8")
    return {"file": file, "title": title, "alt": part.alt, "caption": part.note, "legend": legend}


def _photos(database: Database, kept: Meeting, pictures: dict[str, bytes]) -> list[dict[str, str]]:
    photos = []
    for number, photo in enumerate(kept.photos):
        picture = content(database.data_dir, photo.sha256)
        if picture is not None:
            pictures[f"photo-{number}.jpg"] = picture
            photos.append({"file": f"photo-{number}.jpg", "alt": photo.alt})
    return photos


def _heaviest_first(ideas: tuple[Idea, ...]) -> list[Idea]:
    return sorted(ideas, key=lambda idea: (-(idea.weight or 0), idea.number))


def _idea(texts: Texts, tree: AreaTree, kept: Meeting, idea: Idea) -> dict[str, str]:
    reason = texts("meetings.because", reason=idea.reason) if idea.reason else ""
    answer = " ".join(part for part in (idea.answer or "", reason) if part)
    facts = (
        theme_words(texts, idea.theme) if idea.theme else "",
        field_words(texts, idea.field_of_action),
        idea_place(texts, tree, idea),
        kept.group_names.get(idea.group_id or "", ""),
    )
    return {
        "weight": texts.number(idea.weight),
        "text": idea.text,
        "facts": " · ".join(fact for fact in facts if fact)[:_LONGEST_FACTS],
        "answer": answer or texts("meetings.no_answer"),
        "status": status_words(texts, idea.status),
        "date": texts.date(idea.answered_on) if idea.answered_on else "",
    }


def _line(texts: Texts, line: Line) -> list[str]:
    return [line.text, line.office or "–", texts.date(line.due_on)]


def _group(texts: Texts, kept: Meeting, position: int) -> str:
    group = kept.groups[position]
    people = "" if group.people is None else texts("meetings.group_people", people=texts.number(group.people))
    return " · ".join(
        part for part in (group.name, theme_words(texts, group.theme) if group.theme else "", people) if part
    )
