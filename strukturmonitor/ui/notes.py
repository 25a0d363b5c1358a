"""The line under a chart: source, date and method of the tables or of the indicator it was made from. Where what is
shown is part made, part real, each source says for which tables and years it stands."""

from collections.abc import Collection, Iterable

import pandas as pd

from strukturmonitor.indicators import Indicator
from strukturmonitor.indicators.origins import tables_read
from strukturmonitor.ui.page import Page

_MADE = "made"


def citations(page: Page, *tables: str, years: Collection[int] | None = None) -> list[str]:
    """What must be cited for these tables and years (all where none are named), each source once."""
    shown = None if years is None else tuple(sorted(years))
    key = ("citations", tuple(sorted(tables)), shown, page.texts.language)
    return list(page.data.derived(key, lambda: _cited(page, source_rows(page, tables, years))))


def source_rows(page: Page, tables: Iterable[str], years: Collection[int] | None = None) -> pd.DataFrame:
    """One row per table, source, origin and year: table_name, origin, year (missing where the rows have no date),
    citation, licence, url."""
    names, shown = tuple(sorted(tables)), None if years is None else tuple(sorted(years))
    return page.data.derived(
        ("source_rows", names, shown, page.texts.language), lambda: _source_rows(page, names, shown)
    )


def _source_rows(page: Page, names: tuple[str, ...], years: tuple[int, ...] | None) -> pd.DataFrame:
    columns = ["table_name", "origin", "year", "citation", "licence", "url"]
    dated = page.data.read("dataset_years")
    whole = page.data.read("datasets")
    whole = whole[~whole["table_name"].isin(dated["table_name"])].assign(year=pd.NA)
    dated = dated if years is None else dated[dated["year"].isin(years)]
    rows = pd.concat([dated[columns].astype(object), whole[columns].astype(object)], ignore_index=True)
    rows = rows[rows["table_name"].isin(names)].reset_index(drop=True)
    return rows.assign(citation=rows["citation"].map(page.texts.cited))


def source_note(page: Page, *tables: str, date: str, method: str, years: Collection[int] | None = None) -> str:
    """«Quelle: … · Stand: … · Methode: …»; made data say so through their citation. `years`: those that are shown."""
    source = "; ".join(citations(page, *tables, years=years)) or "–"
    return page.texts("note.source_date", source=source, date=date, method=method)


def indicator_sources(
    page: Page, indicator: Indicator, origins: Iterable[str], period: pd.Timestamp | None = None
) -> pd.DataFrame:
    """Rows of `source_rows` behind an indicator's values. `origins`: those of the values shown; `period`: their
    date, all years where none is given."""
    return _indicator_sources(page, indicator, _MADE in set(origins), period)


def _indicator_sources(page: Page, indicator: Indicator, is_made: bool, period: pd.Timestamp | None) -> pd.DataFrame:
    tables = tables_read(indicator.query)
    rows = source_rows(page, tables, None if period is None else {period.year})
    if not is_made:
        return rows[rows["origin"] != _MADE]
    if (rows["origin"] == _MADE).any():
        return rows
    before = source_rows(page, tables)  # values that also rest on an earlier year
    return pd.concat([rows, before[before["origin"] == _MADE]], ignore_index=True)


def indicator_citation(
    page: Page, indicator: Indicator, origins: Iterable[str], period: pd.Timestamp | None = None
) -> str:
    """What must be cited for an indicator's values."""
    is_made = _MADE in set(origins)
    year = None if period is None else period.year

    def make() -> str:
        cited = _cited(page, _indicator_sources(page, indicator, is_made, period))
        return "; ".join(cited) or page.texts("note.own_data")

    return page.data.derived(("indicator_citation", indicator.id, is_made, year, page.texts.language), make)


def indicators_citation(page: Page, indicators: Iterable[Indicator], origins: Iterable[str]) -> str:
    """What must be cited for the values of several indicators together, each source once."""
    rows = pd.concat([indicator_sources(page, each, origins) for each in indicators], ignore_index=True)
    return "; ".join(_cited(page, rows))


def indicator_note(page: Page, indicator: Indicator, origins: Iterable[str], period: pd.Timestamp) -> str:
    """«Quelle: … · Stand: … · Methode: …» of one indicator."""
    texts = page.texts
    return texts(
        "note.source_date",
        source=indicator_citation(page, indicator, origins, period),
        date=texts.period(period, indicator.period),
        method=indicator.method.in_language(texts),
    )


def _cited(page: Page, rows: pd.DataFrame) -> list[str]:
    is_made = rows["origin"] == _MADE
    if not is_made.any() or is_made.all():
        return rows["citation"].drop_duplicates().tolist()
    made = {table: set(part["year"].dropna()) for table, part in rows[is_made].groupby("table_name")}
    real = {table: set(part["year"].dropna()) for table, part in rows[~is_made].groupby("table_name")}
    several = rows["table_name"].nunique() > 1
    found = []
    for citation, part in rows.groupby("citation", sort=False):
        told = []
        for table, of_table in part.groupby("table_name"):
            title = page.texts(f"data.table.{table}") if several else ""
            both = made.get(table, set()) & real.get(table, set())
            is_mixed = table in made and table in real
            years = _years(page, set(of_table["year"].dropna()), both) if is_mixed else ""
            told.append(" ".join(word for word in (title, years) if word))
        parts = "; ".join(dict.fromkeys(word for word in told if word))
        found.append(page.texts("note.part", source=citation, parts=parts) if parts else str(citation))
    return found


def _years(page: Page, years: set[int], partly: set[int]) -> str:
    """«2010–2023, 2025, 2024 teilweise»."""
    runs: list[list[int]] = []
    for year in sorted(int(year) for year in years - partly):
        if runs and year == runs[-1][1] + 1:
            runs[-1][1] = year
        else:
            runs.append([year, year])
    words = [str(first) if first == last else f"{first}–{last}" for first, last in runs]
    words += [page.texts("note.year_partly", year=int(year)) for year in sorted(years & partly)]
    return ", ".join(words)
