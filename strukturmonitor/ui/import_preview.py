"""What the files would change, before they do: counts, comparison, effect on the figures, rejected rows and notes."""

import datetime
from collections.abc import Callable

import pandas as pd
import streamlit as st

from strukturmonitor.errors import StrukturmonitorError
from strukturmonitor.imports.boundaries import Boundaries
from strukturmonitor.imports.effects import effects
from strukturmonitor.imports.findings import explain_error
from strukturmonitor.imports.jobs import Job
from strukturmonitor.imports.run import Prepared
from strukturmonitor.imports.tables import TableImport
from strukturmonitor.imports.vacancy_list import COUNTED_STATES, VacancyList
from strukturmonitor.indicators import catalogue
from strukturmonitor.ui.data import database, settings
from strukturmonitor.ui.import_findings import findings_box
from strukturmonitor.ui.import_history import account_words
from strukturmonitor.ui.import_sources import plain_table
from strukturmonitor.ui.import_spellings import source_as_read, unknown_words
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.vacancy.values import label

_CHANGES_SHOWN = 60
_CHANGES_PHONE = 8
_EFFECTS_SHOWN = 80
_METRIC_PX = 160  # fits millions


def show_preview(page: Page, job: Job, check_again: Callable[[], None]) -> None:
    """Everything a person needs for the decision. `check_again`: reads the same files once more."""
    texts, prepared = page.texts, job.prepared
    st.header(texts("imports.preview", file=plain(prepared.file_name)), anchor=False)
    if prepared.is_unchanged:
        st.info(texts("imports.unchanged"), icon=":material/done_all:")
    st.markdown(" ".join(_sentences(page, prepared)))
    rejected = [f for f in prepared.findings.sorted() if f.severity == "fail" or f.code == "row_repeated"]
    not_loaded = {(f.file, f.sheet, f.row) for f in rejected if f.row is not None}
    notes = [f for f in prepared.findings.sorted() if f not in rejected and (f.file, f.sheet, f.row) not in not_loaded]
    _accounting(page, prepared)
    _compared(page, prepared)
    effect = st.container()
    unknown_words(page, prepared, check_again)
    read_as, name = source_as_read(prepared), prepared.file_name
    if rejected:
        title = texts("imports.rejected_title")
        findings_box(page, read_as, rejected, key="abgelehnt", title=title, file_name=name, is_open=True)
    if notes:
        title, is_open = texts("imports.warnings_title"), not (rejected or page.is_phone)
        findings_box(page, read_as, notes, key="hinweise", title=title, file_name=name, is_open=is_open)
    st.caption(" · ".join(_how_it_was_read(page, prepared)))
    if not prepared.is_refused and not prepared.is_unchanged:
        with effect:
            _effects(page, job)


def vacancy_counts(listed: VacancyList) -> tuple[int, int]:
    """Vacant units and stock of a list, counted as the rate counts them."""
    states = listed.units["state"]
    return int(states.isin(COUNTED_STATES).sum()), int((states != "demolished").sum())


def _sentences(page: Page, prepared: Prepared) -> list[str]:
    texts, checked = page.texts, prepared.checked
    usable = prepared.rows_loaded + prepared.rows_unchanged
    read, usable_words = texts.number(prepared.rows_read), texts.number(usable)
    if prepared.is_refused:
        return [texts("imports.preview_none", read=read)]
    whole = usable == prepared.rows_read
    sentences = [texts("imports.preview_all" if whole else "imports.preview_head", read=read, loaded=usable_words)]
    if not prepared.rows_loaded and not prepared.is_unchanged:
        sentences.append(texts("importing.nothing_new"))
    if isinstance(checked, VacancyList):
        vacant, stock = vacancy_counts(checked)
        if stock and checked.mode == "replace":
            rate = texts.percent(100 * vacant / stock)
            sentences.append(
                texts("imports.preview_rate", vacant=texts.number(vacant), stock=texts.number(stock), rate=rate)
            )
    elif isinstance(checked, Boundaries):
        fit = texts("imports.fit", gaps=texts.number(checked.gaps_m2), overlaps=texts.number(checked.overlaps_m2))
        new, gone = texts.number(len(checked.new)), texts.number(len(checked.vanished))
        sentences += [f"{fit}.", texts("imports.area_changes", new=new, vanished=gone) + "."]
    return sentences


def _accounting(page: Page, prepared: Prepared) -> None:
    """Every row that was read is accounted for."""
    names = ("read", "loaded", "unchanged", "rejected", "duplicate")
    _figures(page, {name: prepared.counts[f"rows_{name}"] for name in names})
    counts = {name: prepared.counts[f"rows_{name}"] for name in (*names, "elsewhere")}
    st.caption(account_words(page, counts))


def _figures(page: Page, counts: dict[str, int]) -> None:
    with st.container(horizontal=True, gap="medium"):
        for name, count in counts.items():
            st.metric(page.texts(f"imports.metric.{name}"), page.texts.number(count), width=_METRIC_PX)


def _compared(page: Page, prepared: Prepared) -> None:
    """Against what is there now: how many rows are new, changed and gone, and examples, old beside new."""
    texts, checked, comparison = page.texts, prepared.checked, prepared.comparison
    if isinstance(checked, TableImport):
        st.markdown(f"**{texts('importing.against')}**")
        counts = {"new": checked.rows_new, "changed": checked.rows_changed, "vanished": checked.rows_vanished}
        _figures(page, counts | {"made": checked.made_replaced})
        if checked.made_replaced:
            st.markdown(texts("importing.made_go", count=texts.number(checked.made_replaced)))
        changes = checked.changes.rename(columns={"state": "change", "key": "what"})
    elif comparison is not None:
        st.markdown(f"**{texts('imports.against')}**")
        if comparison.made:
            st.markdown(texts("imports.against_made", count=texts.number(comparison.made)))
            if settings().offers_demo_accounts:
                st.warning(texts("imports.demo_accounts_end"), icon=":material/no_accounts:")
        if not comparison.known and not comparison.vanished:
            if not comparison.made:
                st.markdown(texts("imports.against_empty"))
            return
        _figures(page, {name: getattr(comparison, name) for name in ("new", "changed", "unchanged", "vanished")})
        if comparison.kept:
            st.markdown(texts("importing.kept", count=texts.number(comparison.kept)))
        changes = comparison.changes.assign(what=comparison.changes["label"] + " · " + comparison.changes["address"])
    else:
        _changed_areas(page, checked)
        return
    if not changes.empty:
        _changes(page, prepared, changes)


def _changed_areas(page: Page, checked: Boundaries) -> None:
    """Which areas come and go, and what happens to the values of the old ones."""
    texts = page.texts
    for name, areas in (("new", checked.new), ("vanished", checked.vanished)):
        if areas:
            st.markdown(texts(f"importing.areas_{name}", areas=plain(", ".join(map(str, areas)))))
    if checked.values_estimated:
        st.warning(
            texts("importing.values_estimated", count=texts.number(checked.values_estimated)),
            icon=":material/calculate:",
        )


def _changes(page: Page, prepared: Prepared, changes: pd.DataFrame) -> None:
    texts = page.texts
    title = texts("imports.changes_title")
    box = st.expander(title, key=page.view.key("aenderungen:offen"), on_change="rerun")
    if not box.open:
        return
    shown = pd.concat([changes[changes["change"] == kind] for kind in ("changed", "vanished", "new")])
    shown = shown.head(_CHANGES_PHONE if page.is_phone else _CHANGES_SHOWN)
    table = pd.DataFrame(
        {
            "change": shown["change"].map(lambda change: texts(f"imports.change.{change}")),
            "what": shown["what"].astype(str),
            "field": [_field(page, prepared, field) for field in shown["field"]],
            **{
                name: [_value(page, prepared, f, v) for f, v in zip(shown["field"], shown[name], strict=True)]
                for name in ("old", "new")
            },
        }
    )
    labels = {
        name: texts(key if texts.has(key := f"imports.col.{name}") else f"importing.col.{name}") for name in table
    }
    with box:
        st.caption(texts("importing.examples", shown=texts.number(len(table))))
        plain_table(page, table, labels, title)


def _field(page: Page, prepared: Prepared, field: object) -> str:
    """A field as the file or the table calls it."""
    if not isinstance(field, str):
        return "–"
    column = prepared.source.columns.get(field)
    if column is not None:
        return column.header
    key = f"data.column.{field}"
    return page.texts(key) if page.texts.has(key) else field


def _value(page: Page, prepared: Prepared, field: object, value: object) -> str:
    texts = page.texts
    if value is None or (not isinstance(value, (list, dict)) and pd.isna(value)):
        return "–"
    if prepared.comparison is not None and field in (None, "state"):
        return label(texts, "state", str(value))
    if isinstance(value, bool):
        return texts("imports.yes") if value else "–"
    if isinstance(value, datetime.date):
        return texts.date(value)
    if isinstance(value, float):
        return texts.number(value, 0 if value.is_integer() else 2)
    return str(value)


def _effects(page: Page, job: Job) -> None:
    """The headline indicators before and after, computed once per import."""
    texts = page.texts
    st.subheader(texts("importing.effects"), anchor=False)
    key = page.view.key("wirkung")
    if st.session_state.get(key, (None,))[0] is not job.prepared:
        with st.spinner(texts("importing.effects_working")):
            try:
                st.session_state[key] = (job.prepared, effects(database(), job.prepared))
            except StrukturmonitorError as error:
                st.error(explain_error(texts, error), icon=":material/error:")
                return
    table = st.session_state[key][1]
    table = table[table["indicator_id"].isin(catalogue())]
    if table.empty:
        st.markdown(texts("importing.effects_none"))
        return
    names = page.tree.names
    rows = []
    city = page.tree.city.area_id
    table = table.sort_values("area_id", key=lambda ids: ids.ne(city), kind="stable")
    table = table.sort_values("indicator_id", kind="stable")
    for row in table.head(_EFFECTS_SHOWN).to_dict("records"):
        indicator = catalogue()[row["indicator_id"]]
        told = {
            side: "–"
            if pd.isna(row[side])
            else f"{indicator.format_value(texts, row[side])} ({texts.period(row[f'period_{side}'], indicator.period)})"
            for side in ("before", "after")
        }
        area = page.area_label(row["area_id"]) if row["area_id"] in names else row["area_id"]
        rows.append({"indicator": indicator.title.in_language(texts), "area": area, **told})
    labels = {name: texts(f"importing.col.{name}") for name in ("indicator", "area", "before", "after")}
    st.markdown(texts("importing.effects_help", count=texts.number(len(table))))
    plain_table(page, pd.DataFrame(rows), labels, texts("importing.effects"))


def _how_it_was_read(page: Page, prepared: Prepared) -> list[str]:
    texts, checked = page.texts, prepared.checked
    parts = [texts("imports.form", form=plain(checked.form))]
    if isinstance(checked, VacancyList):
        if checked.rows_empty:
            parts.append(texts("imports.empty_rows", count=texts.number(checked.rows_empty)))
        if checked.systems:
            systems = [f"{texts.number(count)} × {name}" for name, count in checked.systems.items()]
            parts.append(texts("imports.systems", systems=texts.list(systems)))
        if checked.missing:
            parts.append(texts("imports.columns_missing", columns=", ".join(checked.missing)))
    return parts
