"""Neighbourhood: whether areas resemble their neighbours, where high or low values lie together, who stands out."""

import math

import pandas as pd
import streamlit as st

from strukturmonitor.analysis import Result
from strukturmonitor.analysis.neighbourhood import neighbourhood_facts
from strukturmonitor.charts.neighbourhood import alike_figure, neighbours_figure
from strukturmonitor.charts.palette import CLUSTER_COLOURS
from strukturmonitor.indicators import Indicator, catalogue
from strukturmonitor.ui.analyses import analysis, say_missing
from strukturmonitor.ui.class_map import class_map
from strukturmonitor.ui.data import database
from strukturmonitor.ui.notes import indicator_note
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.views import Column, chart, data_below

_QUADRANTS = ("HH", "LL", "HL", "LH")
_MOST_NAMES = 6
_UNVALUED = ("few_cases", "secret")  # reasons that other pages have words for


def neighbourhood_view(page: Page) -> list[str] | None:
    texts = page.texts
    result = analysis(database(), "neighbourhood")
    if result is None:
        say_missing(page, "neighbourhood")
        return None
    overall = result["overall"].set_index("indicator_id")
    overall = overall[overall.index.isin(catalogue().keys())]
    if overall.empty:
        page.stop_empty()
    st.markdown(texts("neighbourhood.lead"))
    options = {name: catalogue()[name].title.in_language(texts) for name in catalogue() if name in overall.index}
    tested = overall["i"].dropna()
    chosen = page.choice(
        "indikator",
        texts("neighbourhood.indicator"),
        options,
        default=str(tested.idxmax()) if len(tested) else None,
        help=texts("neighbourhood.indicator_help"),
    )
    page.view.keep("indikator", chosen)  # the default follows the data: links say it
    indicator, row = catalogue()[chosen], overall.loc[chosen]
    words = [options[chosen]]
    if row["period"] == row["period"]:
        words.append(texts("figure.date", date=texts.period(row["period"], indicator.period)))
    if row["reason"]:
        st.info(_why_not(page, indicator, row), icon=":material/info:")
    else:
        local = result["local"]
        local = local[local["indicator_id"] == chosen].reset_index(drop=True)
        local["name"] = local["area_id"].map(page.tree.names)
        _one_indicator(page, result, indicator, row, local.dropna(subset=["name"]))
    _all_indicators(page, result, overall, options, chosen)
    return words


def _one_indicator(page: Page, result: Result, indicator: Indicator, row: pd.Series, local: pd.DataFrame) -> None:
    texts = page.texts
    finding = page.data.derived(
        ("neighbourhood_finding", result.stamp, indicator.id, texts.language),
        lambda: _finding(page, indicator, row, local),
    )
    st.header(finding[0], anchor=False)
    page.tell(finding[1])
    hover = {each["area_id"]: _hover(page, indicator, each) for each in local.to_dict("records")}
    looks = {name: (colour, texts(f"neighbourhood.{name}")) for name, colour in CLUSTER_COLOURS.items()}
    known = local[local["reason"] == ""]
    clicked = class_map(
        page,
        row["level"],
        dict(zip(known["area_id"], _classes(known), strict=True)),
        looks,
        title=indicator.title.in_language(texts),
        key="karte-nachbarschaft",
        alt=". ".join(finding),
        hover=hover,
        missing=texts("neighbourhood.not_valued"),
    )
    if clicked in hover:
        st.info(f"**{page.area_label(clicked)}**  \n{hover[clicked]}", icon=":material/location_on:")
    note = _note(page, indicator, row["period"])
    if indicator.is_amount:
        note = f"{note} {texts('neighbourhood.amount')}"
    chart(
        page,
        page.data.derived(
            ("neighbours_figure", result.stamp, indicator.id, clicked, texts.language, page.is_phone),
            lambda: neighbours_figure(
                texts, indicator, known.assign(look=_classes(known)), selected=clicked, is_narrow=page.is_phone
            ),
        ),
        key="nachbarn",
        title=texts("neighbourhood.scatter_title", indicator=indicator.title.in_language(texts)),
        alt=texts("neighbourhood.scatter_alt", count=len(known), finding=". ".join(finding)),
        table=lambda: _table(page, local),
        columns={
            "name": Column(texts("filter.area")),
            "value": Column(indicator.title.in_language(texts), "number", indicator.decimals),
            "neighbours_mean": Column(texts("neighbourhood.mean"), "number", indicator.decimals),
            "neighbours": Column(texts("neighbourhood.count"), "number"),
            "told": Column(texts("neighbourhood.verdict")),
            "i": Column(texts("neighbourhood.local_i"), "number", 2),
            "p": Column("p", "number", 4),
            "q": Column("q", "number", 4),
        },
        note=note,
    )
    st.caption(texts("neighbourhood.scatter_help"))


def _all_indicators(page: Page, result: Result, overall: pd.DataFrame, options: dict[str, str], chosen: str) -> None:
    texts, facts = page.texts, neighbourhood_facts()
    rows = overall.assign(name=pd.Series(options)).dropna(subset=["name"]).reset_index()
    rows["is_sure"] = rows["q"] <= facts["false_discovery"]
    tested = rows[rows["reason"] == ""]
    st.header(texts("neighbourhood.all"), anchor=False)
    if tested.empty:
        st.info(texts("neighbourhood.none_tested"), icon=":material/inbox:")
    sure = tested[tested["is_sure"]]
    title = texts("neighbourhood.all_title", sure=len(sure), tested=len(tested))
    best = sure.nlargest(3, "i")["name"].tolist()
    alt = f"{title} {texts('neighbourhood.all_alt', names=texts.list(best))}" if best else title
    rows["told"] = [
        _alike(page, row) if row["reason"] == "" else _why_not(page, catalogue()[row["indicator_id"]], row)
        for row in rows.to_dict("records")
    ]
    columns = {
        "name": Column(texts("neighbourhood.indicator")),
        "told": Column(texts("neighbourhood.verdict")),
        "period": Column(texts("filter.date"), "date"),
        "valued": Column(texts("neighbourhood.areas_valued"), "number"),
        "i": Column("Moran's I", "number", 2),
        "expected": Column(texts("neighbourhood.expected"), "number", 2),
        "i_border": Column(texts("neighbourhood.i_border"), "number", 2),
        "p": Column("p", "number", 4),
        "q": Column("q", "number", 4),
    }
    table = rows.sort_values("i", ascending=False)
    shown = {"key": "alle-indikatoren", "title": title, "alt": alt, "table": table, "columns": columns}
    note = texts("neighbourhood.note", **_settings(page), time=texts.date(result.day))
    if tested.empty:
        data_below(page, **shown, note=note)
        return
    figure = page.data.derived(
        ("alike_figure", result.stamp, chosen, texts.language, page.is_phone),
        lambda: alike_figure(texts, tested, selected=chosen, is_narrow=page.is_phone),
    )
    chart(page, figure, **shown, note=note)
    left_out = rows[rows["reason"] != ""]
    if len(left_out):
        st.caption(texts("neighbourhood.left_out", names=texts.list(left_out["name"].tolist())))


def _class(quadrant: str, cluster: str) -> str:
    """A key of CLUSTER_COLOURS and of the words."""
    return quadrant or (f"{cluster}_near" if cluster else "none")


def _classes(local: pd.DataFrame) -> list[str]:
    return [_class(quadrant, cluster) for quadrant, cluster in zip(local["quadrant"], local["cluster"], strict=True)]


def _finding(page: Page, indicator: Indicator, row: pd.Series, local: pd.DataFrame) -> tuple[str, str]:
    """What the map shows, as a headline and some sentences."""
    texts = page.texts
    title = indicator.title.in_language(texts)
    headline = f"{title}: {_alike(page, row)}"
    sentences = []
    for quadrant in _QUADRANTS:
        marked = local[local["quadrant"] == quadrant].sort_values("q")
        if len(marked):
            names = marked["name"].head(_MOST_NAMES).tolist()
            more = len(marked) - len(names)
            told = texts("neighbourhood.and_more", names=", ".join(names), more=more) if more else texts.list(names)
            sentences.append(texts(f"neighbourhood.find_{quadrant}", names=told, count=len(marked)))
    if not sentences:
        sentences.append(texts("neighbourhood.find_none"))
    elif not local["quadrant"].isin(["HL", "LH"]).any():
        sentences.append(texts("neighbourhood.no_outliers"))
    unvalued = int((~local["reason"].isin([""])).sum())
    if unvalued:
        sentences.append(texts("neighbourhood.unvalued", count=unvalued))
    return headline, " ".join([_chance(page, row), *sentences])


def _alike(page: Page, row: pd.Series | dict) -> str:
    """«benachbarte Gebiete ähneln sich deutlich»."""
    facts = neighbourhood_facts()
    if row["q"] > facts["false_discovery"]:
        return page.texts("neighbourhood.no_pattern")
    if row["i"] < row["expected"]:
        return page.texts("neighbourhood.unlike")
    cuts = facts["alike"]
    how = next((name for name in ("strongly", "clearly") if row["i"] >= cuts[name]), "weakly")
    return page.texts(f"neighbourhood.{how}")


def _chance(page: Page, row: pd.Series) -> str:
    texts = page.texts
    i = texts.number(row["i"], 2)
    if row["q"] > neighbourhood_facts()["false_discovery"]:
        return texts("neighbourhood.chance", i=i)
    times = 1 / row["p"]
    step = 10 ** math.floor(math.log10(times) + 1e-9)  # in one digit: a p-value by permutation is not exact
    return texts("neighbourhood.more_than_chance", i=i, times=texts.number(step * math.floor(times / step + 1e-9)))


def _hover(page: Page, indicator: Indicator, row: dict) -> str:
    texts = page.texts
    if row["reason"] and row["reason"] != "island":
        return _unvalued(page, row["reason"])
    value = indicator.format_value(texts, row["value"])
    if row["reason"] == "island":
        return f"{value} · {texts('neighbourhood.island')}"
    near = indicator.format_value(texts, row["neighbours_mean"])
    told = texts(f"neighbourhood.{_class(row['quadrant'], row['cluster'])}")
    return f"{texts('neighbourhood.hover', value=value, near=near)} · {told}"


def _table(page: Page, local: pd.DataFrame) -> pd.DataFrame:
    texts = page.texts
    told = []
    for row in local.to_dict("records"):
        if row["reason"] == "":
            told.append(texts(f"neighbourhood.{_class(row['quadrant'], row['cluster'])}"))
        else:
            told.append(texts("neighbourhood.island") if row["reason"] == "island" else _unvalued(page, row["reason"]))
    return local.assign(told=told).sort_values(["q", "name"])


def _unvalued(page: Page, reason: str) -> str:
    if reason == "infinite":
        return page.texts("neighbourhood.infinite")
    return page.texts(f"missing.{reason if reason in _UNVALUED else 'not_collected'}")


def _why_not(page: Page, indicator: Indicator, row: pd.Series | dict) -> str:
    """Why nothing can be told of an indicator's neighbourhood."""
    return page.texts(
        f"neighbourhood.why.{row['reason']}",
        indicator=indicator.title.in_language(page.texts),
        valued=int(row["valued"]),
        n=int(row["n"]),
        areas=int(row["areas"]),
        minimum=neighbourhood_facts()["minimum_areas"],
    )


def _settings(page: Page) -> dict[str, str]:
    facts = neighbourhood_facts()
    return {
        "permutations": page.texts.number(facts["permutations"]),
        "share": page.texts.percent(100 * facts["false_discovery"], 0),
        "weights": page.texts(f"neighbourhood.by_{facts['weights']}"),
    }


def _note(page: Page, indicator: Indicator, period: pd.Timestamp) -> str:
    rows = page.data.series(indicator)
    return indicator_note(page, indicator, rows.loc[rows["period"] == period, "origin"], period)
