"""Types of area: levels mistaken for development, a wrong number of types, or a building era guessed instead of known
would send the steering group to the wrong quarters. Planted groups must be found again; figures are worked by hand."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from strukturmonitor.access import Actor, Reader
from strukturmonitor.analysis import area_types
from strukturmonitor.analysis.building_eras import area_eras, entered_eras, era_shares
from strukturmonitor.analysis.grouping import divisions
from strukturmonitor.analysis.trajectories import (
    changes,
    common_years,
    logarithms,
    persistence,
    standardised,
    trajectories,
    yearly,
)
from strukturmonitor.database import Database
from strukturmonitor.indicators import catalogue
from strukturmonitor.public_space import ERAS
from strukturmonitor.texts import LANGUAGES, speak
from strukturmonitor.ui.change.type_words import TypeWords

YEARS = list(range(2012, 2022))
CITY = "city:x"
HOW = {"numbers": (2, 6), "minimum_members": 3, "draws": 20, "share": 0.8, "seed": 1}


def planted(seed: int = 0) -> dict[str, pd.DataFrame]:
    """30 areas at random levels: ten with rising vacancy, ten growing younger, ten like the city; and the city."""
    rng = np.random.default_rng(seed)
    ids = [f"stat:{number:02d}" for number in range(30)]
    time = np.linspace(0, 1, len(YEARS))
    tables = {}
    for name in area_types.types_facts()["indicators"]:
        start = rng.uniform(20, 60, size=(30, 1))
        values = start + 1.0 * time + rng.normal(0, 0.15, size=(30, len(YEARS)))
        if name == "leerstandsquote":
            values[:10] += 6 * time
        if name == "altenquotient":
            values[10:20] -= 6 * time
        if name == "bevoelkerung":
            values = 100 * start * np.exp(0.05 * time + rng.normal(0, 0.002, size=(30, len(YEARS))))
        table = pd.DataFrame(values, index=ids, columns=YEARS)
        table.loc[CITY] = table.mean()
        tables[name] = table
    return tables


def test_yearly_values_are_the_last_of_each_year() -> None:
    """Quarterly series must give the end of the year, and infinity is no value."""
    rows = pd.DataFrame(
        {
            "area_id": ["a"] * 4,
            "period": pd.to_datetime(["2020-03-31", "2020-12-31", "2021-06-30", "2022-12-31"]),
            "value": [1.0, 2.0, 3.0, np.inf],
        }
    )
    found = yearly(rows)
    assert found.loc["a", [2020, 2021]].tolist() == [2.0, 3.0]
    assert np.isnan(found.loc["a", 2022])


def test_a_trajectory_worked_by_hand() -> None:
    """Two areas, two years: a 10 → 14, b 20 → 20. Less their means: −2, 2 and 0, 0; less the mean of both: a −1, 1 and
    b 1, −1; root mean square 1. The level (10 against 20) has gone."""
    found = standardised(pd.DataFrame({2020: [10.0, 20.0], 2021: [14.0, 20.0]}, index=["a", "b"]))
    assert found.loc["a"].tolist() == pytest.approx([-1.0, 1.0])
    assert found.loc["b"].tolist() == pytest.approx([1.0, -1.0])


def test_what_only_jumps_counts_little() -> None:
    """By hand for −3, −1, 1, 3: (3 − 1 + 3) / 20. Noise must not drown indicators with a course."""
    assert persistence(pd.DataFrame([[-3.0, -1.0, 1.0, 3.0]])) == pytest.approx(5 / 20)
    assert persistence(pd.DataFrame([[1.0, -1.0, 1.0, -1.0]])) == 0.0
    noise = pd.DataFrame(np.random.default_rng(1).normal(size=(60, 12)))
    assert persistence(standardised(noise)) < 0.1


def test_an_indicator_counts_with_the_root_of_its_weight() -> None:
    """Prevents that squared distances, by which areas are grouped, count an indicator by the square of what lasts."""
    values = [[1.0, 1.5, 4.0, 4.5], [4.0, 3.5, 2.0, 1.0], [1.0, 1.0, 1.0, 1.0]]
    table = pd.DataFrame(values, index=list("abc"), columns=[2020, 2021, 2022, 2023])
    found = trajectories({"x": table}, coverage=1.0)
    squares = (found.shape.to_numpy() ** 2).mean()
    assert 0 < found.weights["x"] < 1 and squares == pytest.approx(found.weights["x"])


def test_a_ten_times_larger_indicator_counts_the_same() -> None:
    """Types made by whichever indicator has the largest numbers."""
    values = [[1.0, 1.5, 4.0, 4.5], [4.0, 3.5, 2.0, 1.0], [1.0, 1.0, 1.0, 1.0]]
    small = pd.DataFrame(values, index=list("abc"), columns=[2020, 2021, 2022, 2023])
    found = trajectories({"x": small, "y": 10 * small}, coverage=1.0)
    assert found.years == (2020, 2021, 2022, 2023)
    assert found.shape["x"].to_numpy() == pytest.approx(found.shape["y"].to_numpy())


def test_gaps_constants_and_empty_indicators_are_told_not_filled() -> None:
    """An area with a gap must get no type rather than an invented value; indicators that say nothing are named."""
    values = [[1.0, 1.5, 4.0, 4.5], [4.0, 3.5, 2.0, 1.0], [1.0, 1.0, 1.0, 1.0], [8.0, 9.0, 10.0, 11.0]]
    table = pd.DataFrame(values, index=list("abcd"), columns=[2020, 2021, 2022, 2023])
    holed = table.copy()
    holed.loc["d", 2021] = np.nan
    constant = table * 0 + 5
    found = trajectories({"x": table, "y": holed, "z": constant, "none": constant * np.nan}, coverage=0.7)
    assert found.reasons == {"d": "missing:y"}
    assert found.left_out == {"z": "constant", "none": "no_values"}
    assert found.shape.index.tolist() == ["a", "b", "c"]
    assert common_years({"x": table, "y": holed}, 1.0) == (2020, 2022, 2023)


def test_an_indicator_known_of_few_areas_does_not_take_the_types_away() -> None:
    """Where shops are hardly counted, the other indicators still give types, and the page says what is missing."""
    tables = planted()
    tables["leerstandsquote"].iloc[5:30] = np.nan
    frames = area_types.types_of(tables, CITY)
    about = frames["about"].iloc[0]
    assert (about["reason"], about["first_year"], about["last_year"]) == ("", 2012, 2021)
    assert "leerstandsquote:gaps" in about["left_out"].split(",")
    assert (frames["areas"]["type"] != "").all()
    assert "leerstandsquote" not in set(frames["traits"]["indicator_id"])


def test_changes_and_amounts_worked_by_hand() -> None:
    """Mean of the last two years less that of the first two; 100 → 110 persons are 9.53 (100 · ln 1.1)."""
    table = pd.DataFrame([[1.0, 3.0, 5.0, 9.0]], index=["a"], columns=[2018, 2019, 2020, 2021])
    assert changes({"x": table}, (2018, 2019, 2020, 2021), 2).loc["a", "x"] == pytest.approx(5.0)
    amounts = logarithms(pd.DataFrame({2020: [100.0, 0.0], 2021: [110.0, 5.0]}, index=["a", "b"]))
    assert amounts.loc["a", 2021] - amounts.loc["a", 2020] == pytest.approx(100 * np.log(1.1))
    assert np.isnan(amounts.loc["b", 2020])


def test_planted_types_are_found_again_and_the_number_too() -> None:
    """Groups that are not those in the data, or another number of them."""
    frames = area_types.types_of(planted(), CITY)
    areas = frames["areas"].set_index("area_id")
    letters = areas["type"]
    ids = [f"stat:{number:02d}" for number in range(30)]
    assert frames["choice"].set_index("number")["is_chosen"].loc[3]
    assert [letters[ids[start : start + 10]].nunique() for start in (0, 10, 20)] == [1, 1, 1]
    assert letters.nunique() == 3
    assert frames["choice"].loc[frames["choice"]["is_chosen"], "stability"].iloc[0] > 0.95
    top = frames["traits"].drop_duplicates("type").set_index("type")
    assert top.loc[letters["stat:00"], ["indicator_id", "manner"]].tolist() == ["leerstandsquote", "rose_more"]
    assert top.loc[letters["stat:10"], ["indicator_id", "manner"]].tolist() == ["altenquotient", "fell_more"]
    assert top.loc[letters["stat:00"], "own"] == pytest.approx(5.4, abs=0.5)  # 7 over ten years, less the ends' means


def test_the_middle_is_the_area_nearest_to_the_mean_of_its_type() -> None:
    """Worked again without the library: distances from the mean of the members' trajectories."""
    tables = planted()
    frames = area_types.types_of(tables, CITY)
    shown = {n: logarithms(t) if catalogue()[n].is_amount else t for n, t in tables.items()}
    shape = trajectories({n: t.drop(index=CITY) for n, t in shown.items()}, coverage=0.9).shape
    for letter, members in frames["areas"].groupby("type"):
        points = shape.loc[members["area_id"]]
        far = np.sqrt(((points - points.mean()) ** 2).sum(axis=1))
        assert members.loc[members["is_reference"], "area_id"].tolist() == [far.idxmin()]
        assert frames["types"].set_index("type").loc[letter, "reference_id"] == far.idxmin()


def test_silhouettes_are_those_of_the_definition() -> None:
    """(b − a) / max(a, b) by hand for points on a line: 0, 1 | 10, 11 with a = 1 and b = 10.5 for the first."""
    shape = pd.DataFrame({"x": [0.0, 1.0, 10.0, 11.0]}, index=list("abcd"))
    found = divisions(shape, **{**HOW, "numbers": (2, 2), "minimum_members": 2, "share": 1.0}).groups[2]
    assert found.silhouette["a"] == pytest.approx((10.5 - 1) / 10.5)
    assert found.labels["a"] == found.labels["b"] != found.labels["c"]


def test_small_groups_are_not_proposed_and_a_fixed_number_is_taken() -> None:
    """One outlier would otherwise be a «type» of one area with a high silhouette."""
    rng = np.random.default_rng(3)
    points = np.concatenate([rng.normal(0, 0.3, (12, 2)), rng.normal(4, 0.3, (12, 2)), [[60.0, 60.0]]])
    shape = pd.DataFrame(points, index=[f"s{i}" for i in range(25)])
    assert divisions(shape, **{**HOW, "numbers": (2, 4)}) is None
    fixed = divisions(shape, **{**HOW, "numbers": (2, 4)}, fixed=3)
    assert fixed.proposed == 3
    assert fixed.groups[3].labels.value_counts().tolist() == [12, 12, 1]
    assert divisions(pd.DataFrame(np.zeros((8, 2)), index=list("abcdefgh")), **HOW) is None  # all alike


def test_another_number_of_types_shows_itself_in_all_frames() -> None:
    """A page with five types on the map and the portraits of four."""
    frames = area_types.types_of(planted(), CITY)
    frames["eras"] = pd.DataFrame({"area_id": frames["areas"]["area_id"], "era": "mixed"})
    numbers = frames["areas_by_number"]["number"].unique()
    assert {3, 4} <= set(numbers)
    assert (frames["choice"].set_index("number")["smallest"].loc[numbers] >= 3).all()
    four = area_types.with_number(frames, 4)
    assert four["types"]["size"].sum() == 30
    assert [set(four[name]["type"]) for name in ("areas", "types", "traits", "paths")] == [set("ABCD")] * 4
    assert set(four["proposals"]["type"]) == set("ABCD")
    assert four["choice"].loc[four["choice"]["is_chosen"], "number"].tolist() == [4]
    same = area_types.with_number(frames, 3)
    for name in ("areas", "types", "traits", "paths", "choice"):
        pd.testing.assert_frame_equal(same[name], frames[name])


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda tables: {n: t[YEARS[:4]] for n, t in tables.items()}, "no_indicators"),
        (
            lambda tables: {n: t[YEARS[:7] if n == "bevoelkerung" else YEARS[3:]] for n, t in tables.items()},
            "too_few_years",
        ),
        (lambda tables: {n: t.loc[[*t.index[:5], *t.index[10:15], CITY]] for n, t in tables.items()}, "too_few_areas"),
        (lambda tables: {n: t * 0 + 5000 for n, t in tables.items()}, "no_indicators"),
    ],
)
def test_what_gives_no_types_says_why(change: object, reason: str) -> None:
    """An empty result without a reason."""
    frames = area_types.types_of(change(planted()), CITY)
    assert frames["about"]["reason"].iloc[0] == reason
    assert frames["types"].empty
    assert (frames["areas"]["reason"] == reason).all()


def test_areas_with_few_residents_get_no_type() -> None:
    """A type that rests on a handful of people."""
    tables = planted()
    tables["bevoelkerung"].loc["stat:03"] = 120.0
    areas = area_types.types_of(tables, CITY)["areas"].set_index("area_id")
    assert (areas.loc["stat:03", "type"], areas.loc["stat:03", "reason"]) == ("", "few_residents")


@pytest.mark.parametrize(
    ("own", "effect", "told"),
    [
        (0.1, 2.0, "stayed"), (2.0, 1.0, "rose_more"), (2.0, -1.0, "rose_less"),
        (-2.0, -1.0, "fell_more"), (-2.0, 1.0, "fell_less"),
    ],
)  # fmt: skip
def test_words_follow_the_own_direction_and_the_others(own: float, effect: float, told: str) -> None:
    """«More vacancy» for an area that fell less than the others would be false."""
    assert area_types.manner(own, effect, 0.5) == told


def test_every_type_has_a_name_of_its_own_in_both_languages() -> None:
    """Two types that nobody can tell apart."""
    frames = area_types.types_of(planted(), CITY)
    for language in LANGUAGES:
        words = TypeWords(speak(language), frames, {})
        names = [words.name(letter) for letter in words.letters]
        assert len(set(names)) == len(names)
    words = TypeWords(speak("de"), frames, {})
    letter = frames["areas"].set_index("area_id").loc["stat:00", "type"]
    assert words.name(letter).startswith("mehr Leerstand")


def test_all_indicators_and_manners_have_words() -> None:
    """A type described by an indicator without words, which would end the page."""
    facts = area_types.types_facts()
    for name, words in facts["indicators"].items():
        assert name in catalogue()
        assert facts["level"] in catalogue()[name].levels
        assert set(words) == {"rose_more", "rose_less", "fell_more", "fell_less", "stayed"}
        assert all(set(each) == set(LANGUAGES) for each in words.values())


def surveyed(rows: list[tuple[str, str, int, float]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["area_id", "era", "buildings", "dwellings"])


def test_the_main_era_is_that_of_most_dwellings() -> None:
    """a: 30 of 90 row houses' dwellings against 60 in an estate; b: nothing reaches 40 %; c: too few buildings."""
    rows = surveyed(
        [
            ("a", "row_houses", 30, 30.0), ("a", "large_estate", 3, 60.0),
            ("b", "row_houses", 10, 35.0), ("b", "gruenderzeit", 10, 35.0), ("b", "new_quarter", 10, 30.0),
            ("c", "row_houses", 5, 5.0),
        ]
    )  # fmt: skip
    nothing = pd.DataFrame(columns=["area_id", "era", "note"])
    found = area_eras(rows, nothing, ["a", "b", "c", "d"], main_share=0.4).set_index("area_id")
    assert found["era"].tolist() == ["large_estate", "mixed", "", ""]
    assert found.loc["a", "share"] == pytest.approx(2 / 3)
    assert found["reason"].tolist() == ["", "", "too_few_buildings", "not_surveyed"]
    shares = era_shares(rows).set_index(["area_id", "era"])["share"]
    assert shares["a", "row_houses"] == pytest.approx(1 / 3)
    assert "c" not in shares.index.get_level_values(0)


def test_what_the_office_says_goes_before_the_survey(tmp_path: Path) -> None:
    """A survey that overrules what the office entered by hand."""
    path = tmp_path / "bauzeiten.csv"
    path.write_text("gebiet,bauzeit,quelle,stand\n001,gruenderzeit,Denkmalliste,2024\nDorf,row_houses,,\n", "utf-8")
    entered, faults = entered_eras(path, {"001": "a", "dorf": "d"})
    assert faults.empty
    found = area_eras(surveyed([("a", "row_houses", 30, 30.0)]), entered, ["a", "d"], main_share=0.4)
    assert found["era"].tolist() == ["gruenderzeit", "row_houses"]
    assert found["source"].tolist() == ["office", "office"]
    assert found["note"].tolist() == ["Denkmalliste, 2024", ""]


def test_lines_that_cannot_be_taken_are_told(tmp_path: Path) -> None:
    """A misspelt era must not vanish or count as another."""
    path = tmp_path / "bauzeiten.csv"
    path.write_text("gebiet;bauzeit\n001;gruenderzeit\n001;row_houses\n999;row_houses\n002;barock\n", "utf-8")
    entered, faults = entered_eras(path, {"001": "a", "002": "b"})
    assert entered["area_id"].tolist() == ["a"]
    assert faults[["line", "fault"]].to_numpy().tolist() == [[3, "repeated"], [4, "unknown_area"], [5, "unknown_era"]]
    path.write_text("stadtteil,jahr\nx,1900\n", "utf-8")
    assert entered_eras(path, {})[1]["fault"].tolist() == ["unreadable"]
    path.write_bytes(b"gebiet,bauzeit\nH\xf6rde,row_houses\n")
    assert entered_eras(path, {})[1]["fault"].tolist() == ["unreadable"]
    assert entered_eras(tmp_path / "none.csv", {})[1].empty


def test_proposals_are_the_nearest_of_each_type_and_era() -> None:
    """A reference quarter that is not typical, or one of a type or an era nobody knows."""
    areas = pd.DataFrame({"area_id": list("abcd"), "type": ["A", "A", "B", ""], "distance": [2.0, 1.0, 3.0, np.nan]})
    eras = pd.DataFrame({"area_id": list("abcd"), "era": ["mixed", "mixed", "", "mixed"]})
    found = area_types.proposals(areas, eras)
    assert found.to_dict("records") == [{"type": "A", "era": "mixed", "area_id": "b", "distance": 1.0, "areas": 2}]


def test_results_of_the_demo_and_of_data_without_values(demo_database: Database, empty_database: Database) -> None:
    """The whole path from the public series; without values there is a reason and no error."""
    frames = area_types.results(Reader(demo_database, Actor()))
    areas = frames["areas"]
    assert ((areas["type"] == "") == (areas["reason"] != "")).all()
    # The demo lets Innenstadt-Nord, Scharnhorst and Hörde take courses of their own: their areas are found as types.
    parents = Reader(demo_database, Actor()).read("areas").set_index("area_id")["parent_id"]
    known = areas[areas["type"] != ""].assign(bezirk=areas["area_id"].map(parents))
    purity = known.groupby("bezirk")["type"].agg(lambda types: types.value_counts(normalize=True).iloc[0])
    assert purity["bezirk:scharnhorst"] == purity["bezirk:hoerde"] == 1
    assert set(frames["eras"]["era"]) <= {*ERAS, "mixed", ""}
    again = area_types.results(Reader(demo_database, Actor()))
    pd.testing.assert_frame_equal(areas, again["areas"])
    empty = area_types.results(Reader(empty_database, Actor()))
    assert empty["about"]["reason"].iloc[0] != ""
