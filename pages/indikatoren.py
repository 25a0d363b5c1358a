"""Indikatoren: what each indicator says, how it is computed, from which source, how old it is, and where it is blind."""

import pandas as pd
import streamlit as st

from strukturmonitor.exports.addresses import api_line, indicator_address
from strukturmonitor.indicators import THEMES, Indicator, catalogue
from strukturmonitor.indicators.origins import tables_read
from strukturmonitor.indicators.reading import Present, present
from strukturmonitor.small_numbers import policy
from strukturmonitor.texts import Texts
from strukturmonitor.ui.notes import citations, indicator_sources
from strukturmonitor.ui.page import Page, open_page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.views import Column, data_below

_FEW = 2  # so few results open by themselves
_THEME_SLUGS = {
    "vacancy": "leerstand",
    "reuse": "nachnutzung",
    "renovation": "sanierung",
    "traffic": "verkehr",
    "cleanliness": "sauberkeit",
    "demography": "bevoelkerung",
    "centre": "zentrum",
}
_ALL = "alle"


def show() -> None:
    page = open_page("indikatoren")
    texts = page.texts
    area_box, theme_box, search_box = st.columns(3)
    with area_box:
        area_id = page.area().area_id
    with theme_box:
        themes = {_ALL: texts("indicators.all_themes")} | {_THEME_SLUGS[t]: texts(f"theme.{t}") for t in THEMES}
        theme = page.choice("thema", texts("indicators.theme"), themes)
    with search_box:
        wanted = page.text("suche", texts("indicators.search"), placeholder=texts("indicators.search_example"))
    found = [
        indicator
        for indicator in catalogue().values()
        if theme in (_ALL, _THEME_SLUGS[indicator.theme]) and _matches(texts, indicator, wanted)
    ]
    page.head(
        texts("page.indicators"),
        [
            page.area_label(area_id),
            themes[theme] if theme != _ALL else "",
            texts("indicators.search_for", text=plain(wanted)) if wanted else "",
            texts("indicators.count", count=len(found)),
        ],
    )
    if not found:
        st.info(texts("indicators.none_found"), icon=":material/search_off:")
        page.reset_button()
        page.close()
        return
    now = {
        indicator.id: present(texts, indicator, page.data.series(indicator), area_id, page.where(area_id))
        for indicator in found
    }
    summary = _summary(page, area_id, found, now)
    st.markdown(summary)
    for theme in THEMES:
        of_theme = [indicator for indicator in found if indicator.theme == theme]
        if of_theme:
            st.header(texts(f"theme.{theme}"), anchor=False)
        for indicator in of_theme:
            _card(page, indicator, now[indicator.id], is_open=len(found) <= _FEW)
    st.container(key="not-on-paper").header(texts("indicators.all_as_table"), anchor=False)
    data_below(
        page,
        key="katalog",
        title=texts("indicators.table_title", area=page.area_label(area_id)),
        alt=summary,
        table=_table(texts, found, now),
        columns={
            name: Column(texts(f"indicators.{name}"))
            for name in ("theme", "title", "value", "date", "says", "formula", "source", "id")
        },
        note=texts("indicators.table_note"),
    )
    page.close(citations=citations(page, *_tables(found, now)))


def _card(page: Page, indicator: Indicator, now: Present, *, is_open: bool) -> None:
    texts = page.texts
    title = indicator.title.in_language(texts)
    with st.container(border=True):
        name, value = st.columns([3, 1])
        name.markdown(f"**{title}**  \n{indicator.short.in_language(texts)}")
        value.markdown(f"**{now.value}**  \n{now.date(texts, indicator)}")
        st.markdown(now.sentence)
        details, to_map = st.columns([3, 1], vertical_alignment="top")
        with to_map:
            page.link_to("", texts("indicators.to_map"), icon=":material/map:", indikator=indicator.id)
        box = details.expander(
            texts("indicators.details", title=title),
            expanded=is_open,
            type="compact",
            key=page.view.key(f"mehr:{indicator.id}"),
            on_change="rerun",
        )
        if box.open:
            box.markdown(_details(page, indicator, now))
            box.caption(api_line(page.texts, indicator_address(indicator.id)))


def _details(page: Page, indicator: Indicator, now: Present) -> str:
    """Everything the catalogue says about an indicator, as Markdown."""
    texts = page.texts
    rules = policy()
    small_numbers = texts(
        f"indicators.small_numbers_{indicator.small_numbers}",
        rounding=rules.rounding_persons,
        base=texts.number(rules.ratio_base_persons),
    )
    if indicator.minimum_denominator:
        small_numbers += " " + texts("indicators.minimum", count=texts.number(indicator.minimum_denominator))
    parts = {
        "says": indicator.description.in_language(texts),
        "formula": indicator.formula.in_language(texts),
        "direction": texts(f"indicators.direction_{indicator.direction}"),
        "method": indicator.method.in_language(texts),
        "freshness": texts(
            "indicators.freshness_text",
            date=now.date(texts, indicator),
            interval=indicator.update_interval.in_language(texts),
        ),
        "source": _source_line(page, indicator, now),
        "levels": texts.list([texts(f"level.{level}") for level in indicator.levels]),
        "gaps": indicator.gaps.in_language(texts),
        "small_numbers": small_numbers,
        "query": f"`{indicator.query}`",
    }
    return "\n\n".join(f"**{texts(f'indicators.{key}')}:** {text}" for key, text in parts.items())


def _source_line(page: Page, indicator: Indicator, now: Present) -> str:
    """Citation, licence and origin of the tables behind the newest value, each once."""
    texts = page.texts
    if now.origin is None:
        return texts("indicators.source_none")
    rows = indicator_sources(page, indicator, [now.origin], now.period)
    lines = []
    for row in rows.drop_duplicates(["citation", "origin"]).itertuples(index=False, name="Row"):
        origin = texts(f"data.origin_{row.origin}")
        line = texts("indicators.source_text", citation=row.citation, licence=texts.cited(row.licence), origin=origin)
        lines.append(f"{line} <{row.url}>" if isinstance(row.url, str) else line)
    return " ".join(lines) or texts("indicators.source_register", origin=texts(f"data.origin_{now.origin}"))


def _tables(found: list[Indicator], now: dict[str, Present]) -> list[str]:
    """The tables behind the indicators that have a value here."""
    valued = [indicator for indicator in found if now[indicator.id].origin is not None]
    return sorted({table for indicator in valued for table in tables_read(indicator.query)})


def _table(texts: Texts, found: list[Indicator], now: dict[str, Present]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "theme": texts(f"theme.{indicator.theme}"),
                "title": indicator.title.in_language(texts),
                "value": now[indicator.id].value,
                "date": now[indicator.id].date(texts, indicator),
                "says": indicator.short.in_language(texts),
                "formula": indicator.formula.in_language(texts),
                "source": indicator.source,
                "id": indicator.id,
            }
            for indicator in found
        ]
    )


def _summary(page: Page, area_id: str, found: list[Indicator], now: dict[str, Present]) -> str:
    """How many of the indicators have a value here, and how old the newest and the oldest of them are."""
    texts = page.texts
    valued = sorted((i for i in found if now[i.id].has_value), key=lambda i: now[i.id].period)
    sentence = texts("indicators.summary", where=page.where(area_id), count=len(found), valued=len(valued))
    if len(valued) < 2:
        return sentence
    oldest, newest = valued[0], valued[-1]
    if now[oldest.id].period == now[newest.id].period:
        return f"{sentence} " + texts("indicators.summary_same_age", date=now[newest.id].date(texts, newest))
    return f"{sentence} " + texts(
        "indicators.summary_age",
        newest=now[newest.id].date(texts, newest),
        newest_title=newest.title.in_language(texts),
        oldest=now[oldest.id].date(texts, oldest),
        oldest_title=oldest.title.in_language(texts),
    )


def _matches(texts: Texts, indicator: Indicator, wanted: str) -> bool:
    """Each word of the search stands somewhere in the indicator's texts."""
    words = (indicator.title, indicator.short, indicator.description, indicator.method, indicator.formula)
    everything = " ".join(
        [indicator.id, texts(f"theme.{indicator.theme}"), *(w.in_language(texts) for w in words)]
    ).lower()
    return all(word in everything for word in wanted.lower().split())
