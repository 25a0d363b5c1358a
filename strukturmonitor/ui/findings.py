"""What the analyses found, as sentences on Überblick and Stadtbezirk, with the way to the page Strukturwandel."""

from strukturmonitor.analysis.findings import (
    greatest_need,
    limits,
    need_sentence,
    told_turns,
    turn_sentence,
)
from strukturmonitor.analysis.indexes import definitions
from strukturmonitor.areas import Area
from strukturmonitor.indicators import catalogue
from strukturmonitor.ui.analyses import analysis
from strukturmonitor.ui.data import database
from strukturmonitor.ui.page import Page


def show_city_findings(page: Page) -> None:
    """Which districts changed course against the city, and where the need is greatest."""
    turns = _turns(page, "bezirk", None)[: limits()["most_in_city"]]
    need = _greatest_need(page)
    if not turns and not need:
        return
    texts = page.texts
    told = "\n".join(f"- {sentence}" for sentence in [*turns, *need])
    page.tell(told, title=texts("findings.city_title"), help=texts("findings.help"))
    page.link_to("strukturwandel", texts("findings.more"), icon=":material/trending_up:", ansicht="kurswechsel")


def show_area_findings(page: Page, area: Area) -> None:
    """What changed course here against the city, and where the area stands in the index."""
    told = [*_need(page, area), *_turns(page, area.level, area.area_id)[: limits()["most_in_area"]]]
    if not told:
        return
    texts = page.texts
    lines = "\n".join(f"- {sentence}" for sentence in told)
    page.tell(lines, title=texts("findings.area_title"), help=texts("findings.help"))
    page.link_to(
        "strukturwandel",
        texts("findings.more"),
        icon=":material/trending_up:",
        ebene=area.level,
        **page.area_query(area.area_id),
    )


def _turns(page: Page, level: str, area_id: str | None) -> list[str]:
    result = analysis(database(), "breaks")
    if result is None or "breaks" not in result.frames or result["breaks"].empty:
        return []

    def make() -> list[str]:
        spreads = {indicator_id: _spread(rows, level) for indicator_id, rows in page.data.board().items()}
        rows = told_turns(result["breaks"], result["tested"], spreads, level=level, area_id=area_id)
        rows = rows[rows["indicator_id"].isin(catalogue()) & rows["area_id"].isin(list(page.tree.levels))]
        return [turn_sentence(page.texts, row, page.where(row["area_id"])) for row in rows.to_dict("records")]

    return page.data.derived(("told_turns", result.stamp, level, area_id, page.texts.language), make)


def _spread(rows: dict[str, dict[str, object]], level: str) -> float:
    return next((row["spread"] for row in rows.values() if row["level"] == level), float("nan"))


def _need(page: Page, area: Area) -> list[str]:
    result = analysis(database(), "need")
    if result is None or "areas" not in result.frames:
        return []

    def make() -> list[str]:
        areas = result["areas"]
        rows = areas[(areas["index_id"] == limits()["index"]) & (areas["area_id"] == area.area_id)].to_dict("records")
        title = _title(page)
        return [need_sentence(page.texts, row, title, page.where(area.area_id)) for row in rows]

    return page.data.derived(("told_need", result.stamp, area.area_id, page.texts.language), make)


def _greatest_need(page: Page) -> list[str]:
    result = analysis(database(), "need")
    if result is None or "areas" not in result.frames:
        return []
    names = page.data.derived(
        ("greatest_need", result.stamp),
        lambda: greatest_need(result["areas"], "bezirk", lambda area_id: page.tree[area_id].name),
    )
    if not names:
        return []
    return [page.texts("findings.need.greatest", title=_title(page), names=page.texts.list(names))]


def _title(page: Page) -> str:
    return definitions()[limits()["index"]].title.in_language(page.texts)
