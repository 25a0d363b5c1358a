"""Values as people write them."""

import datetime

import pytest

from strukturmonitor.imports.cleaning import Unreadable, clean, clean_date, clean_number, is_empty
from strukturmonitor.imports.sources import plain, plain_header, source

TODAY = datetime.date(2026, 11, 22)
COLUMNS = source("leerstand").columns


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("85,5", 85.5), ("1.234,5", 1234.5), ("1,234.5", 1234.5), ("1.234", 1234.0), ("12.345.678", 12345678.0),
        ("120 m²", 120.0), ("120 qm", 120.0), ("1 200", 1200.0), ("12.5", 12.5), (85.5, 85.5), (85, 85.0), ("12,50 €", 12.5),
        ("1\u00a0200,5", 1200.5), ("−5", -5.0),
    ],
)  # fmt: skip
def test_numbers(cell: object, value: float) -> None:
    """A decimal comma read as a thousands separator makes a shop a hundred times as large."""
    assert clean_number(cell) == value


def test_a_point_in_a_coordinate_is_decimal() -> None:
    """7.479 degrees must not become 7,479; millions of metres with points still are."""
    assert clean_number("7.479", is_coordinate=True) == 7.479
    assert clean_number("5.712.345", is_coordinate=True) == 5712345.0


@pytest.mark.parametrize("cell", ["abc", "12,3,4x", "1-2", True, datetime.date(2026, 1, 1), "ca. 80"])
def test_what_is_no_number_is_not_guessed(cell: object) -> None:
    """A guess would stand in the register as a fact."""
    with pytest.raises(Unreadable):
        clean_number(cell)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("03/2021", (2021, 3, 1)), ("1.3.2021", (2021, 3, 1)), ("01.03.2021", (2021, 3, 1)), ("2021-03-01", (2021, 3, 1)),
        ("1/3/2021", (2021, 3, 1)), ("03.2021", (2021, 3, 1)), ("2021-03", (2021, 3, 1)), ("März 2021", (2021, 3, 1)),
        ("seit Mär. 2021", (2021, 3, 1)), ("1. März 2021", (2021, 3, 1)), ("01.03.2021 00:00:00", (2021, 3, 1)),
        (datetime.datetime.fromisoformat("2021-03-01"), (2021, 3, 1)), (44256, (2021, 3, 1)), (44256.0, (2021, 3, 1)),
    ],
)  # fmt: skip
def test_dates(cell: object, day: tuple[int, int, int]) -> None:
    """Day and month swapped, or a spreadsheet's day number taken for a year."""
    assert clean_date(cell, TODAY).value == datetime.date(*day)
    assert clean_date(cell, TODAY).warning is None


@pytest.mark.parametrize(
    ("cell", "day", "warning"),
    [
        ("2019", (2019, 1, 1), "date_year_only"), ("1.3.21", (2021, 3, 1), "date_two_digits"),
        ("1.3.98", (1998, 3, 1), "date_two_digits"), ("3/21", (2021, 3, 1), "date_two_digits"),
    ],
)  # fmt: skip
def test_unsure_dates_are_said(cell: str, day: tuple[int, int, int], warning: str) -> None:
    """A completed date that nobody is told of."""
    cleaned = clean_date(cell, TODAY)
    assert (cleaned.value, cleaned.warning) == (datetime.date(*day), warning)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("31.02.2024", "date_impossible"), ("13/2021", "date_impossible"), ("1.1.1066", "date_impossible"),
        ("1.2.2030", "date_in_future"), ("bald", "date_unreadable"), ("1.Foo 2020", "date_unreadable"), (12, "date_unreadable"),
    ],
)  # fmt: skip
def test_impossible_dates(cell: object, code: str) -> None:
    """A day that does not exist must not slide into the next month."""
    with pytest.raises(Unreadable) as error:
        clean_date(cell, TODAY)
    assert error.value.code == code


@pytest.mark.parametrize(
    ("cell", "floor"),
    [("EG", 0), ("Erdgeschoss", 0), ("1. OG", 1), ("1.OG", 1), ("2. Obergeschoss", 2), ("OG", 1), ("UG", -1), ("2. UG", -2),
     ("Souterrain", -1), ("-1", -1), (-1.0, -1), ("0", 0), (1, 1), ("1. Etage", 1)],
)  # fmt: skip
def test_floors(cell: object, floor: int) -> None:
    """A basement shop that the filter for step-free ground floors shows."""
    assert clean(COLUMNS["floor"], cell, TODAY).value == floor


@pytest.mark.parametrize("cell", ["EG/1. OG", "EG + 1. OG", "UG und EG", "EG - 2. OG"])
def test_several_floors(cell: str) -> None:
    """A shop on two floors is entered from the ground, and the person is told."""
    cleaned = clean(COLUMNS["floor"], cell, TODAY)
    assert (cleaned.value, cleaned.warning) == (0, "floor_several")


@pytest.mark.parametrize("cell", ["7. Himmel", "oben", "E"])
def test_unknown_floors(cell: str) -> None:
    """A word that is no floor becomes no number."""
    with pytest.raises(Unreadable, match="floor_unreadable"):
        clean(COLUMNS["floor"], cell, TODAY)


@pytest.mark.parametrize(
    ("cell", "state"),
    [
        ("leer", "verified"), ("Leerstand", "verified"), ("LEER (bestätigt)", "verified"), ("bestaetigt", "verified"),
        ("gemeldet", "reported"), ("Leerstand gemeldet", "reported"), ("in Gesprächen", "in_talks"),
        ("Zwischennutzung", "interim_use"), ("vermietet", "occupied"), ("belegt", "occupied"), ("vermietet/belegt", "occupied"),
        ("geschlossen, noch vermietet", "closed_leased"), ("Nachnutzung vereinbart", "reuse_agreed"),
        ("Umbau", "permit"), ("abgerissen", "demolished"), ("war nie leer", "never_vacant"), ("ja", "verified"), ("nein", "occupied"),
    ],
)  # fmt: skip
def test_states(cell: str, state: str) -> None:
    """A reported vacancy counted as verified, or a let shop as vacant, falsifies the rate."""
    assert clean(COLUMNS["state"], cell, TODAY).value == state


@pytest.mark.parametrize(
    ("cell", "value"), [("ja", True), ("x", True), (1, True), (True, True), ("nein", False), (0, False), ("N", False)]
)
def test_yes_and_no(cell: object, value: bool) -> None:
    """A sensitive unit shown in public because its mark was not understood."""
    assert clean(COLUMNS["is_sensitive"], cell, TODAY).value is value


@pytest.mark.parametrize(
    ("field", "cell", "code"),
    [
        ("is_sensitive", "vielleicht", "flag_unreadable"), ("area_m2", "-5", "number_out_of_range"), ("area_m2", "0", "number_out_of_range"),
        ("steps", "1,5", "number_not_whole"), ("steps", "viele", "number_unreadable"), ("postcode", "4433", "postcode_unreadable"),
        ("state", "kaputt", "choice_unknown"), ("grade", "D", "choice_unknown"), ("area_m2", "#WERT!", "cell_error"),
        ("vacant_since", "#REF!", "cell_error"),
    ],
)  # fmt: skip
def test_unreadable_values(field: str, cell: object, code: str) -> None:
    """Each reason has its own words, so that a person knows what to mend."""
    with pytest.raises(Unreadable) as error:
        clean(COLUMNS[field], cell, TODAY)
    assert error.value.code == code


def test_words_and_lengths() -> None:
    """Postcodes from spreadsheets are numbers; unknown uses are not lost; long texts are cut with a note."""
    assert clean(COLUMNS["postcode"], 44339.0, TODAY).value == "44339"
    assert clean(COLUMNS["steps"], "keine", TODAY).value == 0
    assert clean(COLUMNS["steps"], "2 Stufen", TODAY).value == 2
    other = clean(COLUMNS["previous_use"], "Zirkus", TODAY)
    assert (other.value, other.warning) == ("other", "choice_other")
    long = clean(COLUMNS["name"], "x" * 10_000, TODAY)
    assert len(str(long.value)) == 200 and long.warning == "text_shortened"


def test_empty_words() -> None:
    """«-» and «k. A.» are gaps, not values."""
    assert all(is_empty(cell) for cell in (None, "", "  ", "-", "–", "k. A.", "unbekannt"))
    assert not any(is_empty(cell) for cell in (0, "0", False, "nein"))


def test_spellings_and_headers() -> None:
    """Umlauts, decomposed umlauts, case, units and punctuation make no other column."""
    assert plain("Leerstand (bestätigt)") == plain("LEERSTAND bestaetigt") == plain("Leerstand bestätigt")
    assert plain_header("Fläche (m²)") == plain_header("Fläche in m²") == plain_header("flaeche qm") == "flaeche"
    assert plain_header("Miete (€/m²)") == "miete"
    assert plain_header("Sensibel (ja/nein)") == "sensibel"


def test_no_spelling_means_two_things() -> None:
    """A header or a word that two entries of the source claim would be read by chance."""
    definition = source("leerstand")
    fields: dict[str, str] = {}
    for column in definition.columns.values():
        for header in (column.header, *column.variants):
            assert fields.setdefault(plain_header(header), column.field) == column.field, header
    assert not set(fields) & set(definition.not_taken)
    for name, column in definition.definition["columns"].items():
        values: dict[str, str] = {}
        for value, words in column.get("words", {}).items():
            for word in words:
                assert values.setdefault(plain(word), value) == value, (name, word)
