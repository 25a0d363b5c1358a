"""Where a record or a report lies: looked up by its address, tapped on the map, or typed."""

import streamlit as st

from strukturmonitor.spelling import number_key, split_address, street_key
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.register.position_map import tapped_district, tapped_place


def find_place(page: Page, address: str, postcode: str | None = None) -> tuple[tuple[float, float] | None, str]:
    """Position of an address, if exactly one is known, and a sentence on what was found."""
    texts = page.texts
    street, number = split_address(address)
    rows = page.data.read("address_search", street=street_key(street), number=number_key(number), postcode=postcode)
    if rows.empty:
        return None, texts("record.place.not_found", address=plain(address))
    exact = rows[rows["is_exact"]]
    if len(exact) == 1:
        return (float(exact["lon"].iloc[0]), float(exact["lat"].iloc[0])), texts(
            "record.place.found", address=plain(address)
        )
    best = rows.iloc[0]
    suggestion = " ".join(
        part for part in (best["street"], best["house_number"], best["postcode"]) if isinstance(part, str)
    )
    return None, texts("record.place.suggestion", address=plain(address), suggestion=plain(suggestion))


def place_chooser(
    page: Page,
    position: tuple[float, float] | None,
    *,
    key: str,
    address: str | None,
    postcode: str | None = None,
    area_id: str | None = None,
) -> tuple[float, float] | None:
    """Draw the map and the look-up; returns a position that was chosen in this run, else None. The map begins at `position`,
    else where the look-up led, else in the middle of the area; where nothing is known, with the whole city."""
    texts = page.texts
    key_at, key_said = page.view.key(f"{key}:mitte"), page.view.key(f"{key}:gefunden")
    chosen = None
    if st.button(
        texts("record.place.look_up"),
        key=page.view.key(f"{key}:suchen"),
        icon=":material/travel_explore:",
        disabled=not address,
        width="stretch" if page.is_phone else "content",
    ):
        chosen, st.session_state[key_said] = find_place(page, address or "", postcode)
        st.session_state[key_at] = chosen or st.session_state.get(key_at)
    if st.session_state.get(key_said):
        st.caption(st.session_state[key_said])
    if st.session_state.get(key_at) is None:  # the map stays where it began while the pin moves
        is_city_wanted = st.session_state.get(page.view.key(f"{key}:ganz"), False)
        st.session_state[key_at] = None if is_city_wanted else position or _middle(page, area_id)
    if st.session_state[key_at] is None:
        st.session_state[key_at] = tapped_district(page, key=f"{key}:stadt")
        if st.session_state[key_at] is not None:
            st.session_state[page.view.key(f"{key}:ganz")] = False
            st.rerun()
        return chosen
    tapped = tapped_place(page, st.session_state[key_at], position, key=f"{key}:karte")
    if area_id is None and st.button(
        texts("record.place.whole_city"),
        key=page.view.key(f"{key}:ganze-stadt"),
        type="tertiary",
        icon=":material/map:",
    ):
        st.session_state[key_at] = None
        st.session_state[page.view.key(f"{key}:ganz")] = True
        st.rerun()
    return tapped or chosen


def _middle(page: Page, area_id: str | None) -> tuple[float, float] | None:
    if area_id is None or area_id not in page.tree:
        return None
    return page.tree[area_id].lon, page.tree[area_id].lat
