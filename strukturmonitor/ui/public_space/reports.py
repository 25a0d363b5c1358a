"""Reports by kind over time, and how long the remedy takes."""

import pandas as pd
import streamlit as st

from strukturmonitor.charts.public_space import remedy_figure, report_kinds_figure
from strukturmonitor.public_space import KINDS
from strukturmonitor.ui.public_space.frame import Frame
from strukturmonitor.ui.views import Column, chart


def show_kinds(frame: Frame) -> None:
    page, texts = frame.page, frame.page.texts
    rows = page.data.read("report_kinds_by_quarter", area_id=frame.area.area_id)
    rows = rows[rows["kind"].isin(frame.shown_kinds)].assign(quarter=pd.to_datetime(rows["quarter"]))
    if rows.empty:
        st.info(texts("public_space.no_quarters"))
        return
    table = rows.pivot_table(index="quarter", columns="kind", values="reports").sort_index(ascending=False)
    year_ago = rows["quarter"].max() - pd.DateOffset(years=1)
    newest = rows[rows["quarter"] > year_ago].groupby("kind")["reports"].sum()
    kinds = tuple(kind for kind in frame.shown_kinds if kind in newest.index)
    parts = [
        texts("public_space.kind_count", kind=texts(f"public_space.kind_{kind}"), count=texts.number(newest[kind]))
        for kind in newest.reindex(kinds).sort_values(ascending=False).index
    ]
    last_quarter = texts.period(table.index[0], "quarter")
    table["label"] = [texts.period(quarter, "quarter") for quarter in table.index]
    chart(
        page,
        report_kinds_figure(texts, rows, kinds, columns=1 if page.is_phone else 4, all_kinds=KINDS),
        key="arten",
        title=texts("public_space.kinds_title", area=frame.label),
        alt=texts("public_space.kinds_alt", area=frame.label, quarter=last_quarter, parts=texts.list(parts)),
        table=table,
        columns={"label": Column(texts("public_space.quarter"))}
        | {kind: Column(texts(f"public_space.kind_{kind}"), "number") for kind in kinds},
        note=frame.note("report", method="reports", date=last_quarter, years=None),
    )


def show_remedy(frame: Frame) -> None:
    page, texts = frame.page, frame.page.texts
    rows = frame.kinds_read()
    rows = rows[rows["kind"].notna()].set_index("kind")
    rows = rows.reindex([kind for kind in frame.shown_kinds if kind in rows.index]).reset_index()
    if rows.empty:
        st.info(texts("public_space.no_reports", area=frame.label, span=frame.span))
        return
    open_reports = int(rows["open_reports"].sum())
    parts = [
        texts(
            "public_space.remedy_part",
            kind=texts(f"public_space.kind_{row.kind}"),
            median=texts.number(row.median_days),
            most=texts.number(row.days_80_pct),
        )
        for row in rows.itertuples(index=False, name="Row")
    ]
    chart(
        page,
        remedy_figure(texts, rows, height=90 + 46 * len(rows)),
        key="behebung",
        title=texts("public_space.remedy_title", area=frame.label, span=frame.span),
        alt=texts("public_space.remedy_alt", parts="; ".join(parts), open=texts.number(open_reports)),
        table=rows.assign(label=[texts(f"public_space.kind_{kind}") for kind in rows["kind"]]),
        columns={
            "label": Column(texts("public_space.kind")),
            "reports": Column(texts("public_space.reports"), "number"),
            "open_reports": Column(texts("public_space.open_reports"), "number"),
            "median_days": Column(texts("public_space.median_days"), "number"),
            "days_80_pct": Column(texts("public_space.days_80_pct"), "number"),
        },
        note=frame.note("report", method="remedy"),
    )
    count = texts.number(rows["reports"].sum())
    st.caption(
        texts("public_space.open_line", open=texts.number(open_reports), count=count, date=texts.date(frame.today))
    )
