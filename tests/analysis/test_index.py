"""The need index, worked out by hand.

Four areas, two indicators. «empty» has the weight 3, more is worse; «reuse» has the weight 4, more is better.

    area   empty  reuse | empty: mean 20, standard deviation √((100+100+100+100)/4) = 10 → z = −1, −1, 1, 1
    A       10     5    | reuse: mean 3, standard deviation 2; turned                    → z = −1, 1, −1, 1
    B       10     1    | sum 3·z + 4·z                                                  → −7, 1, −1, 7
    C       30     5    | its mean is 0, its standard deviation √((49+1+1+49)/4) = 5     → index −1.4, 0.2, −0.2, 1.4
    D       30     1    | status: hoch, mittel, mittel, niedrig; ranks 4, 2, 3, 1

Two years before empty was 8, 12, 28, 32 and reuse 2, −2, 8, 4:

    change of empty  2, −2, 2, −2: mean 0, standard deviation 2                          → z = 1, −1, 1, −1
    change of reuse  3, 3, −3, −3: mean 0, standard deviation 3; turned                  → z = −1, −1, 1, 1
    sum 3·z + 4·z = −1, −7, 7, 1; standard deviation 5                                   → −0.2, −1.4, 1.4, 0.2
    dynamic: stabil, positiv, negativ, stabil; groups 1±, 2+, 2−, 3±
"""

import csv
import io
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner
from index_cases import indicator, version_of

from strukturmonitor.analysis.index_sums import compute_index
from strukturmonitor.analysis.index_tables import read_index_table
from strukturmonitor.analysis.indexes import definitions, find_definition, read_definition
from strukturmonitor.cli_index import index
from strukturmonitor.errors import IndexDefinitionWrong, IndexInputWrong, IndexUnknown, IndexWeightsWrong
from strukturmonitor.imports.findings import explain_error
from strukturmonitor.indicators import catalogue
from strukturmonitor.texts import LANGUAGES, speak

VERSION = version_of(indicator("empty", 3), indicator("reuse", 4, direction="more_is_better"))
AREAS = pd.Index(list("ABCD"), name="area_id")
NOW = pd.DataFrame({"empty": [10, 10, 30, 30], "reuse": [5, 1, 5, 1]}, index=AREAS, dtype="float64")
BEFORE = pd.DataFrame({"empty": [8, 12, 28, 32], "reuse": [2, -2, 8, 4]}, index=AREAS, dtype="float64")
S1 = version_of(indicator("S1"))


def cells(outcome: object, column: str) -> list[list[float]]:
    """One list per area."""
    parts = outcome.parts
    return parts[column].to_numpy().reshape(-1, parts["indicator_id"].nunique()).tolist()


def reason_of(call: object, *arguments: object, **named: object) -> str:
    """The reason of the error, which must have words in every language."""
    with pytest.raises(IndexInputWrong) as caught:
        call(*arguments, **named)
    for language in LANGUAGES:
        assert "{" not in explain_error(speak(language), caught.value)
    assert "0.1" not in explain_error(speak("de"), caught.value)
    return caught.value.values["reason"]


def test_status_to_the_last_digit() -> None:
    """Prevents the sample's standard deviation in place of the population's, an indicator that is not turned, and a
    weight that is not heard."""
    areas = compute_index(VERSION, NOW).areas
    assert areas["sum"].tolist() == [-7, 1, -1, 7]
    assert areas["status_z"].tolist() == [-1.4, 0.2, -0.2, 1.4]
    assert areas["status_class"].tolist() == [1, 2, 2, 3]
    assert areas["rank"].tolist() == [4, 2, 3, 1]
    assert areas["reason"].tolist() == ["", "", "", ""]


def test_dynamic_and_groups_to_the_last_digit() -> None:
    """Prevents a dynamic that compares states instead of changes, or forgets to turn what is better when it grows."""
    areas = compute_index(VERSION, NOW, BEFORE).areas
    assert areas["dynamic_z"].tolist() == [-0.2, -1.4, 1.4, 0.2]
    assert areas["dynamic_class"].tolist() == [2, 1, 3, 2]
    assert areas["group"].tolist() == ["1±", "2+", "2−", "3±"]


def test_contributions_add_up_to_the_index() -> None:
    """Prevents an index taken apart into pieces that are not its own: 3·z/5 and 4·z/5."""
    outcome = compute_index(VERSION, NOW, BEFORE)
    assert cells(outcome, "contribution") == [[-0.6, -0.8], [-0.6, 0.8], [0.6, -0.8], [0.6, 0.8]]
    assert cells(outcome, "change_contribution") == [[0.6, -0.8], [-0.6, -0.8], [0.6, 0.8], [-0.6, 0.8]]


def test_a_value_on_a_cut_belongs_to_the_middle() -> None:
    """Prevents «sehr niedrig» at exactly 1.5 (it begins above), and «hoch» at exactly −1."""
    five = pd.DataFrame({"S1": [4.0, 5, 1, 3, 7]}, index=list("abcde"))  # mean 4, standard deviation 2
    areas = compute_index(S1, five).areas
    assert areas["status_z"].tolist() == [0, 0.5, -1.5, -0.5, 1.5]
    assert areas["status_class"].tolist() == [2, 2, 1, 2, 3]
    four = pd.DataFrame({"S1": [10.0, 10, 30, 30]}, index=list("abcd"))
    assert compute_index(S1, four).areas["status_class"].tolist() == [2, 2, 2, 2]


def test_berlins_version_with_four_indicators() -> None:
    """Prevents a sum that is not standardised again. Eight areas, every combination of low (1) and high (3) in S1, S2
    and S3, S4 high where an odd number of the three is: all z are ±1, the sums 4, six times 0, −4, their standard
    deviation √(32/8) = 2."""
    version = definitions()["soziale-lage"].versions[-1]
    rows = [(a, b, c, a * b * c) for a in (1, -1) for b in (1, -1) for c in (1, -1)]
    values = pd.DataFrame(2.0 + np.array(rows), index=list("abcdefgh"), columns=["S1", "S2", "S3", "S4"])
    areas = compute_index(version, values).areas
    assert areas["status_z"].tolist() == [2, 0, 0, 0, 0, 0, 0, -2]
    assert areas["status_class"].tolist() == [4, 2, 2, 2, 2, 2, 2, 1]
    assert areas["rank"].tolist() == [1, 2, 2, 2, 2, 2, 2, 8]


def test_three_indicators_of_berlin_against_a_second_way() -> None:
    """Prevents an error that both the formula and its author share: pandas, another order of steps, no NumPy of ours."""
    version = next(each for each in definitions()["soziale-lage"].versions if each.version == "2017")
    rng = np.random.default_rng(3)
    values = pd.DataFrame(rng.gamma(3, 4, (62, 3)), columns=["S1", "S3", "S4"]).rename(index=str)
    summed = values.sub(values.mean()).div(values.std(ddof=0)).sum(axis=1)
    expected = (summed - summed.mean()) / summed.std(ddof=0)
    areas = compute_index(version, values).areas
    np.testing.assert_allclose(areas["status_z"], expected, rtol=0, atol=1e-13)
    assert areas["rank"].tolist() == expected.rank(ascending=False).tolist()


def test_small_and_incomplete_areas_are_not_valued_and_do_not_shift_the_others() -> None:
    """Prevents a hamlet, or an area of which half is unknown, from moving everybody's mean."""
    extra = pd.DataFrame({"empty": [99.0, 50, 50], "reuse": [0.0, np.nan, 2]}, index=["small", "gap", "unknown"])
    population = pd.Series({"A": 300, "B": 5000, "C": 5000, "D": 5000, "small": 299, "gap": 900, "unknown": np.nan})
    areas = compute_index(VERSION, pd.concat([NOW, extra]), population=population).areas
    assert areas["status_z"].tolist()[:4] == [-1.4, 0.2, -0.2, 1.4]
    assert areas["reason"].tolist()[4:] == ["population", "missing", "population_unknown"]
    assert areas["missing"].tolist()[5] == "reuse"
    assert areas[["status_z", "rank", "status_class"]].iloc[4:].isna().all(axis=None)
    assert areas["ranked"].tolist() == [4] * 7


def test_an_area_without_inhabitants_is_not_valued() -> None:
    """Prevents a port or a forest with population 0 from being ranked."""
    population = pd.Series([0.0, 5000, 5000, 5000, 5000], index=list("abcde"))
    five = pd.DataFrame({"S1": [4.0, 5, 1, 3, 7]}, index=list("abcde"))
    assert compute_index(S1, five, population=population).areas["reason"].tolist() == ["population", "", "", "", ""]


def test_where_the_definition_allows_it_the_others_carry_a_missing_indicator() -> None:
    """Prevents an area that counts with less weight than the others and so lands in the middle by itself. E has only
    «empty»: 20, z = 0 of the five; its weight grows from 3 to 7."""
    lenient = VERSION.model_copy(update={"least_weight_share": 0.4})
    values = pd.concat([NOW, pd.DataFrame({"empty": [20.0], "reuse": [np.nan]}, index=["E"])])
    outcome = compute_index(lenient, values)
    assert outcome.areas["reason"].tolist() == [""] * 5
    assert outcome.areas.loc["E", "sum"] == 0
    assert cells(outcome, "weight") == [[3, 4]] * 4 + [[7, 0]]
    for area, row in zip(outcome.areas.index, cells(outcome, "contribution"), strict=True):
        assert np.nansum(row) == pytest.approx(outcome.areas.loc[area, "status_z"], abs=1e-12)


def test_relative_changes_and_transformations() -> None:
    """Prevents a dynamic of amounts that large areas decide alone: 10 of 100 and 100 of 1,000 are the same change."""
    version = version_of(indicator("cars", change="relative"))
    before = pd.DataFrame({"cars": [100.0, 1000, 100, 0]}, index=AREAS)
    now = pd.DataFrame({"cars": [110.0, 1100, 80, 5]}, index=AREAS)
    with_base = pd.concat([before, pd.DataFrame({"cars": [50.0]}, index=["E"])])
    outcome = compute_index(version, pd.concat([now, pd.DataFrame({"cars": [55.0]}, index=["E"])]), with_base)
    np.testing.assert_allclose(outcome.parts["change"], [10, 10, -20, np.nan, 10])
    assert outcome.areas["dynamic_reason"].tolist() == ["", "", "", "missing", ""]
    logged = version_of(indicator("S1", transformation="log"))
    # e^1, e^3: logarithms 1 and 3, mean 2, standard deviation 1
    found = compute_index(logged, pd.DataFrame({"S1": np.exp([1.0, 1, 3, 3])}, index=AREAS)).areas
    np.testing.assert_allclose(found["status_z"], [-1, -1, 1, 1])


def test_values_that_make_no_index_are_refused_with_a_reason() -> None:
    """Prevents NaN, infinity and a division by zero from coming out as a ranking."""
    frame = pd.DataFrame({"S1": [1.0, 2, 3]}, index=list("abc"))
    assert reason_of(compute_index, S1, frame.iloc[:2]) == "too_few_areas"
    assert reason_of(compute_index, S1, frame.assign(S1=0.1)) == "constant_values"
    assert reason_of(compute_index, S1, frame, frame - 0.1) == "constant_changes"
    assert reason_of(compute_index, S1, frame, frame * np.nan) == "too_few_moved"
    assert reason_of(compute_index, S1, frame.assign(S1=[1, np.inf, 2])) == "infinite"
    shares = version_of(indicator("S1", noise="binomial"))
    assert reason_of(compute_index, shares, frame.assign(S1=[1, -5, 2])) == "negative"
    assert reason_of(compute_index, S1, frame.set_axis(["a", "a", "b"])) == "area_twice"
    assert reason_of(compute_index, S1, frame, population=pd.Series({"a": -1.0, "b": 9, "c": 9})) == "population"
    opposite = version_of(indicator("x"), indicator("y", direction="more_is_better"))
    both = pd.DataFrame({"x": [1.0, 2, 3], "y": [1.0, 2, 3]}, index=list("abc"))
    assert reason_of(compute_index, opposite, both) == "constant_sum_values"
    lenient = version_of(indicator("x"), indicator("y"), least_weight_share=0.5)
    assert reason_of(compute_index, lenient, both.assign(y=[1.0, np.nan, np.nan])) == "too_few_values"
    assert (
        reason_of(compute_index, version_of(indicator("S1", transformation="log")), frame - 1) == "transformation_log"
    )
    assert (
        reason_of(compute_index, version_of(indicator("S1", transformation="sqrt")), frame - 2) == "transformation_sqrt"
    )


def test_no_weight_at_all_is_refused() -> None:
    """Prevents a page on which all sliders stand at 0 from dividing by nothing."""
    with pytest.raises(IndexWeightsWrong):
        VERSION.with_weights({"empty": 0, "reuse": 0})
    assert VERSION.with_weights({"empty": 0, "reuse": 2}).columns == ("reuse",)


def test_shipped_definitions_fit_the_catalogue() -> None:
    """Prevents an index that turns an indicator against its own direction, or needs fewer cases than the catalogue."""
    for definition in definitions().values():
        assert definition.population in catalogue()
        for version in definition.versions:
            for each in version.indicators:
                if each.catalogue is None:
                    continue
                entry = catalogue()[each.catalogue]
                assert each.direction == entry.direction
                assert each.minimum_denominator >= entry.minimum_denominator or not version.is_in_catalogue
                assert set(definition.levels) <= set(entry.levels)


def test_a_half_filled_definition_is_refused(tmp_path: Path) -> None:
    """Prevents an index with a misspelt field, overlapping versions or a name nobody knows."""
    shipped = Path(find_definition("soziale-lage").id)
    text = (Path(__file__).parents[2] / "data" / "catalogue" / "indexes" / f"{shipped}.yml").read_text("utf-8")
    for number, wrong in enumerate(
        (
            text.replace("window_years: 2", "window_yeras: 2", 1),
            text.replace("valid_until: 2016-12-31", "valid_until: 2018-12-31"),
            text.replace("status_cuts: [-1, 1, 1.5]", "status_cuts: [1, -1, 1.5]", 1),
            text.replace("weight: 1", "weight: -1", 1),
            "a: [",
            "[]",
        )
    ):
        path = tmp_path / f"{number}.yml"
        path.write_text(wrong, encoding="utf-8")
        with pytest.raises(IndexDefinitionWrong):
            read_definition(path)
    with pytest.raises(IndexUnknown):
        find_definition("nirgends")


# --- the command ---------------------------------------------------------------------------------------------------

DEFINITION = """
id: probe
title: {de: Probe, en: probe}
description: {de: Probe, en: probe}
reference: {de: Probe, en: probe}
levels: [stat]
population: bevoelkerung
versions:
  - version: "1"
    valid_from: 2026-01-01
    valid_until: null
    minimum_population: 300
    least_weight_share: 1
    window_years: 2
    status_cuts: [-1, 1, 1.5]
    dynamic_cuts: [-1, 1]
    indicators:
      - {id: empty, catalogue: null, weight: 3, direction: more_is_worse, stands_for: {de: Leere, en: empty}}
      - {id: reuse, catalogue: null, weight: 4, direction: more_is_better, stands_for: {de: Nutzung, en: reuse}}
"""
TABLE = """area_id,period,empty,reuse,population
A,2024,10,5,900
B,2024,10,1,900
C,2024,30,5,900
D,2024,30,1,900
A,2022,8,2,800
B,2022,12,-2,800
C,2022,28,8,800
D,2022,32,4,800
"""


@pytest.fixture
def run(tmp_path: Path) -> object:
    def call(table: str, definition: str = "", *options: str, encoding: str = "utf-8") -> object:
        (tmp_path / "probe.yml").write_text(DEFINITION, encoding="utf-8")
        (tmp_path / "values.csv").write_bytes(table.encode(encoding))
        name = definition or str(tmp_path / "probe.yml")
        return CliRunner().invoke(index, [name, "--values", str(tmp_path / "values.csv"), *options])

    return call


def test_command_gives_every_digit(run: object) -> None:
    """Prevents rounding on the way out, and a table whose older rows count as the present."""
    found = run(TABLE)
    assert found.exit_code == 0
    rows = list(csv.DictReader(io.StringIO(found.stdout)))
    assert [float(row["status_z"]) for row in rows] == [-1.4, 0.2, -0.2, 1.4]
    assert [float(row["dynamic_z"]) for row in rows] == [-0.2, -1.4, 1.4, 0.2]
    assert [row["group"] for row in rows] == ["1±", "2+", "2−", "3±"]
    assert [row["status"] for row in rows] == ["hoch", "mittel", "mittel", "niedrig"]
    assert {(row["period"], row["before_period"], row["population"]) for row in rows} == {
        ("2024-12-31", "2022-12-31", "900.0")
    }
    assert [float(row["contribution_reuse"]) for row in rows] == [-0.8, 0.8, -0.8, 0.8]
    read = json.loads(run(TABLE, "", "--format", "json").stdout)
    assert [area["status_z"] for area in read["areas"]] == [-1.4, 0.2, -0.2, 1.4]
    assert read["areas"][0]["indicators"]["empty"]["z"] == -1


def test_command_names_the_classes_as_the_page_does(run: object) -> None:
    """Prevents the area with the greatest need from being called «sehr niedrig» by the command and «sehr hoch» by the page."""
    version = definitions()["strukturwandel"].versions[-1]
    rows = [",".join(("area_id", *version.columns))]
    for place in range(8):  # the last one has much more need than all others
        worse = [(40 if place == 7 else place) * (1 if each.sign > 0 else -1) + 50 for each in version.indicators]
        rows.append(",".join((f"a{place}", *map(str, worse))))
    found = run("\n".join(rows), "strukturwandel")
    assert list(csv.DictReader(io.StringIO(found.stdout)))[-1]["status"] == "sehr hoch"


def test_command_reads_german_tables(run: object) -> None:
    """Prevents 10,5 from being two cells, and ä from ending the command."""
    german = "area_id;empty;reuse\nKörne;10,5;5\nb;10,5;1\nc;30,5;5\nd;1.030,5;1\n"
    found = run(german, encoding="cp1252")
    assert found.exit_code == 0
    assert found.stdout.splitlines()[1].startswith("Körne,")


def test_command_chooses_the_version_by_the_columns(run: object) -> None:
    """Prevents the table with three indicators from being refused because the newest version has four."""
    three = "area_id,s1,S3,S4\na,1,2,3\nb,2,1,5\nc,5,4,3\nd,3,1,9\n"
    found = run(three, "soziale-lage")
    assert found.exit_code == 0
    assert "Version 2017" in found.stderr
    four = "area_id,S1,S2,S3,S4\na,1,2,3,1\nb,2,1,5,2\nc,5,4,3,2\nd,3,1,9,7\n"
    assert "Version 2023" in run(four, "soziale-lage").stderr
    assert "Version 2013" in run(four, "soziale-lage", "--version", "2013").stderr


def test_command_tells_gaps_and_ends_with_an_error_code(run: object) -> None:
    """Prevents a silent gap: the others are computed, the area is named, and a script notices."""
    found = run(TABLE + "E,2024,,3,900\nF,2022,1,3,900\n")
    assert found.exit_code == 1
    assert "Gebiet E ist nicht bewertet. Es fehlt: empty." in found.stderr
    assert "Gebiet F" in found.stderr
    rows = {row["area_id"]: row for row in csv.DictReader(io.StringIO(found.stdout))}
    assert rows["E"]["reason"] == "missing"
    assert rows["E"]["status_z"] == ""
    assert float(rows["D"]["status_z"]) == 1.4


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ("", "empty"),
        ("area_id,empty,reuse\n", "empty"),
        ("area,empty,reuse\na,1,2\n", "no_area_column"),
        ("area_id,empty\na,1\n", "columns"),
        ("area_id,empty,reuse,rent\na,1,2,3\n", "columns"),
        ("area_id,empty,empty\na,1,2\n", "column_twice"),
        ("area_id,empty,reuse\na,1,2\na,2,3\n", "area_twice"),
        ("area_id,empty,reuse\n,1,2\n", "area_empty"),
        ("area_id,empty,reuse\na,1,viel\n", "no_number"),
        ("area_id,empty,reuse\na,1_0,2\n", "no_number"),
        ("area_id,empty,reuse\na,1\n", "row_width"),
        ('area_id,empty,reuse\na,"1,2\n', "quotes"),
        ("area_id,empty,reuse,period\na,1,2,gestern\n", "period"),
        (TABLE.replace("2022", "2019"), "window"),
        ("area_id,empty,reuse,population\na,1,2,1.234\n", "thousands"),
        ("area_id,empty,reuse\na,1.050,2\nb,980,3\nc,990,5\n", "thousands"),
        ("area_id;empty;reuse\na;1,5;2.5\n", "no_number"),
        ("area_id,empty,reuse\na,1,\nb,2,\nc,3,\n", "column_empty"),
        ("PK\x03\x04 a workbook", "no_text"),
    ],
)
def test_wrong_tables_are_refused_with_a_reason(tmp_path: Path, table: str, reason: str) -> None:
    """Prevents a guess about what a table means, and a stack trace."""
    (tmp_path / "probe.yml").write_text(DEFINITION, encoding="utf-8")
    (tmp_path / "values.csv").write_text(table, encoding="utf-8")
    definition = read_definition(tmp_path / "probe.yml")
    assert reason_of(read_index_table, tmp_path / "values.csv", definition) == reason


def test_a_share_above_100_is_refused_with_its_row(tmp_path: Path) -> None:
    """Prevents «453» for 45.3 per cent from deciding alone which areas are in need."""
    columns = definitions()["soziale-lage"].versions[-1].columns
    (tmp_path / "values.csv").write_text(
        f"area_id,{','.join(columns)}\na,453{',1' * (len(columns) - 1)}\n", encoding="utf-8"
    )
    with pytest.raises(IndexInputWrong) as caught:
        read_index_table(tmp_path / "values.csv", definitions()["soziale-lage"])
    assert caught.value.values == {"reason": "beyond_100", "row": 2, "column": columns[0], "value": "453"}


def test_text_of_a_spreadsheet_is_read(tmp_path: Path) -> None:
    """Prevents that «Unicode text», which spreadsheets write as UTF-16 with tabs, is told to have one cell too few."""
    (tmp_path / "probe.yml").write_text(DEFINITION, encoding="utf-8")
    (tmp_path / "values.txt").write_text("area_id\tempty\treuse\nA\t1,5\t2\n", encoding="utf-16")
    table = read_index_table(tmp_path / "values.txt", read_definition(tmp_path / "probe.yml"))
    assert table.values.loc["A"].tolist() == [1.5, 2.0]


def test_infinite_cells_are_refused(run: object) -> None:
    """Prevents «inf» of a division by zero from becoming everybody's mean."""
    found = run(TABLE.replace("A,2024,10", "A,2024,inf"))
    assert isinstance(found.exception, IndexInputWrong)
    assert found.exception.values["reason"] == "infinite"
