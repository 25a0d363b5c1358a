"""Residents to come: an estimate until the horizon with its band, the pyramid then and now, and how good such an estimate
has been."""

import pandas as pd
import streamlit as st

from strukturmonitor.analysis import Result
from strukturmonitor.charts.population import age_label
from strukturmonitor.charts.projection import course_figure, outlook_pyramid_figure
from strukturmonitor.demography import pyramid
from strukturmonitor.texts import Texts
from strukturmonitor.ui.analyses import analysis, say_missing
from strukturmonitor.ui.data import database
from strukturmonitor.ui.notes import source_note
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.population.frame import Frame
from strukturmonitor.ui.population.projection_backtest import show_backtest
from strukturmonitor.ui.views import Column, chart

_ALL = "all"
_LEAST_CHANGE_PCT = 1.0
_SIDES = {"m": "men", "f": "women"}
_TABLES = ("population", "birth", "death", "move")


def show_projection(frame: Frame) -> None:
    page, texts = frame.page, frame.page.texts
    result = analysis(database(), "projection")
    about = None if result is None or "about" not in result.frames else result["about"].iloc[0]
    if about is None:
        st.header(texts("projection.heading_plain"), anchor=False)
        say_missing(page, "projection")
        return
    st.header(texts("projection.heading", year=about["horizon_year"]), anchor=False)
    why_not = _why_not(texts, result, about, frame)
    if why_not:
        st.info(why_not, icon=":material/inbox:")
        return
    st.info(texts("projection.no_forecast", fit_years=_fit_years(texts, about)), icon=":material/timeline:")
    key = ("projection", result.stamp, frame.area.area_id, texts.language, page.is_phone, page.is_dark)
    sentences, course, pyramid = page.data.derived(key, lambda: _content(frame, result, about))
    page.tell(sentences)
    if frame.is_estimate:
        st.caption(texts("population.method_estimate"))
    note = _note(page, about)
    course_box, pyramid_box = st.columns([3, 2], gap="large")
    with course_box:
        chart(page, note=f"{texts('projection.reading', band=about['band_pct'])} {note}", **course)
    with pyramid_box:
        chart(page, note=note, **pyramid)
    show_backtest(frame, result, about)


def _content(frame: Frame, result: Result, about: pd.Series) -> tuple[str, dict, dict]:
    """The sentences, and what `chart` needs for the lines and for the pyramid."""
    area_id, start, horizon = frame.area.area_id, int(about["start_year"]), int(about["horizon_year"])
    counted = _of_area(result["counted"], area_id).rename(columns={"persons": "middle"})
    rows = pd.concat([counted.assign(low=float("nan"), high=float("nan")), _of_area(result["groups"], area_id)])
    order = list(result["groups"]["group"].unique())
    rows = rows.sort_values(["group", "year"], key=lambda each: each.map(order.index) if each.name == "group" else each)
    sentences = _sentences(frame, rows, start, horizon, about["band_pct"])
    return sentences, _course(frame, rows, start, horizon), _pyramid(frame, result, start, horizon)


def _why_not(texts: Texts, result: Result, about: pd.Series, frame: Frame) -> str:
    """Why nothing is projected, for the city or for the area; empty where it is."""
    if about["reason"]:
        missing = texts.list([texts(f"projection.event_{name}") for name in about["missing"].split(",") if name])
        return texts(f"projection.reason_{about['reason']}", missing=missing, years=about["least_fit_years"])
    reasons = result["areas"].set_index("area_id")["reason"]
    reason = reasons.get(frame.area.area_id, "gaps")
    if not reason:
        return ""
    return texts(f"projection.reason_{reason}", area=frame.label, persons=texts.number(about["minimum_persons"]))


def _of_area(rows: pd.DataFrame, area_id: str) -> pd.DataFrame:
    return rows[rows["area_id"] == area_id]


def _fit_years(texts: Texts, about: pd.Series) -> str:
    start, years = int(about["start_year"]), int(about["fit_years"])
    return texts("projection.fit_years", first=start - years + 1, last=start)


def _sentences(frame: Frame, rows: pd.DataFrame, start: int, horizon: int, band_pct: float) -> str:
    texts = frame.page.texts
    now, then = (rows[rows["year"] == year].set_index("group") for year in (start, horizon))
    whole = then.loc[_ALL]
    sentences = [
        texts(
            "projection.size", where=frame.page.where(frame.area.area_id), year=horizon, start=start,
            persons=_rough(texts, whole["middle"]), low=_rough(texts, whole["low"]), high=_rough(texts, whole["high"]),
            now=texts.number(now.at[_ALL, "middle"]), band=band_pct,
        )
    ]  # fmt: skip
    sure = _sure_groups(now, then)
    for group, change in sure:
        sentences.append(
            texts(
                f"projection.sure_{'more' if change > 0 else 'fewer'}",
                group=texts(f"projection.group_{group}"), change=texts.percent(abs(change), 0),
                now=texts.number(now.at[group, "middle"]), then=_rough(texts, then.at[group, "middle"]),
            )
        )  # fmt: skip
    sentences.append(texts("projection.unsure_others" if sure else "projection.unsure_all"))
    return " ".join(sentences)


def _sure_groups(now: pd.DataFrame, then: pd.DataFrame) -> list[tuple[str, float]]:
    """Age groups whose band lies wholly above or below today's count, with the change in per cent, largest first."""
    counted = now["middle"].drop(_ALL)
    change = (100 * (then["middle"] / counted.where(counted > 0) - 1)).dropna()
    then = then.reindex(change.index)
    is_sure = (then["low"] > counted[change.index]) | (then["high"] < counted[change.index])
    kept = change[is_sure & (change.abs() >= _LEAST_CHANGE_PCT)]
    return [(group, float(kept[group])) for group in kept.abs().sort_values(ascending=False).index]


def _rough(texts: Texts, persons: float) -> str:
    """An estimate with three digits: «41.100», «2.360»; no more is known."""
    return texts.number(persons if persons < 1000 else float(f"{persons:.3g}"))


def _note(page: Page, about: pd.Series) -> str:
    texts = page.texts
    method = texts("projection.method", fit_years=_fit_years(texts, about))
    return source_note(page, *_TABLES, date=texts.date(pd.Timestamp(int(about["start_year"]), 12, 31)), method=method)


def _course(frame: Frame, rows: pd.DataFrame, start: int, horizon: int) -> dict:
    texts, is_phone = frame.page.texts, frame.page.is_phone
    groups = [(name, texts(f"projection.group_{name}")) for name in rows["group"].drop_duplicates()]
    order = {name: number for number, (name, _) in enumerate(groups)}
    kinds = {True: texts("projection.counted"), False: texts("projection.estimated")}
    return {
        "figure": course_figure(
            texts, rows, groups, start_year=start, columns=1 if is_phone else 2, height=900 if is_phone else 620
        ),
        "key": "vorausschaetzung",
        "title": _course_title(texts, frame.label, rows, start, horizon),
        "alt": _course_alt(texts, frame.label, rows, start, horizon),
        "table": rows.assign(
            group=rows["group"].map(dict(groups)),
            kind=(rows["year"] <= start).map(kinds),
            order=rows["group"].map(order),
        ).sort_values(["order", "year"], ascending=[True, False]),
        "columns": {
            "group": Column(texts("projection.group")),
            "year": Column(texts("population.year"), "year"),
            "kind": Column(texts("projection.kind")),
            "middle": Column(texts("projection.persons"), "number"),
            "low": Column(texts("projection.low"), "number"),
            "high": Column(texts("projection.high"), "number"),
        },
    }


def _course_title(texts: Texts, label: str, rows: pd.DataFrame, start: int, horizon: int) -> str:
    """What becomes of the number of residents, in one line."""
    now, then = (rows[(rows["year"] == year) & (rows["group"] == _ALL)].iloc[0] for year in (start, horizon))
    change = 100 * (then["middle"] / now["middle"] - 1)
    is_sure = then["low"] > now["middle"] or then["high"] < now["middle"]
    key = "open" if not is_sure else "more" if change > 0 else "fewer"
    return texts(
        f"projection.course_title_{key}", area=label, year=horizon, start=start, persons=_rough(texts, then["middle"]),
        change=texts.percent(abs(change), 0 if abs(change) >= 1 else 1),
        low=_rough(texts, then["low"]), high=_rough(texts, then["high"]),
    )  # fmt: skip


def _course_alt(texts: Texts, label: str, rows: pd.DataFrame, start: int, horizon: int) -> str:
    now, then = (rows[rows["year"] == year].set_index("group") for year in (start, horizon))
    parts = [
        texts(
            "projection.course_alt_part", group=texts(f"projection.group_{group}"),
            now=texts.number(now.at[group, "middle"]), then=texts.number(then.at[group, "middle"]),
            low=texts.number(then.at[group, "low"]), high=texts.number(then.at[group, "high"]),
        )
        for group in now.index
    ]  # fmt: skip
    return texts("projection.course_alt", area=label, start=start, year=horizon, parts="; ".join(parts))


def _pyramid(frame: Frame, result: Result, start: int, horizon: int) -> dict:
    page, texts = frame.page, frame.page.texts
    then = _of_area(result["persons"], frame.area.area_id)
    then = then[then["year"] == horizon].pivot(index="age", columns="sex", values=["middle", "low", "high"])
    years = int(then.index[1] - then.index[0])
    table = _now_and_then(page, frame.area.area_id, then, start, years)
    table["name"] = [age_label(texts, int(age), years) for age in table.index]
    columns = {"name": Column(texts("population.axis_age"))}
    for side in _SIDES.values():
        name = texts(f"population.{side}")
        columns |= {
            f"{side}_now": Column(f"{name} {start}", "number"),
            f"{side}_middle": Column(f"{name} {horizon}", "number"),
            f"{side}_low": Column(f"{name} {horizon}, {texts('projection.low')}", "number"),
            f"{side}_high": Column(f"{name} {horizon}, {texts('projection.high')}", "number"),
        }
    peak_now, peak_then = (
        table.at[table[[f"{side}_{when}" for side in _SIDES.values()]].sum(axis=1).idxmax(), "name"]
        for when in ("now", "middle")
    )
    return {
        "figure": outlook_pyramid_figure(
            texts, table, start_year=start, year=horizon, ink="#F2F2F2" if page.is_dark else "#1D2730",
            height=520 if page.is_phone else 620,
        ),
        "key": "pyramide-voraus",
        "title": texts("projection.pyramid_title", area=frame.label, start=start, year=horizon),
        "alt": texts(
            "projection.pyramid_alt", area=frame.label, start=start, year=horizon, age_now=peak_now, age_then=peak_then
        ),
        "table": table,
        "columns": columns,
    }  # fmt: skip


def _now_and_then(page: Page, area_id: str, then: pd.DataFrame, start: int, years: int) -> pd.DataFrame:
    """One row per age group: men and women as counted (`men_now`) and to come (`men_middle`, `men_low`, `men_high`)."""
    day = pd.Timestamp(start, 12, 31).date()
    now = pyramid(page.data.read("population_pyramid", area_id=area_id, reference_date=day, group_years=years))
    table = pd.DataFrame(index=then.index)
    for sex, side in _SIDES.items():
        table[f"{side}_now"] = now[side].reindex(then.index).fillna(0)
        for value in ("middle", "low", "high"):
            table[f"{side}_{value}"] = then[value, sex]
    return table
