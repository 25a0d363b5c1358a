"""Views that were frozen, and stories as files."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import Image
from pydantic import ValidationError

from strukturmonitor.access import Actor, Reader
from strukturmonitor.database import Database
from strukturmonitor.errors import StepUnavailable, StoryFileWrong, StoryTooLarge
from strukturmonitor.shown import Chart, Map, Table, View, part_id_of
from strukturmonitor.stories.examples import add_examples
from strukturmonitor.stories.exchange import open_file, problem_of, story_file
from strukturmonitor.stories.files import add_picture, geometry, geometry_address
from strukturmonitor.stories.frozen import freeze, thaw
from strukturmonitor.stories.frozen_checks import checked
from strukturmonitor.stories.model import LONGEST_TITLE, MOST_OPTIONS, Step, Story
from strukturmonitor.stories.rules import limits
from strukturmonitor.stories.storage import save, stories, story
from strukturmonitor.texts import LANGUAGES, speak
from strukturmonitor.ui.headless import take
from strukturmonitor.ui.map_files import map_file
from strukturmonitor.ui.stories import views
from strukturmonitor.ui.stories.words import why

KIM = Actor("coordinator", account_id="a-1", name="Kim")
KNOWN = "0123456789abcdef" * 2


@pytest.fixture(scope="module")
def scratch(demo_database: Database) -> Iterator[Database]:
    made = demo_database.scratch()
    yield made
    made.close()


@pytest.fixture(autouse=True)
def demo(app_on: Callable[..., None], demo_dir: Path, demo_database: Database) -> None:
    app_on(demo_dir)


@pytest.fixture(scope="module")
def kept_views() -> dict[str, View]:
    return {}


def view(kept_views: dict[str, View], path: str) -> View:
    if path not in kept_views:
        kept_views[path] = take(path, {"bezirk": "eving"}, Actor())
    return kept_views[path]


def again(frozen: dict) -> View:
    return thaw(json.loads(json.dumps(frozen)))


@pytest.mark.parametrize("path", ["verkehr", "bevoelkerung"])
def test_a_frozen_view_is_the_same(kept_views: dict[str, View], path: str) -> None:
    """Prevents a frozen step that shows other values, words or colours than the page did."""
    live, texts = view(kept_views, path), speak("de")
    for part in live.parts:
        frozen = freeze(live, lambda address: geometry_address(KNOWN), part_id_of(part))
        thawed = again(frozen).part(part_id_of(part))
        if isinstance(part, Chart):
            assert json.loads(thawed.figure.to_json())["data"] == json.loads(part.figure.to_json())["data"]
        elif isinstance(part, Map):
            assert frozen["files"] == [KNOWN] and "umrisse" not in thawed.deck
            looks = (part.legend, part.is_round, part.hollow, part.values is None)
            assert (thawed.legend, thawed.is_round, thawed.hollow, thawed.values is None) == looks
        elif not isinstance(part, Table):
            assert thawed == part
        if isinstance(part, Chart | Table):
            before, after = (part.data, thawed.data) if isinstance(part, Chart) else (part, thawed)
            for name, column in before.columns.items():
                assert [column.format(texts, value) for value in after.frame[name]] == [
                    column.format(texts, value) for value in before.frame[name]
                ], name
    whole = again(freeze(live, lambda address: geometry_address(KNOWN)))
    assert (whole.title, whole.line, whole.citations, whole.is_demo) == (
        live.title, live.line, live.citations, live.is_demo,
    )  # fmt: skip


def test_a_frozen_view_has_a_limit(kept_views: dict[str, View], monkeypatch: pytest.MonkeyPatch) -> None:
    """Prevents stories that grow until the register cannot be backed up."""
    monkeypatch.setitem(limits(), "largest_frozen_step_mb", 0.001)
    with pytest.raises(StoryTooLarge):
        freeze(view(kept_views, "verkehr"), lambda address: geometry_address(KNOWN))


@pytest.mark.parametrize("frozen", [{}, {"v": 2}, {"v": 1, "parts": [1]}, {"v": 1, "path": "", "query": []}])
def test_what_is_no_frozen_view_is_said(frozen: dict) -> None:
    """Prevents a stack trace in the hall instead of a sentence."""
    with pytest.raises(ValueError):
        thaw(frozen)
    story = Story(title="X", steps=[Step(kind="view", title="A", frozen=frozen)])
    with pytest.raises(StepUnavailable) as raised:
        views.view_for(story, Actor(), story.steps[0])
    assert raised.value.values["reason"] == "frozen"


@pytest.mark.parametrize(
    ("step", "reason"),
    [
        ({"path": "gibt-es-nicht"}, "page"),
        ({"path": "register"}, "page"),
        ({"path": "verkehr", "query": {"bezirk": "entenhausen"}}, "filters"),
        ({"path": "verkehr", "part": "bild:fort"}, "part"),
    ],
)
def test_a_step_says_what_is_missing(step: dict, reason: str) -> None:
    """Prevents a story that shows the whole city in the place of an area that is gone, or does not open at all."""
    story = Story(title="X", steps=[Step(kind="view", title="A", **step)])
    with pytest.raises(StepUnavailable) as raised:
        views.view_for(story, Actor(), story.steps[0])
    assert raised.value.values["reason"] == reason
    assert speak("de").has(f"error.StepUnavailable.{reason}")


def test_a_step_whose_analysis_is_still_made_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Prevents a moderator who is told before the hall that a view is gone which is only being computed after a start."""
    monkeypatch.setattr("strukturmonitor.ui.change.need.analysis", lambda database, name: None)
    step = Step(kind="view", title="A", path="strukturwandel", query={"bezirk": "eving"})
    with pytest.raises(StepUnavailable) as raised:
        views.view_for(Story(title="X", steps=[step]), Actor(), step)
    assert "wird gerade berechnet" in why(SimpleNamespace(texts=speak("de")), raised.value)


def frozen_story(scratch: Database, monkeypatch: pytest.MonkeyPatch) -> Story:
    monkeypatch.setattr(views, "database", lambda: scratch)
    out = io.BytesIO()
    Image.new("RGB", (20, 20)).save(out, "PNG")
    step = Step(kind="view", title="Verkehr", path="verkehr", query={"bezirk": "eving"})
    shown = Step(kind="picture", title="Bild", picture=add_picture(scratch, KIM, out.getvalue()), picture_alt="rot")
    story = Story(title="Auf Reisen", steps=[step, shown])
    story.steps[0].frozen = views.frozen_now(story, Actor(), step, KIM)
    return story


def test_a_story_travels_as_a_file(
    scratch: Database, empty_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Prevents a frozen story that shows nothing on a machine with other data, because its maps stayed at home."""
    story = frozen_story(scratch, monkeypatch)
    content = story_file(scratch, story)
    elsewhere = empty_database.scratch()
    opened = open_file(elsewhere, KIM, content)
    kept = save(elsewhere, KIM, opened.story)
    assert opened.missing == [] and kept.story.title == "Auf Reisen"
    there = views.view_for(kept.story, Actor(), kept.story.steps[0])
    map_ = next(part for part in there.parts if isinstance(part, Map))
    held = kept.story.steps[0].frozen["files"]
    assert held and all(geometry(elsewhere, file_id) and file_id in map_.deck for file_id in held)
    here = views.view_for(story, Actor(), story.steps[0])
    assert len(json.loads(map_.deck)["layers"]) == len(
        json.loads(next(p for p in here.parts if isinstance(p, Map)).deck)["layers"]
    )
    elsewhere.close()


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def document(**changes: object) -> bytes:
    story = Story(title="A", steps=[Step(kind="text", title="eins"), Step(kind="text", title="zwei")])
    return json.dumps(json.loads(story.model_dump_json(exclude_none=True)) | changes).encode()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", {"reason": "no_story"}),
        (b"quark", {"reason": "no_story"}),
        (b"{", {"reason": "no_story"}),
        (b"[]", {"reason": "no_story"}),
        (b'{"a":' * 5000, {"reason": "no_story"}),
        (zipped({"x.txt": b"x"}), {"reason": "no_story"}),
        (zipped({"geschichte.json": document()})[:-30], {"reason": "no_story"}),
        (document(format="quark"), {"reason": "no_story"}),
        (document(version=2), {"reason": "version", "found": "2"}),
        (document(version="x" * 100), {"reason": "version"}),
        (document(title="x" * 500), {"reason": "altered", "step": 0, "field": "title", "problem": "string_too_long"}),
        (document(quark=1), {"reason": "altered", "field": "quark", "problem": "extra_forbidden"}),
        (
            document(steps=[{"kind": "text"}, {"kind": "text", "title": "x" * 161}]),
            {"reason": "altered", "step": 2, "field": "title", "limit": 160},
        ),
        (document(steps=[{"kind": "lied"}]), {"reason": "altered", "step": 1, "field": "kind"}),
        (
            document(steps=[{"kind": "view", "frozen": {"parts": 5}}]),
            {"reason": "altered", "step": 1, "field": "frozen"},
        ),
        (document(steps=[{"kind": "text"}] * 101), {"reason": "altered", "field": "steps", "problem": "too_long"}),
    ],
)
def test_a_file_that_is_none(scratch: Database, content: bytes, said: dict) -> None:
    """Prevents a stack trace, or half a story, from a file of another version, or altered by hand."""
    with pytest.raises(StoryFileWrong) as raised:
        open_file(scratch, KIM, content)
    assert said.items() <= raised.value.values.items()
    for language in LANGUAGES:
        words = why(SimpleNamespace(texts=speak(language)), raised.value)
        assert len(words) > 60 and "{" not in words


def test_a_file_has_limits(scratch: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Prevents a small file that fills the memory, and a large one that does."""
    bomb = zipped({"geschichte.json": document(), "bilder/x.jpg": b"\0" * 3_000_000})
    monkeypatch.setitem(limits()["file"], "largest_unpacked_mb", 1)
    with pytest.raises(StoryFileWrong):
        open_file(scratch, KIM, bomb)
    monkeypatch.setitem(limits()["file"], "most_parts", 1)
    with pytest.raises(StoryFileWrong):
        open_file(scratch, KIM, zipped({"geschichte.json": document(), "a": b"", "b": b""}))
    monkeypatch.setitem(limits()["file"], "largest_mb", 0.0001)
    with pytest.raises(StoryFileWrong):
        open_file(scratch, KIM, document())


def test_pictures_of_a_file_are_looked_at(scratch: Database) -> None:
    """Prevents files of other kinds that come in under a picture's name."""
    step = {"kind": "picture", "picture": KNOWN, "step_id": "00000001"}
    content = zipped({"geschichte.json": document(steps=[step, step]), f"bilder/{KNOWN}.jpg": b"<svg onload=alert(1)>"})
    opened = open_file(scratch, KIM, content)
    assert opened.missing == [1, 2] and all(each.picture is None for each in opened.story.steps)
    assert len({each.step_id for each in opened.story.steps}) == 2


def hostile_map(frozen: dict, **changes: object) -> dict:
    part = next(part for part in frozen["parts"] if part["kind"] == "karte")
    deck = json.loads(part["deck"])
    deck["layers"][0] |= changes
    return frozen | {"parts": [part | {"deck": json.dumps(deck)}]}


def test_frozen_views_of_a_file_are_harmless(kept_views: dict[str, View]) -> None:
    """Prevents that a story of somebody else runs a script, or asks another server, in the browsers of a council."""
    frozen = freeze(view(kept_views, "verkehr"), lambda address: geometry_address(KNOWN))
    clean = checked(frozen, {KNOWN: KNOWN})
    assert len(thaw(clean).parts) == len(frozen["parts"])
    for changes in (
        {"@@type": "TileLayer"},
        {"data": {"@@=": "x"}},
        {"getFillColor": "@@=alert(1)"},
        {"getFillColor": "@@#x"},
        {"getIcon": {"url": "https://evil.example"}},
        {"data": [{"x": {"@@type": "TileLayer"}}]},
    ):
        with pytest.raises(ValueError):
            checked(hostile_map(frozen, **changes), {KNOWN: KNOWN})
    elsewhere = checked(hostile_map(frozen, data="https://evil.example/x.geojson"), {KNOWN: KNOWN})
    assert "evil" not in json.dumps(elsewhere)
    words = hostile_map(frozen, data=[{"name": "<img src=x onerror=alert(1)>", "hover": "<b>gut</b>"}])
    shown = json.dumps(checked(words, {KNOWN: KNOWN}))
    assert "<img" not in shown and "<b>gut</b>" in shown
    chart = freeze(view(kept_views, "verkehr"), lambda address: address, "bild:jahre")
    part = next(part for part in chart["parts"] if part["kind"] == "bild")
    part["figure"]["layout"]["images"] = [{"source": "https://evil.example/x.png"}]
    assert "evil" not in json.dumps(checked(chart, {}))
    part["figure"]["data"][0]["type"] = "scattermap"
    with pytest.raises(ValueError):
        checked(chart, {})


def test_frozen_geometry_is_served_as_a_map_file(scratch: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Prevents a frozen map that the browser, or paper, cannot fetch."""
    story = frozen_story(scratch, monkeypatch)
    monkeypatch.setattr("strukturmonitor.ui.map_files.database", lambda: scratch)
    for file_id in story.steps[0].frozen["files"]:
        assert json.loads(map_file(geometry_address(file_id)))["features"]
    assert map_file(geometry_address("0" * 32)) is None
    assert Reader(scratch, Actor()).rows("story_file_of", file_id="0" * 32) == []


def test_the_example_can_be_shown(scratch: Database, empty_database: Database) -> None:
    """Prevents a newcomer's first story from saying what is missing; without made data there is none."""
    assert add_examples(empty_database) == 0
    assert add_examples(scratch) >= 1
    listed = stories(Reader(scratch, Actor()))
    for each in listed:
        kept = story(Reader(scratch, Actor()), each.story_id)
        for step in kept.story.steps:
            assert step.kind != "view" or views.view_for(kept.story, Actor(), step).parts


def test_an_answer_that_is_too_long_is_told_in_signs() -> None:
    """Prevents «too many entries, at most 160» for one answer of 300 letters."""
    with pytest.raises(ValidationError) as wrong:
        Step.model_validate({"kind": "question", "question": {"kind": "single", "options": ["Ja", "N" * 300]}})
    assert problem_of(wrong.value.errors()[0]) == ("string_too_long", LONGEST_TITLE)
    with pytest.raises(ValidationError) as wrong:
        Step.model_validate({"kind": "question", "question": {"kind": "single", "options": ["Ja"] * 30}})
    assert problem_of(wrong.value.errors()[0]) == ("too_long", MOST_OPTIONS)
