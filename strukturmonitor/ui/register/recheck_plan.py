"""Planning a re-check: which records, from where, in which order."""

import html

import pandas as pd
import pydeck as pdk
import streamlit as st

from strukturmonitor.areas import Area
from strukturmonitor.charts.palette import CHOSEN, rgb
from strukturmonitor.register.rechecks import begin_recheck, nearest, ordered, start_at_address
from strukturmonitor.register.walks import limits
from strukturmonitor.ui.backdrop import backdrop, selected_outline
from strukturmonitor.ui.data import database
from strukturmonitor.ui.legends import attribution
from strukturmonitor.ui.maps import draw_map
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.register.messages import why
from strukturmonitor.ui.register.own_area import own_area
from strukturmonitor.ui.register.position_map import tapped_district, tapped_place
from strukturmonitor.ui.register.recheck_words import distance_words, metres
from strukturmonitor.ui.writing import writing
from strukturmonitor.vacancy import WATCHED_STATES, labels, slugs
from strukturmonitor.vacancy.values import label

_BY_FILTER, _BY_HAND = "nach-filter", "von-hand"
_MIDDLE, _RECORD, _ADDRESS, _MAP = "mitte", "objekt-der-liste", "adresse", "karte"


def recheck_plan(page: Page) -> None:
    """Draw the choices, the order on a map and as a list, and the button that begins the walk."""
    texts = page.texts
    st.subheader(texts("walks.new.recheck"), anchor=False)
    first, second = st.columns(2)
    with first:
        area = page.area(default=own_area(page))
    with second:
        how = page.choice(
            "auswahl",
            texts("walks.plan.how"),
            {_BY_FILTER: texts("walks.plan.by_filter"), _BY_HAND: texts("walks.plan.by_hand")},
            widget="segmented",
        )
    rows = _by_hand(page, area) if how == _BY_HAND else _by_filter(page, area)
    actor = page.data.actor
    if actor.areas is not None:  # only what the person may also tick off
        rows = rows[[not len(ids) or bool(actor.areas & set(ids)) for ids in rows["area_ids"]]]
    if rows.empty:
        st.info(texts("walks.plan.hand_empty" if how == _BY_HAND else "walks.plan.empty"), icon=":material/inbox:")
        return
    start, start_label = _start(page, area, rows)
    most = limits()["most_stops"]
    count = most
    if how == _BY_FILTER:
        wanted = page.number("hoechstens", texts("walks.plan.most", usual=limits()["usual_stops"]), 1, most)
        count = int(wanted) if wanted else limits()["usual_stops"]
    chosen = nearest(rows, start, count)
    walked, apart, route = ordered(chosen, start)
    _sentences(page, rows, chosen, apart, route.length_m)
    _begin_button(page, area, walked, apart, start, start_label)
    left, right = st.columns([1.2, 1], gap="large")
    with left:
        _map(page, area, walked, start)
    with right:
        _list(page, walked, apart)


def plan_with(page: Page, unit_ids: list[str]) -> None:
    """Go and plan a re-check of these records (as a callback of another view)."""
    page.view.put("ansicht", "begehung")
    page.view.put("begehung", "neu-nachpruefung")
    page.view.put("auswahl", _BY_HAND)
    page.view.put("von-hand", unit_ids)


def _by_filter(page: Page, area: Area) -> pd.DataFrame:
    texts = page.texts
    first, second = st.columns(2)
    with first:
        names = labels(texts, "state")
        states = page.choices(
            "stand-der-objekte", texts("walks.plan.states"), names, help=texts("walks.plan.states_help")
        )
    with second:
        only_due = page.flag("faellig", texts("walks.plan.only_due"), help=texts("walks.plan.only_due_help"))
    wanted = tuple(slugs("state")[slug] for slug in states) or WATCHED_STATES
    return page.data.read("walk_candidates", area_id=area.area_id, states=wanted, only_due=only_due)


def _by_hand(page: Page, area: Area) -> pd.DataFrame:
    texts = page.texts
    text = page.text("suche", texts("walks.plan.search"), placeholder=texts("walks.plan.search_hint"))
    found = page.data.read("walk_candidates", area_id=area.area_id, text=text or None).head(limits()["most_choices"])
    key = page.view.start("von-hand", lambda value: value.split(","), [])
    st.session_state[key] = list(st.session_state[key])
    picked = tuple(st.session_state[key])
    kept = page.data.read("walk_candidates", area_id=area.area_id, unit_ids=picked) if picked else found.head(0)
    st.session_state[key] = kept["unit_id"].tolist()  # numbers of a link that the register does not know
    offered = pd.concat([kept, found[~found["unit_id"].isin(kept["unit_id"])]])
    names = {
        row.unit_id: " · ".join(
            part for part in (row.address, label(texts, "state", row.state), row.name) if isinstance(part, str)
        )
        for row in offered.itertuples(index=False)
    }
    chosen = st.multiselect(
        texts("walks.plan.records"),
        list(names),
        format_func=names.get,
        key=key,
        max_selections=limits()["most_stops"],
        placeholder=texts("walks.plan.records_hint"),
        help=texts("walks.plan.records_help", most=limits()["most_stops"]),
        select_all=False,
    )
    page.view.keep("von-hand", ",".join(chosen) or None)
    return offered[offered["unit_id"].isin(chosen)]


def _start(page: Page, area: Area, rows: pd.DataFrame) -> tuple[tuple[float, float] | None, str]:
    """Where the walk begins, and that in words."""
    texts = page.texts
    how = page.choice(
        "start",
        texts("walks.plan.start"),
        {slug: texts(f"walks.plan.start_{name}") for slug, name in ((_MIDDLE, "middle"), (_RECORD, "record"), (_ADDRESS, "address"), (_MAP, "map"))},
        widget="segmented",
    )  # fmt: skip
    middle = (area.lon, area.lat)
    if how == _RECORD:
        placed = rows.dropna(subset=["lon", "lat"]).sort_values("address")
        if placed.empty:
            return middle, page.area_label(area.area_id)
        names = dict(zip(placed["unit_id"], placed["address"], strict=True))
        chosen = st.selectbox(
            texts("walks.plan.first_record"), list(names), format_func=names.get, key=page.view.key("start-objekt")
        )
        row = placed[placed["unit_id"] == chosen].iloc[0]
        return (float(row["lon"]), float(row["lat"])), str(row["address"])
    if how == _ADDRESS:
        typed = page.text("start-adresse", texts("walks.plan.address"), placeholder=texts("walks.plan.address_hint"))
        found = start_at_address(database(), page.data.actor, typed) if typed else None
        if found is None:
            if typed:
                st.warning(texts("walks.plan.address_unknown", address=plain(typed)), icon=":material/wrong_location:")
            return middle, page.area_label(area.area_id)
        return found, typed
    if how == _MAP:
        key = page.view.key("start-ort")
        before = st.session_state.get(key)  # first roughly on the whole city, then exactly around that
        tapped = (
            tapped_place(page, before, before, key="start-karte")
            if before
            else tapped_district(page, key="start-stadtkarte")
        )
        if tapped is not None and tapped != st.session_state.get(key):
            st.session_state[key] = tapped
            st.rerun()
        place = st.session_state.get(key)
        return (place, texts("walks.plan.tapped")) if place else (middle, page.area_label(area.area_id))
    return middle, texts("walks.plan.middle_of", area=page.area_label(area.area_id))


def _sentences(page: Page, rows: pd.DataFrame, chosen: pd.DataFrame, apart: pd.DataFrame, length_m: float) -> None:
    texts = page.texts
    said = [
        texts("walks.plan.result", count=len(chosen), length=metres(texts, length_m)),
        texts("walks.plan.straight"),
    ]
    if len(chosen) < len(rows):
        said.append(texts("walks.plan.of_more", found=texts.number(len(rows)), chosen=len(chosen)))
    if len(apart):
        said.append(texts("walks.plan.apart", count=len(apart)))
    st.markdown(" ".join(said))


def _begin_button(
    page: Page,
    area: Area,
    walked: pd.DataFrame,
    apart: pd.DataFrame,
    start: tuple[float, float] | None,
    start_label: str,
) -> None:
    texts = page.texts
    if not st.button(
        texts("walks.plan.begin"),
        key=page.view.key("nachpruefung-los"),
        type="primary",
        icon=":material/directions_walk:",
        help=texts("walks.plan.begin_help"),
        width="stretch" if page.is_phone else "content",
    ):
        return
    with writing(page, why):
        walk_id = begin_recheck(
            database(), page.data.actor, page.area_label(area.area_id), walked, apart,
            area_id=area.area_id, start=start, start_label=start_label,
        )  # fmt: skip
        st.session_state[page.view.key("begehung")] = str(walk_id)
        st.rerun()


def _map(page: Page, area: Area, walked: pd.DataFrame, start: tuple[float, float] | None) -> None:
    """The stops with their numbers, joined in their order; over the outlines and roads of all maps."""
    if walked.empty:
        return
    texts = page.texts
    places = [[round(lon, 5), round(lat, 5)] for lon, lat in zip(walked["lon"], walked["lat"], strict=True)]
    begin = [] if start is None else [[round(start[0], 5), round(start[1], 5)]]
    stops = [
        {"p": place, "t": str(number), "name": html.escape(address), "hover": html.escape(distance_words(texts, row))}
        for number, (place, address, row) in enumerate(
            zip(places, walked["address"], walked.to_dict("records"), strict=True), 1
        )
    ]
    pixels = pdk.types.String("pixels")
    layers = [
        *backdrop(page, "bezirk", area.area_id),
        *selected_outline(page, area.area_id),
        pdk.Layer(
            "PathLayer", id="way", data=[{"way": begin + places}], get_path="way", get_color=rgb(CHOSEN),
            get_width=2.5, width_units=pixels,
        ),
        pdk.Layer(
            "ScatterplotLayer", id="start", data=[{"p": place} for place in begin], get_position="p", get_radius=7,
            radius_units=pixels, get_fill_color=[29, 39, 48],
        ),
        pdk.Layer(
            "ScatterplotLayer", id="stops", data=stops, get_position="p", get_radius=10, radius_units=pixels,
            get_fill_color=[255, 255, 255], stroked=True, get_line_color=[29, 39, 48], line_width_min_pixels=1.5,
            pickable=True,
        ),
        pdk.Layer(
            "TextLayer", id="numbers", data=stops, get_position="p", get_text="t", get_size=12,
            get_color=[29, 39, 48], font_family=pdk.types.String("IBM Plex Sans, sans-serif"), font_weight=600,
        ),
    ]  # fmt: skip
    alt = texts("walks.plan.map_alt", count=len(walked))
    draw_map(page, layers, key="begehung-karte", alt=alt, focus=area.area_id, is_narrow=True)
    st.caption(f"{texts('walks.paper.map_note')} {attribution(page)}")


def _list(page: Page, walked: pd.DataFrame, apart: pd.DataFrame) -> None:
    texts = page.texts
    lines = []
    for number, row in enumerate(walked.to_dict("records"), 1):
        parts = [label(texts, "state", row["state"]), _checked(page, row), distance_words(texts, row)]
        lines.append(f"{number}. **{plain(row['address'])}** · {' · '.join(plain(part) for part in parts if part)}")
    st.markdown("\n".join(lines))
    if len(apart):
        st.markdown(f"**{texts('walks.paper.apart')}**")
        st.caption(texts("walks.paper.apart_note"))
        st.markdown("\n".join(f"- {plain(address)}" for address in apart["address"]))


def _checked(page: Page, row: dict[str, object]) -> str:
    if pd.isna(row["last_checked_on"]):
        return page.texts("walks.never_checked")
    return page.texts("walks.checked_on", date=page.texts.date(row["last_checked_on"]))
