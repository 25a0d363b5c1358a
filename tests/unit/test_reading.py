"""The reading sentence of an indicator."""

import pandas as pd

from strukturmonitor.indicators import catalogue
from strukturmonitor.indicators.reading import present
from strukturmonitor.texts import speak


def _rows(**changes: object) -> pd.DataFrame:
    row = {
        "area_id": "bezirk:eving",
        "period": pd.Timestamp("2026-09-30"),
        "value": 12.34,
        "numerator": 37.0,
        "denominator": 300.0,
        "origin": "made",
        "is_estimate": False,
        "reason": "",
    }
    return pd.DataFrame([row | changes])


def test_sentence_has_the_numbers() -> None:
    """A sentence with placeholders left, or with English numbers."""
    said = present(speak("de"), catalogue()["leerstandsquote"], _rows(), "bezirk:eving", "Im Stadtbezirk Eving")
    assert said.value == "12,3 %"
    assert said.sentence == "Im Stadtbezirk Eving standen am 30.09.2026 37 von 300 Ladenlokalen leer, das sind 12,3 %."
    assert said.has_value


def test_estimates_say_so() -> None:
    """An interpolated value that looks like a count."""
    said = present(speak("de"), catalogue()["leerstandsquote"], _rows(is_estimate=True), "bezirk:eving", "Im Gebiet")
    assert "geschätzt" in said.sentence


def test_a_missing_value_has_a_reason() -> None:
    """An empty cell, or the word nan."""
    rows = _rows(value=float("nan"), reason="few_cases")
    said = present(speak("de"), catalogue()["leerstandsquote"], rows, "bezirk:eving", "Im Gebiet")
    assert said.value == "nicht bewertet (zu wenige Fälle)"
    assert not said.has_value
    elsewhere = present(speak("de"), catalogue()["leerstandsquote"], rows, "stat:000", "Im Gebiet")
    assert elsewhere.value == "nicht erhoben"
    nothing = present(speak("de"), catalogue()["leerstandsquote"], rows.iloc[0:0], "stat:000", "Im Gebiet")
    assert nothing.period is None
