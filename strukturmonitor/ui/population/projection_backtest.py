"""How good such an estimate has been: made from older counts, held against what was counted since, and against two simple
forecasts."""

import pandas as pd
import streamlit as st

from strukturmonitor.analysis import Result
from strukturmonitor.charts.projection import backtest_figure
from strukturmonitor.texts import Texts
from strukturmonitor.ui.notes import source_note
from strukturmonitor.ui.population.frame import Frame
from strukturmonitor.ui.views import Column, chart, data_below

_ALL = "all"
_SIMPLE = ("no_change", "same_trend")
_METHODS = ("projected", *_SIMPLE)


def show_backtest(frame: Frame, result: Result, about: pd.Series) -> None:
    page, texts = frame.page, frame.page.texts
    st.subheader(texts("projection.test_heading"), anchor=False)
    if result["test"].empty:
        st.info(texts("projection.not_testable", fit=about["fit_years"], test=about["test_years"]))
        return
    key = ("projection_backtest", result.stamp, frame.area.area_id, texts.language)
    paragraphs, errors, own, from_year, to_year = page.data.derived(key, lambda: _content(frame, result))
    for paragraph in paragraphs:
        st.markdown(paragraph)
    note = source_note(
        page, "population", "birth", "death", "move", date=str(to_year),
        method=texts("projection.test_method", from_year=from_year, to_year=to_year, band=about["band_pct"]),
    )  # fmt: skip
    chart(page, note=note, **errors)
    if own:
        st.container(key="not-on-paper").markdown(f"**{own['title']}**")
        data_below(page, note=note, **own)


def _content(frame: Frame, result: Result) -> tuple[list[str], dict, dict, int, int]:
    """Paragraphs, what `chart` needs for the errors and `data_below` for the area's own test, first and last year of it."""
    texts = frame.page.texts
    errors = result["test_errors"]
    level = frame.area.level if (errors["level"] == frame.area.level).any() else "stat"
    errors = errors[errors["level"] == level]
    first, last = int(errors["from_year"].min()), int(errors["from_year"].max())
    newest = errors[errors["from_year"] == last].set_index("group")
    to_year = int(newest["to_year"].iloc[0])
    over_all = errors.groupby("group", sort=False)[[*(f"{method}_pct" for method in _METHODS), "inside_pct"]].mean()
    own = result["test"][(result["test"]["area_id"] == frame.area.area_id) & (result["test"]["from_year"] == last)]
    own = own.set_index("group")
    paragraphs = [" ".join(_sentences(frame, newest, own, level, last, to_year))]
    if first < last:
        said = _several(texts, over_all, first, last)
        if newest["areas"].max() > 1:
            said += " " + _several_inside(texts, over_all["inside_pct"], result["about"]["band_pct"].iloc[0])
        paragraphs.append(said)
    shown = _errors(texts, newest, over_all, level, last, to_year)
    return paragraphs, shown, {} if own.empty else _own(frame, own, last, to_year), last, to_year


def _errors(
    texts: Texts, newest: pd.DataFrame, over_all: pd.DataFrame, level: str, from_year: int, to_year: int
) -> dict:
    rows = newest.reset_index()
    rows["name"] = [texts(f"projection.group_{group}") for group in rows["group"]]
    columns = {"name": Column(texts("projection.group"))}
    for method in _METHODS:
        said = texts(f"projection.method_{method}")
        rows[f"{method}_mean"] = rows["group"].map(over_all[f"{method}_pct"])
        columns[f"{method}_pct"] = Column(f"{said}, {to_year}", "percent", 1)
        columns[f"{method}_mean"] = Column(texts("projection.mean_of_tests", method=said), "percent", 1)
    rows["inside_mean"] = rows["group"].map(over_all["inside_pct"])
    columns["inside_pct"] = Column(f"{texts('projection.inside')}, {to_year}", "percent", 0)
    columns["inside_mean"] = Column(texts("projection.mean_of_tests", method=texts("projection.inside")), "percent", 0)
    return {
        "figure": backtest_figure(texts, rows, height=380),
        "key": "probe",
        "title": texts("projection.test_title", level=texts(f"level.{level}"), from_year=from_year, to_year=to_year),
        "alt": _alt(texts, rows),
        "table": rows,
        "columns": columns,
    }


def _sentences(
    frame: Frame, newest: pd.DataFrame, own: pd.DataFrame, level: str, from_year: int, to_year: int
) -> list[str]:
    texts = frame.page.texts
    sentences = [texts("projection.test_what", from_year=from_year, to_year=to_year)]
    if not own.empty:
        row = own.loc[_ALL]
        difference = row["projected"] - row["actual"]
        key = "even" if difference == 0 else "high" if difference > 0 else "low"
        sentences.append(
            texts(
                f"projection.test_own_{key}", area=frame.label, projected=texts.number(row["projected"]),
                actual=texts.number(row["actual"]), difference=texts.percent(100 * abs(difference) / row["actual"]),
            )
        )  # fmt: skip
    if len(newest) > 1 and newest["areas"].max() > 1:
        by_group = newest["projected_pct"].drop(_ALL)
        sentences.append(
            texts(
                "projection.test_mean", areas=texts.number(newest["areas"].max()),
                level=texts(f"projection.level_{level}"), whole=texts.percent(newest.at[_ALL, "projected_pct"]),
                least=texts.percent(by_group.min()), most=texts.percent(by_group.max()),
            )
        )  # fmt: skip
        inside = newest["inside_pct"].mean()
        sentences.append(texts("projection.test_inside", inside=texts.percent(inside, 0)))
    better, worse = _compared(texts, newest)
    if better:
        sentences.append(texts("projection.test_better", groups=texts.list(better)))
    if worse:
        sentences.append(texts("projection.test_worse", groups=texts.list(worse)))
    return sentences


def _several(texts: Texts, over_all: pd.DataFrame, first: int, last: int) -> str:
    """What all tests together say, so that one lucky or unlucky year does not decide."""
    better, worse = _compared(texts, over_all)
    said = texts("projection.test_several", tests=texts.number(last - first + 1), first=first, last=last)
    if better:
        said += " " + texts("projection.test_several_better", groups=texts.list(better))
    if worse:
        said += " " + texts("projection.test_several_worse", groups=texts.list(worse))
    return said


def _several_inside(texts: Texts, inside_pct: pd.Series, band_pct: float) -> str:
    """How much the bands of the tests held, which is what the band of today can be trusted with."""
    least, most = (texts(f"projection.group_in_{group}") for group in (inside_pct.idxmin(), inside_pct.idxmax()))
    return texts(
        "projection.test_several_inside", band=texts.percent(band_pct, 0), all=texts.percent(inside_pct.mean(), 0),
        least=texts.percent(inside_pct.min(), 0), group=least, most=texts.percent(inside_pct.max(), 0), other=most,
    )  # fmt: skip


def _compared(texts: Texts, errors: pd.DataFrame) -> tuple[list[str], list[str]]:
    """Names of the age groups in which the projection came closer than both simple forecasts, and of the others with the
    forecast that was closer."""
    better, worse = [], []
    for group, row in errors.iterrows():
        simple = row[[f"{method}_pct" for method in _SIMPLE]].dropna().astype(float)
        name = texts(f"projection.group_in_{group}")
        if simple.empty or row["projected_pct"] < simple.min():
            better.append(name)
        else:
            closer = texts(f"projection.method_{simple.idxmin().removesuffix('_pct')}")
            worse.append(texts("projection.test_closer", group=name, method=closer))
    return better, worse


def _alt(texts: Texts, rows: pd.DataFrame) -> str:
    return " ".join(
        texts(
            "projection.test_alt", group=row["name"],
            **{method: texts.percent(row[f"{method}_pct"]) for method in _METHODS},
        )
        for _, row in rows.iterrows()
    )  # fmt: skip


def _own(frame: Frame, own: pd.DataFrame, from_year: int, to_year: int) -> dict:
    texts = frame.page.texts
    table = own.reset_index()
    table["name"] = [texts(f"projection.group_{group}") for group in table["group"]]
    title = texts("projection.test_own_title", area=frame.label, from_year=from_year, to_year=to_year)
    columns = {
        "name": Column(texts("projection.group")),
        "actual": Column(texts("projection.counted_in", year=to_year), "number"),
        **{method: Column(texts(f"projection.method_{method}"), "number") for method in _METHODS},
        "low": Column(texts("projection.low"), "number"),
        "high": Column(texts("projection.high"), "number"),
    }
    return {"key": "probe-gebiet", "title": title, "alt": title, "table": table, "columns": columns}
