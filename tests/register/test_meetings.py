"""Records of meetings: who sees what, two people at once, what is refused, files."""

import csv
import datetime
import io
import json
from pathlib import Path

import openpyxl
import pytest
from PIL import Image

from strukturmonitor.access import Actor, Reader
from strukturmonitor.areas import AreaTree
from strukturmonitor.database import Database
from strukturmonitor.dialogue.meeting_files import csv_file, json_file, workbook_file
from strukturmonitor.dialogue.meeting_ideas import Said, add_ideas, change_ideas, remove_ideas
from strukturmonitor.dialogue.meeting_keeping import Sheet, delete_meeting, save_meeting
from strukturmonitor.dialogue.meeting_photos import add_photo, remove_photo
from strukturmonitor.dialogue.meeting_polls import names_ideas, take_over
from strukturmonitor.dialogue.meetings import Group, Line, Meeting, meeting, meetings, open_meetings
from strukturmonitor.dialogue.poll_leading import close_poll, count_paper, describe, open_poll
from strukturmonitor.dialogue.poll_model import Asked, Asking
from strukturmonitor.errors import (
    IdeaChanged,
    IdeaUnknown,
    MeetingChanged,
    MeetingUnknown,
    MeetingValueWrong,
    NotAllowed,
    StrukturmonitorError,
)
from strukturmonitor.register.pictures import content
from strukturmonitor.texts import speak

KEEPER = Actor("coordinator")
HTML = '<b onclick="x()">Fett</b> & *Stern* [Link](http://example.org)'
SHEET = Sheet(
    "Bürgerdialog", "citizens_dialogue", datetime.date(2026, 9, 1), area_id="bezirk:eving", begins="18:00",
    agenda=(Line("Begrüßung", "18.05"),), groups=(Group("", "Tisch 1", "traffic", 7),),
    agreements=(Line("Zählen", office="Tiefbauamt", due_on=datetime.date(2027, 1, 1)),),
)  # fmt: skip


@pytest.fixture
def database(writable_dir: Path) -> Database:
    database = Database(writable_dir)
    yield database
    database.close()


def begun(database: Database, **more: object) -> Meeting:
    return save_meeting(database, KEEPER, Sheet(**{**{n: getattr(SHEET, n) for n in vars(SHEET)}, **more}))


def refused(call: object) -> StrukturmonitorError:
    with pytest.raises(StrukturmonitorError) as error:
        call()
    return error.value


def test_a_record_is_kept_whole_and_only_by_who_may(database: Database) -> None:
    """Prevents a part of the record from being lost on the way, a draft from being seen, and a write without the right."""
    kept = begun(database)
    assert (kept.agenda[0].begins, kept.groups[0].people, kept.agreements[0].office) == ("18:05", 7, "Tiefbauamt")
    add_ideas(
        database, KEEPER, kept.meeting_id, [Said("Bank"), Said("  "), Said("Baum", lon=7.478, lat=51.555, weight=3)]
    )
    ideas = meeting(Reader(database, KEEPER), kept.meeting_id).ideas
    assert [idea.number for idea in ideas] == [1, 2]
    assert ideas[0].area_ids == ("city:dortmund", "bezirk:eving") and "stat:120" in ideas[1].area_ids

    for actor in (Actor(), Actor("council"), Actor("jury")):
        assert isinstance(refused(lambda a=actor: meeting(Reader(database, a), kept.meeting_id)), MeetingUnknown)
        assert kept.meeting_id not in set(meetings(Reader(database, actor))["meeting_id"])
        for write in (
            lambda a=actor: save_meeting(database, a, SHEET),
            lambda a=actor: add_ideas(database, a, kept.meeting_id, [Said("x")]),
            lambda a=actor: change_ideas(database, a, kept.meeting_id, {}),
            lambda a=actor: remove_ideas(database, a, kept.meeting_id, {}),
            lambda a=actor: delete_meeting(database, a, kept.meeting_id, 1),
        ):
            assert isinstance(refused(write), NotAllowed)
    texts = {row["text"] for row in Reader(database, Actor()).rows("ideas_published", area_id=None)}
    assert not texts & {"Bank", "Baum"}
    assert kept.meeting_id in {each.meeting_id for each in open_meetings(Reader(database, KEEPER))}
    save_meeting(database, KEEPER, Sheet(**{**vars(Sheet.of(kept)), "visibility": "published"}), kept.meeting_id, 1)
    assert meeting(Reader(database, Actor()), kept.meeting_id).changed_by is None


def test_two_people_at_once(database: Database) -> None:
    """Prevents the second to save from overwriting the first in silence, and the first's lines from being lost."""
    kept = begun(database)
    [idea_id] = add_ideas(database, KEEPER, kept.meeting_id, [Said("Bank")])
    first = Sheet(**{**vars(Sheet.of(kept)), "title": "Neuer Titel"})
    save_meeting(database, KEEPER, first, kept.meeting_id, kept.revision)
    late = refused(lambda: save_meeting(database, KEEPER, SHEET, kept.meeting_id, kept.revision))
    assert isinstance(late, MeetingChanged) and late.values["when"] is not None
    after = meeting(Reader(database, KEEPER), kept.meeting_id)
    assert (after.title, len(after.agenda), len(after.ideas)) == ("Neuer Titel", 1, 1)

    assert change_ideas(database, KEEPER, kept.meeting_id, {idea_id: (1, {"weight": 4})}).saved == [idea_id]
    outcome = change_ideas(database, KEEPER, kept.meeting_id, {idea_id: (1, {"weight": 9}), "weg": (1, {"weight": 1})})
    assert isinstance(outcome.refused[idea_id], IdeaChanged) and isinstance(outcome.refused["weg"], IdeaUnknown)
    assert remove_ideas(database, KEEPER, kept.meeting_id, {idea_id: 1}).refused
    assert meeting(Reader(database, KEEPER), kept.meeting_id).ideas[0].weight == 4


def test_an_answer_has_its_day_and_a_refusal_its_reason(database: Database) -> None:
    """Prevents «not possible» without a reason, a reason that stays when the status changes, and an answer without a day."""
    kept = begun(database)
    [idea_id] = add_ideas(database, KEEPER, kept.meeting_id, [Said("Tunnel")])
    outcome = change_ideas(database, KEEPER, kept.meeting_id, {idea_id: (1, {"status": "not_possible"})})
    assert outcome.refused[idea_id].values["field"] == "reason"
    change_ideas(database, KEEPER, kept.meeting_id, {idea_id: (1, {"status": "not_possible", "reason": "Zu teuer"})})
    idea = meeting(Reader(database, KEEPER), kept.meeting_id).ideas[0]
    assert idea.reason == "Zu teuer" and idea.answered_on is not None and idea.measure_id is None
    change_ideas(database, KEEPER, kept.meeting_id, {idea_id: (2, {"status": "in_review"})})
    assert meeting(Reader(database, KEEPER), kept.meeting_id).ideas[0].reason is None


@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("title", {"title": "x" * 500}),
        ("title", {"title": "  "}),
        ("kind", {"kind": "party"}),
        ("begins", {"begins": "halb acht"}),
        ("ends", {"begins": "18:00", "ends": "17:00"}),
        ("people", {"people": -1}),
        ("held_on", {"held_on": datetime.date(1850, 1, 1)}),
        ("agenda", {"agenda": (Line("x" * 501),)}),
        ("visibility", {"visibility": "secret"}),
    ],
)
def test_bad_values_are_refused_with_words(database: Database, field: str, more: dict[str, object]) -> None:
    """Prevents a record that no page and no sheet of paper can show, and a refusal nobody understands."""
    from strukturmonitor.dialogue.meeting_values import explain_meeting

    error = refused(lambda: begun(database, **more))
    assert isinstance(error, MeetingValueWrong) and error.values["field"] == field
    assert all(field not in explain_meeting(speak(language), error) or language == "en" for language in ("de", "en"))


def test_ideas_out_of_bounds(database: Database) -> None:
    """Prevents points elsewhere in the world, made-up themes and texts without end."""
    kept = begun(database)
    for said in (
        Said("x", lon=0, lat=0),
        Said("x", lon=7.4),
        Said("x", theme="money"),
        Said("x" * 501),
        Said("x", weight=-1),
    ):
        assert isinstance(refused(lambda s=said: add_ideas(database, KEEPER, kept.meeting_id, [s])), MeetingValueWrong)
    assert meeting(Reader(database, KEEPER), kept.meeting_id).ideas == ()


def test_a_photo_needs_words_and_goes_with_its_record(database: Database) -> None:
    """Prevents a picture that says nothing to readers who do not see it, and files that outlive the record."""
    kept = begun(database)
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(file, "JPEG")
    upload = file.getvalue()
    assert refused(lambda: add_photo(database, KEEPER, kept.meeting_id, upload, " ")).values["reason"] == "missing"
    assert not meeting(Reader(database, KEEPER), kept.meeting_id).photos
    first = add_photo(database, KEEPER, kept.meeting_id, upload, "Stellwand")
    add_photo(database, KEEPER, kept.meeting_id, upload, "Dieselbe Stellwand")
    sha256 = meeting(Reader(database, KEEPER), kept.meeting_id).photos[0].sha256
    remove_photo(database, KEEPER, kept.meeting_id, first)
    assert content(database.data_dir, sha256) is not None  # the other one still shows it
    delete_meeting(database, KEEPER, kept.meeting_id, 1)
    assert content(database.data_dir, sha256) is None
    assert isinstance(refused(lambda: meeting(Reader(database, KEEPER), kept.meeting_id)), MeetingUnknown)


def test_files_say_source_and_date_and_nothing_internal(database: Database) -> None:
    """Prevents an export without its source, formulas from ideas, and accounts or revisions in a file."""
    account = Actor("coordinator", account_id="konto-7", name="Anna Beispiel")
    kept = save_meeting(database, account, SHEET)
    add_ideas(database, account, kept.meeting_id, [Said("=HYPERLINK(1)"), Said(HTML, weight=2)])
    kept = meeting(Reader(database, account), kept.meeting_id)
    tree = AreaTree(database.read("areas"))
    for language, source in (("de", "Quelle: Protokolle"), ("en", "Source: records")):
        texts = speak(language, "dortmund")
        table = csv_file(texts, tree, kept).decode("utf-8-sig")
        rows = list(
            csv.reader(
                (line for line in table.splitlines() if line[0] != "#"), delimiter=";" if language == "de" else ","
            )
        )
        assert rows[1][1] == "'=HYPERLINK(1)" and rows[2][1] == HTML
        said = json.loads(json_file(texts, tree, kept))
        assert said["ideas"][1]["text"] == HTML and said["held_on"] == "2026-09-01"
        book = openpyxl.load_workbook(io.BytesIO(workbook_file(texts, tree, kept)))
        cells = " ".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
        for text in (table, json.dumps(said, ensure_ascii=False), cells):
            assert source in text and "konto-7" not in text and "Anna" not in text and "revision" not in text


def test_a_meeting_without_ideas_has_files(database: Database) -> None:
    """Prevents an empty record from ending in an error."""
    kept = begun(database)
    tree, texts = AreaTree(database.read("areas")), speak("de", "dortmund")
    assert all(make(texts, tree, kept) for make in (csv_file, json_file, workbook_file))


def test_ideas_follow_the_area_of_their_meeting(database: Database) -> None:
    """Prevents ideas from being found in the district the meeting was first, by mistake, said to be about."""
    kept = begun(database)
    add_ideas(database, KEEPER, kept.meeting_id, [Said("Bank")])
    moved = Sheet(**{**vars(Sheet.of(kept)), "area_id": "bezirk:hoerde", "groups": ()})
    save_meeting(database, KEEPER, moved, kept.meeting_id, 1)
    assert meeting(Reader(database, KEEPER), kept.meeting_id).ideas[0].area_ids == ("city:dortmund", "bezirk:hoerde")


def test_votes_weigh_ideas(database: Database) -> None:
    """Prevents votes from weighing another idea, options from being lost that nobody wrote down, and a second idea of the
    same words at the second click."""
    kept = begun(database)
    add_ideas(database, KEEPER, kept.meeting_id, [Said("mehr  Bäume."), Said("Bank", weight=2)])
    question = Asked(kind="dots", options=["Mehr Bäume", "Brunnen"], points=5)
    poll = open_poll(database, KEEPER, Asking("geschichte", "0a1b2c3d", "Was zuerst?", "", "de", question))
    count_paper(database, KEEPER, poll, {"0": 7, "1": 4}, people=3)
    close_poll(database, KEEPER, poll)
    describe(database, KEEPER, poll, place="Aula", held_on=kept.held_on, meeting_id=kept.meeting_id)
    for _ in range(2):
        take_over(database, KEEPER, kept.meeting_id, poll.poll_id)
    ideas = meeting(Reader(database, KEEPER), kept.meeting_id).ideas
    assert [(idea.text, idea.weight, idea.weighed_by) for idea in ideas] == [
        ("mehr  Bäume.", 7, "poll"), ("Bank", 2, "typed"), ("Brunnen", 4, "poll"),
    ]  # fmt: skip


def test_a_yes_is_no_idea(database: Database) -> None:
    """Prevents «Ja» and «Nein» from standing among the ideas of a record, and ideas that hold such a word from being lost."""
    kept = begun(database)
    question = Asked(kind="single", options=["Ja", "Nein.", "Weiß nicht"])
    poll = open_poll(database, KEEPER, Asking("geschichte", "0a1b2c3d", "Soll der Brunnen weg?", "", "de", question))
    count_paper(database, KEEPER, poll, {"0": 7, "1": 4}, people=11)
    close_poll(database, KEEPER, poll)
    describe(database, KEEPER, poll, place="Aula", held_on=kept.held_on, meeting_id=kept.meeting_id)
    assert take_over(database, KEEPER, kept.meeting_id, poll.poll_id).saved == []
    assert meeting(Reader(database, KEEPER), kept.meeting_id).ideas == ()
    assert names_ideas(Asked(kind="single", options=["Ja zum Park", "Nein"])) and names_ideas(Asked(kind="words"))
