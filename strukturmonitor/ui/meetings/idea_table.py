"""All ideas of a record as a table to type in: what was said, and in a second table what becomes of it. Only rows that were
changed are saved, each against the version it was typed over."""

import pandas as pd
import streamlit as st

from strukturmonitor.dialogue.meeting_ideas import Outcome, change_ideas, remove_ideas
from strukturmonitor.dialogue.meeting_rules import rules
from strukturmonitor.dialogue.meeting_words import field_words, status_words, theme_words
from strukturmonitor.dialogue.meetings import Idea, Meeting, meeting
from strukturmonitor.ui.data import database
from strukturmonitor.ui.meetings.refusals import why
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.register.messages import tell

_SAID = ("text", "theme", "field_of_action", "group_id", "place", "weight")
_ANSWER = ("status", "answer", "reason")
_DROP = "drop"
_ROW_PX, _HEAD_PX, _MOST_PX = 36, 40, 620


def idea_table(page: Page, kept: Meeting) -> None:
    """What was said."""
    _table(page, kept, _SAID, "tabelle", may_delete=True)


def answer_table(page: Page, kept: Meeting) -> None:
    """What the administration answers."""
    st.markdown(page.texts("meetings.answers_help"))
    _table(page, kept, _ANSWER, "antworten", may_delete=False)


def _table(page: Page, kept: Meeting, columns: tuple[str, ...], part: str, *, may_delete: bool) -> None:
    texts = page.texts
    if not kept.ideas:
        st.info(texts("meetings.ideas.not_yet"), icon=":material/lightbulb:")
        return
    state = page.view.key(f"{part}:{kept.meeting_id}")
    open_ = st.session_state.get(state)
    if open_ is None or (open_["ideas"] != kept.ideas and not _is_typed(open_, state)):
        open_ = {"ideas": kept.ideas, "mine": {}, "round": (open_ or {"round": 0})["round"] + 1, "is_typed": False}
        st.session_state[state] = open_
    base: dict[str, Idea] = {idea.idea_id: idea for idea in open_["ideas"]}
    frame = _frame(base, open_["mine"], columns, may_delete=may_delete)
    typed = st.data_editor(
        frame,
        column_order=[name for name in frame if name != "idea_id"],
        column_config=_config(page, kept, columns),
        disabled=["number", *(() if "text" in columns else ("text",))],
        hide_index=True,
        placeholder="–",
        width="stretch",
        height=min(_HEAD_PX + _ROW_PX * len(frame), _MOST_PX),
        key=_editor(open_, state),
    )
    changes = _changes(typed, base, columns)
    dropped = [row["idea_id"] for row in typed.to_dict("records") if may_delete and row[_DROP]]
    open_["is_typed"] = bool(changes or dropped)
    with st.container(horizontal=True):
        is_saved = st.button(
            texts("meetings.table_save", count=texts.number(len(changes))), key=page.view.key(f"{part}-speichern"),
            type="primary", icon=":material/save:", disabled=not changes,
        )  # fmt: skip
        is_dropped = may_delete and st.button(
            texts("meetings.table_drop", count=texts.number(len(dropped))), key=page.view.key(f"{part}-loeschen"),
            icon=":material/delete:", disabled=not dropped,
        )  # fmt: skip
    if is_saved:
        wanted = {idea_id: (base[idea_id].revision, said) for idea_id, said in changes.items()}
        outcome = change_ideas(database(), page.data.actor, kept.meeting_id, wanted)
        _done(page, kept, open_, outcome, {i: changes[i] for i in outcome.refused})
    elif is_dropped:
        outcome = remove_ideas(database(), page.data.actor, kept.meeting_id, {i: base[i].revision for i in dropped})
        _done(page, kept, open_, outcome, {i: said for i, said in changes.items() if i not in outcome.saved})


def _editor(open_: dict, state: str) -> str:
    """The key of the table: another one begins with other rows."""
    return f"{state}:{open_['round']}"


def _is_typed(open_: dict, state: str) -> bool:
    """Whether something stands in the table that is not saved, also what came with this very run."""
    editor = _editor(open_, state)
    came = st.session_state.get(editor) or {}
    return open_["is_typed"] or bool(came.get("edited_rows"))


def _done(page: Page, kept: Meeting, open_: dict, outcome: Outcome, mine: dict[str, dict[str, object]]) -> None:
    """Say what became of it; what was refused stays typed, over the version that stands now."""
    texts = page.texts
    page.wrote()
    now = meeting(page.data.reader, kept.meeting_id)
    by_id = {idea.idea_id: idea for idea in now.ideas}
    open_.update(ideas=now.ideas, mine={i: s for i, s in mine.items() if i in by_id}, round=open_["round"] + 1)
    open_["is_typed"] = bool(open_["mine"])
    if outcome.saved:
        tell(page, texts("meetings.table_saved", count=texts.number(len(outcome.saved))))
    for idea_id, error in outcome.refused.items():
        idea = by_id.get(idea_id)
        stands = texts("meetings.stands_now", idea=plain(_told(page, idea))) if idea else ""
        tell(page, f"{why(page, error)} {stands}".strip(), kind="warning")
    st.rerun()


def _told(page: Page, idea: Idea) -> str:
    parts = (idea.text, status_words(page.texts, idea.status), idea.answer or "", idea.reason or "")
    return " · ".join(part for part in parts if part)


def _frame(
    base: dict[str, Idea], mine: dict[str, dict[str, object]], columns: tuple[str, ...], *, may_delete: bool
) -> pd.DataFrame:
    shown = columns if "text" in columns else ("text", *columns)
    rows = [
        {"idea_id": idea_id, "number": idea.number}
        | {name: mine.get(idea_id, {}).get(name, getattr(idea, name)) for name in shown}
        for idea_id, idea in base.items()
    ]
    frame = pd.DataFrame(rows, dtype=object)
    frame["number"] = frame["number"].astype("int64")
    if "weight" in frame:
        frame["weight"] = frame["weight"].astype("Int64")
    return frame.assign(**{_DROP: False}) if may_delete else frame


def _changes(typed: pd.DataFrame, base: dict[str, Idea], columns: tuple[str, ...]) -> dict[str, dict[str, object]]:
    """idea_id → what was typed over, where it is different."""
    found = {}
    for row in typed.to_dict("records"):
        idea = base[row["idea_id"]]
        said = {name: _known(row[name]) for name in columns}
        different = {name: value for name, value in said.items() if value != (getattr(idea, name) or None)}
        if different.get("weight", 0) is not None and "weight" in different and different["weight"] == idea.weight:
            different.pop("weight")
        if different:
            found[idea.idea_id] = different
    return found


def _known(value: object) -> object:
    if value is None or value is pd.NA or value != value or value == "":
        return None
    return int(value) if isinstance(value, float) else value


def _config(page: Page, kept: Meeting, columns: tuple[str, ...]) -> dict[str, object]:
    texts, limits = page.texts, rules().longest
    choices = {
        "theme": (rules().themes, lambda value: theme_words(texts, value)),
        "field_of_action": (rules().fields_of_action, lambda value: field_words(texts, value)),
        "group_id": (tuple(kept.group_names), kept.group_names.__getitem__),
        "status": (rules().statuses, lambda value: status_words(texts, value)),
    }
    longest = {"text": limits["text"], "place": limits["place"], "answer": limits["answer"], "reason": limits["answer"]}
    config: dict[str, object] = {
        "number": st.column_config.NumberColumn(texts("meetings.field.number"), width="small"),
        _DROP: st.column_config.CheckboxColumn(texts("meetings.drop"), width="small"),
    }
    for name in ("text", *columns):
        label = texts(f"meetings.field.{name.removesuffix('_id')}")
        if name in choices:
            options, words = choices[name]
            config[name] = st.column_config.SelectboxColumn(
                label, options=list(options), format_func=words, required=name == "status"
            )
        elif name == "weight":
            config[name] = st.column_config.NumberColumn(label, min_value=0, max_value=rules().most_weight, step=1)
        else:
            config[name] = st.column_config.TextColumn(
                label, max_chars=longest[name], width="large" if name in ("text", "answer") else "medium"
            )
    return config
