"""A new record: by address or by a tap on the map; records that may be the same unit are shown before it is saved."""

import streamlit as st

from strukturmonitor.errors import StrukturmonitorError, ValueInvalid
from strukturmonitor.register import Field, create, explain, fields
from strukturmonitor.register.duplicates import Pair, near, place, places
from strukturmonitor.ui.data import database
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.register.draft import as_shown
from strukturmonitor.ui.register.messages import why
from strukturmonitor.ui.register.places import place_chooser
from strukturmonitor.ui.register.record_fields import input_widget
from strukturmonitor.vacancy.values import label

NEW = "neu"
_FIRST = ("address", "postcode", "name")
_THEN = ("state", "vacant_since", "previous_use", "current_use", "sales_area_m2", "note")
_SHOWN_PAIRS = 5


def new_record(page: Page) -> None:
    """Draw the form of a new record and open the record once it is saved."""
    texts = page.texts
    st.markdown(f"### {texts('record.new')}")
    refused = st.session_state.setdefault(page.view.key("neu:abgelehnt"), {})
    values = _fields(page, _FIRST, refused)
    point = _point(page, values)
    values |= _fields(page, _THEN, refused)
    found = alike(page, values["address"], values["name"], point)
    if found:
        show_alike(page, found)
    if st.button(
        texts("record.new_anyway" if found else "record.new_save"),
        key=page.view.key("neu:anlegen"),
        type="primary",
        icon=":material/add_business:",
        width="stretch" if page.is_phone else "content",
    ):
        _save(page, values, point)


def alike(page: Page, address: str | None, name: str | None, point: tuple[float, float] | None) -> list[Pair]:
    """Records that may be the same unit as one of this address, name and position."""
    if not address and point is None:
        return []
    lon, lat = point or (None, None)
    known = page.data.derived(("duplicate_places",), lambda: places(page.data.read("duplicate_places")))
    return near(place("", address or "", name or "", lon, lat), known)[:_SHOWN_PAIRS]


def show_alike(page: Page, found: list[Pair]) -> None:
    """Records that may be the same, each with the reasons and a link."""
    texts = page.texts
    with st.container(border=True):
        st.markdown(f":material/content_copy: **{texts('record.alike', count=len(found))}**")
        rows = page.data.read("vacancy_units_internal", unit_ids=tuple(pair.other_id for pair in found))
        rows = rows.set_index("unit_id")
        for pair in found:
            if pair.other_id not in rows.index:
                continue
            row = rows.loc[pair.other_id]
            words = [plain(row["address"]), plain(row["name"]) if isinstance(row["name"], str) else ""]
            words += [label(texts, "state", row["state"]), reason_words(page, pair)]
            st.markdown(" · ".join(word for word in words if word))
            page.link_to("register", texts("record.open"), icon=":material/open_in_new:", objekt=pair.other_id)


def reason_words(page: Page, pair: Pair) -> str:
    """Why two records look alike, in words."""
    texts = page.texts
    distance = texts.number(pair.distance_m) if pair.distance_m is not None else "–"
    return texts.list([texts(f"duplicates.reason.{reason}", distance=distance) for reason in pair.reasons])


def _fields(page: Page, names: tuple[str, ...], refused: dict[str, str]) -> dict[str, object]:
    known = fields()
    short = [known[name] for name in names if known[name].type != "long_text"]
    long = [known[name] for name in names if known[name].type == "long_text"]
    values: dict[str, object] = {}
    columns = [st.container()] * len(short) if page.is_phone else st.columns(3) * 2
    for column, field in zip(columns, short, strict=False):
        with column:
            values[field.name] = _field(page, field, refused)
    for field in long:
        values[field.name] = _field(page, field, refused)
    return values


def _field(page: Page, field: Field, refused: dict[str, str]) -> object:
    key = page.view.key(f"neu:{field.name}")
    if key not in st.session_state:
        st.session_state[key] = as_shown(field, "verified" if field.name == "state" else None)
    value = input_widget(page, field, key)
    if field.name in refused:
        st.error(refused[field.name], icon=":material/error:")
    return value


def _point(page: Page, values: dict[str, object]) -> tuple[float, float] | None:
    key = page.view.key("neu:ort")
    point = st.session_state.get(key)
    chosen = place_chooser(
        page, point, key="neu:lage", address=values["address"], postcode=values["postcode"], area_id=None
    )
    if chosen is not None and chosen != point:
        st.session_state[key] = chosen
        st.rerun()
    return point


def _save(page: Page, values: dict[str, object], point: tuple[float, float] | None) -> None:
    texts = page.texts
    wanted = {name: value for name, value in values.items() if value is not None}
    if point is not None:
        wanted |= {"lon": point[0], "lat": point[1]}
    refused_key = page.view.key("neu:abgelehnt")
    st.session_state[refused_key] = {}
    try:
        made = create(database(), page.data.actor, wanted)
    except ValueInvalid as error:
        st.session_state[refused_key] = {str(error.values["field"]): explain(texts, error)}
        st.rerun()
    except StrukturmonitorError as error:
        st.error(why(page, error), icon=":material/error:")
    else:
        for key in [key for key in st.session_state if str(key).startswith(page.view.key("neu:"))]:
            del st.session_state[key]
        page.wrote()
        page.choose("objekt", made.unit_id)
