"""A record in words: kinds, themes, states, when and where, how many; and its sentences made from the numbers."""

from collections.abc import Callable

from strukturmonitor.areas import AreaTree
from strukturmonitor.dialogue.meetings import Idea, Line, Meeting
from strukturmonitor.texts import Texts


def kind_words(texts: Texts, kind: str) -> str:
    return texts(f"meetings.kind.{kind}")


def theme_words(texts: Texts, theme: str | None) -> str:
    return texts("meetings.no_theme") if theme is None else texts(f"theme.{theme}")


def field_words(texts: Texts, field: str | None) -> str:
    return "" if field is None else texts(f"meetings.field_of_action.{field}")


def status_words(texts: Texts, status: str) -> str:
    return texts(f"meetings.status.{status}")


def area_words(texts: Texts, tree: AreaTree, area_id: str | None) -> str:
    """«Stadtbezirk Eving»; the city for None, the id of an area that is gone."""
    if area_id is not None and area_id not in tree:
        return area_id
    area = tree[area_id] if area_id else tree.city
    return area.name if area.level == "city" else texts(f"area.{area.level}", name=area.name)


def idea_place(texts: Texts, tree: AreaTree, idea: Idea) -> str:
    """Where an idea belongs: the place in words, else the smallest area around its point, else its own area."""
    if idea.place:
        return idea.place
    if idea.lon is not None:
        known = [tree[area_id] for area_id in idea.area_ids if area_id in tree and tree[area_id].level != "pg"]
        smallest = min(known, key=lambda area: area.area_km2, default=None)
        return "" if smallest is None else area_words(texts, tree, smallest.area_id)
    return "" if idea.area_id is None else area_words(texts, tree, idea.area_id)


def when_words(texts: Texts, meeting: Meeting) -> str:
    """«18.06.2026, 18:00–20:30 Uhr»."""
    day = texts.date(meeting.held_on)
    if meeting.begins and meeting.ends:
        return texts("meetings.when.from_to", date=day, begins=meeting.begins, ends=meeting.ends)
    return texts("meetings.when.from", date=day, begins=meeting.begins) if meeting.begins else day


def head_words(texts: Texts, tree: AreaTree, meeting: Meeting) -> list[str]:
    """The line below a record's title."""
    return [
        part
        for part in (
            kind_words(texts, meeting.kind),
            when_words(texts, meeting),
            meeting.place or "",
            area_words(texts, tree, meeting.area_id),
            "" if meeting.people is None else texts("meetings.people", people=texts.number(meeting.people)),
        )
        if part
    ]


def line_words(texts: Texts, line: Line) -> str:
    """What, who and until when, in one line."""
    due = "" if line.due_on is None else texts("meetings.until", date=texts.date(line.due_on))
    return " · ".join(part for part in (line.text, line.office or "", due) if part)


def notable(texts: Texts, ideas: tuple[Idea, ...], *, show: Callable[[str], str] = str) -> str:
    """What is notable about the ideas of a record, in up to three sentences. `show` is asked how a text that somebody
    typed is shown."""
    if not ideas:
        return texts("meetings.notable.none")
    count = len(ideas)
    words = [texts("meetings.notable.count", count=texts.number(count))]
    weighed = [idea for idea in ideas if idea.weight]
    if weighed:
        first = max(weighed, key=lambda idea: (idea.weight, -idea.number))
        words.append(
            texts(
                "meetings.notable.heaviest",
                idea=show(first.text.rstrip(". ")),
                weight=texts.number(first.weight),
                total=texts.number(sum(idea.weight for idea in weighed)),
            )
        )
    answered = sum(idea.answered_on is not None for idea in ideas)
    done = sum(idea.status == "done" for idea in ideas)
    if answered:
        words.append(
            texts(
                "meetings.notable.answered",
                answered=texts.number(answered),
                count=texts.number(count),
                done=texts.number(done),
            )
        )
    else:
        words.append(texts("meetings.notable.unanswered"))
    return " ".join(words)
