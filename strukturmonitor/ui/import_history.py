"""What was imported: the list, one import with its findings and log, and the way back."""

import json

import pandas as pd
import streamlit as st

from strukturmonitor.access import allowed
from strukturmonitor.errors import StrukturmonitorError
from strukturmonitor.imports.findings import explain_error
from strukturmonitor.imports.history import events_of, findings_of, last_import, past_imports
from strukturmonitor.imports.mappings import adapted
from strukturmonitor.imports.sources import Source, sources
from strukturmonitor.imports.undo import undo
from strukturmonitor.texts import Texts
from strukturmonitor.ui.data import database
from strukturmonitor.ui.import_findings import filtered_findings, findings_table
from strukturmonitor.ui.import_sources import plain_table, source_label
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain

_SHOWN = 30
_SHOWN_PHONE = 6
_HASH = 8  # characters; enough to tell files apart
_ALL = "alle"
_EXPLAINED = ("interrupted", "started", "publishing", "undone", "cancelled", "failed")
_SIGNS = {
    "published": "✓", "unchanged": "=", "failed": "✗", "cancelled": "✗", "interrupted": "⚠", "undone": "↶",
    "started": "…", "publishing": "…",
}  # fmt: skip
_LISTED = ("read", "loaded", "rejected")
_COUNTS = ("read", "loaded", "unchanged", "rejected", "duplicate")


def show_history(page: Page) -> str:
    """The list and, below it, one import. Returns what the page's head says."""
    texts = page.texts
    _said_undone(page)
    runs = past_imports(database(), page.data.actor)
    if runs.empty:
        st.info(texts("importing.past_none"), icon=":material/inbox:")
        return ""
    runs = _of_source(page, runs)
    _list(page, runs)
    _way_back(page)
    options = {
        str(run["run_id"]): texts(
            "importing.run_label", run=run["run_id"], file=run["file_name"], date=_when(page, run["started_at"])
        )
        for run in runs.to_dict("records")
    }
    chosen = page.choice("lauf", texts("importing.run"), options)
    run = runs[runs["run_id"] == int(chosen)].iloc[0]
    _one(page, run)
    return texts("importing.run_title", run=chosen)


def _of_source(page: Page, runs: pd.DataFrame) -> pd.DataFrame:
    texts = page.texts
    ids = list(dict.fromkeys(runs["source_id"]))
    if len(ids) < 2:
        return runs
    options = {_ALL: texts("importing.all_sources")} | {
        name: source_label(texts, sources()[name]) for name in sorted(ids)
    }
    chosen = page.choice("von", texts("importing.col.source"), options)
    return runs if chosen == _ALL else runs[runs["source_id"] == chosen]


def _list(page: Page, runs: pd.DataFrame) -> None:
    texts = page.texts
    shown = runs.head(_SHOWN_PHONE if page.is_phone else _SHOWN)
    rows = pd.DataFrame(
        {
            "run": shown["run_id"].astype(str),
            "when": shown["started_at"].map(lambda moment: _when(page, moment)),
            "source": shown["source_id"].map(lambda name: sources()[name].title[texts.language]),
            "file": shown["file_name"].map(plain),
            "hash": shown["file_sha256"].str[:_HASH],
            "state": shown["state"].map(lambda state: f"{_SIGNS[state]}\u00a0{texts(f'imports.state.{state}')}"),
            **{name: _numbers(texts, shown[f"rows_{name}"]) for name in _LISTED},
            "findings": _numbers(texts, shown["findings"]),
            "actor": shown["actor"].map(lambda role: texts(f"imports.role.{role}")),
        }
    )
    labels = {name: texts(key if texts.has(key := f"imports.col.{name}") else f"importing.col.{name}") for name in rows}
    plain_table(page, rows, labels, texts("imports.past"), is_plain=False)
    if len(shown) < len(runs):
        words = {"shown": texts.number(len(shown)), "count": texts.number(len(runs))}
        st.caption(texts("importing.first_runs", **words))


def _one(page: Page, run: pd.Series) -> None:
    texts = page.texts
    source = sources()[run["source_id"]]
    st.header(texts("importing.run_title", run=run["run_id"]), anchor=False)
    state = texts(f"imports.state.{run['state']}")
    name = plain(run["file_name"])
    st.markdown(f"{_SIGNS[run['state']]} **{state}** · {name} · {source_label(texts, source)}")
    if run["state"] in _EXPLAINED:
        st.info(texts(f"importing.state_help.{run['state']}"), icon=":material/info:")
    if pd.notna(run["rows_read"]):
        st.markdown(
            account_words(
                page,
                {
                    name: int(run[f"rows_{name}"] if pd.notna(run[f"rows_{name}"]) else 0)
                    for name in (*_COUNTS, "elsewhere")
                },
            )
        )
    if run["state"] == "undone":
        st.caption(
            texts(
                "importing.undone_by",
                role=texts(f"imports.role.{run['undone_by']}"),
                date=_when(page, run["undone_at"]),
            )
        )
    st.caption(texts("importing.hash", hash=run["file_sha256"]))
    _findings(page, source, run)
    _log(page, run)


def account_words(page: Page, counts: dict[str, int]) -> str:
    """«Gelesen 60 = geladen 10 + unverändert 40 + abgelehnt 8 + doppelt 2.» and the rows of other places."""
    texts = page.texts
    words = texts("importing.account", **{name: texts.number(counts[name]) for name in _COUNTS})
    if counts.get("elsewhere"):
        words += " " + texts("importing.account_elsewhere", count=texts.number(counts["elsewhere"]))
    return words


def _findings(page: Page, source: Source, run: pd.Series) -> None:
    texts = page.texts
    findings = findings_of(database(), page.data.actor, run)
    st.subheader(f"{texts('importing.findings')} ({texts.number(len(findings))})", anchor=False)
    if not findings:
        st.markdown(texts("importing.findings_none"))
        return
    read_as = _as_read(source, run)
    key = f"befunde-{run['run_id']}"
    found = filtered_findings(page, read_as, findings, key=key)
    if not found:
        st.info(texts("importing.findings_no_match"), icon=":material/search_off:")
        return
    findings_table(page, read_as, found, key=key, title=texts("importing.findings"), file_name=run["file_name"])


def _as_read(source: Source, run: pd.Series) -> Source:
    """With the columns a person assigned in that import; as defined where that assignment is gone."""
    options = json.loads(run["options"]) if isinstance(run.get("options"), str) else {}
    try:
        return adapted(database(), source, options.get("mapping"))
    except StrukturmonitorError:
        return source


def _log(page: Page, run: pd.Series) -> None:
    texts = page.texts
    box = st.expander(texts("importing.log"), key=page.view.key(f"protokoll:{run['run_id']}"), on_change="rerun")
    if not box.open:
        return
    with box:
        events = events_of(database(), page.data.actor, run)
        if events.empty:
            st.markdown(texts("importing.log_none"))
            return
        rows = pd.DataFrame(
            {
                "when": events["happened_at"].map(lambda moment: _when(page, moment, seconds=True)),
                "step": events["step"].map(lambda step: texts(f"importing.step.{step}")),
                "rows": _numbers(texts, events["row_count"]),
            }
        )
        labels = {
            "when": texts("imports.col.when"),
            "step": texts("importing.col.step"),
            "rows": texts("importing.col.rows"),
        }
        plain_table(page, rows, labels, texts("importing.log"), is_plain=False)


def _way_back(page: Page) -> None:
    """The last published import can be taken back by who may import its source, after a question."""
    texts, key = page.texts, page.view.key
    last = last_import(database())
    if last is None:
        return
    source = sources()[last["source_id"]]
    if not allowed(page.data.actor, source.right):
        st.caption(texts("importing.undo_other", source=source_label(texts, source)))
        return
    label = texts("importing.undo", run=last["run_id"])
    if not st.session_state.get(key("zurueck")):
        st.button(label, key=key("zuruecknehmen"), icon=":material/undo:", on_click=_ask, args=(page, True))
        return
    with st.container(border=True):
        words = {
            "file": plain(last["file_name"]),
            "source": source_label(texts, source),
            "date": _when(page, last["finished_at"]),
        }
        st.warning(texts(f"importing.undo_question.{source.kind}", **words), icon=":material/warning:")
        with st.container(horizontal=True):
            is_sure = st.button(
                texts("importing.undo_yes"), key=key("zuruecknehmen:ja"), type="primary", icon=":material/undo:"
            )
            st.button(texts("importing.undo_no"), key=key("zuruecknehmen:nein"), on_click=_ask, args=(page, False))
    if is_sure:
        _ask(page, False)
        try:
            result = undo(database(), page.data.actor)
        except StrukturmonitorError as error:
            st.error(explain_error(texts, error), icon=":material/error:")
            return
        st.session_state[key("zurueck:fertig")] = result["file"]
        st.rerun()


def _said_undone(page: Page) -> None:
    """Once, after the click."""
    file = st.session_state.pop(page.view.key("zurueck:fertig"), None)
    if file is not None:
        st.success(page.texts("imports.state_line.undone", file=plain(file)), icon=":material/undo:")


def _ask(page: Page, is_asking: bool) -> None:
    st.session_state[page.view.key("zurueck")] = is_asking


def _numbers(texts: Texts, counts: pd.Series) -> list[str]:
    """Counts in words, those that are not known as «–»."""
    return [texts.number(None if pd.isna(count) else int(count)) for count in counts]


def _when(page: Page, moment: object, *, seconds: bool = False) -> str:
    """A moment in UTC as day and time of the city."""
    return page.texts.moment(pd.Timestamp(moment), page.data.city.timezone, seconds=seconds)
