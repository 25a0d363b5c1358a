"""What of a step stands on the wall: the one thing, its title, a few sentences, and where it comes from."""

import re
from dataclasses import dataclass, field

from strukturmonitor.errors import StepUnavailable, StrukturmonitorError
from strukturmonitor.imports.findings import explain_error
from strukturmonitor.shown import Chart, Figure, Map, Part, Sentences, Table, View
from strukturmonitor.stories.model import Step
from strukturmonitor.stories.storage import Kept
from strukturmonitor.texts import Texts
from strukturmonitor.ui.stage.size import facts
from strukturmonitor.ui.stories.views import view_of

# A full stop ends a sentence where a new one begins behind a whole word: not in «30.09.2026», not behind «Stat.».
_END = re.compile(r"(?<=[\wäöüß%)]{4}[.!?])\s+(?=[A-ZÄÖÜ0-9*])")
_TABLES = re.compile(
    r" \((?:[^()]|\([^()]*\))*; (?:[^()]|\([^()]*\))*\)$"
)  # behind a source: the tables it fills, for which the wall has no room
_BULLET = re.compile(r"^\s*[-*] ", re.MULTILINE)


@dataclass
class Sheet:
    """`words`: sentences beside or above what is shown, Markdown of a page or, with `is_own`, what the author typed; `foot`: source, date, method and marks; `missing`:
    why there is nothing to show."""

    title: str
    line: str = ""
    words: str = ""
    is_own: bool = True
    shown: list[Part] = field(default_factory=list)
    foot: list[str] = field(default_factory=list)
    is_demo: bool = False
    missing: str = ""


def sheet_of(kept: Kept, step: Step, texts: Texts) -> Sheet:
    """What the wall shows of a step. Never fails: what is missing is said on the sheet."""
    if step.kind != "view":
        return Sheet(step.title, words=step.text)
    try:
        view = view_of(kept, step)
    except StepUnavailable as error:
        return Sheet(step.title, missing=explain_error(texts, error), words=step.text)
    except StrukturmonitorError as error:
        reason = explain_error(texts, error)
        return Sheet(step.title, missing=texts("stage.missing", reason=reason), words=step.text)
    shown = _chosen(view, step.part)
    title, line = _head(view, shown, step)
    sheet = Sheet(title, line, words=step.text, shown=shown, is_demo=view.is_demo)
    if not shown:
        sheet.missing = texts("stage.missing_part", page=view.title)
    if not step.text:
        sheet.words, sheet.is_own = _words(view, shown, step.part), False
    sheet.foot = _foot(kept, view, shown, texts)
    return sheet


def _chosen(view: View, part_id: str | None) -> list[Part]:
    """The part that was chosen; else the map, the first chart, the figures or the table. Sentences stand by themselves
    only where there is nothing else."""
    if part_id is not None:
        part = view.part(part_id)
        return [] if part is None else [part]
    for kind, most in ((Map, 1), (Chart, 1), (Figure, facts()["most_figures"]), (Table, 1), (Sentences, 1)):
        found = [part for part in view.parts if isinstance(part, kind)]
        if found:
            return found[:most]
    return []


def _head(view: View, shown: list[Part], step: Step) -> tuple[str, str]:
    """Title and the line below: what the author called the step, else what the part itself says."""
    part = shown[0] if shown else None
    own = getattr(part, "title", "") if isinstance(part, Chart | Table) else ""
    if not step.title:
        return (own or view.title), view.line
    said_below = own if own != step.title else ""
    return step.title, said_below or " · ".join(text for text in (view.title, view.line) if text)


def _words(view: View, shown: list[Part], part_id: str | None) -> str:
    """The page's sentences beside its main part; a part that was chosen alone stands alone."""
    if part_id is not None or any(isinstance(part, Sentences) for part in shown):
        return ""
    first = next((part for part in view.parts if isinstance(part, Sentences)), None)
    return "" if first is None else few_sentences(first.text, facts()["most_sentences"])


def few_sentences(text: str, most: int) -> str:
    """The first sentences, or the first points of a list."""
    starts = [match.start() for match in _BULLET.finditer(text)]
    if starts:
        return text[: starts[most]].rstrip() if len(starts) > most else text
    return " ".join(_END.split(text)[:most])


def fitting(text: str, lines: int, letters_per_line: int) -> str:
    """As many of the first sentences, or points of a list, as stand whole in so many lines; "" where not one does."""
    for most in range(facts()["most_sentences"], 0, -1):
        few = few_sentences(text, most)
        if sum(-(-len(line) // letters_per_line) for line in few.splitlines() if line) <= lines:
            return few
    return ""


def _foot(kept: Kept, view: View, shown: list[Part], texts: Texts) -> list[str]:
    """Source, date and method; a part's own note where it names its source, else also the page's."""
    notes = list(
        dict.fromkeys(note for part in shown if (note := getattr(part, "note", "")) and not isinstance(part, Figure))
    )
    lines = [*notes]
    is_cited = any(texts("stage.source_word") in note for note in notes)
    if view.citations and not is_cited:
        sources = dict.fromkeys(_TABLES.sub("", citation) for citation in view.citations)
        lines.append(texts("foot.sources", sources=" · ".join(sources)))
    if kept.story.frozen_on is not None:
        lines.append(texts("stage.frozen", date=texts.date(kept.story.frozen_on)))
    return lines
