"""Two people at once: both versions of a record side by side, and a choice per field. Nothing typed is lost.

except RecordChanged as error:
    st.session_state[…] = error.conflict          # and with the next run:
conflict_panel(page, conflict, key="…", title="…", save=…, discard=…)
"""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from strukturmonitor.clock import utc_now
from strukturmonitor.register import Conflict, field_label, fields, needs_reason, value_words
from strukturmonitor.register.fields import catalogue
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.register.messages import why
from strukturmonitor.ui.writing import writing

_WIDTHS = [1.3, 1.4, 1.4, 1.4, 2.2]
_HOUR = 60
_THEIRS, _MINE, _BOTH, _BASE = "theirs", "mine", "both", "base"


@dataclass(frozen=True)
class _Row:
    """One field: its value when the record was opened, now, and as typed; what may be chosen, and what is preselected."""

    name: str
    base: object
    theirs: object
    mine: object
    is_mine_changed: bool
    options: tuple[str, ...]
    default: str | None

    def value(self, choice: str) -> object:
        if choice == _BOTH:
            return f"{self.theirs}\n{self.mine}"
        return {_THEIRS: self.theirs, _MINE: self.mine, _BASE: self.base}[choice]


def conflict_panel(
    page: Page,
    conflict: Conflict,
    *,
    key: str,
    title: str,
    save: Callable[[int, dict[str, object], str | None], None],
    discard: Callable[[], None],
) -> None:
    """Draw both versions of the record `title` and let the person choose field by field.

    `save(revision, changes, reason)` is called with the revision of the version now in the register and what was chosen
    against it (nothing, where the person chose the register's version throughout). It may raise what a save raises; a
    RecordChanged it must keep itself as the new conflict, whose `mine` is what was chosen here. `discard()` throws the
    typed changes away. After both the page runs again."""
    texts = page.texts
    rows = _rows(conflict)
    with st.container(border=True, key=page.view.key(f"{key}:konflikt")):
        st.markdown(f"#### :material/call_split: {texts('desk.conflict.title', record=plain(title))}")
        st.markdown(
            texts("desk.conflict.who", who=_who(page, conflict), when=_moment(page, conflict))
            + " "
            + texts("desk.conflict.choose")
        )
        chosen = _table(page, rows, f"{key}:{conflict.record.revision}")
        is_open = any(choice is None for choice in chosen.values())
        changes = {
            row.name: row.value(chosen[row.name])
            for row in rows
            if chosen[row.name] is not None and row.value(chosen[row.name]) != row.theirs
        }
        reason = _reason(page, conflict, changes, key)
        left, right = st.columns([1, 1]) if not page.is_phone else (st.container(), st.container())
        with left:
            is_saved = st.button(
                texts("desk.conflict.save"),
                key=page.view.key(f"{key}:zusammen"),
                type="primary",
                icon=":material/merge:",
                disabled=is_open,
                width="stretch",
                help=texts("desk.conflict.open") if is_open else None,
            )
        with right:
            is_discarded = st.button(
                texts("desk.conflict.discard"),
                key=page.view.key(f"{key}:verwerfen"),
                icon=":material/undo:",
                width="stretch",
            )
        if is_discarded:
            discard()
            st.rerun()
        if is_saved:
            with writing(page, why):
                save(conflict.record.revision, changes, reason)
                st.rerun()


def _rows(conflict: Conflict) -> list[_Row]:
    rows = []
    for name in fields():
        is_mine, is_theirs = name in conflict.mine, name in conflict.theirs
        if not (is_mine or is_theirs):
            continue
        theirs = conflict.theirs[name] if is_theirs else conflict.record.values.get(name)
        base = conflict.base.get(name) if is_theirs else theirs
        mine = conflict.mine[name] if is_mine else base
        if mine == theirs:
            options, default = (_THEIRS,), _THEIRS
        elif not is_mine:
            options, default = (_THEIRS, _BASE), _THEIRS
        elif not is_theirs or base == theirs:
            options, default = (_THEIRS, _MINE), _MINE
        else:
            is_text = fields()[name].type == "long_text" and theirs and mine
            options, default = ((_THEIRS, _MINE, _BOTH) if is_text else (_THEIRS, _MINE)), None
        rows.append(_Row(name, base, theirs, mine, is_mine, options, default))
    return rows


def _table(page: Page, rows: list[_Row], key: str) -> dict[str, str | None]:
    texts = page.texts
    if not page.is_phone:
        for column, head in zip(st.columns(_WIDTHS), ("field", "base", "theirs", "mine", "take"), strict=True):
            column.caption(texts(f"desk.conflict.{head}"))
    chosen = {}
    for row in rows:
        label = field_label(texts, row.name)
        words = {part: plain(value_words(texts, row.name, getattr(row, part))) for part in ("base", "theirs", "mine")}
        if not row.is_mine_changed:
            words["mine"] = "–"
        if page.is_phone:
            st.markdown(
                f"**{label}**  \n"
                + "  \n".join(f"{texts(f'desk.conflict.{part}')}: {words[part]}" for part in ("base", "theirs", "mine"))
            )
            box = st.container()
        else:
            columns = st.columns(_WIDTHS, vertical_alignment="center")
            for column, text in zip(
                columns, (f"**{label}**", words["base"], words["theirs"], words["mine"]), strict=False
            ):
                column.markdown(text)
            box = columns[-1]
        if len(row.options) == 1:
            box.caption(texts("desk.conflict.same"))
            chosen[row.name] = row.options[0]
            continue
        chosen[row.name] = box.segmented_control(
            texts("desk.conflict.take_label", field=label),
            row.options,
            default=row.default,
            format_func=lambda option: texts(f"desk.conflict.option_{option}"),
            key=page.view.key(f"{key}:wahl:{row.name}"),
            label_visibility="collapsed",
        )
    return chosen


def _reason(page: Page, conflict: Conflict, changes: dict[str, object], key: str) -> str | None:
    before, after = conflict.record.values.get("state"), changes.get("state")
    if after is None or not needs_reason(before, str(after)):
        return None
    return st.text_input(
        page.texts("desk.reason"),
        key=page.view.key(f"{key}:begruendung"),
        max_chars=catalogue()["longest_reason"],
        help=page.texts("desk.reason_help"),
    )


def _who(page: Page, conflict: Conflict) -> str:
    """The name of the account; without one the role."""
    key = f"role.{conflict.who}"
    return page.texts(key) if page.texts.has(key) else plain(conflict.who)


def _moment(page: Page, conflict: Conflict) -> str:
    """How long ago, and from an hour on the day and time."""
    if conflict.when is None:
        return "–"
    ago = utc_now() - conflict.when
    minutes = int(ago.total_seconds() // 60)
    if minutes < 1:
        return page.texts("desk.conflict.just_now")
    if minutes < _HOUR:
        return page.texts("desk.conflict.minutes_ago", minutes=minutes)
    return page.texts("desk.conflict.on_day", date=page.texts.moment(conflict.when, page.data.city.timezone))
