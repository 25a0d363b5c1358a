"""An index whose figures the city does not have here: what is missing and who keeps it, and the index of a table that the
reader brings. The table is read for this visit and kept nowhere."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from strukturmonitor.analysis.index_sums import Outcome
from strukturmonitor.analysis.index_tables import AREA, PERIOD, POPULATION, index_of_table, index_table_of
from strukturmonitor.analysis.indexes import IndexDefinition, IndexIndicator, IndexVersion
from strukturmonitor.areas import slugify
from strukturmonitor.errors import IndexInputWrong, StrukturmonitorError
from strukturmonitor.facts import read_facts
from strukturmonitor.imports.area_names import AreaNames
from strukturmonitor.imports.findings import explain_error
from strukturmonitor.indicators import catalogue
from strukturmonitor.indicators.standing import TOLERANCE
from strukturmonitor.ui.change.need import area_columns, area_table, date_words, finding_words
from strukturmonitor.ui.change.need_groups import matrix_legend, need_map
from strukturmonitor.ui.data import database
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.views import Column, data_below

_LEVEL = "stat"


def social_view(page: Page, definition: IndexDefinition) -> list[str]:
    """The view of a definition that the catalogue cannot fill."""
    texts = page.texts
    options = {
        each.version: texts("social.version_option", version=each.version, columns=texts.list(list(each.columns)))
        for each in reversed(definition.versions)
    }
    chosen = page.choice("fassung", texts("social.version"), options)
    version = next(each for each in definition.versions if each.version == chosen)
    words = [definition.title.in_language(texts), options[chosen]]
    result_box = st.container()
    _tell_missing(page, definition, version)
    file = _upload(page, definition, version)
    if file is None:
        return words
    file_name, content = file
    with result_box:
        try:
            outcome, areas = _read(page, definition, version, file_name, content)
        except StrukturmonitorError as error:
            st.error(explain_error(texts, error))
            return words
        words += [texts("social.of_file"), *([date_words(page, areas)] if areas["period"].notna().any() else [])]
        _show(page, version, outcome, areas, plain(file_name))
    return words


def _tell_missing(page: Page, definition: IndexDefinition, version: IndexVersion) -> None:
    """Which figures the index needs, which of them are here, and who keeps the others."""
    texts = page.texts
    missing = sum(each.catalogue is None for each in version.indicators)
    st.header(texts("social.heading", missing=missing, count=len(version.indicators)), anchor=False)
    st.markdown(f"{definition.description.in_language(texts)} {texts('social.why')}")
    lines = [_figure_words(page, each) for each in version.indicators]
    page.tell("\n".join(f"* {line}" for line in lines), title=texts("social.figures"))
    st.caption(texts("social.reference", reference=definition.reference.in_language(texts)))


def _figure_words(page: Page, figure: IndexIndicator) -> str:
    """What a figure counts, and where it is."""
    texts = page.texts
    what = texts("social.figure", id=figure.id, what=figure.stands_for.in_language(texts))
    if figure.catalogue is not None:
        return f"{what} {texts('social.here', name=catalogue()[figure.catalogue].title.in_language(texts))}"
    kept_by = figure.kept_by.in_language(texts) if figure.kept_by else texts("social.kept_by_nobody")
    return f"{what} {texts('social.not_here', kept_by=kept_by)}"


def _upload(page: Page, definition: IndexDefinition, version: IndexVersion) -> tuple[str, bytes] | None:
    """Template and field for a table of one's own; name and content of the file where there is one."""
    texts, limits = page.texts, read_facts("index_tables.yml")
    st.header(texts("social.bring_heading"), anchor=False)
    wanted = [each.id for each in version.indicators if each.catalogue is None]
    st.markdown(texts("social.bring", columns=texts.list(wanted), years=version.window_years))
    st.download_button(
        texts("social.template"),
        lambda: _template(page, version),
        file_name=f"{slugify(definition.title.in_language(texts))}-{version.version}.csv",
        mime="text/csv",
        key=page.view.key("vorlage"),
        on_click="ignore",
        icon=":material/download:",
    )
    found = st.file_uploader(
        texts("social.file", mb=texts.number(limits["max_mb"])),
        type=limits["extensions"],
        key=page.view.key("tabelle"),
        max_upload_size=limits["max_mb"],
        help=texts("social.file_help"),
    )
    return None if found is None else (found.name, found.getvalue())


def _template(page: Page, version: IndexVersion) -> bytes:
    """A table for a spreadsheet: all areas at two dates, with the figures that are here, as they are published."""
    known = {each.id: catalogue()[each.catalogue] for each in version.indicators if each.catalogue}
    first = page.data.series(next(iter(known.values()))) if known else page.data.series(catalogue()["bevoelkerung"])
    newest = first["period"].max()
    wanted = newest - pd.DateOffset(years=version.window_years)
    days = [newest, *(day for day in first["period"].unique() if abs(day - wanted) <= TOLERANCE)]
    areas = sorted(page.tree.of_level(_LEVEL), key=lambda area: area.code or area.name)
    names = {area.area_id: f"{area.code or ''} {area.name}".strip() for area in areas}

    def at(indicator_id: str, day: pd.Timestamp) -> pd.Series:
        rows = page.data.series(catalogue()[indicator_id])
        return rows[rows["period"] == day].set_index("area_id")["value"].reindex(names)

    frames = []
    for day in days:
        rows = pd.DataFrame({AREA: names, PERIOD: day.date().isoformat(), POPULATION: at("bevoelkerung", day)})
        for column in version.columns:
            rows[column] = at(known[column].id, day) if column in known else float("nan")
        frames.append(rows.astype({POPULATION: "Int64"}))
    return pd.concat(frames).to_csv(index=False, sep=";", decimal=",").encode("utf-8-sig")


def _read(
    page: Page, definition: IndexDefinition, version: IndexVersion, file_name: str, content: bytes
) -> tuple[Outcome, pd.DataFrame]:
    """The index of a file, and its rows for map and table: one per area of today. Raises IndexInputWrong, AreaUnknown."""
    table = index_table_of(content, file_name, definition, version.version)
    names = AreaNames(database())
    ids = pd.Index([names.find(str(spelling), _LEVEL) for spelling in table.values.index], name=AREA)
    if ids.has_duplicates:
        raise IndexInputWrong(reason="area_twice", area=page.tree[ids[ids.duplicated()][0]].name)
    every = pd.Index([area.area_id for area in page.tree.of_level(_LEVEL)], name=AREA)

    def by_area(values: pd.DataFrame | pd.Series) -> pd.DataFrame | pd.Series:
        return values.set_axis(ids).reindex(every)

    population = by_area(table.population) if table.population is not None else _population(page).reindex(every)
    outcome = index_of_table(
        replace(
            table,
            values=by_area(table.values),
            before=None if table.before is None else by_area(table.before),
            population=population,
        )
    )
    areas = outcome.areas.reset_index()
    areas["name"] = areas[AREA].map(page.tree.names)
    areas["period"], areas["before_period"] = pd.Timestamp(table.period), pd.Timestamp(table.before_period)
    return outcome, areas


def _population(page: Page) -> pd.Series:
    rows = page.data.series(catalogue()["bevoelkerung"])
    return rows[rows["period"] == rows["period"].max()].set_index("area_id")["value"]


def _show(page: Page, version: IndexVersion, outcome: Outcome, areas: pd.DataFrame, file_name: str) -> None:
    texts = page.texts
    title, sentences = finding_words(page, areas, _LEVEL)
    # The last says how sure the first ranks are, and a table of shares does not tell how few cases stand behind.
    sentences = sentences[:-1]
    st.info(texts("social.from_file", file=file_name), icon=":material/upload_file:")
    st.header(title, anchor=False)
    if sentences:
        page.tell(" ".join(sentences))
    map_title = texts("social.map_title", level=texts(f"level.{_LEVEL}"))
    map_box, legend_box = st.columns([5, 3], gap="medium")
    with map_box:
        st.markdown(f"**{map_title}**")
        need_map(page, _LEVEL, areas, key="karte-soziale-lage", alt=f"{title}. {' '.join(sentences)}", selected=None)
    with legend_box:
        matrix_legend(page, areas, version)
        st.caption(texts("social.status_words"))
    by_area = outcome.parts.pivot(index=AREA, columns="indicator_id", values="contribution")
    names = {f"part_{column}": by_area[column] for column in version.columns}

    def table() -> pd.DataFrame:
        return area_table(page, areas).join(pd.DataFrame(names), on=AREA)

    parts = {
        f"part_{column}": Column(texts("social.column.contribution", id=column), "change", 2)
        for column in version.columns
    }
    data_below(
        page,
        key="soziale-lage",
        title=map_title,
        alt=f"{title}. {' '.join(sentences)}",
        table=table,
        columns=area_columns(page) | parts,
        note=texts("social.note", file=file_name, version=version.version),
    )
