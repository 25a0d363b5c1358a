"""Tables and sentences on residents."""

import pandas as pd

from strukturmonitor.database import statement
from strukturmonitor.demography import (
    age_groups,
    group_years,
    household_shares,
    movement_balances,
    population_notables,
    pyramid,
    pyramid_peak,
)
from strukturmonitor.texts import speak

_ONE = pd.DataFrame({"area_id": ["stat:1"], "stat_id": ["stat:1"], "share": [1.0]})


def test_pyramid_rounds_every_cell_and_adds_up_what_is_shown() -> None:
    """Prevents exact counts in the pyramid: 7 and 7 are shown as 5 and 5, and together as 10: 15 would tell that they are
    13 at least."""
    rows = pd.DataFrame(
        {"age": 30, "sex": "m", "nationality": ["german", "foreign"], "share": 1.0, "persons": [7.0, 7.0]}
    )
    shown = pyramid(rows).loc[30]
    assert (shown["men_german"], shown["men_foreign"], shown["men"], shown["women"]) == (5, 5, 10, 0)


def test_balance_comes_from_the_true_difference() -> None:
    """Prevents balances of rounded numbers: 7 − 3 is 4, shown as 5, not 5 − 5 = 0."""
    rows = pd.DataFrame(
        {
            "area_id": ["stat:1"],
            "year": [2025],
            "births": [7],
            "deaths": [3],
            "natural": [4],
            "border": [-8],
            "within": [0],
            "border_in": [1],
            "border_out": [9],
            "within_in": [2],
            "within_out": [2],
        }
    )
    shown = movement_balances(rows, _ONE).loc[2025]
    assert (shown["births"], shown["deaths"], shown["natural"]) == (5, 5, 5)
    assert (shown["border_in"], shown["border_out"], shown["border"], shown["within"]) == (0, 10, -10, 0)


def test_an_uncounted_kind_stays_a_gap() -> None:
    """Prevents «no deaths» where nobody counted deaths."""
    rows = pd.DataFrame(
        {
            "area_id": ["stat:1"],
            "year": [2025],
            "births": [7],
            "deaths": [None],
            "natural": [None],
            "border": [-8],
            "within": [0],
            "border_in": [1],
            "border_out": [9],
            "within_in": [2],
            "within_out": [2],
        }
    )
    assert movement_balances(rows, _ONE)["natural"].isna().all()


def test_shares_of_small_areas_come_from_rounded_numbers() -> None:
    """Prevents the exact number of households from being computed back: 8 of 19 are shown as 10 of 20, 50 %."""
    rows = pd.DataFrame({"area_id": "stat:1", "persons_in_household": [1, 2], "households": [8, 11]})
    assert household_shares(rows, _ONE)["share_pct"].tolist() == [50, 50]


def test_age_groups_round_persons_and_protect_the_share() -> None:
    """Prevents 52 of 299 from being shown as 17.4 per cent beside 50 of 300."""
    rows = pd.DataFrame(
        {
            "area_id": ["stat:1"], "reference_date": [pd.Timestamp("2025-12-31")], "residents": [299.0], "under_18": [52.0],
            "age_18_to_64": [200.0], "age_65_plus": [47.0], "foreign_residents": [52.0], "is_estimate": [False],
        }
    )  # fmt: skip
    shown = age_groups(rows, _ONE).iloc[0]
    assert (shown["residents"], shown["under_18"]) == (300, 50)
    assert shown["foreign_pct"] == 16.7


def test_small_areas_get_groups_of_five_years() -> None:
    """Prevents pyramids that show nothing but rounding."""
    assert (group_years(19_999), group_years(20_000)) == (5, 1)
    assert ">= 20000 AS is_single" in statement("read", "population_pyramid").sql


def test_the_axis_of_the_pyramid_does_not_tell_its_longest_bar() -> None:
    """Prevents an exact count, rounded anew, in the range of an axis."""
    assert [pyramid_peak(persons) for persons in (37, 347, 5_120)] == [40, 350, 5_500]


def _notables(**changes: object) -> list[str]:
    values = {
        "where": "Im Stadtbezirk Eving", "city": "Dortmund", "is_city": False, "residents": 39_400, "year": 2025,
        "five_years": (3.24, 1.0), "youth": (28.0, 27.5), "old_age": (30.1, 33.0),
        "balances": pd.Series({"natural": -40.0, "border": 60.0, "within": 0.0}),
    }  # fmt: skip
    return population_notables(speak("de"), **{**values, **changes})


def test_sentences_name_numbers_and_the_city() -> None:
    """Prevents sentences without their comparison, and balances told with the wrong sign."""
    first, second, third = _notables()
    assert (
        first
        == "Im Stadtbezirk Eving lebten Ende 2025 39.400 Menschen mit Hauptwohnung, 3,2 % mehr als fünf Jahre zuvor (in Dortmund +1,0 %)."
    )
    assert second.endswith("kommen 28,0 unter 18 und 30,1 ab 65 Jahren; in Dortmund sind es 27,5 und 33,0.")
    assert third == (
        "Im Jahr 2025 starben 40 Menschen mehr, als Kinder zur Welt kamen; über die Stadtgrenze zogen 60 mehr zu als fort; "
        "die Umzüge innerhalb der Stadt glichen sich etwa aus."
    )


def test_the_city_is_not_compared_with_itself() -> None:
    """Prevents «in Dortmund … (in Dortmund …)» and a balance of moves that is always zero."""
    text = " ".join(_notables(is_city=True, where="In Dortmund"))
    assert text.count("Dortmund") == 1
    assert "innerhalb der Stadt" not in text


def test_missing_values_leave_their_sentence_out() -> None:
    """Prevents «nan» and dashes in sentences."""
    nothing = (float("nan"), float("nan"))
    text = _notables(five_years=nothing, youth=nothing, balances=None)
    assert text == ["Im Stadtbezirk Eving lebten Ende 2025 39.400 Menschen mit Hauptwohnung."]
