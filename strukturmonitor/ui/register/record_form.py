"""One record: what is done most often on top, then its fields, photos, history, owner and re-use. The same on the desk
and on a phone, where the buttons are large and the rest is folded."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from strukturmonitor.errors import NotAllowed, RecordChanged, RecordUnknown
from strukturmonitor.register import Record, field_label, fields, value_words
from strukturmonitor.register.fields import Field
from strukturmonitor.register.records import save
from strukturmonitor.ui.data import database
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.register.conflict import conflict_panel
from strukturmonitor.ui.register.draft import Draft, editable, open_draft, reopen, save_draft, set_fields, throw_away
from strukturmonitor.ui.register.messages import show_messages, why
from strukturmonitor.ui.register.new_record import NEW, new_record
from strukturmonitor.ui.register.owner_panel import owner_panel
from strukturmonitor.ui.register.places import place_chooser
from strukturmonitor.ui.register.record_fields import field_widget, marked_label
from strukturmonitor.ui.register.record_head import record_head
from strukturmonitor.ui.register.record_moves import quick_actions
from strukturmonitor.ui.register.record_photos import photo_adder, photos_part
from strukturmonitor.ui.register.record_story import story_part
from strukturmonitor.ui.register.reuse_panel import reuse_panel

_PARTS = ("state", "place", "space", "use", "internal", "check")
_COLUMNS = 3


def record_form(page: Page, unit_id: str) -> None:
    """Draw the record `unit_id` with everything the actor may see and change; `neu` begins a new one."""
    texts = page.texts
    show_messages(page)
    if unit_id == NEW:
        new_record(page)
        return
    try:
        draft = open_draft(page, unit_id)
    except (RecordUnknown, NotAllowed) as error:
        st.error(why(page, error), icon=":material/search_off:")
        return
    opened = draft.opened
    if opened.merged_into:
        st.info(texts("record.merged", unit=opened.merged_into), icon=":material/merge:")
        page.link_to(
            "register", texts("record.merged_open"), icon=":material/arrow_forward:", objekt=opened.merged_into
        )
    record_head(page, opened)
    if draft.conflict is not None:
        _conflict(page, draft)
        return
    if draft.message:
        st.error(draft.message, icon=":material/error:")
    top = st.container()
    areas = _areas(page, opened)
    chosen = page.choice(
        "bereich",
        texts("record.area"),
        {slug: texts(f"record.area.{slug}") for slug in areas},
        widget="selectbox" if page.is_phone else "segmented",
    )
    if opened.is_in_charge and not opened.merged_into:
        with top:  # on a phone, photos and history begin higher up
            quick_actions(page, draft, with_moves=not page.is_phone or chosen == next(iter(areas)))
    areas[chosen](draft)
    draft.message = None  # said once


def _areas(page: Page, opened: Record) -> dict[str, Callable[[Draft], None]]:
    """The parts of the page below the buttons: slug → what draws it."""
    return {
        "angaben": partial(_details, page),
        "fotos": lambda draft: photos_part(page, draft.opened),
        "verlauf": lambda draft: story_part(page, draft.opened.unit_id),
        "eigentum": lambda draft: owner_panel(page, draft.opened),
        "nachnutzung": lambda draft: reuse_panel(page, draft.opened),
    }


def _conflict(page: Page, draft: Draft) -> None:
    unit_id = draft.opened.unit_id

    def keep(revision: int, changes: dict[str, object], reason: str | None) -> None:
        settled = draft.conflict.mine
        try:
            saved = save(database(), page.data.actor, unit_id, revision, changes, reason=reason)
        except RecordChanged as error:  # overtaken once more: the same question again, about what was chosen
            draft.conflict = error.conflict
            draft.typed = {name: value for name, value in draft.typed.items() if name not in settled} | changes
            return
        reopen(page, draft, saved, keep={name: value for name, value in draft.typed.items() if name not in settled})

    conflict_panel(
        page,
        draft.conflict,
        key=f"datensatz:{unit_id}",
        title=str(draft.opened.values["address"]),
        save=keep,
        discard=lambda: throw_away(page, draft),
    )


def _details(page: Page, draft: Draft) -> None:
    texts = page.texts
    if not draft.opened.is_in_charge or draft.opened.merged_into:
        if not draft.opened.merged_into:  # then the head of the page says why
            st.info(texts("record.read_only"), icon=":material/visibility:")
        _read_only(page, draft.opened)
        return
    parts: dict[str, list[Field]] = {part: [] for part in _PARTS}
    for field in editable(draft).values():
        parts[field.part].append(field)
    if page.is_phone:
        _on_phone(page, draft, parts)
    else:
        _on_desk(page, draft, parts)
    _save_bar(page, draft)


def _on_desk(page: Page, draft: Draft, parts: dict[str, list[Field]]) -> None:
    texts = page.texts
    st.caption(texts("record.marks"))
    for part, members in parts.items():
        with st.container(border=True):
            st.markdown(f"**{texts(f'record.part.{part}')}**")
            if part == "place":
                _place(page, draft, members)
            else:
                _grid(page, draft, members)


def _on_phone(page: Page, draft: Draft, parts: dict[str, list[Field]]) -> None:
    texts = page.texts
    known = fields()
    field_widget(page, draft, known["note"])
    with st.expander(texts("photo.add"), icon=":material/photo_camera:"):
        photo_adder(page, draft.opened)
    with st.expander(texts("record.position"), icon=":material/location_on:"):
        _position(page, draft)
    for part, members in parts.items():
        shown = [field for field in members if field.name != "note"]
        typed = sum(field.name in draft.typed for field in shown)
        is_refused = any(field.name in draft.refused for field in shown)
        title = texts(f"record.part.{part}")
        name = texts("record.part.typed", part=title, count=typed) if typed else title
        with st.expander(name, expanded=is_refused):
            for field in shown:
                field_widget(page, draft, field)
    st.caption(texts("record.marks"))


def _place(page: Page, draft: Draft, members: list[Field]) -> None:
    """The words of the place on the left, the map with its position on the right."""
    left, right = st.columns([1, 1], gap="medium")
    with left:
        _grid(page, draft, [field for field in members if field.place != "position"], columns=2)
    with right:
        _position(page, draft)
        _grid(page, draft, [field for field in members if field.place == "position"], columns=2)


def _grid(page: Page, draft: Draft, members: list[Field], *, columns: int = _COLUMNS) -> None:
    """Short fields side by side, long texts below over the whole width."""
    short = [field for field in members if field.type != "long_text"]
    for start in range(0, len(short), columns):
        boxes = st.columns(columns, vertical_alignment="bottom")
        for column, field in zip(boxes, short[start : start + columns], strict=False):
            with column:
                field_widget(page, draft, field)
    for field in members:
        if field.type == "long_text":
            field_widget(page, draft, field)


def _position(page: Page, draft: Draft) -> None:
    values = draft.opened.values | draft.typed
    place = (values["lon"], values["lat"]) if None not in (values["lon"], values["lat"]) else None
    stat = next((area_id for area_id in draft.opened.area_ids if area_id.startswith("stat:")), None)
    chosen = place_chooser(
        page,
        place,
        key=f"lage:{draft.opened.unit_id}",
        address=values["address"],
        postcode=values["postcode"],
        area_id=stat,
    )
    if chosen is not None and chosen != place:
        set_fields(page, draft, {"lon": chosen[0], "lat": chosen[1]})
        st.rerun()


def _save_bar(page: Page, draft: Draft) -> None:
    """Always at the same place, so that no tap misses it."""
    texts = page.texts
    unit_id, known = draft.opened.unit_id, fields()
    with st.bottom:
        words = st.container()
        row = st.container(horizontal=True, gap="small")
        is_saved = row.button(
            texts("record.save"),
            key=page.view.key(f"speichern:{unit_id}"),
            type="primary" if draft.typed or draft.refused else "secondary",
            icon=":material/save:",
            width="stretch",
        )
        is_undone = row.button(
            texts("record.discard"), key=page.view.key(f"verwerfen:{unit_id}"), icon=":material/undo:"
        )
        if draft.message:
            words.error(draft.message, icon=":material/error:")
        elif draft.refused:
            words.markdown(f":red[**{texts('record.refused', count=len(draft.refused))}**]")
        elif draft.typed:
            labels = [
                texts("record.position_short") if known[name].place == "position" else field_label(texts, name)
                for name in draft.typed
            ]
            words.markdown(f"**{texts('record.unsaved')}** {texts.list(list(dict.fromkeys(labels)))}")
        else:
            words.caption(texts("record.all_saved"))
    if is_undone and draft.typed:
        throw_away(page, draft)
        st.rerun()
    if is_saved:
        if not draft.typed:
            st.toast(texts("record.nothing_typed"))
        else:
            if save_draft(page, draft, dict(draft.typed)):
                st.toast(texts("record.saved"), icon=":material/save:")
            st.rerun()


def _read_only(page: Page, opened: Record) -> None:
    texts = page.texts
    for part in _PARTS:
        members = [field for field in fields().values() if field.part == part and field.name in opened.values]
        lines = [
            f"- {marked_label(texts, field)}: **{plain(value_words(texts, field.name, opened.values[field.name]))}**"
            for field in members
        ]
        with st.container(border=True):
            st.markdown("\n".join([f"**{texts(f'record.part.{part}')}**", "", *lines]))
