"""The census grid as published: dash, KLAMMERN, decimal comma, EPSG:3035, the whole country in one file."""

from people import SAMPLES, checked, closes, codes, published

from strukturmonitor.access import Actor, Reader
from strukturmonitor.database import Database

FOLDER = SAMPLES / "zensus"


def test_cells_elsewhere_are_skipped_and_secret_ones_are_told(database: Database) -> None:
    """Prevents three million rows in memory, and a dash that becomes a zero."""
    prepared = checked(database, "zensus-gitter", FOLDER / "einwohner_100m.csv")
    assert closes(prepared)
    assert prepared.counts["rows_elsewhere"] == 1
    assert prepared.counts["rows_loaded"] == 3
    assert {"census_secret", "census_middle", "census_cell_unknown"} <= codes(prepared)


def test_cells_are_summed_by_their_middle_and_means_are_weighted(database: Database) -> None:
    """Prevents averages that are added up, and sums that leave out where they come from."""
    for name in ("einwohner_100m.csv", "miete_100m.csv", "durchschnittsalter_1km.csv"):
        assert published(database, "zensus-gitter", FOLDER / name)["state"] == "published"
    rows = database.read("census_areas", level="city").set_index("theme")
    assert rows.loc["Einwohner", "value"] == 42
    assert (rows.loc["Einwohner", "cells"], rows.loc["Einwohner", "secret_cells"]) == (3, 1)
    assert rows.loc["durchschnMieteQM", "value"] == (6.5 * 10 + 8 * 30) / 40
    assert rows.loc["durchschnMieteQM", "weighting"] == "file"
    assert rows.loc["durchschnMieteQM", "restricted_cells"] == 1
    assert rows.loc["Durchschnittsalter", "value"] == (41.5 + 44.25) / 2
    assert rows.loc["Durchschnittsalter", "weighting"] == "cells"
    assert set(rows["origin"]) == {"published"}
    assert str(rows.loc["Einwohner", "register_date"])[:10] == "2021-12-31"


def test_persons_of_the_register_leave_rounded(database: Database) -> None:
    """Prevents exact register counts beside the census."""
    published(database, "zensus-gitter", FOLDER / "einwohner_100m.csv")
    squares = Reader(database, Actor()).read("census_cells", area_id="city:dortmund", cell_m=500.0)
    assert sorted(squares["persons"]) == [12, 30]
