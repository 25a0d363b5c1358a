"""Präsentation: the list of stories, the editor, the check before a workshop, and «Zur Präsentation» on other pages."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from strukturmonitor.access import Actor, Reader
from strukturmonitor.access.visitors import Visitor
from strukturmonitor.database import Database
from strukturmonitor.database.shared import close_shared, shared_database
from strukturmonitor.stories.model import Question, Step, Story
from strukturmonitor.stories.storage import Kept, delete, save, share, stories, story

KIM = Actor("coordinator", account_id="a-1", name="Kim")
EVA = Actor("council", account_id="a-2", name="Eva")
Run = Callable[..., AppTest]


@pytest.fixture(scope="module")
def folder(served_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    import shutil

    copy = tmp_path_factory.mktemp("stories") / "data"
    shutil.copytree(served_dir, copy, ignore=shutil.ignore_patterns("*.sock"))
    yield copy
    close_shared(copy)


@pytest.fixture
def database(folder: Path) -> Iterator[Database]:
    yield (shared := shared_database(folder))
    for actor in (KIM, EVA):
        for each in stories(Reader(shared, actor)):
            if each.is_own:
                delete(shared, actor, each.story_id)


@pytest.fixture
def seen_by(folder: Path, page_of: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """`seen_by(actor, query, module)`: the page as somebody with this account sees it."""
    from strukturmonitor.ui import data

    def run(actor: Actor, query: dict[str, str] | None = None, module: str = "praesentation") -> AppTest:
        monkeypatch.setattr(
            data, "visitor", lambda: Visitor(data.acting_for.get() or actor, "local")
        )  # a view is drawn for its audience
        return page_of(folder, module, query)

    return run


def document() -> Story:
    view = Step(kind="view", title="Verkehr in Eving", path="verkehr", query={"bezirk": "eving"}, notes="Ruhig")
    asked = Step(kind="question", title="Was hilft?", question=Question(kind="single", options=["Grün", "Läden"]))
    gone = Step(kind="view", title="Fort", path="verkehr", query={"bezirk": "entenhausen"})
    return Story(title="Wandel in <b>Eving</b>", steps=[view, asked, gone, Step(kind="picture", title="Bild")])


def words(page: AppTest) -> str:
    found = [*page.markdown, *page.caption, *page.info, *page.warning, *page.error, *page.title, *page.success]
    return "\n".join(str(element.value) for element in found)


def button(page: AppTest, label: str) -> AppTest:
    return next(each for each in page.button if each.label == label)


def again(database: Database, actor: Actor, kept: Kept) -> Story:
    return story(Reader(database, actor), kept.story_id).story


def test_readers_see_what_is_shared(database: Database, seen_by: Run) -> None:
    """Prevents a private story in the list of everybody, and a shared one that does not open without a login."""
    private, shared = save(database, KIM, Story(title="Geheim")), save(database, KIM, document())
    share(database, KIM, shared.story_id, is_shared=True)
    page = seen_by(Actor())
    assert not page.exception and "Wandel in" in words(page) and "Geheim" not in words(page)
    assert "<b>Eving" not in words(page) and not any(each.label == "Anlegen" for each in page.button)
    page = seen_by(Actor(), {"geschichte": private.story_id})
    assert "nicht für Sie freigegeben" in words(page) and "Geheim" not in words(page)
    page = seen_by(Actor(), {"geschichte": shared.story_id})
    assert not page.exception and "1. Verkehr in Eving" in [each.label.replace("\\", "") for each in page.button]
    assert "Ruhig" not in words(page) and not any(each.label == "Speichern" for each in page.button)


def test_a_story_is_made_and_changed(database: Database, seen_by: Run) -> None:
    """Prevents an editor that loses a step, puts it in the wrong place, or keeps none of what was typed."""
    page = seen_by(KIM)
    next(each for each in page.text_input if each.label == "Name der Geschichte").set_value("Neu")
    button(page, "Anlegen").click().run()
    (listed,) = stories(Reader(database, KIM))
    page = seen_by(KIM, {"geschichte": listed.story_id})
    button(page, "Text").click().run()
    assert not page.exception
    next(each for each in page.text_input if each.label == "Titel des Schritts").set_value("Anfang")
    button(page, "Speichern").click().run()
    button(page, "Frage").click().run()
    next(each for each in page.text_area if each.label.startswith("Antworten")).set_value("A\nB\nA\n\n")
    next(each for each in page.text_input if each.label == "Titel des Schritts").set_value("Frage?")
    button(page, "Speichern").click().run()
    assert not page.exception
    button(page, "Nach oben").click().run()
    found = story(Reader(database, KIM), listed.story_id).story
    assert [step.title for step in found.steps] == ["Frage?", "Anfang"]
    assert found.steps[0].question.options == ["A", "B"]
    button(page, "Löschen").click().run()
    assert [step.title for step in story(Reader(database, KIM), listed.story_id).story.steps] == ["Anfang"]


def test_two_moderators_on_one_story(database: Database, seen_by: Run) -> None:
    """Prevents that the second save silently takes the first one's words away."""
    kept = save(database, KIM, Story(title="Gemeinsam", steps=[Step(kind="text", title="Alt")]))
    share(database, KIM, kept.story_id, is_shared=False, is_joint=True)
    page = seen_by(KIM, {"geschichte": kept.story_id})
    theirs = kept.story.model_copy(deep=True)
    theirs.steps[0].title = "Evas"
    save(database, EVA, theirs, kept.story_id, kept.revision)
    page.run()
    assert "inzwischen gespeichert" in words(page)
    next(each for each in page.text_input if each.label == "Titel des Schritts").set_value("Kims")
    button(page, "Speichern").click().run()
    assert not page.exception and "nichts ging verloren" in words(page)
    assert again(database, KIM, kept).steps[0].title == "Evas"
    button(page, "Alle Geschichten").click().run()
    assert "nichts ging verloren" in words(page)  # leaving the story does not drop it
    button(page, "Meine Fassung als Kopie behalten").click().run()
    assert not page.exception
    titles = {each.title: each.story_id for each in stories(Reader(database, KIM)) if each.is_own}
    assert set(titles) == {"Gemeinsam", "Gemeinsam (meine Fassung)"}
    copied = story(Reader(database, KIM), titles["Gemeinsam (meine Fassung)"])
    assert copied.story.steps[0].title == "Kims"


def test_the_rehearsal_says_what_is_wrong(database: Database, seen_by: Run) -> None:
    """Prevents that a step that cannot be shown is only found in front of forty people."""
    kept = save(database, KIM, document())
    page = seen_by(KIM, {"geschichte": kept.story_id, "ansicht": "probe"})
    assert not page.exception
    said = words(page)
    assert "2 Fehler" in said and "bezirk" in said and "Das Bild fehlt" in said
    assert said.count("braucht kein Internet") == 2
    page = seen_by(KIM, {"geschichte": kept.story_id, "schritt": "3"})
    assert not page.exception and "3. Fort" in [each.label.replace("\\", "") for each in page.button]


def test_data_are_frozen_and_thawed(database: Database, seen_by: Run) -> None:
    """Prevents a story that says it stands still and does not, or that freezes half of its steps."""
    kept = save(database, KIM, document())
    page = seen_by(KIM, {"geschichte": kept.story_id})
    page.session_state["praesentation:feld:data"] = True
    page.run()
    button(page, "Daten einfrieren").click().run()
    assert not page.exception and "Nichts wurde eingefroren" in words(page)
    assert again(database, KIM, kept).frozen_on is None
    whole = document()
    del whole.steps[2]
    kept = save(database, KIM, whole, kept.story_id, kept.revision)
    page = seen_by(KIM, {"geschichte": kept.story_id})
    page.session_state["praesentation:feld:data"] = True
    page.run()
    button(page, "Daten einfrieren").click().run()
    frozen = again(database, KIM, kept)
    assert frozen.frozen_on is not None and frozen.steps[0].frozen["files"] and frozen.steps[1].frozen is None
    button(page, "Wieder aktuelle Daten zeigen").click().run()
    assert again(database, KIM, kept).steps[0].frozen is None


def test_a_view_is_added_from_its_page(database: Database, seen_by: Run) -> None:
    """Prevents «Zur Präsentation» from adding another view than the page shows, or being offered to who may not present."""
    key = "verkehr:zur-praesentation"
    page = seen_by(KIM, {"bezirk": "eving"}, "verkehr")
    assert not page.multiselect or all(each.label != "Was gezeigt wird" for each in page.multiselect)
    page.session_state[key] = True
    page.run()
    parts = next(each for each in page.multiselect if each.label == "Was gezeigt wird")
    parts.set_value(["karte:stellen"])
    button(page, "Aufnehmen").click().run()
    assert not page.exception and "Aufgenommen" in words(page)
    (listed,) = stories(Reader(database, KIM))
    (step,) = story(Reader(database, KIM), listed.story_id).story.steps
    assert (step.path, step.query["bezirk"], step.part) == ("verkehr", "eving", "karte:stellen") and step.title
    page = seen_by(Actor(), {"bezirk": "eving"}, "verkehr")
    page.session_state[key] = True
    assert all(each.label != "Aufnehmen" for each in page.run().button)
