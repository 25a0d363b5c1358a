"""Words on stories and their steps, the same in list, editor, check and on the pages."""

from strukturmonitor.errors import (
    PhotoRefused,
    StoryChanged,
    StoryFileWrong,
    StoryTooLarge,
    StrukturmonitorError,
)
from strukturmonitor.imports.findings import explain_error
from strukturmonitor.shown import KINDS, Chart, Figure, Map, Part, Sentences, Table
from strukturmonitor.stories.model import Step
from strukturmonitor.texts import Texts
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain

ICONS = {
    "view": ":material/map:",
    "text": ":material/notes:",
    "picture": ":material/image:",
    "question": ":material/how_to_vote:",
}
_SHORT = 70  # characters of a part's name


def why(page: Page, error: StrukturmonitorError) -> str:
    """What went wrong and what to do, as Markdown."""
    texts = page.texts
    values = {name: plain(str(value)) for name, value in error.values.items()}
    if isinstance(error, StoryChanged):
        when = texts.moment(error.values["when"], page.data.city.timezone)
        return texts("error.StoryChanged", who=values["who"], when=when)
    if isinstance(error, StoryTooLarge):
        return texts("error.StoryTooLarge", **values | {"what": texts(f"stories.what.{error.values['what']}")})
    if isinstance(error, StoryFileWrong) and error.values["reason"] == "altered":
        where = texts("stories.file.step", step=values["step"]) if error.values["step"] else texts("stories.file.whole")
        problem = texts(f"stories.file.problem.{error.values['problem']}", limit=values["limit"])
        return texts("error.StoryFileWrong.altered", where=where, field=values["field"], problem=problem)
    if isinstance(error, PhotoRefused):
        return texts(f"photo.refused.{error.values['reason']}", limit=error.values["limit"])
    return explain_error(texts, error)


def part_label(texts: Texts, part: Part) -> str:
    """«Diagramm: Leerstandsquote …» on one line, as plain text."""
    if isinstance(part, Sentences):
        words = part.title or part.text.replace("*", "")
    elif isinstance(part, Figure):
        words = f"{part.title}: {part.value}"
    else:
        words = part.title or (part.alt if isinstance(part, Chart | Map) else "")
    words = " ".join(words.split())
    short = words if len(words) <= _SHORT else f"{words[: _SHORT - 1]}…"
    return texts(f"stories.part.{KINDS[type(part)]}", title=short)


def part_title(part: Part) -> str:
    """What a step that shows this part is called where nobody says it."""
    return part.title if isinstance(part, Chart | Map | Table | Figure) else ""


def step_title(texts: Texts, step: Step, number: int) -> str:
    """«3. Leerstand in Eving»; plain text."""
    return f"{number}. {step.title or texts(f'stories.kind.{step.kind}')}"


def minutes_text(texts: Texts, minutes: float) -> str:
    return texts("stories.minutes", minutes=texts.number(minutes, 0 if minutes == int(minutes) else 1))
