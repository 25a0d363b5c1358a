"""What stands on the lines of a first survey: the entries, and the units a house number has already."""

from collections.abc import Mapping

import pandas as pd

from strukturmonitor.register.house_numbers import known_number
from strukturmonitor.register.walks import limits
from strukturmonitor.texts import Texts
from strukturmonitor.ui.plain import plain
from strukturmonitor.vacancy.values import label


def entry_words(texts: Texts, units: pd.DataFrame, entry: Mapping[str, object]) -> str:
    """«**14** · Bäckerei · genutzt · ohne Standort» as Markdown. `units`: the units of the street."""
    number = known_number(units.set_index("unit_id")["house_number"].get(entry["unit_id"]))
    where = str(number) if number else (entry["address"] if isinstance(entry["address"], str) else entry["unit_id"])
    is_vacant = pd.notna(entry["is_vacant"]) and bool(entry["is_vacant"])
    use = entry["previous_use"] if is_vacant else entry["current_use"]
    parts = [label(texts, "state", entry["state"])]
    if isinstance(use, str):
        parts.insert(0, label(texts, "use", use))
    if entry["outcome"] != "added":
        parts.append(texts("walks.survey.checked"))
    if pd.isna(entry["lon"]):
        parts.append(texts("walks.recheck.no_place"))
    elif entry["place_method"] == "interpolated":
        parts.append(texts("walks.survey.estimated"))
    return f"**{plain(where)}** · {' · '.join(plain(part) for part in parts)}"


def unit_words(texts: Texts, unit: tuple) -> str:
    """«**Bäckerei Meier** / genutzt · links · geprüft am 12.03.2025» as Markdown; `unit`: row of street_units."""
    use = unit.previous_use if unit.is_vacant else unit.current_use
    title = unit.name
    if not isinstance(title, str):
        title = label(texts, "use", use) if isinstance(use, str) else unit.unit_id
    parts = [label(texts, "state", unit.state)]
    if isinstance(unit.door, str):
        parts.append(label(texts, "door", unit.door))
    parts.append(
        texts("walks.never_checked")
        if pd.isna(unit.last_checked_on)
        else texts("walks.checked_on", date=texts.date(unit.last_checked_on))
    )
    return f"**{plain(title)}**  \n{plain(' · '.join(parts))}"


def recent_uses(units: pd.DataFrame, entries: pd.DataFrame) -> list[str]:
    """Uses of the last entries first, then those of the street, then the usual ones."""
    uses = dict(zip(units["unit_id"], units["current_use"], strict=True))
    walked = [uses.get(unit_id) for unit_id in entries["unit_id"].tolist()[::-1]]
    street = units["current_use"].dropna().value_counts().index.tolist()
    return list(dict.fromkeys(use for use in [*walked, *street, *limits()["first_uses"]] if isinstance(use, str)))
