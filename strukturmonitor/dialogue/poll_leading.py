"""Leading a vote: opening, ending, showing and emptying a question, words, counts on paper, place and date. Every change
asks for the right to present."""

import datetime
import secrets
from collections.abc import Iterable, Mapping

from strukturmonitor.access import Actor, Reader, require
from strukturmonitor.clock import utc_now
from strukturmonitor.database import Database, Transaction
from strukturmonitor.dialogue.poll_answers import map_areas, plain_word, word_key
from strukturmonitor.dialogue.poll_model import Asking, Hall, Poll
from strukturmonitor.dialogue.poll_rules import poll_rules
from strukturmonitor.dialogue.polls import RIGHT, hall_of, poll, poll_of_step, polls
from strukturmonitor.errors import PaperCountWrong, PlaceWrong, QuestionIncomplete
from strukturmonitor.register.fields import plain_text

_ID_BYTES = 8
_SALT_BYTES = 24


def door(database: Database, actor: Actor, story_id: str) -> Hall:
    """The code of a story for phones, made where there is none. Raises NotAllowed."""
    require(actor, RIGHT)
    reader = Reader(database, actor)
    if (found := hall_of(reader, story_id)) is None:
        with database.transaction() as transaction:
            transaction.run("add_hall", story_id=story_id, code=_new_code(transaction))
        found = hall_of(reader, story_id)
    return found


def choose_address(database: Database, actor: Actor, story_id: str, address: str | None) -> None:
    """Which address of this machine the hall sees. Raises NotAllowed."""
    require(actor, RIGHT)
    with database.transaction() as transaction:
        transaction.run("change_hall_address", story_id=story_id, address=address)


def open_poll(database: Database, actor: Actor, asking: Asking) -> Poll:
    """Let phones answer; what they answer the hall sees at the end, or when it is shown on purpose. The question of an earlier day, or one whose link to the phones is deleted, stays a record of its
    own; another question of the story that is open ends. Raises NotAllowed, QuestionIncomplete."""
    prepared = prepare(database, actor, asking)
    now = utc_now()
    with database.transaction() as transaction:
        transaction.run("close_polls", story_id=asking.story_id, closed_at=now)
        transaction.run("open_poll", poll_id=prepared.poll_id, opened_at=now)
    return poll(Reader(database, actor), prepared.poll_id)


def prepare(database: Database, actor: Actor, asking: Asking) -> Poll:
    """The question of this day, made where there is none, and as the story asks it now where nobody has answered yet.
    Raises NotAllowed, QuestionIncomplete."""
    require(actor, RIGHT)
    if not asking.question.is_complete:
        raise QuestionIncomplete(title=asking.title)
    reader, today = Reader(database, actor), datetime.date.today()
    found = poll_of_step(reader, asking.story_id, asking.step_id)
    if found is None or not found.is_linked or (found.has_answers and _day_of(found) != today):
        return ask_anew(database, actor, asking)
    if not found.has_answers and found.state != "open" and (not found.is_same_as(asking) or found.held_on != today):
        with database.transaction() as transaction:
            transaction.run("refresh_poll", poll_id=found.poll_id, held_on=today, **_said(asking))
    return poll(reader, found.poll_id)


def ask_anew(database: Database, actor: Actor, asking: Asking) -> Poll:
    """The same step once more, with no answers yet; what came out before stays. Raises NotAllowed, QuestionIncomplete."""
    require(actor, RIGHT)
    if not asking.question.is_complete:
        raise QuestionIncomplete(title=asking.title)
    poll_id = secrets.token_hex(_ID_BYTES)
    with database.transaction() as transaction:
        transaction.run("close_polls", story_id=asking.story_id, closed_at=utc_now())
        transaction.run(
            "add_poll",
            poll_id=poll_id,
            story_id=asking.story_id,
            step_id=asking.step_id,
            code=_new_code(transaction),
            held_on=datetime.date.today(),
            made_at=utc_now(),
            salt=secrets.token_urlsafe(_SALT_BYTES),
            **_said(asking),
        )
    return poll(Reader(database, actor), poll_id)


def close_poll(database: Database, actor: Actor, found: Poll) -> None:
    """No more answers; the hall sees what came out. Raises NotAllowed."""
    require(actor, RIGHT)
    with database.transaction() as transaction:
        transaction.run("close_polls", story_id=found.story_id, poll_id=found.poll_id, closed_at=utc_now())


def reveal(database: Database, actor: Actor, found: Poll, *, is_revealed: bool) -> None:
    """Show the result to the hall, or take it off the wall. Raises NotAllowed."""
    require(actor, RIGHT)
    with database.transaction() as transaction:
        transaction.run("reveal_poll", poll_id=found.poll_id, is_revealed=is_revealed)


def empty_poll(database: Database, actor: Actor, found: Poll) -> None:
    """Delete all answers, of phones and on paper; the question waits again. Raises NotAllowed."""
    require(actor, RIGHT)
    with database.transaction() as transaction:
        transaction.run("empty_poll", poll_id=found.poll_id, salt=secrets.token_urlsafe(_SALT_BYTES))


def empty_story(database: Database, actor: Actor, story_id: str) -> int:
    """After a rehearsal: delete the answers that were given today to questions of a story; returns to how many questions
    there were any. Records of earlier days stay. Raises NotAllowed."""
    require(actor, RIGHT)
    today = datetime.date.today()
    found = [each for each in polls(Reader(database, actor), story_id=story_id) if _day_of(each) == today]
    for each in found:
        empty_poll(database, actor, each)
    return sum(each.has_answers for each in found)


def describe(
    database: Database,
    actor: Actor,
    found: Poll,
    *,
    place: str,
    held_on: datetime.date,
    meeting_id: str | None,
) -> None:
    """Where and when the people met. Raises NotAllowed, PlaceWrong."""
    require(actor, RIGHT)
    place = " ".join(plain_text(place).split())
    if len(place) > poll_rules().longest_place:
        raise PlaceWrong(limit=poll_rules().longest_place)
    with database.transaction() as transaction:
        transaction.run(
            "describe_poll", poll_id=found.poll_id, place=place or None, held_on=held_on, meeting_id=meeting_id
        )


def judge_words(database: Database, actor: Actor, found: Poll, keys: Iterable[str], *, is_released: bool) -> None:
    """Let the hall see words, or keep them from it. Raises NotAllowed."""
    require(actor, RIGHT)
    with database.transaction() as transaction:
        state = "released" if is_released else "hidden"
        transaction.run("judge_words", poll_id=found.poll_id, word_keys=list(keys), state=state)


def count_paper(
    database: Database, actor: Actor, found: Poll, counts: Mapping[str, int], *, people: int | None
) -> None:
    """Real dots and cards as they were counted: `counts` per option number or area_id, for words per word as it was
    written. Raises NotAllowed, PaperCountWrong."""
    require(actor, RIGHT)
    rules = poll_rules()
    if any(not 0 <= amount <= rules.most_on_paper for amount in [*counts.values(), people or 0]):
        raise PaperCountWrong(reason="amount", most=rules.most_on_paper)
    is_words = found.question.kind == "words"
    words = {word_key(plain_word(word)): plain_word(word) for word in counts} if is_words else {}
    if len(words) > rules.most_paper_words or any(len(word) > rules.longest_word for word in words.values()):
        raise PaperCountWrong(reason="words", most=rules.most_paper_words, longest=rules.longest_word)
    answers: dict[str, int] = {}
    for answer, amount in counts.items():
        key = word_key(plain_word(answer)) if is_words else answer
        answers[key] = answers.get(key, 0) + amount
    if "" in answers or (not is_words and not answers.keys() <= _possible(database, found)):
        raise PaperCountWrong(reason="answer")
    with database.transaction() as transaction:
        for answer, amount in answers.items():
            transaction.run("keep_paper_count", poll_id=found.poll_id, answer=answer, amount=amount)
        for key, word in words.items():
            transaction.run("add_poll_word", poll_id=found.poll_id, word_key=key, word=word, state="released")
        transaction.run("keep_paper_people", poll_id=found.poll_id, paper_people=people)


def _possible(database: Database, found: Poll) -> set[str]:
    if found.question.kind == "point":
        return {area.area_id for area in map_areas(database, found.extent)}
    return {str(place) for place in range(len(found.question.labels))}


def _said(asking: Asking) -> dict[str, str | None]:
    return {
        "language": asking.language,
        "title": asking.title,
        "explanation": asking.explanation,
        "question_json": asking.question.model_dump_json(),
        "extent": asking.extent,
    }


def _day_of(found: Poll) -> datetime.date:
    """The day the answers came in, where the office is; the day of the record may have been changed by hand."""
    moment = (found.opened_at or found.made_at).replace(tzinfo=datetime.UTC)
    return max(found.held_on, moment.astimezone().date())


def _new_code(transaction: Transaction) -> str:
    rules = poll_rules()
    while True:
        code = "".join(secrets.choice(rules.code_signs) for _ in range(rules.code_length))
        if not transaction.rows("code_in_use", code=code)[0]["is_used"]:
            return code
