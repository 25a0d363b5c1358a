"""Stories and profiles as slides: what the audience sees, and nothing else."""

import datetime
import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from pptx import Presentation

from strukturmonitor import cli
from strukturmonitor.access import Actor, Reader
from strukturmonitor.areas import AreaTree
from strukturmonitor.database import Database
from strukturmonitor.errors import AreaUnknown, NotAllowed, StoryUnknown
from strukturmonitor.profiles import contents, recipe
from strukturmonitor.slides import profile
from strukturmonitor.stories import storage
from strukturmonitor.stories.model import Question, Step, Story
from strukturmonitor.ui import headless
from strukturmonitor.ui.paper_command import tools_for
from strukturmonitor.ui.slides import export_slides, profile_deck, story_deck
from strukturmonitor.ui.stories.views import view_of


@pytest.fixture(autouse=True)
def demo(app_on: Callable[..., None], demo_dir: Path, demo_database: Database) -> None:
    app_on(demo_dir, role="admin")


def kept(*steps: Step, audience: str = "public") -> storage.Kept:
    story = Story(title="Wandel in Eving", audience=audience, steps=list(steps))
    return storage.Kept("s", 1, None, True, False, datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC), None, story)


def view(path: str, part: str | None = None, **more: object) -> Step:
    return Step(kind="view", path=path, query={"bezirk": "eving"}, part=part, **more)


def words_of(content: bytes) -> list[str]:
    slides = Presentation(io.BytesIO(content)).slides
    return ["\n".join(s.text_frame.text for s in slide.shapes if s.has_text_frame) for slide in slides]


def test_every_kind_of_step_becomes_a_slide(demo_database: Database) -> None:
    """Prevents steps that are lost on the way, and a vanished view that stops all others."""
    question = Question(kind="dots", points=3, options=["Grün", "Läden"])
    content = story_deck(
        demo_database,
        kept(
            Step(kind="text", title="Anfang", text="Heute geht es um:\n- Leerstand", notes="Begrüßen"),
            view("leerstand"),
            view("leerstand", "bild:verlauf-quote", title="Leerstand steigt"),
            view("leerstand", "zahl:leerstandsquote"),
            view("register", title="Nicht für alle"),
            Step(kind="picture", title="Foto", picture="0" * 32),
            Step(kind="question", title="Was zuerst?", question=question),
        ),
    )
    words = words_of(content)
    assert len(words) == 9 and words[0].startswith("Wandel in Eving\nDortmund")
    assert "Leerstand" in words[1] and "bestätigt leer" in words[2] and "Leerstand steigt" in words[3]
    assert "Nicht für alle" in words[5] and "/register" in words[5]
    assert "nicht mehr da" in words[6] and "bis zu 3 Punkte" in words[7] and "Grün" in words[7]
    assert "Quellen" in words[8] and all("Demodaten" in words[place] for place in (0, 2, 3, 8))
    slides = list(Presentation(io.BytesIO(content)).slides)
    assert "Begrüßen" in slides[1].notes_slide.notes_text_frame.text
    assert [shape.has_chart for slide in slides for shape in slide.shapes].count(True) == 1
    for slide in slides:
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table or shape.shape_type == 13:
                assert shape._element.xpath(".//p:cNvPr")[0].get("descr"), shape.name


def test_the_workbooks_say_what_the_page_says(demo_database: Database) -> None:
    """Prevents exact numbers of persons or of the register in the workbook inside a chart."""
    step = view("bevoelkerung", "bild:haushalte")
    story = kept(step, view("leerstand", "bild:verlauf-quote"))
    shown = {
        story.story.steps[n].part: view_of(story, story.story.steps[n]).part(story.story.steps[n].part) for n in (0, 1)
    }
    drawn = [
        s.chart
        for slide in Presentation(io.BytesIO(story_deck(demo_database, story))).slides
        for s in slide.shapes
        if s.has_chart
    ]
    for chart, part in zip(drawn, shown.values(), strict=True):
        book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
        (sheet,) = book.worksheets
        numbers = [
            cell.value for row in sheet.iter_rows(min_row=2, min_col=2) for cell in row if cell.value is not None
        ]
        assert numbers and all(round(number, 1) == number for number in numbers)
        told = {
            round(float(v), 1)
            for name, column in part.data.columns.items()
            if column.kind in ("percent", "number")
            for v in part.data.frame[name].dropna()
        }
        assert set(numbers) <= told


def test_an_audience_decides_what_the_slides_hold(demo_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Prevents slides for everybody with what only the council may see."""
    asked = []
    real = headless.take
    monkeypatch.setattr(
        headless, "take", lambda path, query, actor: asked.append(actor.role) or real(path, query, actor)
    )
    step = view("indikatoren")
    for audience in ("public", "council"):
        words = " ".join(words_of(story_deck(demo_database, kept(step, view("register"), audience=audience))))
        assert "/register" in words and "Publikum dieser Geschichte" in words
    assert asked == ["public", "public", "council", "council"]
    assert "für die Bezirksvertretung" in words


def test_a_profile_has_the_chapters_of_the_paper(demo_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Prevents a profile on slides that lacks its key figures, its charts or its sources."""
    some = recipe.chapters()[:2]  # all of them take long
    for module in (profile, contents):
        monkeypatch.setattr(module, "chapters", lambda: some)
    tree = AreaTree(Reader(demo_database, Actor()).read("areas"))
    tools = tools_for(tree, "dortmund", "en", Actor())
    content = profile_deck(tools, tree["bezirk:eving"])
    words = words_of(content)
    assert words[0].startswith("District profile Eving") and "Sources" in words[-1] and len(words) > 10
    shapes = [shape for slide in Presentation(io.BytesIO(content)).slides for shape in slide.shapes]
    assert sum(shape.has_chart for shape in shapes) > 20 and any(shape.has_table for shape in shapes)


def test_the_command_line_writes_slides(
    demo_database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    """Prevents a call that writes the wrong thing, and a story for those who may not read it."""
    with pytest.raises(StoryUnknown):
        export_slides(demo_database, what="story", role="public", language="de", story="gibt-es-nicht")
    with pytest.raises(AreaUnknown):
        export_slides(demo_database, what="profile", role="public", language="de", areas=[])
    with pytest.raises(NotAllowed):
        export_slides(demo_database, what="profile", role="jury", language="de", areas=["eving"])
    story_id = storage.add_example(demo_database, kept(Step(kind="text", title="Hallo")).story)
    made = export_slides(demo_database, what="story", role="public", language="de", story=story_id)
    assert made["is_public"] and made["content"]
    for wrong in (["story", "--format", "pptx"], ["profile", "--format", "pptx"], ["areas", "--format", "pptx"]):
        monkeypatch.setattr("sys.argv", ["strukturmonitor", "export", *wrong, "--out", str(tmp_path / "x.pptx")])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        assert ended.value.code == 2, capsys.readouterr()
