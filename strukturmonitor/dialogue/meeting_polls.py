"""From a vote in the hall to ideas with weights: an option whose words are those of an idea weighs it, any other becomes an
idea of its own. Answers such as «Ja» and «Nein» are no ideas: such a vote stands in the record with its result alone."""

from collections.abc import Iterable

from strukturmonitor.access import Actor, Reader, require
from strukturmonitor.database import Database
from strukturmonitor.dialogue.meeting_ideas import Outcome, Said, add_ideas, change_ideas
from strukturmonitor.dialogue.meetings import RIGHT, Idea, meeting
from strukturmonitor.dialogue.poll_answers import word_key
from strukturmonitor.dialogue.poll_model import Asked
from strukturmonitor.dialogue.poll_rules import poll_rules
from strukturmonitor.dialogue.polls import results

WEIGHING = ("single", "multiple", "dots", "words")  # kinds of questions whose answers are ideas


def names_ideas(question: Asked) -> bool:
    """Whether the answers of a question can weigh ideas or become some."""
    labels = {word_key(label.replace(",", " ").replace("/", " ")) for label in question.labels}
    return question.kind in WEIGHING and not (labels and labels <= poll_rules().agreeing)


def take_over(database: Database, actor: Actor, meeting_id: str, poll_id: str) -> Outcome:
    """Give ideas the weight a vote gave them, and write those down that are not ideas yet. `saved` holds both; nothing
    of a vote that names no ideas. Raises NotAllowed, MeetingUnknown, PollUnknown, MeetingValueWrong."""
    require(actor, RIGHT)
    reader = Reader(database, actor)
    result = results(reader, poll_id)
    if not names_ideas(result.poll.question):
        return Outcome()
    counted = [(answer.label, answer.total) for answer in result.answers if answer.label.strip()]
    known = _by_words(meeting(reader, meeting_id).ideas)
    wanted = {
        known[_words(label)].idea_id: (known[_words(label)].revision, {"weight": total, "weighed_by": "poll"})
        for label, total in counted
        if _words(label) in known
    }
    outcome = change_ideas(database, actor, meeting_id, wanted)
    new = [Said(label, weight=total, weighed_by="poll") for label, total in counted if _words(label) not in known]
    outcome.saved += add_ideas(database, actor, meeting_id, new)
    return outcome


def _by_words(ideas: Iterable[Idea]) -> dict[str, Idea]:
    return {_words(idea.text): idea for idea in ideas}


def _words(text: str) -> str:
    """The same words, however they are spaced and written large."""
    return " ".join(text.casefold().split()).rstrip(".")
