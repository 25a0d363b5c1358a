"""Headers that no source knows: guessed, assigned by hand, saved under a name."""

import datetime

import pytest
from helpers import COORDINATOR, check, codes
from workbook_samples import ODD_HEADER, ODD_MAPPING, ODD_ROWS, odd_list

from strukturmonitor.access import Actor
from strukturmonitor.database import Database
from strukturmonitor.errors import ColumnsMissing, MappingUnknown, NotAllowed, SettingInvalid
from strukturmonitor.imports import mappings
from strukturmonitor.imports.sources import source

SOURCE = source("leerstand")
TODAY = datetime.date(2026, 11, 22)


def guesses(headers: list[str], *rows: list[object]) -> dict[str, tuple[str, str]]:
    samples = [[row[place] for row in rows] for place in range(len(headers))]
    found = mappings.guess(headers, samples, SOURCE, today=TODAY)
    return {entry.header: (entry.field, entry.reason) for entry in found}


def test_known_and_misspelt_headers() -> None:
    """An assistant that asks for what it could know, or that takes a slip of the pen for a new column."""
    found = guesses(
        ["Straße", "Statuss", "Leerstand-seit", "Verkaufsflche", "Foo"], ["Weg 1", "leer", "2019", 5, "qwertz"]
    )
    assert found["Straße"] == ("address", "known")
    assert found["Statuss"] == ("state", "like")
    assert found["Leerstand-seit"] == ("vacant_since", "known")
    assert found["Verkaufsflche"] == ("sales_area_m2", "like")
    assert found["Foo"] == ("", "none")


def test_values_speak_where_headers_do_not() -> None:
    """Columns called «Spalte 1» to «Spalte 6»."""
    header = ["Q1", "Q2", "Q3", "Q4", "Q5", "Q6"]
    found = guesses(
        header,
        ["44339", "Evinger Straße 210", 7.479, 51.556, "leer", "1.3.2021"],
        ["44145", "Bergstraße 3", 7.45, 51.53, "vermietet", ""],
    )
    fields = [found[name][0] for name in header]
    assert fields == ["postcode", "address", "lon", "lat", "state", "vacant_since"]
    assert {reason for _, reason in found.values()} == {"values"}


def test_an_odd_list_is_guessed() -> None:
    """The sample as a coordinator sends it: at least street, state and name come by themselves."""
    found = guesses(ODD_HEADER, *ODD_ROWS)
    assert {name: field for name, (field, _) in found.items() if field} == ODD_MAPPING


def test_personal_columns_are_never_offered(database: Database) -> None:
    """A telephone number in the public remark because somebody assigned it."""
    assert guesses(["Telefon", "Name"], ["0231 1", "x"])["Telefon"] == ("", "never")
    text = "Straße;Status;Telefon\r\nWeg 1;leer;0231 123\r\n"
    prepared = check(database, text, mapping=mappings.as_option({"Telefon": "note"}))
    assert prepared.checked.units["note"].tolist() == [None]
    assert "column_personal" in codes(prepared)


def test_saved_by_name_and_used_again(database: Database) -> None:
    """The same assignment made anew every month; one that nobody may save."""
    with pytest.raises(ColumnsMissing):
        check(database, odd_list("csv"))
    mappings.save(database, COORDINATOR, SOURCE, "  Liste   Eving ", ODD_MAPPING)
    assert mappings.saved(database, SOURCE) == {"Liste Eving": ODD_MAPPING}
    prepared = check(database, odd_list("csv"), mapping="Liste Eving")
    assert prepared.checked.units["name"].tolist() == ["Kiosk Müller", "Friseur"]
    row = database.read("import_mappings", source_id="leerstand").iloc[0]
    assert row["saved_by"] == "coordinator" and row["saved_at"] is not None
    with pytest.raises(MappingUnknown):
        check(database, odd_list("csv"), mapping="Andere")
    with pytest.raises(NotAllowed):
        mappings.save(database, Actor("public"), SOURCE, "x", ODD_MAPPING)


@pytest.mark.parametrize("mapping", ['{"a": "nothing"}', "{no json", '["a"]'])
def test_a_broken_mapping_is_a_wrong_call(database: Database, mapping: str) -> None:
    """A column loaded into a field that does not exist."""
    with pytest.raises((SettingInvalid, MappingUnknown)):
        check(database, odd_list("csv"), mapping=mapping)


def test_left_out_unused_and_unnamed_columns_are_said(database: Database) -> None:
    """Data that go missing without a word."""
    text = "Straße;Status;Lage;;Farbe\r\nWeg 1;leer;B;77;rot\r\n"
    prepared = check(database, text, mapping=mappings.as_option({"Lage": "", "Größe": "area_m2"}))
    found = {finding.code: finding for finding in prepared.findings}
    assert found["column_left_out"].column == "Lage"
    assert found["mapping_unused"].value == "Größe"
    assert found["column_unnamed"].value == "D"
    assert found["columns_unknown"].value == "Farbe"
    assert prepared.checked.units["grade"].tolist() == [None]


@pytest.mark.parametrize("said", ['{"Nr.": ["own_id"]}', '{"Nr.": {"a": 1}}', '{"Nr.": 7}', '{"Nr.": ' + "[" * 100_000])
def test_a_mapping_that_is_none(database: Database, said: str) -> None:
    """A mapping written by hand for the command line ends in a stack trace instead of a message."""
    with pytest.raises(SettingInvalid):
        mappings.parsed(database, SOURCE, said)
