"""Places from the address table, without the Internet; near misses are only suggested."""

import pytest
from helpers import check, codes, list_of
from pyproj import Transformer

from strukturmonitor.access import Actor
from strukturmonitor.database import Database
from strukturmonitor.imports import run
from strukturmonitor.imports.addresses import number_key, split_address, street_key

STATISTICS = Actor("statistics")
EAST, NORTH = Transformer.from_crs(4326, 25832, always_xy=True).transform(7.4790, 51.5560)
TABLE = (
    f"Straßenname;Hausnr.;Zusatz;PLZ;Ostwert;Nordwert\r\nEvinger Straße;210;;44339;{EAST:.2f};{NORTH:.2f}\r\n".replace(
        ".", ","
    ).replace("Hausnr,", "Hausnr.")
    + "Evinger Straße;212;a;44339;394600,0;5712800,0\r\n"
    "Bergstraße;3;;44339;394700,0;5712900,0\r\n"
    "Bergstraße;3;;44145;393000,0;5710000,0\r\n"
)
NO_PLACE = {"Längengrad": "", "Breitengrad": "", "Hausnummer": ""}


@pytest.fixture
def with_table(database: Database) -> Database:
    file = run.keep_upload(database, "adressen.csv", TABLE.encode("cp1252"))
    prepared = run.prepare(database, STATISTICS, "adressen", [file], {})
    assert run.publish(database, STATISTICS, prepared)["state"] == "published"
    return database


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        ("Evinger Straße 210", ("Evinger Straße", "210")), ("Evinger Str.210 a", ("Evinger Str.", "210 a")),
        ("Platz des 17. Juni 5", ("Platz des 17. Juni", "5")), ("Weg 3-5", ("Weg", "3-5")), ("Am Markt", ("Am Markt", "")),
        ("Weg 3, Hinterhaus", ("Weg", "3")),
    ],
)  # fmt: skip
def test_street_and_number_are_told_apart(address: str, parts: tuple[str, str]) -> None:
    """A number taken for a part of the street finds nothing."""
    assert split_address(address) == parts


def test_one_street_in_many_spellings() -> None:
    """«Str.» and «Straße» are the same street, «210 A» and «210a» the same house."""
    assert len({street_key(s) for s in ("Evinger Straße", "Evinger Str.", "EVINGER-STRASSE", "Evingerstraße")}) == 1
    assert number_key("210 A") == number_key("0210a") == "210a"


def test_the_table_is_loaded_in_degrees(with_table: Database) -> None:
    """An address table in metres that puts every shop into the sea."""
    rows = with_table.read("address_points").set_index(["street", "house_number", "postcode"])
    first = rows.loc[("Evinger Straße", "210", "44339")]
    assert (first["lon"], first["lat"]) == pytest.approx((7.4790, 51.5560), abs=1e-6)
    assert ("Evinger Straße", "212a", "44339") in rows.index


def test_units_without_coordinates_get_their_place(with_table: Database) -> None:
    """A shop missing on the map although its address is known."""
    prepared = check(with_table, list_of({"Straße": "Evinger Str. 210", **NO_PLACE, "Stadtbezirk": ""}, {}))
    unit = prepared.checked.units.iloc[0]
    assert (unit["lon"], unit["lat"]) == pytest.approx((7.4790, 51.5560), abs=1e-6)
    assert "bezirk:eving" in unit["area_ids"]
    (finding,) = [f for f in prepared.findings if f.code == "positions_from_addresses"]
    assert finding.value == "1" and prepared.checked.looked_up == 1


@pytest.mark.parametrize(
    ("row", "code", "shown"),
    [
        ({"Straße": "Evinger Straße 211"}, "address_number_unknown", "Evinger Straße 210?"),
        ({"Straße": "Eviner Straße 210"}, "address_street_unknown", "Evinger Straße 210?"),
        ({"Straße": "Evinger Straße"}, "address_without_number", "Evinger Straße"),
        ({"Straße": "Bergstraße 3", "PLZ": ""}, "address_ambiguous", "Bergstraße 3"),
        ({"Straße": "Bergstraße 3", "PLZ": "44227"}, "address_postcode_differs", "44145, 44339?"),
    ],
)
def test_near_misses_are_suggested_and_never_used(with_table: Database, row: dict, code: str, shown: str) -> None:
    """A shop at the wrong house because a guess was taken for a fact."""
    prepared = check(with_table, list_of({**row, **NO_PLACE}))
    (finding,) = [f for f in prepared.findings if f.code == code]
    assert finding.value.endswith(shown)
    assert prepared.checked.units["lon"].isna().all()


def test_without_a_table_nothing_is_looked_up(database: Database) -> None:
    """A finding about a table that nobody has."""
    prepared = check(database, list_of(NO_PLACE))
    assert codes(prepared) == {"position_missing_named"}


def test_addresses_elsewhere_are_rejected(database: Database) -> None:
    """A table of another city, or in an unknown system."""
    text = "Straße;Hausnummer;X;Y\r\nWeg;1;13,4;52,5\r\nWeg;2;0;0\r\nWeg;3;51,5560;7,4790\r\n"
    prepared = run.prepare(
        database, STATISTICS, "adressen", [run.keep_upload(database, "a.csv", text.encode("cp1252"))], {}
    )
    assert (prepared.rows_loaded, prepared.rows_rejected) == (1, 2)
    assert codes(prepared) >= {"address_point_nowhere"}
    prepared.discard()
