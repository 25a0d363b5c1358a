"""Sentences on what is notable about an area's vacancies."""

import pandas as pd

from strukturmonitor.texts import speak
from strukturmonitor.vacancy import notable_sentences
from strukturmonitor.vacancy.notable import duration

QUARTERS = pd.to_datetime(
    [
        "2024-09-30",
        "2024-12-31",
        "2025-03-31",
        "2025-06-30",
        "2025-09-30",
        "2025-12-31",
        "2026-03-31",
        "2026-06-30",
        "2026-09-30",
    ]
)


def _series(values: dict[str, list[float]], numerators: dict[str, int], denominators: dict[str, int]) -> pd.DataFrame:
    return pd.concat(
        [
            pd.DataFrame(
                {
                    "area_id": area,
                    "period": QUARTERS[-len(row) :],
                    "value": row,
                    "numerator": numerators[area],
                    "denominator": denominators[area],
                }
            )
            for area, row in values.items()
        ]
    )


def _say(
    values: dict[str, list[float]],
    *,
    vacant: int = 58,
    units: int = 612,
    days: float | None = 640,
    language: str = "de",
) -> list[str]:
    rates = _series(values, {"e": vacant, "city": 661}, {"e": units, "city": 6982})
    lengths = pd.DataFrame({"area_id": ["e"], "period": [QUARTERS[-1]], "value": [days]})
    where = "Im Stadtbezirk Eving" if language == "de" else "in the Eving district"
    return notable_sentences(
        speak(language), rates, lengths, area_id="e", where=where, city_id="city", city_name="Dortmund"
    )


def test_rate_change_city_and_length() -> None:
    """Prevents sentences with wrong signs, units or English number formats."""
    assert _say({"e": [9.9, 9.0, 9.0, 9.0, 8.2, 9.0, 9.0, 9.0, 9.5], "city": [9.1] * 9}) == [
        "Im Stadtbezirk Eving stehen 58 von 612 Ladenlokalen leer (9,5 %).",
        "Das sind 1,3 Prozentpunkte mehr als vor einem Jahr; in Dortmund sind es 9,1 %.",
        "Die Hälfte der Leerstände dauert schon länger als 21 Monate.",
    ]


def test_a_record_is_told_before_the_length() -> None:
    """Prevents more than three sentences, and a record that goes untold."""
    sentences = _say({"e": [8.0] * 8 + [9.5], "city": [9.1] * 9})
    assert len(sentences) == 3
    assert sentences[2] == "Es ist der höchste Wert seit Beginn der Reihe 2024."


def test_less_and_the_same_have_their_own_words() -> None:
    """Prevents «−1,0 Prozentpunkte mehr» and «0,0 Prozentpunkte mehr»."""
    assert "1,0 Prozentpunkte weniger" in _say({"e": [10.5] * 8 + [9.5]})[1]
    assert _say({"e": [9.51] * 8 + [9.49]})[1] == "Das ist so viel wie vor einem Jahr."


def test_no_year_before_no_city_no_length() -> None:
    """Prevents a comparison with a year that the register does not have."""
    assert _say({"e": [9.5]}, days=None) == ["Im Stadtbezirk Eving stehen 58 von 612 Ladenlokalen leer (9,5 %)."]


def test_too_few_none_and_unknown() -> None:
    """Prevents a rate of three units, and an empty page where nothing is vacant."""
    few = _say({"e": [float("nan")]}, vacant=2, units=9)
    assert few == [
        "Im Stadtbezirk Eving stehen 2 von 9 Ladenlokalen leer. Für eine Quote sind es zu wenige Ladenlokale."
    ]
    assert _say({"e": [0.0]}, vacant=0) == ["Im Stadtbezirk Eving steht nach dem Register kein Ladenlokal leer."]
    assert _say({"city": [9.1]}) == []


def test_english_is_a_sentence_of_its_own() -> None:
    """Prevents German order of words in English."""
    assert _say({"e": [9.5]}, days=None, language="en") == [
        "58 of 612 shop units in the Eving district stand vacant (9.5%)."
    ]


def test_durations_as_people_say_them() -> None:
    """Prevents «1.092 Tage» in a sentence, and 730 days that turn into 24 months."""
    texts = speak("de")
    assert [duration(texts, days) for days in (45, 304, 730, 1092, None)] == [
        "45 Tage",
        "10 Monate",
        "2,0 Jahre",
        "3,0 Jahre",
        "–",
    ]
