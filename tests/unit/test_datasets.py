"""Files that leave the house hold only what is public, persons rounded."""

import pandas as pd
import pytest

from strukturmonitor.access import Actor, Reader
from strukturmonitor.database import Database
from strukturmonitor.exports.datasets import PUBLIC_TABLES, column_meaning, public_table, table_file
from strukturmonitor.exports.inventory import age_text, inventory
from strukturmonitor.indicators import catalogue, series
from strukturmonitor.texts import LANGUAGES, speak

_PERSONS = {
    "population": "persons",
    "birth": "births",
    "death": "deaths",
    "move": "persons",
    "household": "households",
    "unemployment": "unemployed",
}
_INTERNAL = {
    "condition",
    "owner_kind",
    "owner_company",
    "rent_eur_m2",
    "vacancy_kind",
    "vacancy_reason",
    "own_id",
    "run_id",
    "public_lon",
}


@pytest.fixture
def reader(demo_database: Database) -> Reader:
    return Reader(demo_database, Actor())


@pytest.mark.parametrize(("table", "column"), _PERSONS.items(), ids=_PERSONS)
def test_persons_are_rounded(reader: Reader, table: str, column: str) -> None:
    """An exact count of a small group would leave with the file."""
    values = public_table(reader, table)[column]
    assert values.max() > 0
    assert (values % 5 == 0).all()


@pytest.mark.parametrize("table", PUBLIC_TABLES)
def test_no_internal_column_leaves(reader: Reader, table: str) -> None:
    """Kind, reason, condition, owner and rent are not for everybody."""
    assert not set(public_table(reader, table, row_limit=0)) & _INTERNAL


def test_hourly_traffic_does_not_leave() -> None:
    """Millions of rows would hold up the server; days, profiles and years leave instead."""
    assert "traffic_hour" not in PUBLIC_TABLES
    assert {"traffic_day", "traffic_profile", "traffic_year"} <= set(PUBLIC_TABLES)


def test_sensitive_units_are_hidden(reader: Reader, demo_database: Database) -> None:
    """A sensitive unit would be found by its address or its exact point."""
    units = public_table(reader, "unit").set_index("unit_id")
    sensitive = units[units["is_sensitive"]]
    assert not sensitive.empty
    assert sensitive[["name", "address", "postcode", "reuse_idea", "note"]].isna().all().all()
    with demo_database._connection.cursor() as cursor:
        exact = cursor.execute("SELECT unit_id, lon, lat FROM unit WHERE is_sensitive").df().set_index("unit_id")
    both = sensitive.join(exact, rsuffix="_exact").dropna(subset=["lon"])
    assert ((both["lon"] != both["lon_exact"]) | (both["lat"] != both["lat_exact"])).all()


def test_single_houses_are_hidden(reader: Reader) -> None:
    """«1 of 10 buildings» says which owner neglects his house to everybody who walks by; «9 of 10» just the same. What
    the file hides is what the indicator hides: two files with different gaps would fill each other's."""
    rows = public_table(reader, "building_survey")
    shown = rows.dropna()
    rest = shown["buildings"] - shown["buildings_with_backlog"]
    assert len(shown) < len(rows)
    assert not shown["buildings_with_backlog"].isin([1, 2]).any() and not rest.isin([1, 2]).any()
    values = series(reader, catalogue()["sanierungsrueckstand"])
    values["year"] = values["period"].dt.year
    both = rows.merge(values, left_on=["stat_id", "year"], right_on=["area_id", "year"])
    assert len(both) == len(rows)
    assert (both["buildings_with_backlog"].isna() == both["numerator"].isna()).all()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("table", PUBLIC_TABLES)
def test_every_column_is_explained(reader: Reader, table: str, language: str) -> None:
    """A column whose meaning the reader of the file has to guess."""
    texts = speak(language)
    for column in public_table(reader, table, row_limit=0):
        assert len(column_meaning(texts, table, column)) > 2


def test_file_says_where_it_comes_from(reader: Reader) -> None:
    """A file that is passed on without its source, or without the note that persons are rounded."""
    text = table_file(reader, speak("de"), "unemployment", ["Quelle: X"]).decode("utf-8-sig")
    head = [line for line in text.splitlines() if line.startswith("#")]
    assert head[0] == "# Arbeitslose"
    assert "# Quelle: X" in head
    assert any("Vielfache von 5" in line for line in head)
    assert "stat_id;reference_date;unemployed;origin" in text


def test_inventory_is_complete(demo_database: Database) -> None:
    """A table of the database that the page does not show."""
    tables = demo_database.read("table_rows")
    found = inventory(speak("de"), tables, demo_database.read("datasets"))
    assert sorted(table.name for table in found) == sorted(tables["table_name"])
    sourced = [table for table in found if table.group != "internal"]
    assert [table.name for table in sourced if table.row_count and not table.parts] == []


def test_an_unreleased_list_stays() -> None:
    """A coordinator's list would be given away although nobody has released it."""
    tables = pd.DataFrame({"database": ["register"], "table_name": ["unit"], "row_count": [3], "meaning": [""]})
    row = {
        "table_name": "unit",
        "origin": "counted",
        "citation": "Leerstandsregister",
        "licence": "nicht freigegeben",
        "method_de": "Liste",
        "method_en": "list",
        "first_date": pd.NaT,
        "last_date": pd.NaT,
        "row_count": 3,
        "reference_date": pd.NaT,
    }
    (table,) = inventory(speak("de"), tables, pd.DataFrame([row]))
    assert not table.is_released


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2026-09-20", "unter 1 Monat alt"),
        ("2026-08-31", "1 Monat alt"),
        ("2025-12-31", "9 Monate alt"),
        ("2023-12-31", "2 Jahre alt"),
    ],
)
def test_age_in_words(date: str, expected: str) -> None:
    """An old value that looks fresh."""
    assert age_text(speak("de"), pd.Timestamp(date), pd.Timestamp("2026-09-30")) == expected
