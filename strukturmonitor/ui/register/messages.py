"""What a save has to say: why it was refused, and words kept until the page has run again."""

import streamlit as st

from strukturmonitor.errors import PhotoRefused, StrukturmonitorError
from strukturmonitor.register import Outcome, explain
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain

_KEY = "meldungen-offen"


def why(page: Page, error: StrukturmonitorError) -> str:
    """What was refused and what to do, as Markdown."""
    if isinstance(error, PhotoRefused):
        return page.texts(f"photo.refused.{error.values['reason']}", limit=error.values["limit"])
    return explain(page.texts, error, show=plain, zone=page.data.city.timezone)


def tell(page: Page, text: str, *, kind: str = "success") -> None:
    """Say something with the next run; `kind`: success or warning."""
    st.session_state.setdefault(page.view.key(_KEY), []).append((kind, text))


def tell_outcome(page: Page, outcome: Outcome, said: str, titles: dict[str, str]) -> None:
    """`said`: what was done, where everything went well; refusals are named with their reason."""
    if outcome.saved or outcome.unchanged:
        tell(page, said)
    for unit_id, error in outcome.refused.items():
        tell(page, refusal(page, titles.get(unit_id, unit_id), error), kind="warning")


def refusal(page: Page, title: str, error: StrukturmonitorError) -> str:
    """«Bornstr. 12: …» as Markdown."""
    return page.texts("desk.refused.line", record=plain(title), why=why(page, error))


def show_messages(page: Page) -> None:
    """Good news passes by, refusals stay until the next step."""
    for kind, text in st.session_state.pop(page.view.key(_KEY), []):
        if kind == "success":
            st.toast(text, icon=":material/check_circle:")
        else:
            st.warning(text, icon=":material/error:")
