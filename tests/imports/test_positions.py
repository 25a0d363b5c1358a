"""Coordinates in the systems and orders in which people write them."""

import numpy as np
import pandas as pd
import pytest
from pyproj import Transformer

from strukturmonitor.imports.cleaning import Unreadable, clean_number
from strukturmonitor.imports.positions import PositionReader, Positions, split_pair
from strukturmonitor.imports.sources import source

EXTENT = pd.DataFrame([{"lon_min": 7.30, "lon_max": 7.64, "lat_min": 51.41, "lat_max": 51.60}])
LON, LAT = 7.4790, 51.5560
EAST, NORTH = Transformer.from_crs(4326, 25832, always_xy=True).transform(LON, LAT)
GK2, GK3 = (Transformer.from_crs(4326, crs, always_xy=True).transform(LON, LAT) for crs in (31466, 31467))


@pytest.fixture(scope="module")
def reader() -> PositionReader:
    return PositionReader(source("leerstand").definition["position"], EXTENT)


def read(reader: PositionReader, x: object, y: object) -> Positions:
    east, north = clean_number(x, is_coordinate=True), clean_number(y, is_coordinate=True)
    return reader.read_many(np.array([east]), np.array([north]))


@pytest.mark.parametrize(
    ("x", "y", "system", "is_swapped"),
    [
        ("7,4790", "51,5560", "WGS 84", False), ("7.4790°", "51.5560°", "WGS 84", False), (7.479, 51.556, "WGS 84", False),
        ("51,5560", "7,4790", "WGS 84", True),
        (EAST, NORTH, "UTM 32N (EPSG:25832)", False), (f"{EAST:.2f}".replace(".", ","), f"{NORTH:.0f}", "UTM 32N (EPSG:25832)", False),
        (NORTH, EAST, "UTM 32N (EPSG:25832)", True), (32_000_000 + EAST, NORTH, "UTM 32N mit Zone (EPSG:25832)", False),
        (*GK2, "Gauß-Krüger, 2. Streifen (EPSG:31466)", False), (GK2[1], GK2[0], "Gauß-Krüger, 2. Streifen (EPSG:31466)", True),
        (*GK3, "Gauß-Krüger, 3. Streifen (EPSG:31467)", False),
    ],
)  # fmt: skip
def test_systems_and_orders(reader: PositionReader, x: object, y: object, system: str, is_swapped: bool) -> None:
    """A shop in the Indian Ocean because longitude and latitude stood in the other order."""
    place = read(reader, x, y)
    assert (place.lon[0], place.lat[0]) == pytest.approx((LON, LAT), abs=2e-5)
    assert (reader.names[place.system[0]], place.is_swapped[0]) == (system, is_swapped)


@pytest.mark.parametrize(
    "text", ["51.5560, 7.4790", "7,4790; 51,5560", "51.5560 7.4790", "51,5560 / 7,4790", "51.5560,7.4790"]
)
def test_both_in_one_cell(reader: PositionReader, text: str) -> None:
    """Copied from a map service: one cell, latitude first."""
    x, y = split_pair(text)
    place = reader.read_many(np.array([x]), np.array([y]))
    assert (place.lon[0], place.lat[0]) == pytest.approx((LON, LAT))


@pytest.mark.parametrize(
    ("x", "y", "code"),
    [
        ("0", "51,5", "position_zero"), ("13,4", "52,5", "position_far"), (392500, 5_900_000, "position_far"), (GK2[0] - 150_000, GK2[1], "position_far"),
        (4_394_555, 5_712_753, "position_system"),
        (31_392_500, 5_712_000, "position_system"), (1, 2, "position_system"),
    ],
)  # fmt: skip
def test_impossible_places(reader: PositionReader, x: object, y: object, code: str) -> None:
    """A point that cannot be in this city is not drawn somewhere else."""
    assert read(reader, x, y).code.tolist() == [code]


def test_many_at_once_are_read_like_one(reader: PositionReader) -> None:
    """A column that is read in another way than its single cells."""
    found = reader.read_many(np.array([LON, GK2[0], LAT, 0.0]), np.array([LAT, GK2[1], LON, LAT]))
    assert found.lon[:3] == pytest.approx([LON] * 3, abs=2e-5)
    assert [reader.names[number] for number in found.system[:3]][1].startswith("Gauß-Krüger, 2.")
    assert found.is_swapped.tolist() == [False, False, True, False]
    assert found.code.tolist() == ["", "", "", "position_zero"]


@pytest.mark.parametrize("text", ["irgendwo", "51.5560", "1 2 3"])
def test_no_pair(text: str) -> None:
    """A cell that does not hold two numbers."""
    with pytest.raises(Unreadable, match="unreadable"):
        split_pair(text)
