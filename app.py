"""The frame: who asks, the navigation, and the page that was chosen. No data, no SQL."""

import streamlit as st

import pages
from strukturmonitor.access import allowed
from strukturmonitor.errors import StrukturmonitorError
from strukturmonitor.settings import PROJECT_DIR
from strukturmonitor.texts import LANGUAGES, speak
from strukturmonitor.ui import data, session
from strukturmonitor.ui.page import current_language
from strukturmonitor.ui.refused import refusal
from strukturmonitor.ui.sidebar import show_who

_PRINTING = (PROJECT_DIR / "static" / "print.js").read_text(encoding="utf-8")

texts = speak(current_language())
st.set_page_config(page_title="Strukturmonitor", page_icon="static/icon.png", layout="wide")
st.logo("static/logo-dark.svg" if st.context.theme.type == "dark" else "static/logo.svg", size="large")
st.html(PROJECT_DIR / "static" / "frame.css")
if texts.language == "de":
    st.html(PROJECT_DIR / "static" / "upload-de.css")
try:
    sections: dict[str, list] = {}
    visitor = data.visitor()
    session.belong_to(visitor.actor)
    texts = speak(current_language(), data.open_data().city.id)
    open_pages: dict[str, object] = {}
    for entry in pages.CONTENTS:
        may = allowed(visitor.actor, entry.right)
        page = st.Page(
            entry.module.show if may else refusal(entry.path, entry.key),
            title=texts(f"page.{entry.key}"),
            url_path=entry.path,
            icon=entry.icon,
            default=entry.path == "",
            visibility="visible" if may else "hidden",
        )
        sections.setdefault(texts(f"section.{entry.section}"), []).append(page)
        if may:
            open_pages[entry.path] = page
    st.session_state[session.PAGES] = open_pages
    chosen = st.navigation(sections, position="sidebar", expanded=True)
    with st.sidebar:
        show_who(texts, visitor, chosen.url_path)
        for language in LANGUAGES:
            if language != texts.language:
                st.button(
                    texts(f"language.{language}"),
                    key=f"language:{language}",
                    type="tertiary",
                    icon=":material/translate:",
                    on_click=session.speak_language,
                    args=(language,),
                )
    # The first page comes with its language; this follows a change without a new load. Boxes that open stand outside
    # the element that knows the theme: the whole document says it.
    theme = "dark" if st.context.theme.type == "dark" else "light"
    marks = f"document.documentElement.lang = '{texts.language}'; document.documentElement.dataset.theme = '{theme}';"
    st.html(
        f"<script>{marks}{_PRINTING}</script>",
        unsafe_allow_javascript=True,
        width="content",
    )
    chosen.run()
except StrukturmonitorError as error:
    st.error(texts(f"error.{type(error).__name__}", **error.values), icon=":material/error:")
