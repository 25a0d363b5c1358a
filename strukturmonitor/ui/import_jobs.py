"""The import that a person started, watched until it ends: progress, cancel, preview, publish, outcome; and those that
were started elsewhere or ran on while the page was closed."""

import datetime
import json

import streamlit as st

from strukturmonitor.access import allowed
from strukturmonitor.errors import StrukturmonitorError
from strukturmonitor.imports import jobs
from strukturmonitor.imports.findings import explain_error
from strukturmonitor.imports.jobs import Job
from strukturmonitor.imports.progress import Progress
from strukturmonitor.imports.run import keep_upload
from strukturmonitor.imports.sources import Source, sources
from strukturmonitor.texts import Texts
from strukturmonitor.ui.data import database
from strukturmonitor.ui.import_preview import show_preview
from strukturmonitor.ui.import_sources import by_theme, slug_of, source_label
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain

_STEPS = ("archive", "read", "clean", "stage", "check")  # before the preview; `publish` stands alone
_SHORT_S = 0.8  # an import that is over by then shows no progress
_JUST_ENDED = datetime.timedelta(hours=12)
_MOST_LISTED = 6
_ENDED = {
    "published": st.success,
    "unchanged": st.info,
    "failed": st.error,
    "cancelled": st.info,
}
_ICONS = {
    "published": ":material/check_circle:",
    "unchanged": ":material/done_all:",
    "failed": ":material/error:",
    "cancelled": ":material/cancel:",
}


def current_job(page: Page, source: Source) -> Job | None:
    """The import this session looks at, if it is one of this source."""
    job = jobs.job(_memory(page).get("job_id", 0))
    return job if job is not None and job.source_id == source.id else None


def check_button(page: Page, source: Source, files: list, options: dict[str, str]) -> bool:
    """Begins the check with a click. True where what is shown below belongs to these files and options."""
    memory, texts = _memory(page), page.texts
    if not files:
        return True
    said = json.dumps([source.id, [[file.name, file.size, file.file_id] for file in files], options], sort_keys=True)
    if memory.get("said") == said:
        return True
    is_again = memory.get("source_id") == source.id and "said" in memory
    clicked = st.button(
        texts("importing.check_again" if is_again else "importing.check"), type="primary",
        icon=":material/fact_check:", key=page.view.key("pruefen"),
    )  # fmt: skip
    if not clicked:
        st.caption(texts("importing.check_help"))
        return False
    try:
        kept = [keep_upload(database(), file.name, file.getvalue()) for file in files]
    except StrukturmonitorError as error:
        st.error(explain_error(texts, error), icon=":material/error:")
        return False
    _drop(page)
    job = jobs.start(database(), page.data.actor, source.id, kept, options, then_publish=False)
    _watch_from_now(page, job, said)
    st.rerun()


def check_again(page: Page, job: Job) -> None:
    """The same files once more, because what is known about them has changed."""
    jobs.discard(job)
    fresh = jobs.start(database(), page.data.actor, job.source_id, job.files, job.options, then_publish=False)
    _watch_from_now(page, fresh, _memory(page).get("said"))
    st.rerun()


def show_job(page: Page, source: Source, job: Job) -> None:
    """How far the import is, its preview, or how it ended."""
    texts = page.texts
    if job.is_running:
        _progress(page, job)
    elif job.state == "prepared":
        show_preview(page, job, lambda: check_again(page, job))
        _decide(page, job)
    else:
        _outcome(page, source, job)
        label = "importing.another" if job.state == "published" else "importing.close"
        st.button(texts(label), key=page.view.key("weiter"), on_click=_start_again, args=(page,))


def other_jobs(page: Page, shown: Job | None) -> None:
    """Imports that are at work or have just ended, wherever they were started."""
    texts = page.texts
    since = datetime.datetime.now(datetime.UTC) - _JUST_ENDED
    listed = [
        job
        for job in jobs.jobs()
        if job is not shown and job.started_at > since and allowed(page.data.actor, sources()[job.source_id].right)
        and (job.is_running or job.state in ("prepared", "published", "unchanged", "failed"))
    ][:_MOST_LISTED]  # fmt: skip
    if not listed:
        return
    st.header(texts("importing.jobs"), anchor=False)
    st.caption(texts("importing.jobs_help"))
    for job in listed:
        with st.container(border=True, horizontal=not page.is_phone, vertical_alignment="center"):
            began = job.started_at.astimezone(page.data.city.timezone)
            line = texts(
                "importing.job_line",
                file=plain(_name(job)),
                source=source_label(texts, sources()[job.source_id]),
                state=texts(f"importing.job_state.{job.state}"),
                time=f"{texts.date(began)}, {began:%H:%M}",
            )
            st.markdown(line, width="stretch")
            st.button(
                texts("importing.look"), key=page.view.key(f"auftrag:{job.job_id}"), on_click=_take_over,
                args=(page, job), icon=":material/visibility:",
            )  # fmt: skip


def _progress(page: Page, job: Job) -> None:
    """Drawn anew every second until the import has ended or waits for the person."""
    texts = page.texts

    @st.fragment(run_every=1)
    def watch() -> None:
        if not job.is_running:
            st.rerun()
        with st.container(border=True):
            st.markdown(f"**{texts('importing.working', file=plain(_name(job)))}**")
            done, words = progress_words(texts, job.progress, is_publishing=job.state == "publishing")
            st.progress(done, text=words)
            if st.button(texts("importing.cancel"), key=page.view.key("abbrechen"), icon=":material/stop_circle:"):
                job.progress.cancel()
            st.caption(texts("importing.runs_on"))

    watch()


def progress_words(texts: Texts, progress: Progress, *, is_publishing: bool) -> tuple[float, str]:
    """Share of the whole that is done (0 to 1), and «Schritt 3 von 5: Werte werden gelesen · 120.000 Zeilen · noch
    etwa 12 s»."""
    step, done, rows, remaining = progress.step_name, progress.done, progress.rows, progress.remaining_s
    words = [texts(f"importing.step.{step}")]
    if not is_publishing and step in _STEPS:
        number = _STEPS.index(step)
        done = (number + done) / len(_STEPS)
        words = [texts("importing.step_of", number=number + 1, count=len(_STEPS), step=words[0])]
    if rows:
        words.append(texts("importing.rows", rows=texts.number(rows)))
    if remaining is not None and remaining >= 1:
        minutes, seconds = divmod(round(remaining), 60)
        words.append(
            texts("importing.remaining_min", minutes=texts.number(minutes + (seconds > 0)))
            if minutes >= 2
            else texts("imports.remaining", seconds=texts.number(round(remaining)))
        )
    return min(1.0, done), " · ".join(words)


def _decide(page: Page, job: Job) -> None:
    """Publish or discard; nothing to decide where nothing would change."""
    texts, prepared = page.texts, job.prepared
    can_publish = not prepared.is_unchanged and not prepared.is_refused
    if can_publish and prepared.rows_rejected:
        left_out = texts.number(prepared.rows_rejected)
        st.warning(texts("importing.publish_partly", count=left_out), icon=":material/warning:")
    with st.container(horizontal=True):
        clicked = can_publish and st.button(
            texts("imports.publish"), type="primary", icon=":material/check:", key=page.view.key("uebernehmen")
        )
        st.button(
            texts("imports.discard"), key=page.view.key("verwerfen"), on_click=_start_again, args=(page,),
            icon=":material/delete:",
        )  # fmt: skip
    if can_publish:
        st.caption(texts(f"importing.publish_help.{prepared.source.kind}"))
    if clicked:
        jobs.go_on(database(), job)
        job.thread.join(_SHORT_S)
        st.rerun()


def _outcome(page: Page, source: Source, job: Job) -> None:
    texts = page.texts
    if job.error is not None:
        st.error(explain_error(texts, job.error), icon=":material/error:")
        return
    _ENDED.get(job.state, st.info)(outcome_words(texts, source, job), icon=_ICONS.get(job.state, ":material/info:"))
    if job.state == "published":
        theme = by_theme()[source.id]
        page.link_to(
            theme.path, texts("importing.to_page", page=texts(f"page.{theme.page}")), icon=":material/arrow_forward:"
        )


def outcome_words(texts: Texts, source: Source, job: Job) -> str:
    """How an import ended, in one or two sentences."""
    result = job.result or {}
    if job.state != "published":
        return texts(f"importing.ended.{job.state}", file=plain(_name(job)))
    numbers = {
        name: texts.number(result[f"rows_{name}"]) for name in ("read", "loaded", "unchanged", "rejected", "duplicate")
    }
    words = texts(f"importing.published.{source.kind}", file=plain(_name(job)), count=numbers["loaded"], **numbers)
    if made := result.get("changes", {}).get("made"):
        words += " " + texts("importing.published_made", count=texts.number(made))
    if result["rows_rejected"]:
        words += " " + texts("importing.published_rejected", count=numbers["rejected"])
    return words


def _name(job: Job) -> str:
    return job.files[0].name if len(job.files) == 1 else f"{job.files[0].name} (+{len(job.files) - 1})"


def _memory(page: Page) -> dict:
    """Which import the session looks at, and for which files and options it was begun."""
    return st.session_state.setdefault(page.view.key("auftrag"), {})


def _watch_from_now(page: Page, job: Job, said: str | None) -> None:
    memory = _memory(page)
    memory.clear()
    memory |= {"job_id": job.job_id, "source_id": job.source_id, "said": said}
    job.thread.join(_SHORT_S)


def _take_over(page: Page, job: Job) -> None:
    """Show an import that was started elsewhere (as a callback)."""
    memory = _memory(page)
    memory.clear()
    memory |= {"job_id": job.job_id, "source_id": job.source_id}
    st.session_state[page.view.key("runde")] = st.session_state.get(page.view.key("runde"), 0) + 1
    if page.view.key("quelle") in st.session_state:
        st.session_state[page.view.key("quelle")] = slug_of(job.source_id)


def _drop(page: Page) -> None:
    """Forget the import looked at so far; one that waits for a word is discarded, one at work stopped."""
    job = jobs.job(_memory(page).get("job_id", 0))
    if job is None:
        return
    if job.state == "preparing":
        job.progress.cancel()
    jobs.discard(job)
    if not job.is_running:
        jobs.let_go(database(), job)


def _start_again(page: Page) -> None:
    """An empty upload field (its key changes) and nothing checked (as a callback)."""
    _drop(page)
    key = page.view.key
    st.session_state[key("runde")] = st.session_state.get(key("runde"), 0) + 1
    st.session_state.pop(key("auftrag"), None)
    st.session_state.pop(key("wirkung"), None)
