"""The code to copy that shows one part of a page on another web site."""

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from strukturmonitor.facts import read_facts
from strukturmonitor.shown import Chart, Figure, Map, Part, Table, part_id_of
from strukturmonitor.texts import Texts
from strukturmonitor.ui.data import settings

if TYPE_CHECKING:
    from strukturmonitor.ui.page import Page


def embed_panel(page: "Page") -> None:
    """A choice of what the page has shown and the code for it; nothing where no web site may show any."""
    from strukturmonitor.ui.headless import is_for_everybody  # late: it draws pages

    texts, origins = page.texts, settings().embed_origins
    drawn = {part.key for part in page.parts if isinstance(part, Chart | Map)}
    names = {
        part_id_of(part): title_of(part, texts)
        for part in page.parts
        # A table that only repeats the map or chart beside it stands behind that one.
        if isinstance(part, Chart | Map | Figure) or (isinstance(part, Table) and part.key not in drawn)
    }
    if not origins or not names or not is_for_everybody(page.path):
        return
    with st.expander(texts("embedding.label"), icon=":material/code:"):
        key = page.view.key("einbetten")
        if st.session_state.get(key) not in names:  # another area shows other parts
            st.session_state.pop(key, None)
        chosen = st.selectbox(texts("embedding.choose"), list(names), format_func=names.__getitem__, key=key)
        st.caption(texts("embedding.help", title=names[chosen], origins=texts.list(list(origins))))
        whole = page.link(**{"teil": chosen, **page.view.encoded})
        code = embed_code(whole.replace(f"/{page.path}?", f"/einbetten/{page.path}?", 1), names[chosen])
        st.code(code, language="html", wrap_lines=True)


def embed_code(address: str, title: str) -> str:
    """A frame of HTML that shows the part at that address."""
    height = read_facts("embedding.yml")["frame_height_px"]
    return (
        f'<iframe src="{escape(address)}" title="{escape(title)}" width="100%" height="{height}" '
        'style="border:0" loading="lazy"></iframe>'
    )


def title_of(part: Part, texts: Texts) -> str:
    """How a part is called in the choice."""
    return texts("embedding.map", title=part.title) if isinstance(part, Map) else part.title
