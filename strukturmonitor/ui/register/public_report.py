"""The form with which everybody reports an empty shop unit, or that a record is wrong: no login, nothing personal needed."""

import streamlit as st

from strukturmonitor.errors import ReportRefused, StrukturmonitorError, ValueInvalid
from strukturmonitor.register import explain
from strukturmonitor.register.reports import Report, rules, shared_throttle, submit
from strukturmonitor.ui.data import database
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.register.messages import why
from strukturmonitor.ui.register.places import place_chooser
from strukturmonitor.ui.register.record_photos import photo_uploader

_START = "form:"


def report_form(page: Page, kind: str, unit_id: str | None) -> None:
    """Draw the form; `unit_id`: the record it is about, where one was chosen."""
    texts = page.texts
    sent = st.session_state.get(page.view.key("gesendet"))
    if sent is not None:
        st.success(texts("report.sent", number=sent), icon=":material/mark_email_read:")
        st.markdown(texts("report.what_now" if kind == "vacant" else "report.what_now_wrong"))
        if st.button(texts("report.another"), key=page.view.key("noch-eine"), icon=":material/add:"):
            del st.session_state[page.view.key("gesendet")]
            st.rerun()
        return
    refused: dict[str, str] = st.session_state.get(page.view.key(f"{_START}abgelehnt"), {})
    address, point = (None, None) if unit_id is not None else _where(page, refused)
    message = _text(page, f"message_{kind}", "message", refused, is_long=True)
    since = _text(page, "since", "since", refused) if kind == "vacant" else None
    with st.expander(texts("report.photo"), icon=":material/photo_camera:", expanded="photo" in refused):
        photo = photo_uploader(page, key=f"{_START}foto")
        _refusal(refused, "photo")
    with st.expander(
        texts("report.contact_box"), icon=":material/contact_mail:", expanded=bool({"name", "contact"} & refused.keys())
    ):
        st.caption(texts("report.purpose"))
        name = _text(page, "name", "name", refused)
        contact = _text(page, "contact", "contact", refused)
    with st.container(key="report-trap"):
        trap = st.text_input(texts("report.trap"), key=page.view.key(f"{_START}homepage"), autocomplete="off")
    _refusal(refused, "report")
    if st.button(
        texts("report.send"),
        key=page.view.key("senden"),
        type="primary",
        icon=":material/send:",
        width="stretch" if page.is_phone else "content",
    ):
        lon, lat = point or (None, None)
        report = Report(kind, message, unit_id, address or None, lon, lat, since or None, name, contact, photo, trap)
        _send(page, report)
    st.caption(texts("report.public_note"))


def _where(page: Page, refused: dict[str, str]) -> tuple[str, tuple[float, float] | None]:
    texts = page.texts
    address = _text(page, "address", "address", refused)
    key = page.view.key(f"{_START}ort")
    point = st.session_state.get(key)
    _refusal(refused, "place")
    with st.expander(
        texts("report.map"), icon=":material/location_on:", expanded=not page.is_phone or point is not None
    ):
        chosen = place_chooser(page, point, key=f"{_START}lage", address=address or None)
    if chosen is not None and chosen != point:
        st.session_state[key] = chosen
        st.rerun()
    return address, point


def _text(page: Page, words: str, name: str, refused: dict[str, str], *, is_long: bool = False) -> str:
    texts = page.texts
    example = f"report.example.{words}"
    common = {
        "label": texts(f"report.label.{words}"),
        "key": page.view.key(f"{_START}{name}"),
        "placeholder": texts(example) if texts.has(example) else None,
    }
    if is_long:
        value = st.text_area(help=texts("report.longest", count=rules()["longest"][name]), height=130, **common)
    else:
        value = st.text_input(autocomplete={"name": "name", "contact": "email"}.get(name, "off"), **common)
    _refusal(refused, name)
    return value.strip()


def _refusal(refused: dict[str, str], name: str) -> None:
    if name in refused:
        st.error(refused[name], icon=":material/error:")


def _send(page: Page, report: Report) -> None:
    """Send; what was refused stands beside its field in the next run, with everything that was typed."""
    texts = page.texts
    refused: dict[str, str] = {}
    try:
        number = submit(database(), report, sender=_sender(), throttle=shared_throttle())
    except ValueInvalid as error:
        refused[str(error.values["field"]).removeprefix("report_")] = explain(texts, error)
    except ReportRefused as error:
        name = "place" if error.values["reason"] == "place_missing" else "report"
        refused[name] = texts(f"report.refused.{error.values['reason']}", limit=error.values["limit"])
    except StrukturmonitorError as error:
        name = "photo" if report.photo else "report"
        refused[name] = why(page, error)
    else:
        for key in [key for key in st.session_state if str(key).startswith(page.view.key(_START))]:
            del st.session_state[key]
        st.session_state[page.view.key("gesendet")] = plain("–" if number is None else f"M-{number:05d}")
        st.rerun()
    st.session_state[page.view.key(f"{_START}abgelehnt")] = refused
    st.rerun()


def _sender() -> str:
    """The Internet address that counts; a machine of its own where there is none."""
    return st.context.ip_address or "127.0.0.1"
