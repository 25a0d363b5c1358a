"""The index in plain words, and its definition as it is stored."""

import pandas as pd
import streamlit as st

from strukturmonitor.analysis.certainty import drawing
from strukturmonitor.analysis.indexes import IndexDefinition, IndexVersion
from strukturmonitor.indicators import catalogue
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.views import Column, show_table


def show_method(page: Page, definition: IndexDefinition, version: IndexVersion) -> None:
    texts = page.texts
    box = st.expander(texts("need.method_heading"), key=page.view.key("verfahren"), on_change="rerun")
    if not box.open:
        return
    how = drawing()
    with box:
        st.markdown(definition.description.in_language(texts))
        steps = (
            texts("need.method.z"),
            texts("need.method.sum"),
            texts("need.method.classes", cuts=_cuts(page, version.status_cuts), names=_status_names(page)),
            texts("need.method.course", years=version.window_years, cuts=_cuts(page, version.dynamic_cuts)),
            texts(
                "need.method.valued",
                population=texts.number(version.minimum_population),
                share=texts.percent(100 * version.least_weight_share, 0),
            ),
            texts(
                "need.method.sure",
                draws=texts.number(how.draws),
                spread=texts.percent(100 * how.weight_spread, 0),
                left_out=texts.percent(100 * how.left_out_share, 0),
                interval=texts.percent(100 * how.interval, 0),
            ),
            texts("need.method.limits"),
        )
        st.markdown("\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1)))
        rows = pd.DataFrame(
            [
                {
                    "theme": each.stands_for.in_language(texts),
                    "name": catalogue()[each.catalogue].title.in_language(texts),
                    "weight": each.weight,
                    "direction": texts(f"need.direction.{each.direction}"),
                    "change": texts(f"need.change.{each.change}"),
                    "least": each.minimum_denominator,
                }
                for each in version.indicators
            ]
        )
        columns = {
            "theme": Column(texts("need.column.theme")),
            "name": Column(texts("filter.indicator")),
            "weight": Column(texts("need.column.weight"), "number"),
            "direction": Column(texts("need.column.direction")),
            "change": Column(texts("need.column.change_kind")),
            "least": Column(texts("need.column.least"), "number"),
        }
        show_table(page, rows, columns, key="definition", alt=texts("need.method_heading"), with_files=True)
        st.caption(
            texts(
                "need.method.version",
                version=version.version,
                date=texts.date(version.valid_from),
                reference=definition.reference.in_language(texts),
            )
        )
        page.link_to("indikatoren", texts("need.to_indicators"), icon=":material/menu_book:")
        page.link_to("strukturwandel", texts("need.to_weights"), icon=":material/tune:", ansicht="gewichte")


def _cuts(page: Page, cuts: tuple[float, ...]) -> str:
    return page.texts.list([page.texts.number(cut, 0 if float(cut).is_integer() else 1) for cut in cuts])


def _status_names(page: Page) -> str:
    return page.texts.list([page.texts(f"need.status.{number}") for number in (1, 2, 3, 4)])
