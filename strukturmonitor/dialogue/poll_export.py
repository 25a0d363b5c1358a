"""Results of votes as files. They hold sums only: no row of them belongs to a phone."""

import datetime
import json

import pandas as pd

from strukturmonitor.dialogue.poll_charts import result_line, result_table, result_title
from strukturmonitor.dialogue.poll_model import PollResult
from strukturmonitor.exports.tables import csv_bytes
from strukturmonitor.texts import Texts
from strukturmonitor.workbooks import Sheet, workbook_bytes

FORMATS = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


def results_file(texts: Texts, results: list[PollResult], file_format: str, *, title: str) -> bytes:
    """`file_format`: csv, xlsx or json (the same in every language)."""
    if file_format == "json":
        return json.dumps(results_json(results, title=title), ensure_ascii=False, indent=2).encode()
    notes = [texts("hall.export.note")]
    if file_format == "csv":
        return csv_bytes(texts, _rows(texts, results), title=title, notes=notes)
    made = texts("export.made_on", date=texts.date(datetime.date.today()))
    sheets = [Sheet(texts("hall.export.all"), _rows(texts, results), [title, *notes, made])]
    for number, result in enumerate(results, start=1):
        table = result_table(texts, result)
        rows = table.frame.rename(columns={name: column.label for name, column in table.columns.items()})
        sheets.append(Sheet(str(number), rows, [result_title(texts, result), result_line(texts, result)]))
    return workbook_bytes(sheets, language=texts.language, title=title)


def results_json(results: list[PollResult], *, title: str) -> dict:
    """For programs: one entry per question. Times are UTC."""
    return {"title": title, "questions": [_question(result) for result in results]}


def _question(result: PollResult) -> dict:
    poll = result.poll
    return {
        "poll_id": poll.poll_id,
        "question": poll.title,
        "kind": poll.question.kind,
        "points": poll.question.points if poll.question.kind in ("dots", "scale") else None,
        "scale_low": poll.question.low or None,
        "scale_high": poll.question.high or None,
        "place": poll.place,
        "held_on": poll.held_on.isoformat(),
        "opened_at": poll.opened_at and poll.opened_at.isoformat(timespec="seconds"),
        "closed_at": poll.closed_at and poll.closed_at.isoformat(timespec="seconds"),
        "phones": poll.devices,
        "people_on_paper": poll.paper_people,
        "answers": [
            {"answer": each.label, "phone": each.phone, "paper": each.paper, "total": each.total}
            for each in result.answers
        ],
        "mean": result.mean,
        "points_on_map": [{"lon": lon, "lat": lat, "phones": count} for lon, lat, count in result.points],
    }


def _rows(texts: Texts, results: list[PollResult]) -> pd.DataFrame:
    names = ("question", "kind", "date", "place", "answer", "phone", "paper", "total", "phones")
    rows = [
        (
            result.poll.title,
            texts(f"hall.kind.{result.poll.question.kind}"),
            result.poll.held_on,
            result.poll.place or "",
            each.label,
            each.phone,
            each.paper,
            each.total,
            result.poll.devices,
        )
        for result in results
        for each in result.answers
    ]
    return pd.DataFrame(rows, columns=[texts(f"hall.column.{name}") for name in names])
