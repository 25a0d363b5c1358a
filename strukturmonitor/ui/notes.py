"""The line under a chart: source, date and method of the tables or of the indicator it was made from."""

import pandas as pd

from strukturmonitor.indicators import Indicator
from strukturmonitor.ui.page import Page


def citations(page: Page, *tables: str) -> list[str]:
    """What must be cited for these tables, each source once."""
    datasets = page.data.read("datasets")
    return datasets.loc[datasets["table_name"].isin(tables), "citation"].unique().tolist()


def source_note(page: Page, *tables: str, date: str, method: str) -> str:
    """«Quelle: … · Stand: … · Methode: …»; made data say so through their citation."""
    return page.texts("note.source_date", source="; ".join(citations(page, *tables)) or "–", date=date, method=method)


def indicator_citation(page: Page, indicator: Indicator, origin: str) -> str:
    """What must be cited for an indicator; rows a coordinator loaded in place of made ones are not the demo's."""
    sources = page.data.read("sources").set_index("source_id")["citation"]
    if indicator.source not in sources.index or (indicator.source == "demo" and origin != "made"):
        return page.texts("note.own_data")
    return str(sources[indicator.source])


def indicator_note(page: Page, indicator: Indicator, origin: str, period: pd.Timestamp) -> str:
    """«Quelle: … · Stand: … · Methode: …» of one indicator."""
    texts = page.texts
    return texts(
        "note.source_date",
        source=indicator_citation(page, indicator, origin),
        date=texts.period(period, indicator.period),
        method=indicator.method.in_language(texts),
    )
