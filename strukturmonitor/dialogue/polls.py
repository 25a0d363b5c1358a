"""Questions put to a hall, and their results: reading. Whoever may present reads all of them, everybody else those whose
result was shown to the hall. No reading says anything of a single vote."""

from strukturmonitor.access import Reader, allowed
from strukturmonitor.areas import AreaTree
from strukturmonitor.dialogue.poll_model import AnswerCount, Asked, Hall, Poll, PollResult
from strukturmonitor.errors import PollUnknown

RIGHT = "present"


def polls(
    reader: Reader,
    *,
    story_id: str | None = None,
    step_id: str | None = None,
    meeting_id: str | None = None,
    poll_id: str | None = None,
) -> list[Poll]:
    """The newest first; all conditions given must hold."""
    name = "polls" if allowed(reader.actor, RIGHT) else "polls_revealed"
    rows = reader.rows(name, story_id=story_id, step_id=step_id, meeting_id=meeting_id, poll_id=poll_id)
    return [_poll(row) for row in rows]


def records(reader: Reader, *, story_id: str | None = None, meeting_id: str | None = None) -> list[Poll]:
    """What is kept of the dialogue: questions that were answered and are not open any more, in the order they were asked."""
    found = polls(reader, story_id=story_id, meeting_id=meeting_id)
    return [poll for poll in reversed(found) if poll.has_answers and poll.state != "open"]


def poll_of_step(reader: Reader, story_id: str, step_id: str) -> Poll | None:
    """The last time a step was asked; None where it never was."""
    return next(iter(polls(reader, story_id=story_id, step_id=step_id)), None)


def poll(reader: Reader, poll_id: str) -> Poll:
    """Raises PollUnknown."""
    found = polls(reader, poll_id=poll_id)
    if not found:
        raise PollUnknown(code=poll_id)
    return found[0]


def hall_of(reader: Reader, story_id: str) -> Hall | None:
    """The door of a story for phones; None before there is one, and for who may not present."""
    if not allowed(reader.actor, RIGHT):
        return None
    rows = reader.rows("hall_of_story", story_id=story_id)
    return Hall(story_id, rows[0]["code"], rows[0]["address"]) if rows else None


def results(reader: Reader, poll_id: str) -> PollResult:
    """What came out so far: votes of phones and counts on paper, kept apart and together. Raises PollUnknown, also where
    the reader may not see the result (yet)."""
    found = poll(reader, poll_id)
    leads = allowed(reader.actor, RIGHT)
    rows = reader.rows("poll_answers" if leads else "poll_answers_revealed", poll_id=poll_id)
    points = []
    if found.question.kind == "point":
        placed = reader.rows("poll_points" if leads else "poll_points_revealed", poll_id=poll_id)
        points = [(row["lon"], row["lat"], row["phone"]) for row in placed]
    return PollResult(found, _answers(reader, found, rows), points)


def paper_counts(reader: Reader, poll_id: str) -> dict[str, int]:
    """answer → how often it was counted on paper. Raises NotAllowed."""
    return {row["answer"]: row["amount"] for row in reader.rows("poll_paper_counts", poll_id=poll_id)}


def _answers(reader: Reader, found: Poll, rows: list[dict]) -> list[AnswerCount]:
    if labels := found.question.labels:
        given = {row["answer"]: row for row in rows}
        nothing = {"phone": 0, "paper": 0}
        counted = [(str(place), label, given.get(str(place), nothing)) for place, label in enumerate(labels)]
        return [AnswerCount(answer, label, row["phone"], row["paper"]) for answer, label, row in counted]
    names = AreaTree(reader.read("areas")).names if found.question.kind == "point" and rows else {}
    return [
        AnswerCount(row["answer"], row["words"] or names.get(row["answer"], row["answer"]), row["phone"], row["paper"])
        for row in rows
    ]


def _poll(row: dict) -> Poll:
    values = {name: value for name, value in row.items() if name != "question_json"}
    return Poll(question=Asked.model_validate_json(row["question_json"]), **values)
