"""The filters of a page: each is a widget, a German slug of the URL and a place in the session at once."""

import datetime
from collections.abc import Callable, Iterable
from typing import NoReturn

import pandas as pd
import streamlit as st

from strukturmonitor.areas import Area, AreaTree
from strukturmonitor.texts import Texts
from strukturmonitor.ui import session


class Filters:
    """What a page offers to choose from: the part of `Page` that lives in a file of its own. The page brings the rest."""

    path: str
    texts: Texts
    tree: AreaTree
    view: session.View
    is_phone: bool
    stop_empty: Callable[[], NoReturn]

    def area(self, *, levels: tuple[str, ...] = ("city", "bezirk", "stat", "pg"), default: str | None = None) -> Area:
        """The chosen area, shared by all pages; `gebiet` wins over `bezirk` in the URL."""
        options = [area.area_id for level in levels for area in self.tree.of_level(level)]
        fallback = default or options[0]
        remembered = st.session_state.get(session.AREA)
        # A link means the same to all, whatever they chose before.
        start = remembered if remembered in options and not self.view.is_linked else fallback
        bezirke = {area.slug: area.area_id for area in self.tree.of_level("bezirk")}
        key = self.view.key("gebiet")
        if self.view.is_linked or key not in st.session_state:
            known = {area_id: area_id for area_id in options}
            chosen = self.view.decoded("bezirk", session.decode_choice(bezirke), None)
            chosen = self.view.decoded("gebiet", session.decode_choice(known), chosen)
            st.session_state[key] = chosen if chosen in options else start
        if st.session_state[key] not in options:  # an import took the area away since the last run
            st.session_state[key] = fallback
        area_id = st.selectbox(self.texts("filter.area"), options, format_func=self.area_label, key=key)
        st.session_state[session.AREA] = area_id
        area = self.tree[area_id]
        if area.level == "bezirk":
            self.view.keep("bezirk", area.slug)
        elif area_id != fallback:
            self.view.keep("gebiet", area_id)
        return area

    def choose_area(self, area_id: str) -> None:
        """Set the area from elsewhere (a click on the map) and run again."""
        st.session_state[session.AREA] = area_id
        st.session_state.pop(self.view.key("gebiet"), None)
        self.view.write()
        st.session_state[session.VIEWS].get(self.path, {}).pop("bezirk", None)
        st.session_state[session.VIEWS].get(self.path, {}).pop("gebiet", None)
        st.rerun()

    def choose(self, slug: str, value: str) -> None:
        """Set a filter of this page from elsewhere (a click on the map) and run again."""
        self.view.write()
        st.session_state[session.VIEWS][self.path][slug] = value
        st.session_state.pop(self.view.key(slug), None)
        st.rerun()

    def choice(
        self,
        slug: str,
        label: str,
        options: dict[str, str],
        *,
        default: str | None = None,
        widget: str = "selectbox",
        help: str | None = None,
    ) -> str:
        """One of `options` (slug in the URL → label); returns the slug. `widget`: selectbox or segmented."""
        first = default or next(iter(options))
        key = self.view.start(slug, session.decode_choice({o: o for o in options}), first)
        if st.session_state[key] not in options:  # the options changed since the last run
            st.session_state[key] = first
        show = st.segmented_control if widget == "segmented" else st.selectbox
        more = {"required": True} if widget == "segmented" else {}
        value = show(label, list(options), format_func=options.__getitem__, key=key, help=help, **more)
        self.view.keep(slug, None if value == first else value)
        return value

    def choices(
        self, slug: str, label: str, options: dict[str, str], *, help: str | None = None, nothing: str = "filter.all"
    ) -> tuple[str, ...]:
        """Any of `options`. Returns the slugs; `nothing`: the text that says what none chosen means."""
        key = self.view.start(slug, session.decode_choices({o: o for o in options}), [])
        values = st.multiselect(
            label,
            list(options),
            format_func=options.__getitem__,
            key=key,
            help=help,
            placeholder=self.texts(nothing),
            select_all=False,
        )
        self.view.keep(slug, ",".join(values) or None)
        return tuple(values)

    def compared_areas(
        self, label: str, *, default: tuple[str, ...], most: int, help: str | None = None
    ) -> tuple[str, ...]:
        """Some areas below the city (`gebiete=eving,stat:140`): slugs of Stadtbezirke, ids of the others."""
        options = {
            self._area_slug(area): area for level in ("bezirk", "stat", "pg") for area in self.tree.of_level(level)
        }
        decode = session.decode_choices({slug: area.area_id for slug, area in options.items()})
        key = self.view.start("gebiete", lambda text: decode(text)[:most], list(default))
        # An import may have taken an area away, and another city has others than the default.
        st.session_state[key] = [area_id for area_id in st.session_state[key] if area_id in self.tree]
        chosen = st.multiselect(
            label,
            [area.area_id for area in options.values()],
            format_func=self.area_label,
            key=key,
            max_selections=most,
            help=help,
            select_all=False,
        )
        self.view.keep("gebiete", ",".join(self._area_slug(self.tree[area_id]) for area_id in chosen) or None)
        return tuple(chosen)

    def filters(self, widths: list[float]) -> list:
        """Boxes for a row of filters: columns, on a phone one below the other behind one button."""
        if not self.is_phone:
            return st.columns(widths, vertical_alignment="bottom")
        with st.popover(self.texts("filter.button"), icon=":material/tune:", width="stretch"):
            return [st.container() for _ in widths]

    def flag(self, slug: str, label: str, *, help: str | None = None) -> bool:
        key = self.view.start(slug, session.decode_choice({"ja": True}), False)
        value = st.toggle(label, key=key, help=help)
        self.view.keep(slug, "ja" if value else None)
        return value

    def text(
        self, slug: str, label: str, *, placeholder: str | None = None, help: str | None = None, icon: str | None = None
    ) -> str:
        key = self.view.start(slug, lambda text: text[:100], "")
        value = st.text_input(label, key=key, placeholder=placeholder, max_chars=100, help=help, icon=icon).strip()
        self.view.keep(slug, value or None)
        return value

    def number(self, slug: str, label: str, lowest: float, highest: float, *, step: float = 1) -> float | None:
        """A number or nothing."""
        key = self.view.start(slug, session.decode_number(lowest, highest), None)
        value = st.number_input(
            label,
            min_value=float(lowest),
            max_value=float(highest),
            step=float(step),
            key=key,
            format="%.0f",
            placeholder="–",
        )
        self.view.keep(slug, None if value is None else f"{value:g}")
        return value

    def period(
        self,
        periods: Iterable[datetime.date],
        kind: str,
        *,
        slug: str = "stand",
        label: str | None = None,
        widget: str = "selectbox",
    ) -> pd.Timestamp:
        """One of the periods, the newest by default; the URL may say a day or a year and gets the last period
        not after it. Always written into the URL, so that links do not drift. `widget`: selectbox or slider."""
        options = sorted(pd.Timestamp(period) for period in periods)[::-1]
        if not options:
            self.stop_empty()

        def decode(text: str) -> pd.Timestamp:
            wanted = pd.Timestamp(
                f"{text}-12-31" if len(text) == 4 and text.isdecimal() else datetime.date.fromisoformat(text)
            )
            return next((option for option in options if option <= wanted), options[-1])

        key = self.view.start(slug, decode, options[0])
        if st.session_state[key] not in options:
            st.session_state[key] = options[0]
        show, shown = (
            (st.select_slider, options[::-1]) if widget == "slider" and len(options) > 1 else (st.selectbox, options)
        )
        value = show(
            label or self.texts("filter.date"), shown, format_func=lambda p: self.texts.period(p, kind), key=key
        )
        self.view.keep(slug, str(value.year) if kind == "year" else value.date().isoformat())
        return value

    def reset_button(self) -> None:
        st.button(
            self.texts("filter.reset"),
            on_click=self.view.reset,
            key=self.view.key("zuruecksetzen"),
            type="tertiary",
            icon=":material/restart_alt:",
        )

    def area_label(self, area_id: str) -> str:
        """«Stadtbezirk Eving», «Stat. Bezirk Lindenhorst»; the city only by its name."""
        area = self.tree[area_id]
        return area.name if area.level == "city" else self.texts(f"area.{area.level}", name=area.name)

    def _area_slug(self, area: Area) -> str:
        return area.slug if area.level == "bezirk" else area.area_id
