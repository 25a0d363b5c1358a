"""Import: files of every source the role may load: upload, check, preview, publish; what was imported, and what is due."""

import streamlit as st

from strukturmonitor.access import require
from strukturmonitor.errors import NotAllowed
from strukturmonitor.imports.findings import explain_error
from strukturmonitor.ui.import_form import upload_form
from strukturmonitor.ui.import_freshness import show_freshness
from strukturmonitor.ui.import_history import show_history
from strukturmonitor.ui.import_jobs import check_button, current_job, other_jobs, show_job
from strukturmonitor.ui.import_sources import choose_source, describe, known_columns, source_label, sources_of
from strukturmonitor.ui.import_spellings import remembered_spellings
from strukturmonitor.ui.page import Page, open_page

_VIEWS = {"laden": "load", "verlauf": "history", "aktualitaet": "freshness"}


def show() -> None:
    page = open_page("import")
    texts = page.texts
    try:
        require(page.data.actor, "open_import")
    except NotAllowed as error:
        page.head(texts("page.import"), [page.tree.city.name])
        st.info(explain_error(texts, error), icon=":material/lock:")
        page.close()
        return
    if not sources_of(page.data.actor):  # a coordinator of single areas: a list speaks of the whole city
        page.head(texts("page.import"), [page.tree.city.name])
        st.info(texts("importing.whole_city"), icon=":material/lock:")
        page.link_to("register", texts("page.register"), icon=":material/edit_note:")
        page.close()
        return
    labels = {slug: texts(f"importing.view.{name}") for slug, name in _VIEWS.items()}
    view = page.choice("ansicht", texts("importing.view"), labels, widget="selectbox" if page.is_phone else "segmented")
    part = {"laden": _load, "verlauf": show_history, "aktualitaet": _freshness}[view](page)
    page.head(texts("page.import"), [page.tree.city.name, part or labels[view]])
    page.close()


def _load(page: Page) -> str:
    source = choose_source(page)
    describe(page, source)
    job = current_job(page, source)
    prepared = job.prepared if job is not None and job.state == "prepared" else None
    files, options = upload_form(page, source, getattr(prepared.checked, "sheets", ()) if prepared else ())
    is_checked = check_button(page, source, files, options)
    if job is not None and is_checked:
        show_job(page, source, job)
    elif not files:
        known_columns(page, source)
        remembered_spellings(page, source)
    other_jobs(page, job)
    return source_label(page.texts, source)


def _freshness(page: Page) -> str:
    show_freshness(page, [source.id for source in sources_of(page.data.actor)])
    return ""
