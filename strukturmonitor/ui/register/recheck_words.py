"""What stands on the card of a stop, on the phone and on paper."""

from collections.abc import Mapping

import pandas as pd

from strukturmonitor.texts import Texts
from strukturmonitor.vacancy.notable import duration
from strukturmonitor.vacancy.values import area_words, floor_words, label

_KILOMETRE = 1000


def stop_title(texts: Texts, stop: Mapping[str, object]) -> str:
    """The address; the number of the record where it left the stock."""
    address = stop["address"]
    return str(address) if isinstance(address, str) else texts("vacancy.record.unnamed", number=stop["unit_id"])


def known_lines(texts: Texts, stop: Mapping[str, object]) -> list[str]:
    """What is known of the unit, a line each."""
    if not isinstance(stop["state"], str):
        return []
    lines = []
    if isinstance(stop["name"], str):
        lines.append(stop["name"])
    state = label(texts, "state", stop["state"])
    if pd.notna(stop["vacant_since"]):
        state = texts("walks.known.vacant", state=state, since=texts.date(stop["vacant_since"]), length=duration(texts, stop["days_vacant"]))  # fmt: skip
    lines.append(state)
    use = stop["previous_use"] if stop["is_vacant"] or not isinstance(stop["current_use"], str) else stop["current_use"]
    if isinstance(use, str):
        lines.append(
            texts("walks.known.last_use" if stop["is_vacant"] else "walks.known.use", use=label(texts, "use", use))
        )
    lines.append(house_words(texts, stop))
    lines.append(
        texts("walks.never_checked")
        if pd.isna(stop["last_checked_on"])
        else texts("walks.checked_on", date=texts.date(stop["last_checked_on"]))
    )
    if isinstance(stop["follow_up_note"], str):
        lines.append(texts("walks.known.follow_up", note=stop["follow_up_note"]))
    return [line for line in lines if line]


def house_words(texts: Texts, stop: Mapping[str, object]) -> str:
    """«Erdgeschoss · links · 120 m²»; empty where nothing of it is known."""
    parts = []
    if pd.notna(stop["floor"]):
        parts.append(floor_words(texts, stop["floor"]))
    if isinstance(stop["door"], str):
        parts.append(label(texts, "door", stop["door"]))
    if pd.notna(stop["size_m2"]):
        parts.append(area_words(texts, stop["size_m2"]))
    elif isinstance(stop["size_class"], str):
        parts.append(label(texts, "size_class", stop["size_class"]))
    return " · ".join(parts)


def metres(texts: Texts, value: float) -> str:
    """«180 m», from a kilometre on «3,2 km»."""
    if value < _KILOMETRE:
        return f"{texts.number(round(value, -1))} m"
    return f"{texts.number(value / _KILOMETRE, 1)} km"


def distance_words(texts: Texts, stop: Mapping[str, object]) -> str:
    """How far it is from the stop before, in a straight line."""
    if pd.isna(stop["lon"]):
        return texts("walks.recheck.no_place")
    if pd.isna(stop["distance_m"]):
        return ""
    return texts("walks.recheck.distance", distance=metres(texts, float(stop["distance_m"])))


def stop_line(texts: Texts, stop: Mapping[str, object]) -> str:
    """One line of the list of all stops."""
    outcome = stop["outcome"]
    said = texts(f"walks.answer.{outcome}") if isinstance(outcome, str) else distance_words(texts, stop)
    return " · ".join(part for part in (f"{int(stop['stop_number'])}", stop_title(texts, stop), said) if part)
