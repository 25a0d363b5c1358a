"""A record as data: workbook, CSV and JSON, each with source and date. Nothing internal is in them: no account, no revision."""

import datetime
import json

import pandas as pd

from strukturmonitor.areas import AreaTree
from strukturmonitor.dialogue.meeting_words import (
    area_words,
    field_words,
    head_words,
    kind_words,
    status_words,
    theme_words,
)
from strukturmonitor.dialogue.meetings import Idea, Line, Meeting
from strukturmonitor.exports.tables import csv_bytes
from strukturmonitor.texts import Texts
from strukturmonitor.workbooks import Sheet, workbook_bytes

FORMAT = "strukturmonitor-meeting"
VERSION = 1
MIME = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "json": "application/json",
    "pdf": "application/pdf",
}
_LONGEST_SHEET_NAME = 31  # characters a spreadsheet takes
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def notes(texts: Texts, tree: AreaTree, kept: Meeting) -> list[str]:
    """What stands above every table: when and where, source, made or draft."""
    key = "meetings.note_made" if kept.is_made else "meetings.note"
    lines = [
        " · ".join(head_words(texts, tree, kept)),
        texts(key, city=tree.city.name, date=texts.date(kept.held_on)),
        "" if kept.is_published else texts("meetings.file.draft"),
    ]
    return [line for line in lines if line]


def idea_table(texts: Texts, tree: AreaTree, kept: Meeting) -> pd.DataFrame:
    """One row per idea, with words as readers know them."""
    names = ("number", "text", "theme", "field_of_action", "group", "area", "place", "lon", "lat", "weight", "status", "answer",
             "reason", "measure", "answered_on")  # fmt: skip
    groups = kept.group_names
    rows = [
        (
            idea.number,
            idea.text,
            theme_words(texts, idea.theme) if idea.theme else None,
            field_words(texts, idea.field_of_action) or None,
            groups.get(idea.group_id or ""),
            area_words(texts, tree, idea.area_id or kept.area_id),
            idea.place,
            idea.lon,
            idea.lat,
            idea.weight,
            status_words(texts, idea.status),
            idea.answer,
            idea.reason,
            idea.measure_id,
            idea.answered_on,
        )
        for idea in kept.ideas
    ]
    table = pd.DataFrame(rows, columns=[texts(f"meetings.field.{name}") for name in names])
    dated = texts("meetings.field.answered_on")
    weight = texts("meetings.field.weight")
    return table.assign(**{dated: pd.to_datetime(table[dated]), weight: table[weight].astype("Int64")})


def csv_file(texts: Texts, tree: AreaTree, kept: Meeting) -> bytes:
    """The ideas of a record."""
    return csv_bytes(texts, idea_table(texts, tree, kept), title=kept.title, notes=notes(texts, tree, kept))


def workbook_file(texts: Texts, tree: AreaTree, kept: Meeting) -> bytes:
    """One sheet per part of the record."""
    made = texts("export.made_on", date=texts.date(datetime.date.today()))
    above = [kept.title, *notes(texts, tree, kept), made, ""]
    parts = {
        "ideas": idea_table(texts, tree, kept),
        "agenda": _lines(texts, "agenda", kept.agenda, ("begins", "text")),
        "groups": pd.DataFrame(
            [
                (group.name, theme_words(texts, group.theme) if group.theme else None, group.people)
                for group in kept.groups
            ],
            columns=[texts(f"meetings.field.groups.{name}") for name in ("name", "theme", "people")],
        ),
        "agreements": _lines(texts, "agreements", kept.agreements, ("text", "office", "due_on")),
        "next_steps": _lines(texts, "next_steps", kept.next_steps, ("text", "office", "due_on")),
        "photos": pd.DataFrame({texts("meetings.field.alt"): [photo.alt for photo in kept.photos]}),
    }
    sheets = [
        Sheet(_sheet_name(texts(f"meetings.field.{name}")), table, above)
        for name, table in parts.items()
        if name == "ideas" or len(table)
    ]
    return workbook_bytes(sheets, language=texts.language, title=kept.title)


def json_file(texts: Texts, tree: AreaTree, kept: Meeting) -> bytes:
    """The whole record with the words of the catalogue (keys in English, texts as they were typed)."""
    groups = kept.group_names
    said = {
        "format": FORMAT,
        "version": VERSION,
        "made_on": datetime.date.today().isoformat(),
        "source": notes(texts, tree, kept),
        "meeting_id": kept.meeting_id,
        "title": kept.title,
        "kind": kept.kind,
        "kind_words": kind_words(texts, kept.kind),
        "held_on": kept.held_on.isoformat(),
        "begins": kept.begins,
        "ends": kept.ends,
        "place": kept.place,
        "area_id": kept.area_id,
        "area": area_words(texts, tree, kept.area_id),
        "people": kept.people,
        "summary": kept.summary,
        "is_published": kept.is_published,
        "is_made": kept.is_made,
        "agenda": [{"begins": line.begins, "text": line.text} for line in kept.agenda],
        "groups": [{"name": group.name, "theme": group.theme, "people": group.people} for group in kept.groups],
        "ideas": [_idea(idea, groups) for idea in kept.ideas],
        "agreements": [_line(line) for line in kept.agreements],
        "next_steps": [_line(line) for line in kept.next_steps],
        "photos": [{"alt": photo.alt} for photo in kept.photos],
    }
    return json.dumps(said, ensure_ascii=False, indent=2).encode("utf-8")


def _idea(idea: Idea, groups: dict[str, str]) -> dict[str, object]:
    names = ("idea_id", "number", "text", "theme", "field_of_action", "area_id", "place", "lon", "lat", "weight", "status",
             "answer", "reason", "measure_id")  # fmt: skip
    answered = None if idea.answered_on is None else idea.answered_on.isoformat()
    group = groups.get(idea.group_id or "")
    return {name: getattr(idea, name) for name in names} | {"group": group, "answered_on": answered}


def _line(line: Line) -> dict[str, object]:
    return {
        "text": line.text,
        "office": line.office,
        "due_on": None if line.due_on is None else line.due_on.isoformat(),
    }


def _lines(texts: Texts, part: str, lines: tuple[Line, ...], names: tuple[str, ...]) -> pd.DataFrame:
    table = pd.DataFrame([[getattr(line, name) for name in names] for line in lines], columns=list(names))
    if "due_on" in table:
        table = table.assign(due_on=pd.to_datetime(table["due_on"]))
    return table.rename(columns={name: texts(f"meetings.field.{part}.{name}") for name in names})


def _sheet_name(words: str) -> str:
    return words.translate(_FORBIDDEN)[:_LONGEST_SHEET_NAME]
