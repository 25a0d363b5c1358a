"""Help to choose reference quarters: the area that stands best for its type, in each building era."""

import pandas as pd
import streamlit as st

from strukturmonitor.analysis import Result
from strukturmonitor.analysis.area_types import types_facts
from strukturmonitor.public_space import ERAS, MINIMUM_BUILDINGS
from strukturmonitor.ui.change.type_words import TypeWords
from strukturmonitor.ui.notes import source_note
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.views import Column, data_below, show_cards


def reference_quarters(page: Page, result: Result, words: TypeWords) -> None:
    """A table of types and building eras, with the proposal of each pair; below what is not known."""
    texts = page.texts
    st.header(texts("area_types.quarters"), anchor=False)
    st.markdown(texts("area_types.quarters_lead"))
    for row in result["era_faults"].to_dict("records"):
        st.warning(
            texts(f"area_types.fault.{row['fault']}", line=row["line"], area=row["area"], era=row["era"], file=_file()),
            icon=":material/warning:",
        )
    eras = result["eras"]
    if (eras["era"] == "").all():
        st.info(texts("area_types.no_eras", file=_file()), icon=":material/inbox:")
        return
    proposals = _table(page, result, words)
    columns = {"era": Column(texts("area_types.era"))}
    columns |= {letter: Column(texts("area_types.letter", letter=letter)) for letter in words.letters}
    if page.is_phone:
        show_cards(proposals[(proposals[words.letters] != "–").any(axis=1)], columns)
    else:
        shown = proposals.rename(columns={name: column.label for name, column in columns.items()})
        st.table(shown.set_index(columns["era"].label), border="horizontal", alt=texts("area_types.quarters"))
    for sentence in _missing(page, result):
        st.markdown(f"- {sentence}")
    years = page.data.read("building_eras", level=types_facts()["level"])["year"]
    date = str(int(years.max())) if len(years) else "–"
    share = texts.percent(100 * types_facts()["eras"]["main_share"], 0)
    note = source_note(page, "building_survey", date=date, method=texts("area_types.eras_method", share=share))
    st.caption(note)
    data_below(
        page,
        key="bauzeiten",
        title=texts("area_types.eras_title"),
        alt=" ".join(_missing(page, result)),
        table=lambda: _area_table(page, result),
        columns={
            "name": Column(texts("filter.area")),
            "type": Column(texts("area_types.type")),
            "told": Column(texts("area_types.era")),
            "share_pct": Column(texts("area_types.era_share"), "percent", 0),
            "buildings": Column(texts("area_types.surveyed"), "number"),
            "origin": Column(texts("area_types.source")),
        },
        note=note,
    )


def _table(page: Page, result: Result, words: TypeWords) -> pd.DataFrame:
    """One row per era, one column per type: «Borsigplatz (1 von 3)»."""
    texts = page.texts
    names = page.tree.names
    cells = {
        (row["era"], row["type"]): texts(
            "area_types.proposal", name=names.get(row["area_id"], row["area_id"]), count=int(row["areas"])
        )
        for row in result["proposals"].to_dict("records")
    }
    rows = []
    for era in (*ERAS, "mixed"):
        row = {letter: cells.get((era, letter), "–") for letter in words.letters}
        if era != "mixed" or set(row.values()) != {"–"}:
            rows.append({"era": _era(page, era), **row})
    return pd.DataFrame(rows)


def _missing(page: Page, result: Result) -> list[str]:
    """Eras that no area is mainly of, with the area that comes nearest; areas of which the era is not known."""
    texts, names = page.texts, page.tree.names
    eras, shares = result["eras"], result["era_shares"]
    told = []
    for era in ERAS:
        of_era = shares[shares["era"] == era]
        if (eras["era"] == era).any():
            continue
        if of_era.empty:
            told.append(texts("area_types.no_such_era", era=_era(page, era)))
            continue
        best = of_era.loc[of_era["share"].idxmax()]
        told.append(
            texts(
                "area_types.nearest_era",
                era=_era(page, era),
                name=names.get(best["area_id"], best["area_id"]),
                share=texts.percent(100 * best["share"], 0),
            )
        )
    unknown = eras[eras["era"] == ""]["area_id"]
    if len(unknown):
        listed = texts.list([names.get(area_id, area_id) for area_id in unknown])
        told.append(texts("area_types.unknown_era", names=listed, minimum=MINIMUM_BUILDINGS, file=_file()))
    office = int((eras["source"] == "office").sum())
    told.append(texts("area_types.office", count=office) if office else texts("area_types.office_none", file=_file()))
    return told


def _area_table(page: Page, result: Result) -> pd.DataFrame:
    texts = page.texts
    table = result["eras"].merge(result["areas"][["area_id", "type"]], on="area_id")
    reasons = {
        "": "",
        "not_surveyed": texts("area_types.not_surveyed"),
        "too_few_buildings": texts("area_types.too_few_buildings", minimum=MINIMUM_BUILDINGS),
    }
    table["name"] = table["area_id"].map(page.tree.names)
    table["told"] = [
        _era(page, era) if era else reasons[reason] for era, reason in zip(table["era"], table["reason"], strict=True)
    ]
    table["share_pct"] = 100 * table["share"]
    table["origin"] = [
        "–" if not source else texts(f"area_types.source_{source}") + (f" ({note})" if note else "")
        for source, note in zip(table["source"], table["note"], strict=True)
    ]
    return table.sort_values("name")


def _era(page: Page, era: str) -> str:
    return page.texts("area_types.mixed") if era == "mixed" else page.texts(f"public_space.era_{era}")


def _file() -> str:
    return types_facts()["eras"]["file"]
