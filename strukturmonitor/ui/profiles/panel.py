"""Profile of the chosen area as PDF with one click; folded below it the other documents and their options."""

from collections.abc import Callable

import streamlit as st

from strukturmonitor.access import Actor, allowed
from strukturmonitor.areas import Area
from strukturmonitor.errors import StrukturmonitorError
from strukturmonitor.exports.names import file_name
from strukturmonitor.imports.findings import explain_error
from strukturmonitor.indicators import catalogue
from strukturmonitor.profiles.ballots import Ballot, ballots_pdf, check
from strukturmonitor.profiles.many import Made, Wanted, file_stem, make, one_pdf
from strukturmonitor.profiles.recipe import audiences, chapters, section
from strukturmonitor.profiles.tools import Tools
from strukturmonitor.texts import LANGUAGES
from strukturmonitor.ui.page import Page, taking
from strukturmonitor.ui.paper_command import tools_for
from strukturmonitor.ui.slides import profile_slides_button

_PDF, _ZIP = "application/pdf", "application/zip"
_PLAIN = ""  # a wall map without values


def show_profile_panel(page: Page, area: Area) -> None:
    """Nothing where the page is drawn for something else than a screen."""
    if taking.get() is not None:
        return
    texts = page.texts
    tools = tools_for(page.tree, page.data.city.id, texts.language, Actor())
    with st.container(key=page.view.key("drucken"), horizontal=True, vertical_alignment="center"):
        _download(page, "profil", texts("profile.panel.button"), tools, area, Wanted())
        profile_slides_button(page, tools, area)
    box = st.expander(texts("profile.panel.more"), key=page.view.key("drucken:mehr"), on_change="rerun")
    if box.open:
        with box:
            _more(page, area)


def _more(page: Page, area: Area) -> None:
    texts, key = page.texts, page.view.key
    kind_box, language_box, audience_box = st.columns([2.4, 1.3, 1.8], vertical_alignment="bottom")
    kind = kind_box.selectbox(
        texts("profile.panel.kind"), list(_FORMS), format_func=lambda name: texts(f"profile.panel.kind.{name}"),
        key=key("drucken:art"),
    )  # fmt: skip
    language = language_box.selectbox(
        texts("profile.panel.language"), LANGUAGES, index=LANGUAGES.index(texts.language),
        format_func=lambda name: texts(f"profile.panel.language.{name}"), key=key("drucken:sprache"),
    )  # fmt: skip
    role = Actor().role
    if kind != "ballots" and allowed(page.data.actor, "read_internal_sums"):
        role = audience_box.selectbox(
            texts("profile.audience"), audiences(), format_func=lambda name: texts(f"profile.audience.{name}"),
            key=key("drucken:fassung"),
        )  # fmt: skip
    tools = tools_for(page.tree, page.data.city.id, language, Actor(role=role))
    _FORMS[kind](page, area, tools)


def _profile(page: Page, area: Area, tools: Tools) -> None:
    _download(page, "art:profil", page.texts("profile.panel.get"), tools, area, Wanted())


def _leaflet(page: Page, area: Area, tools: Tools) -> None:
    _download(page, "art:handzettel", page.texts("profile.panel.get"), tools, area, Wanted("leaflet"))


def _all(page: Page, _: Area, tools: Tools) -> None:
    areas = page.tree.of_level("bezirk")
    st.caption(page.texts("profile.panel.all_help", count=len(areas)))
    _make_now(page, "alle", "profile", tools, areas, Wanted())


def _booklet(page: Page, area: Area, tools: Tools) -> None:
    texts, key, facts = page.texts, page.view.key, section("booklet")
    options = [each.area_id for level in ("bezirk", "stat", "pg") for each in page.tree.of_level(level)]
    first = [area.area_id] if area.area_id in options else []
    ids = st.multiselect(
        texts("profile.panel.areas"), options, default=first, format_func=page.area_label,
        max_selections=facts["most_areas"], key=key("drucken:gebiete"),
        select_all=False,
    )  # fmt: skip
    themes = st.multiselect(
        texts("profile.panel.themes"), [spec.chapter for spec in chapters()], default=facts["chapters"],
        format_func=lambda name: texts(f"profile.chapter.{name}"), key=key("drucken:themen"),
        select_all=False,
    )  # fmt: skip
    title = st.text_input(
        texts("profile.panel.title"), max_chars=facts["longest_title"], key=key("drucken:titel"),
        placeholder=texts("profile.booklet_title", city=page.tree.city.name),
    )  # fmt: skip
    if not ids or not themes:
        st.info(texts("profile.panel.choose"), icon=":material/info:")
        return
    areas = [page.tree[each] for each in ids]
    _make_now(page, "heft", "booklet", tools, areas, Wanted("booklet", chapters=tuple(themes), title=title))


def _wall_map(page: Page, area: Area, tools: Tools) -> None:
    texts, key, facts = page.texts, page.view.key, section("wall_map")
    boxes = st.columns([2, 1.4, 1, 2])
    place = boxes[0].selectbox(
        texts("filter.area"), list(dict.fromkeys([page.tree.city.area_id, area.area_id])),
        format_func=page.area_label, key=key("drucken:ausschnitt"),
    )  # fmt: skip
    level = boxes[1].selectbox(
        texts("filter.level"),
        facts["levels"],
        format_func=lambda name: texts(f"level.{name}"),
        key=key("drucken:ebene"),
    )
    paper = boxes[2].selectbox(
        texts("profile.panel.paper"), list(facts["papers"]), format_func=str.upper, key=key("drucken:papier")
    )
    indicators = {each.id: each.title.in_language(texts) for each in catalogue().values() if level in each.levels}
    indicator = boxes[3].selectbox(
        texts("profile.panel.values"), [_PLAIN, *indicators],
        format_func=lambda name: indicators.get(name, texts("profile.panel.no_values")), key=key("drucken:werte"),
    )  # fmt: skip
    wanted = Wanted("wall-map", indicator=indicator or None, level=level, paper=paper)
    _download(page, "art:wandkarte", texts("profile.panel.get"), tools, page.tree[place], wanted)


def _ballots(page: Page, _: Area, tools: Tools) -> None:
    texts, key, facts = page.texts, page.view.key, section("ballots")
    title = st.text_input(
        texts("profile.panel.ballot_title"), max_chars=facts["longest_title"], key=key("drucken:frage")
    )
    lines = st.text_area(texts("profile.panel.ballot_options"), key=key("drucken:antworten"), height=160)
    points_box, count_box, _rest = st.columns([1.2, 1.2, 2])
    points = points_box.number_input(
        texts("profile.panel.ballot_points"), 1, facts["most_points"], 3, key=key("drucken:punkte")
    )
    count = count_box.number_input(
        texts("profile.panel.ballot_count"), 1, facts["most_ballots"], 40, key=key("drucken:zahl")
    )
    ballot = Ballot(title, tuple(lines.splitlines()), int(points), int(count))
    if not title and not lines:
        return
    try:
        check(ballot)
    except StrukturmonitorError as error:
        st.info(explain_error(texts, error), icon=":material/edit:")
        return
    st.download_button(
        texts("profile.panel.get"),
        lambda: ballots_pdf(tools.texts, ballot, page.tree.city.name),
        file_name=file_name(texts("profile.panel.file.ballots"), "pdf"), mime=_PDF, key=key("drucken:stimmzettel"), on_click="ignore",
        icon=":material/picture_as_pdf:",
    )  # fmt: skip


_FORMS: dict[str, Callable[[Page, Area, Tools], None]] = {
    "profile": _profile,
    "all": _all,
    "leaflet": _leaflet,
    "booklet": _booklet,
    "wall-map": _wall_map,
    "ballots": _ballots,
}


def _download(page: Page, slug: str, label: str, tools: Tools, area: Area, wanted: Wanted) -> None:
    """A button that makes the document when it is pressed."""
    st.download_button(
        label,
        lambda: one_pdf(tools, area, wanted),
        file_name=file_name(file_stem(tools, area, wanted), "pdf"),
        mime=_PDF,
        key=page.view.key(f"drucken:{slug}"),
        on_click="ignore",
        icon=":material/picture_as_pdf:",
        help=page.texts("profile.panel.help"),
    )


def _make_now(page: Page, slug: str, kind: str, tools: Tools, areas: list[Area], wanted: Wanted) -> None:
    """Makes what takes longer at once, with a bar, and then offers it."""
    texts, key = page.texts, page.view.key
    if not st.button(texts("profile.panel.make"), key=key(f"drucken:{slug}"), icon=":material/print:"):
        return
    bar = st.progress(0.0, text=texts("profile.panel.working"))

    def told(done: int, count: int, name: str) -> None:
        bar.progress(done / count, text=texts("profile.panel.working_on", name=name) if name else None)

    try:
        made = make(tools, areas, wanted, told)
    except StrukturmonitorError as error:
        bar.empty()
        st.error(explain_error(texts, error), icon=":material/error:")
        return
    bar.empty()
    if made.empty:
        st.info(texts("profile.left_out", areas=texts.list(list(made.empty))))
    _offer(page, slug, kind, made)


def _offer(page: Page, slug: str, kind: str, made: Made) -> None:
    is_zip = made.documents > 1
    st.download_button(
        page.texts("profile.panel.ready", count=made.documents),
        made.content,
        file_name=file_name(page.texts(f"profile.panel.file.{kind}"), "zip" if is_zip else "pdf"),
        mime=_ZIP if is_zip else _PDF,
        key=page.view.key(f"drucken:{slug}:datei"),
        on_click="ignore",
        icon=":material/download:",
        type="primary",
    )
