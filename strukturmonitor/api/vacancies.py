"""The public list of shop units: the same rows and columns as the file anybody may take away."""

import pandas as pd

from strukturmonitor.api.contents import Ask, Content, about, sources_of
from strukturmonitor.exports.command import asked_day
from strukturmonitor.exports.register_list import list_rows
from strukturmonitor.register.fields import fields
from strukturmonitor.register.words import choice_label
from strukturmonitor.vacancy import WATCHED_STATES, Selection, slugs

_SORT = "address"
_DIGITS = 6  # of a degree: a tenth of a metre


def vacancies(ask: Ask) -> Content:
    """One page of the list. Raises AreaUnknown, DayOutside."""
    asked, data, texts = ask.parameters, ask.data, ask.texts
    day, today = asked_day(data.reader, asked.stand)
    states = tuple(dict.fromkeys(slugs("state")[slug] for slug in asked.status)) or WATCHED_STATES
    found: dict[str, None] = {}
    for area_id in ask.area_ids() or [data.tree().city.area_id]:
        selection = Selection(area_id=area_id, states=states, day=day)
        rows = data.read("vacancy_selection", **selection.parameters(sort=_SORT, is_internal=False))
        found |= dict.fromkeys(rows["unit_id"])
    page = list(found)[asked.offset : asked.offset + asked.limit]
    rows = list_rows(data.reader, page, day=day)
    rows[["lon", "lat"]] = rows[["lon", "lat"]].round(_DIGITS)
    kinds = rows["building_kinds"].astype("object")
    rows["building_kinds"] = kinds.map(lambda text: text.split(",") if isinstance(text, str) else None)
    described = about(
        ask,
        title=texts("data.table.unit"),
        description=texts("api.description.vacancies"),
        date=day or today,
        method=texts("api.method.vacancies"),
        sources=sources_of(data, ["unit"]),
        count=len(rows),
        total=len(found),
        labels=_labels(ask, rows),
    )
    return Content(described, rows)


def _labels(ask: Ask, rows: pd.DataFrame) -> dict[str, dict[str, str]]:
    """The words for the register's values that stand in these rows."""
    known, found = fields(), {}
    for name in rows:
        if name not in known or known[name].type not in ("choice", "choices"):
            continue
        kept = {one for value in rows[name].dropna() for one in (value if isinstance(value, list) else [value])}
        if kept:
            found[name] = {one: choice_label(ask.texts, known[name], one) for one in sorted(kept)}
    return found
