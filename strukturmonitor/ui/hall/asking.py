"""From a step of a story to the question put to the hall, and what both panels say of it."""

from html import escape

from strukturmonitor.dialogue.poll_charts import PAPER_COLOUR, PHONE_COLOUR, in_order
from strukturmonitor.dialogue.poll_model import Asked, Asking, PollResult
from strukturmonitor.dialogue.poll_rules import poll_rules
from strukturmonitor.stories.model import Step
from strukturmonitor.stories.storage import Kept
from strukturmonitor.texts import Texts


def asking_of(kept: Kept, step: Step) -> Asking | None:
    """None where the step holds no question."""
    if step.question is None:
        return None
    asked = Asked.model_validate(step.question.model_dump())
    extent = step.extent if asked.kind == "point" else None
    return Asking(kept.story_id, step.step_id, step.title, step.text, kept.story.language, asked, extent)


def size_class(count: int) -> str:
    """How large so many lines may stand."""
    few, some = poll_rules().wall_large_lines, poll_rules().wall_middle_lines
    return "hall-few" if count <= few else "hall-some" if count <= some else "hall-many"


def bars(texts: Texts, result: PollResult) -> str:
    """The result as HTML bars that begin at zero: they keep still while the numbers grow, long answers break into lines,
    and what people typed is escaped."""
    shown = in_order(result)
    if result.poll.question.kind == "words":
        shown = shown[: poll_rules().wall_words]
    most = max((each.total for each in shown), default=0) or 1
    rows = []
    for each in shown:
        share = result.share(each) if result.poll.question.kind in ("single", "multiple") else None
        count = texts.number(each.total) + (f" <small>{texts.percent(share, 0)}</small>" if share is not None else "")
        rows.append(
            f'<li><span class="hall-label">{escape(each.label)}</span><span class="hall-bar" aria-hidden="true">'
            f'<i style="width:{100 * each.phone / most:.1f}%;background:{PHONE_COLOUR}"></i>'
            f'<i style="width:{100 * each.paper / most:.1f}%;background:{PAPER_COLOUR}"></i></span>'
            f'<span class="hall-count">{count}</span></li>'
        )
    legend = ""
    if result.paper:
        marks = ((PHONE_COLOUR, "hall.phone_votes"), (PAPER_COLOUR, "hall.paper_votes"))
        legend = "".join(
            f'<span><i style="background:{colour}"></i>{escape(texts(key))}</span>' for colour, key in marks
        )
        legend = f'<p class="hall-legend">{legend}</p>'
    ends = ""
    asked = result.poll.question
    if asked.kind == "scale" and (asked.low or asked.high):
        ends = f'<p class="hall-ends">1 = {escape(asked.low)} · {asked.points} = {escape(asked.high)}</p>'
    left = len(result.answers) - len(shown)
    more = f'<p class="hall-more">{escape(texts("hall.result.left_out", count=texts.number(left)))}</p>' if left else ""
    return f'{ends}<ol class="hall-bars hall-{asked.kind} {size_class(len(shown))}">{"".join(rows)}</ol>{legend}{more}'
