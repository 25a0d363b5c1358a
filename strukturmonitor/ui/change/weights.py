"""Weights to try: the index with one's own weights, beside the shipped one. Nothing is stored; the link says it all."""

import pandas as pd
import streamlit as st

from strukturmonitor.analysis import Result
from strukturmonitor.analysis.index_sums import compute_index
from strukturmonitor.analysis.indexes import IndexVersion, definitions
from strukturmonitor.charts.need import rank_change_figure
from strukturmonitor.errors import IndexInputWrong
from strukturmonitor.indicators import catalogue
from strukturmonitor.ui import session
from strukturmonitor.ui.change.need import (
    INDEX,
    areas_of,
    choose_level,
    date_words,
    need_result,
    tell_problems,
    version_of,
    without_na,
)
from strukturmonitor.ui.change.need_groups import group_words, look_of, matrix_legend, need_map
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.views import Column, chart

_MOST = 3
_IN_A_ROW = 3
_SHOWN = 15


def weights_view(page: Page) -> list[str] | None:
    texts = page.texts
    result = need_result(page)
    if result is None:
        return None
    definition = definitions()[INDEX]
    st.markdown(texts("need.weights.lead", most=_MOST))
    level_box, reset_box = page.filters([4, 1.6])
    with level_box:
        level = choose_level(page, definition)
    with reset_box:
        page.reset_button()
    shipped = areas_of(page, result, level)
    if shipped["status_class"].isna().all():
        tell_problems(page, result, level)
        return [texts(f"level.{level}")]
    version = version_of(definition, shipped)
    weights = _sliders(page, version)
    given = {each.id: each.weight for each in version.indicators}
    changed = {name: weight for name, weight in weights.items() if weight != given[name]}
    words = [texts(f"level.{level}"), texts("need.weights.own" if changed else "need.weights.shipped")]
    if not any(weights.values()):
        st.info(texts("need.weights.all_zero"), icon=":material/tune:")
        return words
    own = page.data.derived(
        ("need_weights", result.stamp, level, tuple(weights.items())),
        lambda: _computed(result, version, level, shipped, weights),
    )
    if own is None:
        st.info(texts("need.weights.impossible"), icon=":material/info:")
        return words
    finding, sentences = _finding(page, own, is_changed=bool(changed))
    st.header(finding, anchor=False)
    if sentences:
        page.tell(" ".join(sentences))
    map_box, legend_box = st.columns([5, 3], gap="medium")
    alt = f"{finding}. {' '.join(sentences)}"
    with map_box:
        st.markdown(
            f"**{texts('need.weights.map_title', level=texts(f'level.{level}'), date=date_words(page, shipped))}**"
        )
        need_map(page, level, own, key=f"karte-gewichte-{level}", alt=alt, selected=None)
    with legend_box:
        matrix_legend(page, own, version)
    _ranks(page, result, level, own, finding)
    return words


def _sliders(page: Page, version: IndexVersion) -> dict[str, float]:
    """One slider per indicator; its weight stands in the URL under the indicator's name."""
    texts = page.texts
    weights = {}
    indicators = list(version.indicators)
    per_row = 1 if page.is_phone else _IN_A_ROW
    for start in range(0, len(indicators), per_row):
        row = indicators[start : start + per_row]
        for box, each in zip(st.columns(per_row, gap="medium"), row, strict=False):
            title = catalogue()[each.catalogue].title.in_language(texts)
            key = page.view.start(each.id, _whole, int(each.weight))
            with box:
                chosen = st.slider(
                    title, 0, _MOST, step=1, key=key, format="%d×", help=each.stands_for.in_language(texts)
                )
            page.view.keep(each.id, None if chosen == int(each.weight) else str(chosen))
            weights[each.id] = float(chosen)
    return weights


def _whole(text: str) -> int:
    value = session.decode_number(0, _MOST)(text)
    if not value.is_integer():
        raise ValueError(text)
    return int(value)


def _computed(
    result: Result, version: IndexVersion, level: str, shipped: pd.DataFrame, weights: dict[str, float]
) -> pd.DataFrame | None:
    """Rows as of the need's `areas`, with `before` (the rank under the shipped weights) and name; None where these
    weights make no index."""
    parts = result["parts"]
    parts = parts[(parts["index_id"] == INDEX) & (parts["level"] == level)]

    def wide(column: str) -> pd.DataFrame:
        return parts.pivot(index="area_id", columns="indicator_id", values=column).astype("float64")

    values, before = wide("value"), wide("before")
    population = shipped.set_index("area_id")["population"]
    own_version = version.with_weights(weights)
    for earlier in (before, None):
        try:
            areas = compute_index(own_version, values, earlier, population).areas
        except IndexInputWrong:
            continue
        known = shipped.set_index("area_id")[["name", "rank", "status_class"]]
        known = known.rename(columns={"rank": "before", "status_class": "class_before"})
        return areas.join(known, how="inner").rename_axis("area_id").reset_index()
    return None


def _finding(page: Page, own: pd.DataFrame, *, is_changed: bool) -> tuple[str, list[str]]:
    texts = page.texts
    if not is_changed:
        return texts("need.weights.unchanged"), []
    both = own.dropna(subset=["rank", "before"])
    other = int((both["status_class"] != both["class_before"]).sum())
    title = texts("need.weights.finding", count=other, ranked=len(both))
    steps = both["before"].astype(int) - both["rank"].astype(int)
    sentences = []
    for key, position in (("up", steps.idxmax()), ("down", steps.idxmin())):
        row = both.loc[position]
        if steps[position] * (1 if key == "up" else -1) > 0:
            sentences.append(
                texts(f"need.weights.{key}", name=row["name"], before=int(row["before"]), rank=int(row["rank"]))
            )
    return title, sentences


def _ranks(page: Page, result: Result, level: str, own: pd.DataFrame, finding: str) -> None:
    texts = page.texts
    both = own.dropna(subset=["rank", "before"]).sort_values("rank")
    both = both.assign(step=both["before"].astype(int) - both["rank"].astype(int))
    moved = both[both["step"] != 0]
    st.header(texts("need.weights.ranks"), anchor=False)
    if moved.empty:
        st.caption(texts("need.weights.no_move"))
    shown = (moved if len(moved) else both).assign(size=both["step"].abs()).nlargest(_SHOWN, "size").sort_values("rank")
    rows = shown.assign(look=[look_of(row) for row in shown.to_dict("records")])
    title = texts("need.weights.ranks_title" if len(moved) else "need.weights.ranks_usual", count=len(shown))
    chart(
        page,
        rank_change_figure(texts, rows, selected=None, is_narrow=page.is_phone),
        key=f"raenge-{level}",
        title=title,
        alt=f"{title}. {finding}",
        table=lambda: without_na(both).assign(words=[group_words(texts, row) for row in both.to_dict("records")]),
        columns={
            "name": Column(texts("filter.area")),
            "before": Column(texts("need.column.rank_shipped"), "number"),
            "rank": Column(texts("need.column.rank_own"), "number"),
            "step": Column(texts("need.column.step"), "change"),
            "group": Column(texts("need.column.group")),
            "words": Column(texts("need.column.words")),
            "status_z": Column(texts("need.column.status_z"), "number", 2),
            "dynamic_z": Column(texts("need.column.dynamic_z"), "number", 2),
        },
        note=texts("need.weights.note", computed=texts.date(result.day)),
    )
