"""The rank of areas in one indicator over the years."""

import pandas as pd
import streamlit as st

from strukturmonitor.charts.comparison import rank_figure
from strukturmonitor.indicators.relation import yearly_ranks
from strukturmonitor.ui.comparison_choices import choose_indicator, choose_level, choose_marked
from strukturmonitor.ui.notes import indicator_note
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.views import Column, chart

_FIRST = "leerstandsquote"
_MOST = 4
_FEWEST_YEARS = 3


def ranks_view(page: Page) -> tuple[list[str], list[str]]:
    """Draws the view; returns the words for the head line and the citations for the foot."""
    texts = page.texts
    level_box, indicator_box, mark_box = page.filters([1.2, 2.5, 3])
    with level_box:
        level = choose_level(page)
    with indicator_box:
        indicator = choose_indicator(
            page, "indikator", texts("filter.indicator"), level, first=_FIRST, fewest_years=_FEWEST_YEARS
        )
    areas = {area.area_id: area.name for area in page.tree.of_level(level)}
    with mark_box:
        marked = choose_marked(page, areas)
    rows = page.data.series(indicator)
    ranks = page.data.derived(
        ("yearly_ranks", indicator.id, level), lambda: yearly_ranks(rows[rows["area_id"].isin(areas)])
    )
    title = indicator.title.in_language(texts)
    words = [texts(f"level.{level}"), title]
    if len(ranks) < _FEWEST_YEARS or ranks.shape[1] < 2:
        st.info(texts("comparison.too_few_years"), icon=":material/leaderboard:")
        return words, []
    ranked = [area_id for area_id in marked if area_id in ranks and ranks[area_id].notna().any()]
    shown = ranked[:_MOST] or _moved_most(ranks)
    if len(ranked) > _MOST:
        st.caption(texts("comparison.most_marked", count=_MOST))
    if without := [areas[area_id] for area_id in marked if area_id not in ranked]:
        st.caption(texts("comparison.no_rank", names=texts.list(without)))
    names = {area_id: areas[area_id] for area_id in shown}
    told = " ".join(_course(page, ranks, area_id, name) for area_id, name in names.items())
    page.tell(f"{told} {texts('comparison.rank_meaning', title=title)}")
    last = rows["period"].max()
    table = ranks.T.rename(index=areas).rename(columns=str).rename_axis("name").reset_index().sort_values("name")
    chart(
        page,
        rank_figure(texts, ranks, names, height=460 if level == "bezirk" else 620, is_narrow=page.is_phone),
        key="raenge",
        title=texts(
            "comparison.ranks_title",
            title=title,
            level=texts(f"overview.level.{level}"),
            first=ranks.index[0],
            last=ranks.index[-1],
        ),
        alt=told,
        table=table,
        columns={
            "name": Column(texts("comparison.area")),
            **{str(year): Column(str(year), "number") for year in ranks.index},
        },
        note=indicator_note(page, indicator, rows["origin"], last),
    )
    return words, []


def _moved_most(ranks: pd.DataFrame) -> list[str]:
    """Where nobody chose: the areas whose rank moved furthest between the first and the last year."""
    moved = (ranks.iloc[-1] - ranks.iloc[0]).abs().dropna()
    return moved.sort_values(ascending=False, kind="stable").index[:_MOST].tolist()


def _course(page: Page, ranks: pd.DataFrame, area_id: str, name: str) -> str:
    known = ranks[area_id].dropna()
    first, last = int(known.iloc[0]), int(known.iloc[-1])
    key = "comparison.rank_kept" if first == last else "comparison.rank_moved"
    return page.texts(
        key, name=name, first=first, last=last, from_year=known.index[0], to_year=known.index[-1], count=ranks.shape[1]
    )
