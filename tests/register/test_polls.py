"""Votes of a hall: what counts once, what is refused, what is kept of a phone, and what comes out."""

import concurrent.futures
import dataclasses
import datetime
import json

import pytest
from poll_helpers import *  # noqa: F403 (fixtures)
from poll_helpers import ANSWERS, INSIDE, KINDS, LEADER, asking, opened, phone

from strukturmonitor.access import Actor, Reader
from strukturmonitor.database import Database
from strukturmonitor.dialogue import poll_leading, poll_votes
from strukturmonitor.dialogue.poll_rules import poll_rules
from strukturmonitor.dialogue.polls import paper_counts, poll_of_step, polls, records, results
from strukturmonitor.errors import (
    AnswerWrong,
    NotAllowed,
    PaperCountWrong,
    PlaceWrong,
    PollNotOpen,
    PollUnknown,
    QuestionIncomplete,
    TooManyDevices,
    TooManyVotes,
)


@pytest.mark.parametrize("kind", KINDS)
def test_a_second_vote_takes_the_place_of_the_first(database: Database, reader: Reader, kind: str) -> None:
    """Prevents a phone that counts twice, for every kind of question."""
    poll = opened(database, kind)
    token = poll_votes.new_token()
    assert phone(database, poll, ANSWERS[kind], token=token) is False
    first = results(reader, poll.poll_id).total
    assert phone(database, poll, ANSWERS[kind], token=token) is True
    result = results(reader, poll.poll_id)
    assert (result.poll.devices, result.total) == (1, first)
    assert phone(database, poll, ANSWERS[kind]) is False
    assert results(reader, poll.poll_id).poll.devices == 2


def test_what_was_given_comes_out(database: Database, reader: Reader) -> None:
    """Prevents dots that land on another option, and a mean of the wrong numbers."""
    dots, scale = opened(database, "dots"), opened(database, "scale")
    phone(database, dots, {"p0": "3", "p2": "2"})
    phone(database, dots, {"p2": "1"})
    for value in ("0", "4", "4"):
        phone(database, scale, {"wahl": value})
    assert [(each.label, each.phone) for each in results(reader, dots.poll_id).answers] == [
        ("Platz", 3), ("Fest", 0), ("Rad", 3),
    ]  # fmt: skip
    assert len(results(reader, dots.poll_id).leading) == 2
    assert results(reader, scale.poll_id).mean == pytest.approx((1 + 5 + 5) / 3)


def test_after_the_end_and_before_the_beginning_nothing_counts(database: Database, reader: Reader) -> None:
    """Prevents votes that change a result that was read out, also from a phone that still shows the question."""
    poll = opened(database, "single")
    phone(database, poll, {"wahl": "0"})
    still_open = poll_votes.behind_code(database, poll.code)
    poll_leading.close_poll(database, LEADER, poll)
    with pytest.raises(PollNotOpen) as refused:
        poll_votes.vote(database, still_open, poll_votes.new_token(), {"wahl": "1"})
    assert refused.value.values["reason"] == "closed"
    waiting = poll_leading.prepare(database, LEADER, asking("single"))
    with pytest.raises(PollNotOpen):
        phone(database, waiting, {"wahl": "1"})
    assert results(reader, poll.poll_id).total == 1


def test_a_phone_that_answered_before_a_reset_does_not_come_back(database: Database, reader: Reader) -> None:
    """Prevents votes of the rehearsal from slipping into the evening."""
    poll = opened(database, "words")
    behind, token = poll_votes.behind_code(database, poll.code), poll_votes.new_token()
    phone(database, poll, ANSWERS["words"], token=token)
    poll_leading.count_paper(database, LEADER, poll, {"Karte": 3}, people=3)
    assert poll_leading.empty_story(database, LEADER, poll.story_id) == 1
    again = poll_of_step(reader, poll.story_id, poll.step_id)
    assert (again.state, again.devices, again.paper, again.paper_people) == ("waiting", 0, 0, None)
    with pytest.raises(PollNotOpen):
        poll_votes.vote(database, behind, token, ANSWERS["words"])
    poll_leading.open_poll(database, LEADER, asking("single", story_id=poll.story_id))
    with pytest.raises(PollNotOpen):  # the salt is a fresh one
        poll_votes.vote(database, behind, token, ANSWERS["words"])


@pytest.mark.parametrize(
    ("kind", "form", "reason"),
    [
        ("single", {}, "nothing"),
        ("single", {"wahl": "3"}, "nothing"),
        ("single", {"wahl": "-1"}, "nothing"),
        ("single", {"wahl": "１"}, "nothing"),
        ("multiple", {"o9": "1"}, "nothing"),
        ("dots", {"p0": "3", "p1": "3"}, "too_many_dots"),
        ("dots", {"p0": "-2", "p1": "5"}, "too_many_dots"),
        ("dots", {"p0": "1e9"}, "too_many_dots"),
        ("dots", {"p0": "0"}, "nothing"),
        ("scale", {"wahl": "5"}, "nothing"),
        ("words", {"w0": " \u202e\x00 ", "w1": "…!"}, "nothing"),
        ("words", {"w0": "x" * 61}, "word_too_long"),
        ("point", {}, "nothing"),
        ("point", {"gebiet": "bezirk:nirgends"}, "nothing"),
        ("point", {"lon": "13.4", "lat": "52.5"}, "outside"),
        ("point", {"lon": "nan", "lat": "51"}, "outside"),
        ("point", {"lon": "x' OR 1=1", "lat": "51"}, "outside"),
    ],
)
def test_an_answer_that_cannot_count_is_refused(
    database: Database, reader: Reader, kind: str, form: dict[str, str], reason: str
) -> None:
    """Prevents forms altered by hand from counting more than an honest one."""
    poll = opened(database, kind)
    with pytest.raises(AnswerWrong) as refused:
        phone(database, poll, form)
    assert refused.value.values["reason"] == reason
    assert results(reader, poll.poll_id).poll.devices == 0


def test_unknown_codes_and_odd_ways_to_type_one(database: Database) -> None:
    """Prevents a code that works only as it is printed, and one that leads somewhere by chance."""
    poll = opened(database, "single")
    assert poll_votes.behind_code(database, f" {poll.code[:2].lower()}-{poll.code[2:]} ").poll_id == poll.poll_id
    for code in ("", "XXXXX", "' OR 1=1 --", "x" * 5_000, poll.code[:-1]):
        with pytest.raises(PollUnknown):
            poll_votes.behind_code(database, code)


def test_one_code_follows_the_open_question(database: Database) -> None:
    """Prevents a hall that has to scan a new code for every question, and two questions open at once."""
    first = opened(database, "single")
    hall = poll_leading.door(database, LEADER, first.story_id)
    assert poll_leading.door(database, LEADER, first.story_id) == hall
    assert poll_votes.behind_code(database, hall.code).poll_id == first.poll_id
    second = opened(database, "words", story_id=first.story_id)
    assert poll_votes.behind_code(database, hall.code).poll_id == second.poll_id
    assert poll_votes.behind_code(database, first.code).state == "closed"
    poll_leading.close_poll(database, LEADER, second)
    assert poll_votes.behind_code(database, hall.code).question is None


def test_nothing_kept_leads_to_a_person_or_from_one_question_to_the_next(database: Database) -> None:
    """Prevents votes that can be put together to what one person thinks: the same phone has another hash everywhere."""
    token, polls_ = poll_votes.new_token(), [opened(database, "single"), opened(database, "scale")]
    for poll in polls_:
        phone(database, poll, {"wahl": "1"}, token=token)
    with database._cursor() as cursor:
        rows = cursor.execute(
            "SELECT device_hash FROM poll_vote WHERE poll_id IN (?, ?)", [each.poll_id for each in polls_]
        ).fetchall()
        columns = cursor.execute("SELECT column_name FROM duckdb_columns() WHERE table_name = 'poll_vote'").fetchall()
    assert len({row[0] for row in rows}) == 2 and token not in str(rows)
    assert {column[0] for column in columns} == {"poll_id", "device_hash", "amounts", "words", "lon", "lat", "area_id"}


def test_points_are_coarse(database: Database, reader: Reader) -> None:
    """Prevents a point that marks somebody's house."""
    poll = opened(database, "point")
    phone(database, poll, {"lon": "7.46649", "lat": "51.55151"})
    result = results(reader, poll.poll_id)
    assert result.points == [(7.466, 51.552, 1)]
    assert result.answers[0].answer.startswith("bezirk:")
    inside = opened(database, "point", extent="bezirk:eving")
    phone(database, inside, INSIDE)
    assert results(reader, inside.poll_id).answers[0].answer.startswith("stat:")


def test_words_wait_for_the_moderator_and_identical_ones_are_one(database: Database, reader: Reader) -> None:
    """Prevents an insult on the wall, and «bäume» beside «Bäume!»."""
    poll = opened(database, "words")
    for word in ("Mehr Bäume!", "  mehr   bäume", "MEHR BÄUME", "<script>alert(1)</script>"):
        phone(database, poll, {"w0": word})
    assert results(reader, poll.poll_id).answers == []
    poll_leading.judge_words(database, LEADER, poll, ["mehr bäume"], is_released=True)
    phone(database, poll, {"w0": "Mehr Bäume", "w1": "mehr bäume."})
    shown = results(reader, poll.poll_id).answers
    assert [(each.label, each.phone) for each in shown] == [("Mehr Bäume!", 4)]
    poll_leading.count_paper(database, LEADER, poll, {"mehr Bäume": 2, "Ruhe": 5}, people=None)
    assert {each.label: (each.phone, each.paper) for each in results(reader, poll.poll_id).answers} == {
        "Mehr Bäume!": (4, 2),
        "Ruhe": (0, 5),
    }
    poll_leading.judge_words(database, LEADER, poll, ["mehr bäume", "ruhe"], is_released=False)
    assert results(reader, poll.poll_id).answers == []


def test_paper_is_kept_apart_and_added(database: Database, reader: Reader) -> None:
    """Prevents counts of cards that overwrite phones, are added twice, or belong to no answer."""
    poll = opened(database, "dots")
    phone(database, poll, {"p0": "2"})
    for _ in range(2):
        poll_leading.count_paper(database, LEADER, poll, {"0": 7, "1": 1}, people=4)
    result = results(reader, poll.poll_id)
    assert [(each.phone, each.paper, each.total) for each in result.answers] == [(2, 7, 9), (0, 1, 1), (0, 0, 0)]
    assert result.people == 5 and paper_counts(reader, poll.poll_id) == {"0": 7, "1": 1}
    for counts, reason in (({"0": -1}, "amount"), ({"0": 10**6}, "amount"), ({"9": 1}, "answer")):
        with pytest.raises(PaperCountWrong) as refused:
            poll_leading.count_paper(database, LEADER, poll, counts, people=None)
        assert refused.value.values["reason"] == reason
    with pytest.raises(PaperCountWrong):
        poll_leading.count_paper(database, LEADER, opened(database, "words"), {"x" * 100: 1}, people=None)


def test_a_hall_without_phones_has_a_record_too(database: Database, reader: Reader) -> None:
    """Prevents counts on paper that need an open vote first."""
    question = asking("single")
    poll = poll_leading.prepare(database, LEADER, question)
    poll_leading.count_paper(database, LEADER, poll, {"0": 12, "1": 3}, people=15)
    assert [each.poll_id for each in records(reader, story_id=question.story_id)] == [poll.poll_id]


def test_limits_of_phones_and_changes(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Prevents one machine from filling the register; who has voted may still change."""
    poll, token = opened(database, "single"), poll_votes.new_token()
    few = dataclasses.replace(poll_rules(), most_devices=2)
    monkeypatch.setattr(poll_votes, "poll_rules", lambda: few)
    phone(database, poll, {"wahl": "0"}, token=token)
    phone(database, poll, {"wahl": "0"})
    with pytest.raises(TooManyDevices):
        phone(database, poll, {"wahl": "0"})
    assert phone(database, poll, {"wahl": "1"}, token=token) is True
    with pytest.raises(TooManyVotes):
        for _ in range(few.answers_per_minute):
            phone(database, poll, {"wahl": "1"}, token=token)


def test_many_phones_at_the_same_moment_lose_nothing(database: Database, reader: Reader) -> None:
    """Prevents votes that are acknowledged and overwritten by another one of the same moment."""
    poll = opened(database, "single")
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: phone(database, poll, {"wahl": "2"}), range(40)))
    result = results(reader, poll.poll_id)
    assert (result.poll.devices, result.answers[2].phone) == (40, 40)


def test_who_may_not_present_changes_and_sees_nothing(database: Database) -> None:
    """Prevents readers from opening a vote, and from reading a result that the hall has not seen."""
    poll, public = opened(database, "single"), Reader(database, Actor())
    phone(database, poll, {"wahl": "0"})
    for act in (
        lambda: poll_leading.open_poll(database, Actor(), asking("single")),
        lambda: poll_leading.close_poll(database, Actor("jury"), poll),
        lambda: poll_leading.empty_poll(database, Actor(), poll),
        lambda: poll_leading.reveal(database, Actor(), poll, is_revealed=True),
        lambda: poll_leading.count_paper(database, Actor(), poll, {"0": 1}, people=None),
        lambda: poll_leading.judge_words(database, Actor(), poll, ["x"], is_released=True),
        lambda: poll_leading.door(database, Actor(), poll.story_id),
    ):
        with pytest.raises(NotAllowed):
            act()
    with pytest.raises(PollUnknown):
        results(public, poll.poll_id)
    assert polls(public, story_id=poll.story_id) == []
    poll_leading.close_poll(database, LEADER, poll)  # the end shows the result
    assert results(public, poll.poll_id).answers[0].phone == 1


def test_a_later_evening_is_a_record_of_its_own(database: Database, reader: Reader) -> None:
    """Prevents the votes of two evenings with the same story from becoming one; place and record go on within a day."""
    question = asking("single")
    poll = poll_leading.open_poll(database, LEADER, question)
    phone(database, poll, {"wahl": "0"})
    poll_leading.describe(database, LEADER, poll, place=" Bürger\u202ehaus ", held_on=poll.held_on, meeting_id="m1")
    assert poll_leading.open_poll(database, LEADER, question).poll_id == poll.poll_id
    next_one = opened(database, "scale", story_id=poll.story_id)
    assert (next_one.place, next_one.meeting_id) == ("Bürgerhaus", "m1")
    with database._cursor() as cursor:
        earlier = datetime.datetime.now() - datetime.timedelta(days=40)  # noqa: DTZ005 (the database has no time zones)
        cursor.execute(
            "UPDATE poll SET held_on = ?, made_at = ?, opened_at = ? WHERE poll_id = ?",
            [earlier.date(), earlier, earlier, poll.poll_id],
        )
    again = poll_leading.open_poll(database, LEADER, question)
    assert again.poll_id != poll.poll_id and again.devices == 0
    assert [each.poll_id for each in records(reader, story_id=poll.story_id)] == [poll.poll_id]
    with pytest.raises(PlaceWrong):
        poll_leading.describe(database, LEADER, again, place="x" * 200, held_on=again.held_on, meeting_id=None)


def test_the_question_is_a_copy(database: Database, reader: Reader) -> None:
    """Prevents a story that is edited later from giving old votes another meaning."""
    question = asking("single")
    poll_leading.prepare(database, LEADER, question)
    changed = dataclasses.replace(question, question=KINDS["scale"], title="Anders?")
    poll = poll_leading.open_poll(database, LEADER, changed)  # nobody has answered: the new wording is asked
    assert poll.title == "Anders?"
    phone(database, poll, {"wahl": "1"})
    assert poll_leading.open_poll(database, LEADER, question).question == KINDS["scale"]
    with pytest.raises(QuestionIncomplete):
        bare = KINDS["single"].model_copy(update={"options": ["nur eine"]})
        poll_leading.open_poll(database, LEADER, dataclasses.replace(question, question=bare))


def test_after_the_period_no_answer_belongs_to_a_phone(database: Database, reader: Reader) -> None:
    """Prevents hashes and unreleased words from staying for ever; what was counted must stay."""
    poll, token = opened(database, "words"), poll_votes.new_token()
    phone(database, poll, {"w0": "Ruhe", "w1": "Schimpfwort"}, token=token)
    poll_leading.judge_words(database, LEADER, poll, ["ruhe"], is_released=True)
    due = Reader(database, Actor("admin"))
    assert poll.poll_id not in due.read("due_poll_vote", months=3)["record_id"].tolist()
    with database._cursor() as cursor:
        earlier = datetime.date.today() - datetime.timedelta(days=100)
        cursor.execute("UPDATE poll SET held_on = ?, made_at = ? WHERE poll_id = ?", [earlier, earlier, poll.poll_id])
    assert poll.poll_id in due.read("due_poll_vote", months=3)["record_id"].tolist()
    with database.transaction() as transaction:
        transaction.run("erase_poll_vote", record_ids=[poll.poll_id])
    result = results(reader, poll.poll_id)
    assert [(each.label, each.phone) for each in result.answers] == [("Ruhe", 1)] and result.poll.devices == 1
    assert not result.poll.is_linked and result.poll.state == "closed"
    with database._cursor() as cursor:
        kept = cursor.execute("SELECT * FROM poll_vote WHERE poll_id = ?", [poll.poll_id]).fetchall()
        words = cursor.execute("SELECT word FROM poll_word WHERE poll_id = ?", [poll.poll_id]).fetchall()
    assert "schimpfwort" not in json.dumps([kept, words]).lower() and len(kept[0][1]) < 20
