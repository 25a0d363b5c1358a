"""Generalprobe: what would not work in the hall is found at the desk."""

import datetime
import json

import pandas as pd
import plotly.graph_objects as go
import pytest

from strukturmonitor.errors import StepUnavailable
from strukturmonitor.shown import Chart, Column, Map, Sentences, Table, View
from strukturmonitor.stories.model import Question, Step, Story
from strukturmonitor.stories.rehearsal import rehearse
from strukturmonitor.stories.rules import limits
from strukturmonitor.texts import LANGUAGES, speak

PICTURE = "0123456789abcdef" * 2
MOST = limits()["wall"]


def chart(figure: go.Figure) -> Chart:
    table = Table("t", "T", pd.DataFrame({"a": [1]}), {"a": Column("A")})
    return Chart("c", "Verlauf", "alt", figure, table)


def shown(part: object) -> View:
    return View(
        "leerstand", {}, "de", "L", "", [Sentences("1", "Satz."), part], [], True, [], pd.Timestamp("2026-01-01")
    )


def deck(address: str) -> Map:
    return Map("m", "alt", json.dumps({"layers": [{"data": address}, {"data": [{"hover": "http://x.y"}]}]}), None)


GOOD = chart(go.Figure(go.Bar(x=[1], y=[2])))
FOREIGN = chart(go.Figure(go.Bar(x=[1], y=[2]), layout={"images": [{"source": "https://x.example/a.png"}]}))
VIEW = {"kind": "view", "title": "A", "path": "leerstand", "minutes": 1}
ASKED = {"kind": "question", "title": "Was?", "minutes": 1}


def codes(step: dict, part: object = GOOD, **of_story: object) -> set[tuple[str, str]]:
    """What is found for the one step of a story."""
    story = Story(title="S", steps=[Step(step_id="00000001", **step)], **of_story)
    found = rehearse(story, lambda step: shown(part), files={PICTURE}, voted_steps={"00000001"})
    for each in found:
        assert all(speak(language).has(f"stories.probe.{each.code}") for language in LANGUAGES), each.code
    return {(each.level, each.code) for each in found if each.step == 1}


@pytest.mark.parametrize(
    ("step", "part", "expected"),
    [
        (VIEW, GOOD, ("ok", "fine")),
        (VIEW, deck("karte/linien.geojson?v=1"), ("ok", "fine")),
        (VIEW, deck("https://tiles.example/a.geojson"), ("error", "foreign")),
        (VIEW, FOREIGN, ("error", "foreign")),
        (VIEW, chart(go.Figure()), ("error", "empty_chart")),
        (VIEW, Sentences("2", "Nur das."), ("warning", "only_words")),
        (VIEW | {"frozen": {"files": ["f" * 32]}}, GOOD, ("error", "geometry_gone")),
        (VIEW | {"title": ""}, GOOD, ("warning", "no_title")),
        (VIEW | {"title": "x" * (MOST["longest_title"]["small"] + 1)}, GOOD, ("warning", "long_title_small")),
        (VIEW | {"title": "x" * (MOST["longest_title"]["large"] + 1)}, GOOD, ("error", "long_title_large")),
        (VIEW | {"text": "x" * (MOST["longest_text"]["small"] + 1)}, GOOD, ("warning", "long_text_small")),
        (VIEW | {"text": "x" * (MOST["longest_text"]["large"] + 1)}, GOOD, ("warning", "long_text_large")),
        (VIEW | {"text": "siehe https://x.example"}, GOOD, ("warning", "link_in_text")),
        ({"kind": "text"}, GOOD, ("error", "no_text")),
        ({"kind": "picture", "title": "B"}, GOOD, ("error", "no_picture")),
        ({"kind": "picture", "title": "B", "picture": "f" * 32}, GOOD, ("error", "no_picture")),
        ({"kind": "picture", "title": "B", "picture": PICTURE}, GOOD, ("warning", "no_alt")),
        ({"kind": "picture", "title": "B", "picture": PICTURE, "picture_alt": "Platz"}, GOOD, ("ok", "fine")),
        (ASKED, GOOD, ("error", "no_question")),
        (ASKED | {"question": Question(kind="single", options=["A"])}, GOOD, ("error", "few_options")),
        (ASKED | {"question": Question(kind="scale")}, GOOD, ("warning", "scale_ends")),
        (ASKED | {"question": Question(kind="words")}, GOOD, ("warning", "votes_left")),
    ],
)
def test_every_fault_is_found(step: dict, part: object, expected: tuple[str, str]) -> None:
    """Prevents that a fault is found by forty people instead of one."""
    found = codes(step, part)
    assert expected in found
    assert expected != ("ok", "fine") or len(found) == 1


def test_a_view_that_cannot_be_drawn_is_named_with_its_reason() -> None:
    """Prevents that one step that fails hides what is wrong with the others."""

    def fail(step: Step) -> View:
        raise StepUnavailable(step=step.title, reason="page", name="/x")

    story = Story(title="S", steps=[Step(**VIEW), Step(kind="text", title="B")])
    found = rehearse(story, fail, files=set(), voted_steps=set())
    assert [(each.step, each.code) for each in found][:2] == [(1, "missing"), (2, "fine")]
    assert found[0].error.values["reason"] == "page"


def test_the_whole_story_is_looked_at() -> None:
    """Prevents an evening that runs over, and a view that moves on in a story that should stand still."""
    story = Story(title="S", planned_minutes=5, steps=[Step(**VIEW | {"minutes": 9}), Step(kind="text", title="B")])
    found = rehearse(story, lambda step: shown(GOOD), files=set(), voted_steps=set())
    assert {each.code for each in found if each.step == 0} == {"too_long", "no_minutes", "live"}
    assert ("warning", "not_frozen") in codes(VIEW, frozen_on=datetime.date(2026, 1, 1))


def test_a_table_that_the_wall_cuts_is_told() -> None:
    """Prevents a moderator who learns in the hall that the column they wanted to speak about is not there."""
    story = Story(title="S", steps=[Step(**VIEW), Step(kind="text", title="B")])
    left_out = {"title": "Lage", "rows": 4, "columns": 0}
    found = rehearse(story, lambda step: shown(GOOD), files=set(), voted_steps=set(), cut_table=lambda step: left_out)
    assert [(each.step, each.code) for each in found if each.step] == [(1, "cut_table"), (2, "fine")]
    assert "1024" in speak("de")("stories.probe.cut_table", **left_out)
