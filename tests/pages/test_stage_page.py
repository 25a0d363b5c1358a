"""The wall and the notes as the page draws them."""

import dataclasses
import datetime
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from strukturmonitor.stories.model import Question, Step, Story
from strukturmonitor.stories.storage import Kept
from strukturmonitor.ui.stage.control import step_of

EVING = {"bezirk": "eving"}
LONG = "Wie viele Läden leer stehen " * 5
STEPS = [
    Step(kind="text", title=LONG, text="Guten Abend\n- eins\n- <script>zwei", notes="Vorstellen", minutes=2),
    Step(kind="view", title="Wo", path="leerstand", query=EVING, extent="bezirk:eving", zoom=0.5),
    Step(kind="view", path="leerstand", query=EVING, part="bild:verlauf-quote"),
    Step(kind="view", title="Quote", path="leerstand", query=EVING, part="zahl:leerstandsquote"),
    Step(kind="view", title="Stellen", path="verkehr", query=EVING, part="tabelle:stellen"),
    Step(kind="view", title="In Worten", path="leerstand", query=EVING, part="text:1"),
    Step(kind="view", title="Weg", path="leerstand", query=EVING, part="bild:gibt-es-nicht"),
    Step(kind="view", title="Auch weg", path="gibt-es-nicht"),
    Step(kind="picture", title="Platz", picture="0" * 32, picture_alt="Der Platz"),
    Step(kind="question", title="Was zuerst?", question=Question(kind="single", options=["Läden", "Plätze"])),
]


def kept(**more: object) -> Kept:
    return Kept(
        story_id="abc", revision=1, owner=None, is_shared=True, is_joint=False, changed_by=None,
        changed_at=datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC), story=Story(title="Eving", steps=STEPS, **more),
    )  # fmt: skip


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch, app_page: Callable[..., AppTest]) -> Callable[..., AppTest]:
    """`stage(3, view="buehne", role="public")`: the wall at a step."""

    monkeypatch.setattr("strukturmonitor.ui.stage.wall.look_ahead", lambda kept, number: None)  # outlives the test

    def run(number: int, *, view: str = "buehne", role: str = "public", **story: object) -> AppTest:
        monkeypatch.setattr("pages.praesentation.story", lambda reader, story_id: kept(**story))
        query = {"geschichte": "abc", "ansicht": view, "schritt": str(number)}
        return app_page("praesentation", query, role=role)

    return run


def markup(test: AppTest) -> str:
    return " ".join(each.proto.body for each in test.get("html"))


def told(test: AppTest) -> str:
    """What the components of the stage are told."""
    (component,) = test.get("bidi_component")
    return component.proto.json + component.proto.mixed.json


def test_every_kind_of_step_stands_on_the_wall(stage: Callable[..., AppTest]) -> None:
    """Prevents a step that ends the show in the middle of the hall."""
    expected = {
        1: ("Guten Abend", ""), 2: ("stage-legend", "deck_gl_json_chart"), 3: ("seit 2012", "plotly_chart"),
        4: ("stage-value", ""), 5: ("stage-table", ""), 6: ("In Worten", ""), 7: ("stage-missing", ""),
        8: ("stage-missing", ""), 9: ("Das Bild ist nicht mehr da", ""),
    }  # fmt: skip
    for number, (words, element) in expected.items():
        test = stage(number)
        assert not test.exception, number
        made = markup(test)
        assert words in made and f'data-step="{number}"' in made, number
        assert "<script>zwei" not in made
        assert not element or len(test.get(element)) == 1, number
        if number in (2, 3, 4, 5, 6):
            assert "Demodaten" in made, number


def test_the_wall_speaks_the_language_of_the_story(stage: Callable[..., AppTest]) -> None:
    """Prevents German words in a story for English guests, because its moderator reads German."""
    made = markup(stage(4, language="en"))
    assert "Vacancy rate" in made and "Demo data" in made


def test_a_step_that_is_not_there_is_the_nearest(stage: Callable[..., AppTest]) -> None:
    """Prevents an old link from ending in an error."""
    assert 'data-step="9"' not in markup(stage(99)) and 'data-step="10"' in markup(stage(99))


def test_notes_are_for_the_moderator(stage: Callable[..., AppTest]) -> None:
    """Prevents a guest with the link from reading what is only for who presents."""
    guest = stage(1, view="notizen")
    assert [error.message for error in guest.exception] and not guest.get("bidi_component")
    assert "Vorstellen" not in told(stage(1))
    assert "Vorstellen" in told(stage(1, view="notizen", role="council"))


def test_what_was_changed_at_the_desk_is_seen_with_the_next_step(
    stage: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Prevents a wall that shows the evening as it was when it was opened, until somebody reloads it before the hall."""
    changed = Story(title="Eving", steps=[Step(kind="text", title="Noch etwas"), *STEPS])
    newer = dataclasses.replace(kept(), revision=2, story=changed)
    monkeypatch.setattr("strukturmonitor.ui.stage.control.story", lambda reader, story_id: newer)
    test = stage(1)
    assert "Noch etwas" in markup(test) and '"revision":2' in told(test).replace(" ", "")


def test_a_step_is_found_where_it_stands_now() -> None:
    """Prevents a wall from going to another step when one before it was taken out at the desk, and an error for nonsense
    that a browser says."""
    now = kept()
    assert step_of({"number": 4, "id": STEPS[2].step_id}, now) == 3
    assert step_of({"number": 4, "id": "weg"}, now) == 4 and step_of({"number": 99, "id": None}, now) == len(STEPS)
    assert step_of({}, now) == step_of(["3"], now) == step_of(None, now) == 1 and step_of("3", now) == 3
