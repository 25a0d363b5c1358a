"""The line under a chart: source, date and method of the tables it was made from."""

from strukturmonitor.ui.page import Page


def citations(page: Page, *tables: str) -> list[str]:
    """What must be cited for these tables, each source once."""
    datasets = page.data.read("datasets")
    return datasets.loc[datasets["table_name"].isin(tables), "citation"].unique().tolist()


def source_note(page: Page, *tables: str, date: str, method: str) -> str:
    """«Quelle: … · Stand: … · Methode: …»; made data say so through their citation."""
    return page.texts("note.source_date", source="; ".join(citations(page, *tables)) or "–", date=date, method=method)
