"""A list of changes only: what it names is changed or added, all else stays."""

import pytest
from helpers import COORDINATOR, check, codes, list_of

from strukturmonitor.database import Database
from strukturmonitor.errors import SettingInvalid
from strukturmonitor.imports import run

STOCK = list_of({"Nr.": "A"}, {"Nr.": "B", "Sensibel": "ja"}, {"Nr.": "", "Name": "Kiosk"})


def units(database: Database) -> dict[str, dict]:
    with database.transaction() as transaction:
        rows = transaction.run("current_units").to_dict("records")
    return {row["own_id"] if isinstance(row["own_id"], str) else row["name"]: row for row in rows}


@pytest.fixture
def stocked(database: Database) -> Database:
    run.publish(database, COORDINATOR, check(database, STOCK, list_date="2026-01-01"))
    return database


def test_only_the_listed_units_change(stocked: Database) -> None:
    """Half of the register gone because somebody sent only what is new."""
    before = units(stocked)
    prepared = check(
        stocked, "Nr.;Name;Straße;Status\r\nA;;Evinger Straße 210;vermietet\r\nC;Neu;Weg 1;leer\r\n", mode="update"
    )
    found = prepared.comparison
    assert (found.new, found.changed, found.vanished, found.kept) == (1, 1, 0, 2)
    assert set(found.changes["change"]) == {"new", "changed"}
    run.publish(stocked, COORDINATOR, prepared)
    after = units(stocked)
    assert set(after) == {"A", "B", "C", "Kiosk"}
    assert (after["A"]["state"], after["A"]["unit_id"]) == ("occupied", before["A"]["unit_id"])
    assert after["Kiosk"]["unit_id"] == before["Kiosk"]["unit_id"] and after["Kiosk"]["area_m2"] == 85.5
    history = stocked.read("export_occupancy")
    assert len(history[history["unit_id"] == before["A"]["unit_id"]]) == 2
    assert len(history[history["unit_id"] == before["B"]["unit_id"]]) == 1


def test_empty_cells_keep_what_was_known(stocked: Database) -> None:
    """An update without the column «Fläche» that deletes all areas, or shows what was hidden."""
    before = units(stocked)
    text = "Nr.;Straße;Status\r\nA;Evinger Straße 210;leer\r\nB;Evinger Straße 210;in Gesprächen\r\n"
    run.publish(stocked, COORDINATOR, check(stocked, text, mode="update"))
    after = units(stocked)
    assert (after["A"]["area_m2"], after["A"]["lon"], after["A"]["postcode"]) == (85.5, 7.479, "44339")
    assert after["A"]["area_ids"].tolist() == before["A"]["area_ids"].tolist()
    assert after["B"]["is_sensitive"] and after["B"]["state"] == "in_talks"
    assert (after["B"]["public_lon"], after["B"]["public_lat"]) == (
        before["B"]["public_lon"],
        before["B"]["public_lat"],
    )


def test_known_by_address_and_name(stocked: Database) -> None:
    """A shop twice in the register because the list has no numbers."""
    text = "Name;Straße;Status\r\nkiosk;Evinger Straße 210;vermietet\r\n"
    found = check(stocked, text, mode="update").comparison
    assert (found.new, found.changed, found.kept) == (0, 1, 2)


def test_made_units_go_in_any_case(database: Database) -> None:
    """Made shops among real ones after an update of the demo."""
    prepared = check(database, list_of({}), mode="update")
    assert prepared.comparison.made > 500
    run.publish(database, COORDINATOR, prepared)
    assert set(units(database)) == {"1"}


def test_an_unknown_mode_is_a_wrong_call(database: Database) -> None:
    """«update» misspelt replaces the whole stock."""
    with pytest.raises(SettingInvalid):
        check(database, list_of({}), mode="updaet")


@pytest.mark.parametrize(
    ("row", "code"),
    [({"Name": "x" * 10_000}, "text_shortened"), ({"Leerstand seit": "31.02.2024"}, "date_impossible"),
     ({"Leerstand seit": "1.3.21"}, "date_two_digits"), ({"Fläche (m²)": "-12"}, "number_out_of_range")],
)  # fmt: skip
def test_bad_cells_are_said(database: Database, row: dict, code: str) -> None:
    """A cell that is bent to something else in silence."""
    assert codes(check(database, list_of({}, row)), 3) == {code}


def test_numbers_of_both_languages(database: Database) -> None:
    """«1.234,5» and «1,234.5» are the same area."""
    prepared = check(database, list_of({"Fläche (m²)": "1.234,5"}, {"Fläche (m²)": "1,234.5"}))
    assert prepared.checked.units["area_m2"].tolist() == [1234.5, 1234.5]


def test_a_number_given_later_makes_no_second_unit(stocked: Database) -> None:
    """The list got numbers this year: every shop twice in the register, once with and once without its number."""
    before = units(stocked)
    text = "Nr.;Name;Straße;Status\r\nK-1;Kiosk;Evinger Straße 210;vermietet\r\n"
    prepared = check(stocked, text, mode="update")
    assert (prepared.comparison.new, prepared.comparison.changed, prepared.comparison.kept) == (0, 1, 2)
    run.publish(stocked, COORDINATOR, prepared)
    after = units(stocked)
    assert set(after) == {"A", "B", "K-1"}
    assert after["K-1"]["unit_id"] == before["Kiosk"]["unit_id"]


def test_another_number_is_another_unit(stocked: Database) -> None:
    """Two shops of the same name in one building taken for one, because only the place was looked at."""
    name = units(stocked)["A"]["name"]
    text = f"Nr.;Name;Straße;Status\r\nZ;{name};Evinger Straße 210;vermietet\r\n"
    assert check(stocked, text, mode="update").comparison.new == 1


@pytest.mark.parametrize("mode", ["update", "replace"])
def test_a_sensitive_unit_that_moved_stays_hidden(stocked: Database, mode: str) -> None:
    """A list without the column «Sensibel» and with a corrected position that shows everybody the exact place."""
    row = {"Nr.": "B", "Längengrad": "7,4800", "Breitengrad": "51,5565"}
    run.publish(stocked, COORDINATOR, check(stocked, list_of(row), mode=mode))
    after = units(stocked)["B"]
    assert after["is_sensitive"] and after["lon"] == 7.48
    assert abs(after["public_lat"] - 51.5565) + abs(after["public_lon"] - 7.48) > 0.0008


def test_a_list_that_knows_sensitive_units_can_open_one(stocked: Database) -> None:
    """A unit hidden for ever because an empty cell of the column «Sensibel» says nothing."""
    text = list_of({"Nr.": "A", "Sensibel": "ja"}, {"Nr.": "B", "Sensibel": ""})
    run.publish(stocked, COORDINATOR, check(stocked, text))
    after = units(stocked)
    assert after["A"]["is_sensitive"] and not after["B"]["is_sensitive"]
