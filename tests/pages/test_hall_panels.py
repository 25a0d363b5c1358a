"""The question on the wall and in the moderator's window, drawn without a browser."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from poll_helpers import LEADER, phone
from streamlit.testing.v1 import AppTest

from strukturmonitor.access import Reader
from strukturmonitor.database import Database
from strukturmonitor.database.shared import close_shared, shared_database
from strukturmonitor.dialogue.polls import poll_of_step, results
from strukturmonitor.stories.model import Question, Step, Story
from strukturmonitor.stories.storage import add_example
from strukturmonitor.ui import data

HOSTILE = "<img src=x onerror=alert(1)>"
STEPS = [
    Step(kind="question", title="Was?", question=Question(kind="words")),
    Step(kind="question", title="Wie?", question=Question(kind="single", options=["Ja *sofort*", HOSTILE])),
    Step(kind="question", title="Leer", question=Question(kind="single", options=["nur eine"])),
]


def script(story_id: str, number: int, panel: str) -> None:
    from strukturmonitor.stories.storage import story
    from strukturmonitor.ui.hall.lead import lead_question
    from strukturmonitor.ui.hall.panel import show_question
    from strukturmonitor.ui.page import open_page

    page = open_page("praesentation")
    kept = story(page.data.reader, story_id)
    (lead_question if panel == "lead" else show_question)(page, kept, kept.story.steps[number])


@pytest.fixture(scope="module")
def database(empty_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    import shutil

    folder = tmp_path_factory.mktemp("panels") / "data"
    shutil.copytree(empty_dir, folder, ignore=shutil.ignore_patterns("*.sock"))
    yield shared_database(folder)
    close_shared(folder)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, app_on: Callable[..., None], database: Database) -> Callable[..., AppTest]:
    app_on(database.data_dir)
    story_id = add_example(database, Story(title="Abend", steps=STEPS))

    def draw(panel: str, number: int, *, actor: object = LEADER) -> AppTest:
        monkeypatch.setattr(data, "actor", lambda: actor)
        test = AppTest.from_function(
            script, kwargs={"story_id": story_id, "number": number, "panel": panel}, default_timeout=30
        )
        return test.run()

    draw.story_id = story_id
    return draw


def press(test: AppTest, slug: str) -> AppTest:
    return next(each for each in test.button if str(each.key).endswith(slug)).click().run()


def words(test: AppTest) -> str:
    html = " ".join(each.proto.body for each in test.get("html"))
    return html + " ".join(each.value for each in test.markdown)


def test_a_vote_is_led_from_the_opening_to_the_result(run: Callable[..., AppTest], database: Database) -> None:
    """Prevents a hall that sees words before the moderator read them, and a result before the end."""
    lead = press(run("lead", 0), "saal-oeffnen")
    assert not lead.exception
    poll = poll_of_step(Reader(database, LEADER), run.story_id, STEPS[0].step_id)
    assert poll.state == "open"
    phone(database, poll, {"w0": HOSTILE, "w1": "Bäume"})
    wall = run("wall", 0)
    assert not wall.exception and "1</strong> Telefon hat" in words(wall) and "Bäume" not in words(wall)
    lead = run("lead", 0)
    assert "Bäume" in words(lead)
    lead = press(lead, "saal-alle-frei")
    assert "Bäume" not in words(run("wall", 0))
    press(lead, "saal-schliessen")
    shown = words(run("wall", 0))
    assert "Bäume" in shown and "&lt;img" in shown and HOSTILE not in shown


def test_paper_is_entered_and_a_reset_asks_twice(run: Callable[..., AppTest], database: Database) -> None:
    """Prevents a count that is lost with the next look at the panel, and votes deleted by one slip."""
    lead = run("lead", 1)
    next(each for each in lead.number_input if str(each.key).endswith("-0")).set_value(12)
    next(each for each in lead.button if each.label == "Auszählung speichern").click().run()
    reader = Reader(database, LEADER)
    poll = poll_of_step(reader, run.story_id, STEPS[1].step_id)
    assert results(reader, poll.poll_id).paper == 12
    lead = run("lead", 1)
    assert next(each for each in lead.button if str(each.key).endswith("saal-leeren")).disabled
    next(each for each in lead.checkbox if "sicher" in str(each.key)).check().run()
    press(lead, "saal-leeren")
    assert not poll_of_step(reader, run.story_id, STEPS[1].step_id).has_answers


def test_readers_get_no_way_in_and_no_panel(run: Callable[..., AppTest]) -> None:
    """Prevents readers of a shared story from leading its votes, and a question that cannot be answered."""
    from strukturmonitor.access import Actor

    wall = run("wall", 1, actor=Actor())
    assert not wall.exception and 'class="hall-qr"' not in words(wall)
    assert run("lead", 1, actor=Actor()).exception
    assert "zwei Antworten" in run("lead", 2).warning[0].value
