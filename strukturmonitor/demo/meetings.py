"""Made records of meetings, from a city's demo_meetings.yml: the rows of the register's tables."""

import pandas

_ORIGIN = "made"


def meeting_frames(
    meetings: list[dict], parents: dict[str, object], written_at: pandas.Timestamp
) -> list[tuple[str, pandas.DataFrame]]:
    """(table, frame) of meetings, their lines, groups and ideas. `parents`: area_id → the area around it. Ideas without a
    point get the areas of their meeting as `around`; those with one have to be located."""
    if not meetings:
        return []
    heads, lines, groups, ideas = [], [], [], []
    for said in meetings:
        meeting_id = said["meeting_id"]
        names = ("title", "kind", "held_on", "begins", "ends", "place", "area_id", "people", "visibility", "summary")
        heads.append(
            {"meeting_id": meeting_id, "revision": 1, **{name: said[name] for name in names}, "created_at": written_at,
             "changed_at": written_at, "origin": _ORIGIN}
        )  # fmt: skip
        for number, (begins, text) in enumerate(said["agenda"], 1):
            lines.append(_line(meeting_id, "agenda", number, text, begins=begins))
        for kind, part in (("agreement", "agreements"), ("next_step", "next_steps")):
            for number, (text, office, due_on) in enumerate(said[part], 1):
                lines.append(_line(meeting_id, kind, number, text, office=office, due_on=due_on))
        for number, (group, name, theme, people) in enumerate(said["groups"], 1):
            groups.append(
                {"meeting_id": meeting_id, "group_id": f"{meeting_id}-{group}", "group_number": number, "name": name,
                 "theme": theme, "people": people}
            )  # fmt: skip
        around = _around(said["area_id"], parents)
        ideas += [_idea(meeting_id, number, idea, around, written_at) for number, idea in enumerate(said["ideas"], 1)]
    frames = {
        "meeting": pandas.DataFrame(heads),
        "meeting_line": pandas.DataFrame(lines),
        "meeting_group": pandas.DataFrame(groups),
        "meeting_idea": pandas.DataFrame(ideas),
    }
    return [(table, _dated(frame)) for table, frame in frames.items() if not frame.empty]


def _line(meeting_id: str, kind: str, number: int, text: str, **more: object) -> dict[str, object]:
    nothing = dict.fromkeys(("begins", "office", "due_on"))
    return {"meeting_id": meeting_id, "kind": kind, "line_number": number, "text": text} | nothing | more


def _idea(
    meeting_id: str, number: int, said: dict, around: list[str], written_at: pandas.Timestamp
) -> dict[str, object]:
    lon, lat = said.get("point", (None, None))
    group = said.get("group")
    return {
        "idea_id": f"{meeting_id}-{number}",
        "meeting_id": meeting_id,
        "revision": 1,
        "idea_number": number,
        "text": said["text"],
        "theme": said.get("theme"),
        "field_of_action": said.get("field"),
        "group_id": group and f"{meeting_id}-{group}",
        "place": said.get("place"),
        "lon": lon,
        "lat": lat,
        "weight": said.get("weight"),
        "weighed_by": "typed" if "weight" in said else None,
        "status": said["status"],
        "answer": said.get("answer"),
        "reason": said.get("reason"),
        "answered_on": said.get("answered_on"),
        "changed_at": written_at,
        "around": around,
    }


def _around(area_id: object, parents: dict[str, object]) -> list[str]:
    found: list[str] = []
    while isinstance(area_id, str):
        found.insert(0, area_id)
        area_id = parents.get(area_id)
    return found


def _dated(frame: pandas.DataFrame) -> pandas.DataFrame:
    """Days as the database takes them, whole numbers as such where some are missing."""
    days = {name: pandas.to_datetime(frame[name]) for name in ("held_on", "due_on", "answered_on") if name in frame}
    counts = {name: frame[name].astype("Int32") for name in ("people", "weight") if name in frame}
    return frame.assign(**days, **counts)
