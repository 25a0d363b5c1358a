"""What came out of a question, as a chart and in words: for the record, slides and paper."""

from html import escape
from textwrap import wrap

import pandas as pd

from strukturmonitor.charts.base import new_figure
from strukturmonitor.charts.palette import CATEGORIES
from strukturmonitor.dialogue.poll_model import AnswerCount, PollResult
from strukturmonitor.dialogue.poll_rules import poll_rules
from strukturmonitor.shown import Chart, Column, Table
from strukturmonitor.texts import Texts

PHONE_COLOUR, PAPER_COLOUR = CATEGORIES[0], CATEGORIES[4]
_LABEL_SIGNS = 38  # characters of one line of a label
_ROW_PX, _LINE_PX, _AROUND_PX = 30, 20, 60


def result_chart(texts: Texts, result: PollResult) -> Chart:
    """Bars that begin at zero, phones and paper apart, the sum at their end; a scale upright in its order. People in the
    hall are counted as they are: nothing is rounded."""
    shown = _shown(result)
    is_scale = result.poll.question.kind == "scale"
    labels = _labels([each.label for each in shown])
    parts = [(texts("hall.phone_votes"), PHONE_COLOUR, [each.phone for each in shown])]
    if result.paper:
        parts.append((texts("hall.paper_votes"), PAPER_COLOUR, [each.paper for each in shown]))
    lines = sum(label.count("<br>") for label in labels)
    height = 320 if is_scale else _AROUND_PX + _ROW_PX * max(2, len(shown)) + _LINE_PX * lines
    figure = new_figure(texts, height=height)
    totals = [_total_label(texts, result, each) for each in shown]
    for number, (name, colour, values) in enumerate(parts):
        is_last = number == len(parts) - 1
        figure.add_bar(
            **({"x": labels, "y": values} if is_scale else {"y": labels, "x": values, "orientation": "h"}),
            name=name,
            marker={"color": colour},
            text=totals if is_last else None,
            textposition="outside" if is_last else "none",
            cliponaxis=False,
            hovertemplate=f"%{{{'y' if is_scale else 'x'}}}<extra>{escape(name)}</extra>",
        )
    most = max((each.total for each in shown), default=0)
    amounts = {"range": [0, max(1, most) * 1.18], "showticklabels": False, "showgrid": False, "zeroline": True}
    names = {"type": "category", "ticks": ""}
    figure.update_layout(barmode="stack", showlegend=len(parts) > 1, bargap=0.35)
    figure.update_layout(xaxis=names, yaxis=amounts) if is_scale else figure.update_layout(
        xaxis=amounts, yaxis=names | {"autorange": "reversed"}
    )
    table = result_table(texts, result)
    note = " ".join(
        [result_line(texts, result), *([_left_out(texts, result)] if len(shown) < len(result.answers) else [])]
    )
    return Chart(
        f"abstimmung-{result.poll.poll_id}", result_title(texts, result), result_alt(texts, result), figure, table, note
    )


def result_title(texts: Texts, result: PollResult) -> str:
    """The question, where and when."""
    poll = result.poll
    where = [poll.place] if poll.place else []
    return " · ".join([poll.title or texts("hall.untitled"), *where, texts.date(poll.held_on)])


def result_line(texts: Texts, result: PollResult) -> str:
    """«Abstimmung im Saal: 43 Telefone und 12 Personen auf Papier, 165 Punkte. Keine Umfrage …»."""
    poll = result.poll
    said = [
        texts("hall.result.one_phone")
        if poll.devices == 1
        else texts("hall.result.phones", count=texts.number(poll.devices))
    ]
    if result.paper:
        people = poll.paper_people
        said.append(
            texts("hall.result.paper", count=texts.number(result.paper))
            if people is None
            else texts("hall.result.paper_people", count=texts.number(result.paper), people=texts.number(people))
        )
    return texts("hall.result.line", voted=texts.list(said))


def finding(texts: Texts, result: PollResult) -> str:
    """One sentence that says what came out."""
    leading, total = result.leading, result.total
    if not leading:
        return texts("hall.result.none")
    if result.mean is not None:
        return texts(
            "hall.result.mean", mean=texts.number(result.mean, 1), most=texts.number(result.poll.question.points)
        )
    kind = result.poll.question.kind
    unit = texts(f"hall.unit.{kind}", count=texts.number(total))
    names = texts.list([texts("hall.quoted", word=each.label) for each in leading])
    key = "hall.result.most" if len(leading) == 1 else "hall.result.level"
    return texts(key, names=names, count=texts.number(leading[0].total), all=unit)


def result_alt(texts: Texts, result: PollResult) -> str:
    """All answers with their counts, for those who do not see the bars."""
    rows = [
        texts(
            "hall.result.row_both" if result.paper else "hall.result.row",
            answer=each.label,
            count=texts.number(each.total),
            phone=texts.number(each.phone),
            paper=texts.number(each.paper),
        )
        for each in result.answers
    ]
    return " ".join(
        [f"{result_title(texts, result)}.", finding(texts, result), "; ".join(rows) + "." if rows else ""]
    ).strip()


def result_table(texts: Texts, result: PollResult) -> Table:
    """The same as rows: answer, phones, paper, together, share."""
    rows = pd.DataFrame(
        [
            {
                "label": each.label,
                "phone": each.phone,
                "paper": each.paper,
                "total": each.total,
                "share": result.share(each),
            }
            for each in result.answers
        ],
        columns=["label", "phone", "paper", "total", "share"],
    )
    rows["share"] = rows["share"].astype(float)
    columns = {
        "label": Column(texts("hall.column.answer")),
        "phone": Column(texts("hall.column.phone"), "number"),
        "paper": Column(texts("hall.column.paper"), "number"),
        "total": Column(texts("hall.column.total"), "number"),
        "share": Column(
            texts("hall.column.share_dots" if result.poll.question.kind == "dots" else "hall.column.share"), "percent"
        ),
    }
    if result.poll.question.kind == "words":
        del columns["share"]
    return Table("antworten", result_title(texts, result), rows, columns, result_line(texts, result))


def in_order(result: PollResult) -> list[AnswerCount]:
    """As a reader looks for them: a scale as it goes, everything else by how often it was given."""
    if result.poll.question.kind == "scale":
        return result.answers
    return sorted(result.answers, key=lambda each: -each.total)


def _shown(result: PollResult) -> list[AnswerCount]:
    found = in_order(result)
    return found[: poll_rules().wall_words] if result.poll.question.kind == "words" else found


def _left_out(texts: Texts, result: PollResult) -> str:
    return texts("hall.result.left_out", count=texts.number(len(result.answers) - len(_shown(result))))


def _total_label(texts: Texts, result: PollResult, answer: AnswerCount) -> str:
    if not answer.total and result.poll.question.kind == "scale":
        return ""  # it would stand on the axis, beside the step of the scale
    share = result.share(answer) if result.poll.question.kind in ("single", "multiple") else None
    return texts.number(answer.total) + (f" ({texts.percent(share, 0)})" if share is not None else "")


def _labels(texts_typed: list[str]) -> list[str]:
    """Plotly reads labels as HTML: what people typed is escaped, and broken into lines. Equal ones get blanks behind them,
    because they would otherwise become one bar."""
    labels: list[str] = []
    for text in texts_typed:
        label = "<br>".join(escape(line, quote=False) for line in wrap(text, _LABEL_SIGNS)) or "–"
        while label in labels:
            label += " "
        labels.append(label)
    return labels
