"""The end of a re-check: what was checked, what changed, what was left open; and the list on paper."""

import datetime

import pandas as pd
import streamlit as st

from strukturmonitor.exports.names import file_name
from strukturmonitor.exports.walk_list import walk_list_pdf
from strukturmonitor.register.rechecks import CHANGED, LATER, NOT_FOUND, SEEN, follow_up
from strukturmonitor.register.walks import Walk, finish, limits, minutes_walked
from strukturmonitor.ui.data import database
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.register.messages import tell, why
from strukturmonitor.ui.register.recheck_words import known_lines, stop_title
from strukturmonitor.ui.writing import writing


def summary(page: Page, walk: Walk, rows: pd.DataFrame) -> None:
    """Counts, and while the walk is open the button that ends it."""
    texts = page.texts
    outcomes = rows["outcome"]
    left = rows[outcomes.isna() | outcomes.isin([LATER, NOT_FOUND])]
    counts = {
        "seen": int(outcomes.isin(SEEN).sum()),
        "changed": int(outcomes.isin(CHANGED).sum()),
        "not_found": int((outcomes == NOT_FOUND).sum()),
        "left": int((outcomes.isna() | (outcomes == LATER)).sum()),
    }
    if walk.is_open:
        with st.expander(texts("walks.recheck.end"), icon=":material/flag:", expanded=bool(outcomes.notna().all())):
            _counts(page, walk, rows, counts)
            is_due = st.checkbox(
                texts("walks.recheck.follow_up", days=limits()["follow_up_days"], count=len(left)),
                value=True,
                key=page.view.key(f"nachpruefung:{walk.walk_id}:wiedervorlage"),
                disabled=left.empty,
            )
            if st.button(
                texts("walks.finish"),
                key=page.view.key(f"nachpruefung:{walk.walk_id}:fertig"),
                icon=":material/flag:",
                type="primary",
                width="stretch" if page.is_phone else "content",
            ):
                _finish(page, walk, with_follow_up=is_due and not left.empty)
        return
    _counts(page, walk, rows, counts)
    for row in rows.to_dict("records"):
        said = (
            texts(f"walks.answer.{row['outcome']}") if isinstance(row["outcome"], str) else texts("walks.recheck.open")
        )
        note = f" – {plain(row['stop_note'])}" if isinstance(row["stop_note"], str) else ""
        st.markdown(f"{row['stop_number']}. **{plain(stop_title(texts, row))}**: {said}{note}")


def sheet_button(page: Page, walk: Walk, rows: pd.DataFrame) -> None:
    """The list as a PDF to be printed, made when it is asked for."""
    texts = page.texts
    st.download_button(
        texts("walks.print"),
        lambda: walk_list_pdf(
            texts,
            rows,
            [known_lines(texts, row) for row in rows.to_dict("records")],
            title=walk.title,
            start=walk.start,
            start_label=walk.start_label,
            today=datetime.date.today(),
            city=page.tree.city.name,
            lines=page.data.read("walk_backdrop", **_extent(walk, rows)),
        ),
        file_name=file_name(walk.title, "pdf"),
        mime="application/pdf",
        key=page.view.key(f"nachpruefung:{walk.walk_id}:pdf"),
        icon=":material/print:",
        on_click="ignore",
        help=texts("walks.print_help"),
        width="stretch" if page.is_phone else "content",
    )


def _counts(page: Page, walk: Walk, rows: pd.DataFrame, counts: dict[str, int]) -> None:
    texts = page.texts
    parts = [texts(f"walks.recheck.count_{name}", count=count) for name, count in counts.items() if count]
    minutes = minutes_walked(rows["done_at"], walk.started_at)
    st.markdown(texts("walks.recheck.result", parts=texts.list(parts), minutes=minutes))


def _finish(page: Page, walk: Walk, *, with_follow_up: bool) -> None:
    texts = page.texts
    with writing(page, why):
        if with_follow_up:
            done = follow_up(
                database(), page.data.actor, walk.walk_id, note=texts("walks.recheck.follow_up_note", title=walk.title)
            )
            tell(page, texts("walks.recheck.followed_up", count=len(done)))
        finish(database(), page.data.actor, walk.walk_id)
        page.wrote()
        st.rerun()


def _extent(walk: Walk, rows: pd.DataFrame) -> dict[str, float]:
    """The box around all stops and the start, with some room; without any position the whole earth has no lines."""
    placed = rows.dropna(subset=["lon", "lat"])
    lon = [*placed["lon"], *([walk.start[0]] if walk.start else [])]
    lat = [*placed["lat"], *([walk.start[1]] if walk.start else [])]
    if not lon:
        return {"west": 0.0, "south": 0.0, "east": 0.0, "north": 0.0}
    room = 0.003
    return {"west": min(lon) - room, "south": min(lat) - room, "east": max(lon) + room, "north": max(lat) + room}
