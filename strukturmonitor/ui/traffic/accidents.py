"""Accidents with personal injury: filters, map of points or cells, years, time of day, kinds of road user."""

import math

import pandas as pd
import streamlit as st

from strukturmonitor.areas import Area
from strukturmonitor.charts.accidents import BIN_COLOURS, SEVERITY, accident_figure, bin_bounds
from strukturmonitor.traffic import accident_notables
from strukturmonitor.ui.maps import attribution, colour_legend, point_map
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.traffic.parts import Shown, citations, note, say
from strukturmonitor.ui.views import Column, chart, data_below

MOST_POINTS = 2_000  # above, the map shows cells of a grid
TABLES = ("accident",)
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
_CELLS_ACROSS = 20  # cells along the side of a square as large as the area
_CELL_M = (200, 850)  # smallest and largest side of a cell
_DEGREE_M = 111_320  # a degree of latitude


def show_accidents(page: Page, area: Area) -> Shown:
    texts = page.texts
    known = [int(year) for year in page.data.read("accident_years_known")["year"]]
    if not known:
        return _only_extracts(page, area)
    notable = st.container()
    chosen, parts = _filters(page, known)
    values = {"area_id": area.area_id, **chosen}
    counts = page.data.read("accident_counts", **values)
    years = range(chosen["from_year"], chosen["to_year"] + 1)
    with notable:
        _say(page, area, counts, years, is_filtered=len(parts) > 1)
    total = int(counts.loc[counts["dimension"] == "year", "accidents"].sum())
    map_box, side = st.columns([3, 2], gap="medium")
    with map_box:
        _map(page, area, values, total, parts)
    with side:
        _figures(page, counts)
        _chart(page, area, counts, "year", {str(year): str(year) for year in years}, parts)
    hour_box, involved_box = st.columns(2, gap="medium")
    with hour_box:
        _chart(page, area, counts, "hour", {str(hour): str(hour) for hour in range(24)}, parts)
    with involved_box:
        _chart(
            page, area, counts, "involved", {key: texts(f"traffic.involved.{key}") for key in INVOLVED.values()}, parts
        )
    return Shown(parts, citations(page, *TABLES))


def _filters(page: Page, known: list[int]) -> tuple[dict[str, object], list[str]]:
    """Parameters of the accident queries, and the filters in force as words (the years first)."""
    texts = page.texts
    years = {str(year): str(year) for year in known}
    active = sum(bool(st.session_state.get(page.view.key(slug))) for slug in ("schwere", "zeit"))
    boxes = st.columns([1, 1, 2, 2], vertical_alignment="bottom")
    with boxes[0]:
        first = int(page.choice("von", texts("traffic.filter.from"), years))
    with boxes[1]:
        last = int(page.choice("bis", texts("traffic.filter.to"), years, default=str(known[-1])))
    with boxes[2]:
        involved = page.choices("beteiligt", texts("traffic.filter.involved"), _words(page, "involved", INVOLVED))
    with (
        boxes[3],
        st.popover(
            texts("filter.more_active", count=active) if active else texts("filter.more"),
            icon=":material/tune:",
            key=page.view.key("mehr"),
        ),
    ):
        categories = page.choices("schwere", texts("traffic.filter.category"), _words(page, "category", CATEGORIES))
        times = page.choices(
            "zeit", texts("traffic.filter.time"), {slug: texts(f"traffic.time.{slug}") for slug in TIMES}
        )
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


def _say(page: Page, area: Area, counts: pd.DataFrame, years: range, *, is_filtered: bool) -> None:
    by_year = counts[counts["dimension"] == "year"]
    severe = by_year[by_year["category"] <= 2].groupby("key")["accidents"].sum()
    every = by_year.groupby("key")["accidents"].sum()
    keys = [str(year) for year in years]
    table = pd.DataFrame(
        {
            "year": list(years),
            "accidents": every.reindex(keys, fill_value=0).values,
            "severe": severe.reindex(keys, fill_value=0).values,
        }
    )
    sentences = accident_notables(page.texts, page.where(area.area_id), table)
    say([page.texts("traffic.accidents.filtered"), *sentences] if sentences and is_filtered else sentences)


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


def _map(page: Page, area: Area, values: dict[str, object], total: int, parts: list[str]) -> None:
    texts = page.texts
    title = texts("traffic.accidents.map", area=page.area_label(area.area_id), parts=" · ".join(parts))
    st.markdown(f"**{title}**")
    is_binned = total > MOST_POINTS
    rows = page.data.read("accident_points", **values, extracts_only=is_binned)
    extracts = int(rows["is_extract"].sum())
    points = _points(page, rows)
    cell_m = _cell_m(area)
    bins = pd.DataFrame()
    if is_binned:
        width = cell_m / (_DEGREE_M * math.cos(math.radians(area.lat)))
        bins = page.data.read("accident_bins", **values, cell_lon=width, cell_lat=cell_m / _DEGREE_M)
        points = pd.concat([_cells(page, bins), points], ignore_index=True)
    alt = texts("traffic.accidents.map_alt", title=title, count=texts.number(total), extracts=texts.number(extracts))
    if points.empty:
        st.info(texts("traffic.accidents.none"), icon=":material/inbox:")
        return
    point_map(page, points, key="unfaelle", alt=alt, focus=area.area_id)
    if is_binned:
        bounds = [*bin_bounds(int(bins["accidents"].max())), int(bins["accidents"].max())]
        lows = [1, *[bound + 1 for bound in bounds[:-1]]]
        labels = [
            texts("legend.range", low=low, high=high) if low != high else str(low)
            for low, high in zip(lows, bounds, strict=True)
        ]
        entries = list(zip(BIN_COLOURS[-len(labels) :], labels, strict=True))
        legend_title = texts("traffic.accidents.legend_cells", cell=texts.number(cell_m))
    else:
        entries = [(SEVERITY[category], texts(f"traffic.category.{category}")) for category in (1, 2, 3)]
        legend_title = texts("traffic.accidents.legend")
    colour_legend(legend_title, entries)
    if is_binned:
        st.caption(
            texts(
                "traffic.accidents.binned",
                count=texts.number(total),
                limit=texts.number(MOST_POINTS),
                cell=texts.number(cell_m),
            )
        )
    if extracts:
        st.caption(texts("traffic.accidents.extract", count=texts.number(extracts)))
    st.caption(attribution(page))
    line = _note(page, parts[0])
    st.caption(line)
    if is_binned:
        table = bins.iloc[::-1].assign(place=[f"{row.lat:.4f}, {row.lon:.4f}" for row in bins.iloc[::-1].itertuples()])
        columns = {
            "place": Column(texts("traffic.column.place")),
            "accidents": Column(texts("traffic.accidents.all"), "number"),
            "killed": Column(texts("traffic.accidents.with.1"), "number"),
            "seriously": Column(texts("traffic.accidents.with.2"), "number"),
        }
    else:
        table = points.iloc[::-1].assign(
            place=[f"{row.lat:.5f}, {row.lon:.5f}" for row in points.iloc[::-1].itertuples()]
        )
        columns = {
            "name": Column(texts("traffic.filter.category")),
            "hover": Column(texts("traffic.column.when_who")),
            "place": Column(texts("traffic.column.place")),
        }
    data_below(page, key="unfaelle", title=title, alt=alt, table=table, columns=columns, note=line)


def _points(page: Page, rows: pd.DataFrame) -> pd.DataFrame:
    texts = page.texts
    categories = {category: texts(f"traffic.category.{category}") for category in SEVERITY}
    months = {month: texts.month(month) for month in range(1, 13)}
    words = {f"is_{key}": texts(f"traffic.involved.{key}") for key in INVOLVED.values()}
    flags = rows[list(words)].to_numpy(bool)
    names = list(words.values())
    extract = texts("traffic.accidents.extract_mark")
    hovers = [
        texts(
            "traffic.accidents.hover",
            month=months[row.month],
            year=row.year,
            hour=row.hour,
            involved=", ".join(name for name, is_in in zip(names, flag, strict=True) if is_in),
        )
        + (f" · {extract}" if row.is_extract else "")
        for row, flag in zip(rows.itertuples(), flags, strict=True)
    ]
    return pd.DataFrame(
        {
            "lon": rows["lon"],
            "lat": rows["lat"],
            "colour": rows["category"].map(SEVERITY),
            "outline": ["#000000" if is_extract else "#FFFFFF" for is_extract in rows["is_extract"]],
            "radius_px": rows["category"].map({1: 8.0, 2: 6.0, 3: 4.5}),
            "name": rows["category"].map(categories),
            "hover": hovers,
        }
    )


def _cells(page: Page, bins: pd.DataFrame) -> pd.DataFrame:
    texts = page.texts
    largest = int(bins["accidents"].max())
    scale = 0.6 if page.is_phone else 1.0
    bounds = bin_bounds(largest)
    colours = BIN_COLOURS[-len(bounds) - 1 :]
    return pd.DataFrame(
        {
            "lon": bins["lon"],
            "lat": bins["lat"],
            "colour": [colours[sum(count > bound for bound in bounds)] for count in bins["accidents"]],
            "outline": "#FFFFFF",
            "radius_px": [round(scale * (2.5 + 9 * math.sqrt(count / largest)), 1) for count in bins["accidents"]],
            "name": [texts("traffic.accidents.cell", count=texts.number(count)) for count in bins["accidents"]],
            "hover": [
                texts("traffic.accidents.cell_hover", killed=killed, seriously=seriously)
                for killed, seriously in zip(bins["killed"], bins["seriously"], strict=True)
            ],
        }
    )


def _cell_m(area: Area) -> int:
    """Side of a cell in metres, rounded to 50."""
    side = math.sqrt(area.area_km2) * 1000 / _CELLS_ACROSS
    return int(50 * round(min(max(side, _CELL_M[0]), _CELL_M[1]) / 50))


def _chart(
    page: Page, area: Area, counts: pd.DataFrame, dimension: str, labels: dict[str, str], parts: list[str]
) -> None:
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
        accident_figure(texts, rows, labels, is_horizontal=dimension == "involved"),
        key=f"unfaelle-{dimension}",
        title=title,
        alt=alt,
        table=table,
        columns=columns,
        note=_note(page, parts[0], extra="involved" if dimension == "involved" else None),
    )


def _note(page: Page, date: str, extra: str | None = None) -> str:
    line = note(page, tables=TABLES, date=date, method=page.texts("traffic.accidents.method"))
    return line if extra is None else f"{line} · {page.texts(f'traffic.accidents.note.{extra}')}"


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
    _map(page, area, values, 0, [date])
    return Shown([date], citations(page, *TABLES))
