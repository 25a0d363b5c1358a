"""Accidents with personal injury: filters, years, time of day, kinds of road user; the map in accident_map."""

import pandas as pd
import streamlit as st

from strukturmonitor.areas import Area
from strukturmonitor.charts.accidents import accident_figure
from strukturmonitor.traffic import accident_notables
from strukturmonitor.ui import session
from strukturmonitor.ui.notes import citations
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.traffic.accident_map import TABLES, accident_note, show_accident_map
from strukturmonitor.ui.traffic.parts import Shown, say
from strukturmonitor.ui.views import Column, chart

CATEGORIES = {"getoetete": 1, "schwerverletzte": 2, "leichtverletzte": 3}
INVOLVED = {
    "rad": "bicycle",
    "fuss": "pedestrian",
    "kraftrad": "motorcycle",
    "pkw": "car",
    "gueterkraft": "goods_vehicle",
    "sonstige": "other",
}
TIMES = {
    "frueh": (5, 6, 7, 8),
    "vormittag": (9, 10, 11, 12),
    "nachmittag": (13, 14, 15, 16, 17, 18),
    "abend": (19, 20, 21, 22),
    "nacht": (23, 0, 1, 2, 3, 4),
}
_USUAL_YEARS = 7  # the last ones, until the reader chooses: enough to compare, few enough to see single points


def show_accidents(page: Page, area: Area) -> Shown:
    texts = page.texts
    told = page.data.read("accident_years_known")
    known = [int(year) for year in told["year"]]
    if not known:
        return _only_extracts(page, area)
    notable = st.container()
    chosen, parts = _filters(page, known)
    values = {"area_id": area.area_id, **chosen}
    counts = page.data.read("accident_counts", **values)
    all_years = page.data.read("accident_counts", **{**values, "from_year": known[0], "to_year": known[-1]})
    with notable:
        _say(page, area, all_years, known, is_filtered=len(parts) > 1)
    total = int(counts.loc[counts["dimension"] == "year", "accidents"].sum())
    map_box, side = st.columns([3, 2], gap="medium")
    with map_box:
        show_accident_map(page, area, values, total, parts)
    with side:
        _figures(page, counts)
        years = {str(year): str(year) for year in known}
        faded = frozenset(str(year) for year in known if not chosen["from_year"] <= year <= chosen["to_year"])
        of_all = [f"{known[0]}–{known[-1]}", *parts[1:]]
        _chart(page, area, all_years, "year", years, of_all, faded=faded, extra="faded" if faded else None)
    hour_box, involved_box = st.columns(2, gap="medium")
    with hour_box:
        _chart(page, area, counts, "hour", {str(hour): str(hour) for hour in range(24)}, parts)
    with involved_box:
        kinds = {key: texts(f"traffic.involved.{key}") for key in INVOLVED.values()}
        _chart(page, area, counts, "involved", kinds, parts, extra="involved")
        silent = told.loc[
            ~told["has_goods_vehicles"] & told["year"].between(chosen["from_year"], chosen["to_year"]), "year"
        ]
        if len(silent):
            st.caption(texts("traffic.accidents.note.goods", years=texts.list([str(year) for year in silent])))
    return Shown(parts, citations(page, *TABLES))


def _filters(page: Page, known: list[int]) -> tuple[dict[str, object], list[str]]:
    """Parameters of the accident queries, and the filters in force as words (the years first)."""
    texts = page.texts
    years = {str(year): str(year) for year in known}
    category_words = _words(page, "category", CATEGORIES)
    time_words = {slug: texts(f"traffic.time.{slug}") for slug in TIMES}
    active = sum(
        bool(st.session_state[page.view.start(slug, session.decode_choices({o: o for o in options}), [])])
        for slug, options in (("schwere", category_words), ("zeit", time_words))
    )
    years_box, involved_box, more_box = st.columns([3, 3, 2], vertical_alignment="bottom")
    with years_box, st.container(horizontal=True):
        first = int(page.choice("von", texts("traffic.filter.from"), years, default=str(known[-_USUAL_YEARS:][0])))
        last = int(page.choice("bis", texts("traffic.filter.to"), years, default=str(known[-1])))
    with involved_box:
        involved = page.choices("beteiligt", texts("traffic.filter.involved"), _words(page, "involved", INVOLVED))
    label = texts("filter.more_active", count=active) if active else texts("filter.more")
    with more_box, st.popover(label, icon=":material/tune:", key=page.view.key("mehr")):
        categories = page.choices("schwere", texts("traffic.filter.category"), category_words)
        times = page.choices("zeit", texts("traffic.filter.time"), time_words)
    first, last = min(first, last), max(first, last)
    for slug, year in (("von", first), ("bis", last)):
        page.view.keep(slug, str(year))
    parts = [f"{first}–{last}" if first != last else str(first)]
    parts += [texts.list([texts(f"traffic.involved.{INVOLVED[slug]}") for slug in involved])] if involved else []
    parts += [texts.list([texts(f"traffic.category.{CATEGORIES[slug]}") for slug in categories])] if categories else []
    parts += [texts.list([texts(f"traffic.time.{slug}") for slug in times])] if times else []
    return {
        "from_year": first,
        "to_year": last,
        "categories": tuple(CATEGORIES[slug] for slug in categories) or None,
        "involved": tuple(INVOLVED[slug] for slug in involved) or None,
        "hours": tuple(hour for slug in times for hour in TIMES[slug]) or None,
    }, parts


def _words(page: Page, kind: str, slugs: dict[str, object]) -> dict[str, str]:
    return {slug: page.texts(f"traffic.{kind}.{key}") for slug, key in slugs.items()}


def _say(page: Page, area: Area, counts: pd.DataFrame, years: list[int], *, is_filtered: bool) -> None:
    by_year = counts[counts["dimension"] == "year"]
    severe = by_year[by_year["category"] <= 2].groupby("key")["accidents"].sum()
    every = by_year.groupby("key")["accidents"].sum()
    keys = [str(year) for year in years]
    table = pd.DataFrame(
        {
            "year": years,
            "accidents": every.reindex(keys, fill_value=0).values,
            "severe": severe.reindex(keys, fill_value=0).values,
        }
    )
    sentences = accident_notables(page.texts, page.where(area.area_id), table)
    say(page, [page.texts("traffic.accidents.filtered"), *sentences] if sentences and is_filtered else sentences)


def _figures(page: Page, counts: pd.DataFrame) -> None:
    texts = page.texts
    by_category = counts[counts["dimension"] == "year"].groupby("category")["accidents"].sum()
    boxes = [*st.columns(2), *st.columns(2)]
    boxes[0].metric(
        texts("traffic.accidents.all"), texts.number(by_category.sum()), help=texts("traffic.accidents.all.help")
    )
    for box, category in zip(boxes[1:], (1, 2, 3), strict=True):
        box.metric(
            texts(f"traffic.accidents.with.{category}"),
            texts.number(by_category.get(category, 0)),
            help=texts(f"traffic.accidents.with.{category}.help"),
        )


def _chart(
    page: Page,
    area: Area,
    counts: pd.DataFrame,
    dimension: str,
    labels: dict[str, str],
    parts: list[str],
    *,
    faded: frozenset[str] = frozenset(),
    extra: str | None = None,
) -> None:
    """`extra`: a remark of the catalogue that belongs to this figure."""
    texts = page.texts
    rows = counts[counts["dimension"] == dimension]
    title = texts(f"traffic.accidents.title.{dimension}", area=page.area_label(area.area_id), parts=" · ".join(parts))
    wide = rows.pivot_table(index="key", columns="category", values="accidents", aggfunc="sum").reindex(
        index=list(labels), columns=[1, 2, 3]
    )
    wide = wide.fillna(0).astype(int)
    table = pd.DataFrame(
        {"label": list(labels.values()), **{f"c{category}": wide[category].values for category in (1, 2, 3)}}
    )
    table["all"] = wide.sum(axis=1).values
    told = [f"{row.label}: {texts.number(row.all)}" for row in table.itertuples()]
    severe = texts.number(int(wide[[1, 2]].to_numpy().sum()))
    alt = texts("traffic.accidents.alt", title=title, told=", ".join(told))
    if dimension != "involved":
        alt += " " + texts("traffic.accidents.alt_severe", count=severe)
    columns = {"label": Column(texts(f"traffic.column.{dimension}"))}
    columns |= {f"c{category}": Column(texts(f"traffic.category.{category}"), "number") for category in (1, 2, 3)}
    columns["all"] = Column(texts("traffic.column.all"), "number")
    chart(
        page,
        accident_figure(
            texts, rows, labels, is_horizontal=dimension == "involved", faded=faded, ends_with_tick=dimension == "year"
        ),
        key=f"unfaelle-{dimension}",
        title=title,
        alt=alt,
        table=table,
        columns=columns,
        note=" · ".join(
            [accident_note(page, parts[0]), *([texts(f"traffic.accidents.note.{extra}")] if extra else [])]
        ),
    )


def _only_extracts(page: Page, area: Area) -> Shown:
    """No complete year: single published accidents as points, nothing counted."""
    texts = page.texts
    st.info(texts("traffic.accidents.no_years"), icon=":material/info:")
    values = {
        "area_id": area.area_id,
        "from_year": 0,
        "to_year": 9999,
        "categories": None,
        "involved": None,
        "hours": None,
    }
    rows = page.data.read("accident_points", **values, extracts_only=True)
    if rows.empty:
        return Shown()
    date = f"{rows['year'].min()}"
    show_accident_map(page, area, values, 0, [date])
    return Shown([date], citations(page, *TABLES))
