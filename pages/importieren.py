"""Import: a coordinator's list of shop units (for administrators also boundaries): upload, preview, publish."""

import json

import streamlit as st

from strukturmonitor.access import allowed, require
from strukturmonitor.errors import NotAllowed, StrukturmonitorError
from strukturmonitor.imports.findings import explain_error
from strukturmonitor.imports.run import Prepared, keep_upload, prepare, publish
from strukturmonitor.imports.sources import Source, sources
from strukturmonitor.ui.data import database
from strukturmonitor.ui.import_form import checked_file, known_columns, past_imports, upload_form
from strukturmonitor.ui.import_mapping import show_mapping
from strukturmonitor.ui.import_preview import show_preview, vacancy_counts
from strukturmonitor.ui.page import Page, open_page

_SLUGS = {"leerstand": "leerstand", "gebietsgrenzen": "boundaries"}


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
    source = _source(page)
    _outcome(page)
    file, options = upload_form(page, source)
    if file is not None:
        if source.kind == "vacancy_list":
            options = show_mapping(page, source, file.name, file.getvalue(), options)
        _check(page, source, file.name, file.getvalue(), options)
    elif source.columns:
        known_columns(page, source)
    past_imports(page)
    page.head(texts("page.import"), [page.tree.city.name, source.title[texts.language]])
    page.close()


def _source(page: Page) -> Source:
    texts = page.texts
    mine = {slug: sources()[name] for slug, name in _SLUGS.items() if allowed(page.data.actor, sources()[name].right)}
    if len(mine) == 1:
        return next(iter(mine.values()))
    options = {slug: source.title[texts.language] for slug, source in mine.items()}
    return mine[page.choice("quelle", texts("imports.what"), options, widget="segmented")]


def _check(page: Page, source: Source, name: str, content: bytes, options: dict[str, str]) -> None:
    texts = page.texts
    said = json.dumps(
        [source.id, name, len(content), hash(content), options, page.data.register_version, page.data.data_version]
    )
    memory = checked_file(page)
    if memory.get("said") != said:
        memory.clear()
        try:
            with st.spinner(texts("imports.working")):
                file = keep_upload(database(), name, content)
                memory["prepared"] = prepare(database(), page.data.actor, source.id, [file], options)
        except StrukturmonitorError as error:
            memory["error"] = error
        memory["said"] = said
    if "error" in memory:
        st.error(explain_error(texts, memory["error"]), icon=":material/error:")
        if source.columns:
            known_columns(page, source)
        return
    prepared: Prepared = memory["prepared"]
    show_preview(page, prepared)
    if prepared.is_unchanged:
        st.info(texts("imports.unchanged"), icon=":material/done_all:")
    elif not prepared.is_refused:
        left_out = prepared.rows_rejected
        if left_out:
            st.warning(texts("imports.publish_partly", count=texts.number(left_out)), icon=":material/warning:")
        with st.container(horizontal=True):
            clicked = st.button(
                texts("imports.publish"), type="primary", icon=":material/check:", key=page.view.key("uebernehmen")
            )
            st.button(texts("imports.discard"), key=page.view.key("verwerfen"), on_click=_start_again, args=(page,))
        st.caption(texts("imports.publish_help" if source.id == "leerstand" else "imports.publish_help_boundaries"))
        if clicked:
            _publish(page, prepared)


def _publish(page: Page, prepared: Prepared) -> None:
    try:
        with st.spinner(page.texts("imports.publishing")):
            result = publish(database(), page.data.actor, prepared)
    except StrukturmonitorError as error:
        st.error(explain_error(page.texts, error), icon=":material/error:")
        return
    counts = vacancy_counts(prepared.checked) if prepared.source.id == "leerstand" else (0, 0)
    _start_again(page)
    st.session_state[page.view.key("ergebnis")] = (prepared.source.id, result["rows_loaded"], counts[0])
    st.rerun()


def _start_again(page: Page) -> None:
    """An empty upload field (its key changes) and nothing checked."""
    key = page.view.key
    st.session_state[key("runde")] = st.session_state.get(key("runde"), 0) + 1
    st.session_state.pop(key("geprueft"), None)
    st.session_state.pop(key("ergebnis"), None)


def _outcome(page: Page) -> None:
    """What the last click published, until the next file is read."""
    found = st.session_state.get(page.view.key("ergebnis"))
    if found is None:
        return
    source_id, loaded, vacant = found
    texts = page.texts
    is_list = source_id == "leerstand"
    words = {"loaded": texts.number(loaded), "vacant": texts.number(vacant)}
    st.success(texts("imports.done" if is_list else "imports.done_boundaries", **words), icon=":material/check_circle:")
    if is_list:
        page.link_to("leerstand", texts("imports.to_vacancy"), icon=":material/storefront:")
    else:
        page.link_to("", texts("imports.to_overview"), icon=":material/map:")
