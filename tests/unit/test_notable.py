"""Sentences on what is notable, from standings made by hand."""

import pandas as pd
import pytest

from strukturmonitor.indicators import catalogue
from strukturmonitor.indicators.notable import changed_most, highest_and_lowest, notable
from strukturmonitor.indicators.standing import COLUMNS
from strukturmonitor.texts import speak

DE, EN = speak("de"), speak("en")
CITY = "city:x"
NOW = pd.Timestamp("2026-09-30")


def standings(*rows: dict[str, object]) -> pd.DataFrame:
    """Rows with neutral defaults: nothing about them is notable."""
    default: dict[str, object] = {
        "indicator_id": "leerstandsquote", "area_id": "bezirk:a", "level": "bezirk", "period": NOW, "value": 10.0,
        "numerator": 1.0, "denominator": 10.0, "origin": "made", "is_estimate": False, "reason": "",
        "before_period": NOW - pd.DateOffset(years=1), "before": 10.0, "change": 0.0,
        "five_period": NOW - pd.DateOffset(years=5), "five_before": 10.0, "five_change": 0.0,
        "high": 10.0, "high_period": NOW, "low": 10.0, "low_period": NOW, "rank": 6.0, "ranked": 12, "mean": 10.0,
        "spread": 2.0, "usual_change": 1.0, "five_spread": 2.0,
    }  # fmt: skip
    return pd.DataFrame([default | row for row in rows])[COLUMNS]


def of_a(*rows: dict[str, object], language: object = DE) -> list[str]:
    return notable(language, standings(*rows), "bezirk:a", CITY, "Dortmund")


def test_nothing_unusual_gives_no_sentence() -> None:
    """Prevents sentences that call the ordinary notable."""
    assert of_a({}) == []


def test_second_highest_value_with_the_city() -> None:
    """Prevents a rank without the city beside it."""
    told = of_a({"value": 15.0, "rank": 2.0}, {"area_id": CITY, "level": "city", "value": 9.5})
    assert told == [
        "**Leerstandsquote:** 15,0 %, der zweithöchste Wert der 12 Stadtbezirke. Dortmund insgesamt: 9,5 %."
    ]


def test_lowest_value_in_english() -> None:
    """Prevents German words in the English page."""
    assert of_a({"value": 6.0, "rank": 12.0}, language=EN) == [
        "**Vacancy rate:** 6.0%, the lowest value of the 12 districts."
    ]


def test_change_in_percentage_points_against_the_city() -> None:
    """Prevents «%» for a difference of shares, and a local change sold as such when the whole city moved."""
    told = of_a({"before": 13.3, "value": 11.5, "change": -1.8}, {"area_id": CITY, "level": "city", "change": 0.04})
    assert told == [
        "**Leerstandsquote:** seit dem 30.09.2025 von 13,3 % auf 11,5 % gesunken (−1,8 Prozentpunkte). "
        "Dortmund insgesamt: unverändert."
    ]


def test_turn_of_its_own_is_told_the_citys_is_not() -> None:
    """Prevents twelve districts that all report the low of a pandemic year as their own."""
    peak = {"high": 16.0, "high_period": pd.Timestamp("2024-03-31")}
    told = of_a(peak, {"area_id": CITY, "level": "city"})
    assert told == ["**Leerstandsquote:** vom Höchststand 16,0 % (31.03.2024) auf 10,0 % gesunken."]
    assert of_a(peak, {"area_id": CITY, "level": "city"} | peak) == []


def test_amounts_have_no_rank_and_a_change_in_per_cent() -> None:
    """Prevents «the most people» as a finding, and numbers nobody can weigh."""
    people = {
        "indicator_id": "bevoelkerung", "value": 10200.0, "before": 10000.0, "change": 200.0, "rank": 1.0, "low": 9000.0,
        "spread": 100.0, "before_period": pd.Timestamp("2025-12-31"),
    }  # fmt: skip
    assert of_a(people) == ["**Bevölkerung:** seit 2025 von 10.000 auf 10.200 gestiegen (+200, das sind +2,0 %)."]


def test_estimates_say_so() -> None:
    """Prevents an interpolated value from passing as a count."""
    told = of_a({"value": 15.0, "rank": 1.0, "is_estimate": True})
    assert told[0].endswith("Der Wert ist geschätzt.")


def test_programme_area_is_held_against_the_city() -> None:
    """Prevents a rank among the one or two programme areas."""
    rows = standings(
        {"area_id": "pg:p", "level": "pg", "value": 15.0, "rank": 1.0, "ranked": 1},
        {"area_id": CITY, "level": "city", "value": 9.5},
    )
    assert notable(DE, rows, "pg:p", CITY, "Dortmund") == [
        "**Leerstandsquote:** 15,0 %, höher als in Dortmund insgesamt (9,5 %)."
    ]


def test_one_sentence_per_indicator_and_two_per_theme() -> None:
    """Prevents five sentences about the same subject."""
    strange = {"value": 20.0, "rank": 1.0, "before": 10.0, "change": 10.0}
    names = [i.id for i in catalogue().values() if i.theme == "demography" and not i.is_amount][:4]
    told = of_a(strange, *({"indicator_id": name} | strange for name in names))
    assert len(told) == 3
    assert sum(sentence.startswith("**Leerstandsquote:") for sentence in told) == 1


def test_missing_values_are_left_out() -> None:
    """Prevents «nan» in a sentence."""
    missing = {"value": float("nan"), "change": float("nan"), "five_change": float("nan"), "rank": float("nan")}
    assert (
        of_a(missing | {"high_period": pd.NaT, "low_period": pd.NaT, "high": float("nan"), "low": float("nan")}) == []
    )


def test_changed_most_names_different_districts_and_themes() -> None:
    """Prevents three sentences on one district or one subject."""
    change = {"before": 10.0, "change": 3.0, "value": 13.0}
    rows = standings(
        change | {"change": 5.0, "value": 15.0},
        change | {"area_id": "bezirk:b"},
        change | {"area_id": "bezirk:a", "indicator_id": "altenquotient"},
        change | {"area_id": "bezirk:c", "indicator_id": "altenquotient", "change": 2.0, "value": 12.0},
        {"area_id": CITY, "level": "city"},
    )
    names = {"bezirk:a": "Aplerbeck", "bezirk:b": "Brackel", "bezirk:c": "Castrop", CITY: "Dortmund"}
    told = changed_most(DE, rows, CITY, names)
    assert [sentence.split(":**")[0] for sentence in told] == [
        "**Aplerbeck, Leerstandsquote",
        "**Castrop, Altenquotient",
    ]


def test_highest_and_lowest_never_name_an_area_twice_among_few() -> None:
    """Prevents a text alternative in which the middle district is both among the highest and the lowest."""
    rows = standings({"value": 3.0}, {"area_id": "bezirk:b", "value": 1.0}, {"area_id": "bezirk:c", "value": 2.0})
    names = {"bezirk:a": "A", "bezirk:b": "B", "bezirk:c": "C"}
    told = highest_and_lowest(DE, catalogue()["leerstandsquote"], rows, names)
    assert told == "Am höchsten: A 3,0 %. Am niedrigsten: B 1,0 %."


@pytest.mark.parametrize("language", [DE, EN])
def test_no_value_at_all_is_said(language: object) -> None:
    """Prevents an empty text alternative."""
    rows = standings({"value": float("nan")})
    assert highest_and_lowest(language, catalogue()["leerstandsquote"], rows, {}) == language("notable.no_values")
