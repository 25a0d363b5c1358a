"""The moderator's panel for a question: open, end, show and empty it, and words to release; below it the way in, counts on
paper, place and date, and files (`record.py`)."""

from collections.abc import Callable

import streamlit as st

from strukturmonitor.access import Reader, require
from strukturmonitor.dialogue import poll_leading as leading
from strukturmonitor.dialogue.poll_charts import finding
from strukturmonitor.dialogue.poll_model import Asking, Poll
from strukturmonitor.dialogue.poll_rules import poll_rules
from strukturmonitor.dialogue.polls import poll_of_step, results
from strukturmonitor.errors import StrukturmonitorError
from strukturmonitor.imports.findings import explain_error
from strukturmonitor.settings import PROJECT_DIR
from strukturmonitor.stories.model import Step
from strukturmonitor.stories.storage import Kept
from strukturmonitor.texts import Texts
from strukturmonitor.ui.data import database, settings
from strukturmonitor.ui.hall.addresses import addresses
from strukturmonitor.ui.hall.asking import asking_of, bars
from strukturmonitor.ui.hall.panel import base_address
from strukturmonitor.ui.hall.qr import qr_image
from strukturmonitor.ui.hall.record import describe_form, download_buttons, paper_form
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain

_STYLE = PROJECT_DIR / "static" / "hall-wall.css"
_COLOURS = {"waiting": "gray", "open": "green", "closed": "blue"}


def lead_question(page: Page, kept: Kept, step: Step) -> None:
    """Draw the panel. Raises NotAllowed for who may not present."""
    require(page.data.actor, "present")
    texts, asking = page.texts, asking_of(kept, step)
    st.html(_STYLE)
    if asking is None:
        st.info(texts("hall.no_question"))
        return
    if not asking.question.is_complete:
        st.warning(texts("error.QuestionIncomplete", title=plain(asking.title)), icon=":material/warning:")
        return
    with st.container(key="hall-lead"):
        _live(page, asking)
        _way_in(page, asking)
        paper_form(page, asking)
        describe_form(page, asking)
        _begin_again(page, asking)
        download_buttons(page, asking)


def _live(page: Page, asking: Asking) -> None:
    """What changes while the hall votes; looks again by itself. The whole panel is drawn again where the rest of it has more
    or less to offer: place and date from the first opening on, a new beginning from the first answer on."""
    texts = page.texts
    drawn = _offers(poll_of_step(Reader(database(), page.data.actor), asking.story_id, asking.step_id))

    @st.fragment(run_every=poll_rules().wall_every_s)
    def live() -> None:
        reader = Reader(database(), page.data.actor)
        found = poll_of_step(reader, asking.story_id, asking.step_id)
        if _offers(found) != drawn:
            st.rerun()
        state = found.state if found else "waiting"
        with st.container(horizontal=True, vertical_alignment="center"):
            st.badge(texts(f"hall.state.{state}"), color=_COLOURS[state])
            if found is not None:
                st.markdown(
                    texts("hall.lead.count", phones=texts.number(found.devices), paper=texts.number(found.paper))
                )
        _buttons(page, asking, found)
        if found is None:
            return
        if found.has_answers and not found.is_same_as(asking):
            st.caption(texts("hall.lead.other_question"))
        result = results(reader, found.poll_id)
        if result.total:
            st.markdown(plain(finding(texts, result)))
            st.html(f'<div class="hall-wall hall-alone">{bars(texts, result)}</div>')
        if asking.question.kind == "words":
            _words(page, reader, found)

    live()


def _offers(found: Poll | None) -> tuple[str | None, bool]:
    return (None, False) if found is None else (found.poll_id, found.has_answers)


def _buttons(page: Page, asking: Asking, found: Poll | None) -> None:
    texts = page.texts
    is_open = found is not None and found.state == "open"
    with st.container(horizontal=True, vertical_alignment="center"):
        if is_open:
            _button(
                page, "schliessen", texts("hall.lead.close"), ":material/stop_circle:",
                lambda: leading.close_poll(database(), page.data.actor, found), is_main=True,
            )  # fmt: skip
        else:
            label = texts("hall.lead.open_again" if found is not None and found.opened_at else "hall.lead.open")
            _button(
                page, "oeffnen", label, ":material/play_circle:",
                lambda: leading.open_poll(database(), page.data.actor, asking), is_main=True,
            )  # fmt: skip
        if found is not None and (found.opened_at or found.has_answers):
            label = texts("hall.lead.hide" if found.is_revealed else "hall.lead.reveal")
            icon = ":material/visibility_off:" if found.is_revealed else ":material/visibility:"
            _button(
                page, "zeigen", label, icon,
                lambda: leading.reveal(database(), page.data.actor, found, is_revealed=not found.is_revealed),
            )  # fmt: skip
    if is_open and found.is_revealed:
        st.caption(texts("hall.lead.seen_live"))


def _words(page: Page, reader: Reader, found: Poll) -> None:
    """Words as they came; those that nobody has looked at first. None can be changed, only released or hidden."""
    texts = page.texts
    rows = [
        row for row in reader.rows("poll_words", poll_id=found.poll_id) if row["phone"] or row["state"] == "released"
    ]
    new = [row for row in rows if row["state"] == "new"]
    st.markdown(f"**{texts('hall.lead.words', new=texts.number(len(new)), all=texts.number(len(rows)))}**")
    if len(new) > 1:
        keys = [row["word_key"] for row in new]
        _button(
            page, "alle-frei", texts("hall.lead.release_all", count=texts.number(len(new))), ":material/done_all:",
            lambda: leading.judge_words(database(), page.data.actor, found, keys, is_released=True),
        )  # fmt: skip
    for row in new:
        _word(page, found, row)
    for state in ("released", "hidden"):
        judged = [row for row in rows if row["state"] == state]
        if judged:
            with st.expander(
                texts(f"hall.lead.{state}", count=texts.number(len(judged))), key=page.view.key(f"worte-{state}")
            ):
                for row in judged:
                    _word(page, found, row)


def _word(page: Page, found: Poll, row: dict) -> None:
    texts, key = page.texts, row["word_key"]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        count = f" · {texts.number(row['phone'])}" if row["phone"] > 1 else ""
        st.markdown(plain(row["word"]) + count, width="stretch")
        for is_released, icon in ((True, ":material/check:"), (False, ":material/visibility_off:")):
            if row["state"] == ("released" if is_released else "hidden"):
                continue
            what = "release" if is_released else "hide_word"
            _button(
                page, f"wort-{what}-{key}", "", icon,
                lambda is_released=is_released: leading.judge_words(
                    database(), page.data.actor, found, [key], is_released=is_released
                ),
                help=texts(f"hall.lead.{what}", word=plain(row["word"])),
            )  # fmt: skip


def _way_in(page: Page, asking: Asking) -> None:
    texts = page.texts
    hall = leading.door(database(), page.data.actor, asking.story_id)
    base, is_reachable = base_address(hall)
    icon = ":material/qr_code_2:" if is_reachable else ":material/wifi_off:"
    with st.expander(texts("hall.lead.way_in"), icon=icon, key=page.view.key("zugang"), expanded=not is_reachable):
        if not is_reachable:
            st.warning(texts("hall.lead.only_here"), icon=":material/wifi_off:")
            st.code("HOST=0.0.0.0 STRUKTURMONITOR_AUTH=local make run", language=None, wrap_lines=True)
            st.caption(texts("hall.lead.safety"))
            return
        known = addresses(settings(), st.context.url)
        if len(known) > 1:
            chosen = st.selectbox(
                texts("hall.lead.address"), known, index=known.index(base), key=page.view.key("adresse"),
                help=texts("hall.lead.address_help"),
            )  # fmt: skip
            if chosen != base:
                leading.choose_address(database(), page.data.actor, asking.story_id, chosen)
                base = chosen
        address = f"{base}/abstimmen/{hall.code}"
        alt = texts("hall.wall.qr", address=address)
        st.html(f'<img class="hall-qr" alt="{alt}" src="{qr_image(address)}">')
        st.code(address, language=None, wrap_lines=True)
        st.caption(texts("hall.lead.safety"))


def _begin_again(page: Page, asking: Asking) -> None:
    texts = page.texts
    found = poll_of_step(Reader(database(), page.data.actor), asking.story_id, asking.step_id)
    if found is None or not found.has_answers:
        return
    with st.expander(texts("hall.lead.again"), icon=":material/restart_alt:", key=page.view.key("neu")):
        st.caption(texts("hall.lead.anew_help"))
        _button(
            page, "neu-fragen", texts("hall.lead.anew"), ":material/add_circle:",
            lambda: leading.ask_anew(database(), page.data.actor, asking),
        )  # fmt: skip
        st.caption(texts("hall.lead.empty_help", phones=texts.number(found.devices), paper=texts.number(found.paper)))
        is_sure = st.checkbox(texts("hall.lead.sure"), key=page.view.key(f"sicher-{found.poll_id}"))
        _button(
            page, "leeren", texts("hall.lead.empty"), ":material/delete:",
            lambda: leading.empty_poll(database(), page.data.actor, found), is_off=not is_sure,
        )  # fmt: skip


def _button(
    page: Page,
    slug: str,
    label: str,
    icon: str,
    act: Callable[[], object],
    *,
    is_main: bool = False,
    is_off: bool = False,
    help: str | None = None,
) -> None:
    """A button that acts before the panel is drawn again; what went wrong is said once."""
    kind = "primary" if is_main else "secondary"
    st.button(
        label, icon=icon, type=kind, key=page.view.key(f"saal-{slug}"), on_click=_act, args=(page.texts, act),
        disabled=is_off, help=help,
    )  # fmt: skip


def _act(texts: Texts, act: Callable[[], object]) -> None:
    try:
        act()
    except StrukturmonitorError as error:
        st.toast(explain_error(texts, error), icon=":material/error:")
