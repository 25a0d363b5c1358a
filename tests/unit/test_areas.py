"""Areas: spellings, numbers, points, composition."""

from collections.abc import Callable

import geopandas as gpd
import pandas as pd
import pytest

from strukturmonitor.areas import AreaTree, resolve, slugify
from strukturmonitor.database import Database
from strukturmonitor.errors import AreaUnknown
from strukturmonitor.imports.findings import explain_error
from strukturmonitor.settings import PROJECT_DIR
from strukturmonitor.texts import speak


@pytest.fixture(scope="module")
def tree(demo_database: Database) -> AreaTree:
    return AreaTree(demo_database.read("areas"))


@pytest.mark.parametrize(
    ("spelling", "area_id"),
    [
        ("Lütgendortmund", "bezirk:luetgendortmund"),
        ("Luetgendortmund", "bezirk:luetgendortmund"),
        ("DO-Hörde", "bezirk:hoerde"),
        (" hoerde ", "bezirk:hoerde"),
        ("Stadtbezirk Eving", "bezirk:eving"),
        ("INNENSTADT-WEST", "bezirk:innenstadt-west"),
        ("Innenstadt West", "bezirk:innenstadt-west"),
        ("Nordstadt", "bezirk:innenstadt-nord"),
        ("stat:140", "stat:140"),
        ("Lindenhorst", "stat:140"),
        ("Dortmund", "city:dortmund"),
    ],
)
def test_spellings_of_one_place_are_one_area(tree: AreaTree, spelling: str, area_id: str) -> None:
    """Prevents rows of one district being split or lost over spellings."""
    assert resolve(spelling, tree, "dortmund").area_id == area_id


@pytest.mark.parametrize(
    ("number", "scheme", "area_id"),
    [
        ("10", "open_data", "bezirk:innenstadt-west"),
        ("2", "election", "bezirk:innenstadt-nord"),
        ("2", "leading_digit", "bezirk:scharnhorst"),
        ("1", "leading_digit", "bezirk:eving"),
    ],
)
def test_a_number_means_something_only_in_its_scheme(tree: AreaTree, number: str, scheme: str, area_id: str) -> None:
    """Prevents «2» of an election table being read as Scharnhorst."""
    assert resolve(number, tree, "dortmund", scheme=scheme).area_id == area_id
    with pytest.raises(AreaUnknown):
        resolve(number, tree, "dortmund")


def test_an_unknown_name_suggests_the_nearest(tree: AreaTree) -> None:
    """Prevents a dead end at a typing error."""
    with pytest.raises(AreaUnknown) as caught:
        resolve("Lüdgendortmund", tree, "dortmund")
    assert caught.value.values["suggestion"] == "Lütgendortmund"


def test_slugs_are_ascii() -> None:
    """Prevents URLs with umlauts, which mail programs break."""
    assert slugify("Persebeck-Kruckel-Schnee") == "persebeck-kruckel-schnee"
    assert slugify("Größe / Öl") == "groesse-oel"


def test_all_districts_are_there(tree: AreaTree) -> None:
    """Prevents a boundary file that lost an area."""
    assert len(tree.of_level("bezirk")) == 12
    assert len(tree.of_level("stat")) == 62
    assert {area.name for area in tree.children("bezirk:eving") if area.level == "stat"} == {
        "Brechten",
        "Eving",
        "Holthausen",
        "Lindenhorst",
    }
    assert tree.bezirk_of("stat:140").slug == "eving"
    assert tree.bezirk_of("pg:evinger-mitte").slug == "eving"


def test_names_sort_as_germans_expect(tree: AreaTree) -> None:
    """Prevents Hörde and Österreich-like names landing behind Z."""
    names = [area.name for area in tree.of_level("bezirk")]
    assert names.index("Hörde") < names.index("Hombruch") + 2 and names[-1] == "Scharnhorst"


def test_a_point_lies_in_all_levels(demo_database: Database) -> None:
    """Prevents points that are counted in the Stadtbezirk but not in the city, or in no area at all."""
    found = demo_database.read("area_at", lon=7.479, lat=51.556)["area_id"].tolist()
    assert found == ["pg:evinger-mitte", "stat:120", "bezirk:eving", "city:dortmund"]
    assert demo_database.read("area_at", lon=7.2, lat=51.5).empty


@pytest.mark.parametrize(
    ("file", "area_id"),
    [
        ("nachbarn_stadtbezirke.csv", lambda name: f"bezirk:{slugify(name)}"),
        ("nachbarn_stat_bezirke.csv", lambda number: f"stat:{number}"),
    ],
)
def test_neighbours_agree_with_the_published_list(
    demo_database: Database, file: str, area_id: Callable[[str], str]
) -> None:
    """Prevents missing or false neighbours. The list's lengths are rough (measured before the boundaries were
    cleaned), so only pairs with more than 200 m are compared, and as pairs."""
    listed = pd.read_csv(PROJECT_DIR / "data" / "cities" / "dortmund" / file, dtype={"a": str, "b": str})
    known = demo_database.read("export_area_neighbour")
    found = set(zip(known["area_id"], known["neighbour_id"], strict=True))
    for row in listed[listed["grenze_m_ca"] > 200].itertuples():
        assert (area_id(row.a), area_id(row.b)) in found


def test_border_lengths_agree_with_a_second_way_to_measure_them(demo_database: Database) -> None:
    """Prevents borders measured in degrees: shapely in UTM 32N against the SQL of the build."""
    frame = gpd.read_file(PROJECT_DIR / "data" / "cities" / "dortmund" / "stadtbezirke.geojson").to_crs(25832)
    outlines = {
        f"bezirk:{slugify(name)}": shape for name, shape in zip(frame["stadtbezirk"], frame.geometry, strict=True)
    }
    found = demo_database.read("export_area_neighbour")
    found = found[found["area_id"].isin(outlines) & found["neighbour_id"].isin(outlines)]
    assert len(found) > len(outlines)
    for row in found.itertuples():
        common = outlines[row.area_id].boundary.intersection(outlines[row.neighbour_id].buffer(1)).length
        assert row.border_m == pytest.approx(common, rel=0.01, abs=3)


def test_area_sizes_agree_with_the_published_ones(demo_database: Database) -> None:
    """Prevents areas measured in degrees or in a wrong projection."""
    areas = demo_database.read("areas").set_index("area_id")["area_km2"]
    figures = demo_database.read("export_published_figure")
    published = figures[figures["metric"] == "area"].set_index("area_id")["value"]
    common = published[published.index.str.startswith("bezirk:")]
    assert len(common) == 12
    assert ((areas[common.index] - common).abs() / common).max() < 0.01
    assert areas["city:dortmund"] == pytest.approx(280.71, rel=0.005)


def test_parts_of_an_area_sum_to_its_surface(demo_database: Database) -> None:
    """Prevents population of a programme area being counted twice or lost: the shares times the surface of the
    statistische Bezirke must give the surface of the area."""
    areas = demo_database.read("areas").set_index("area_id")["area_km2"]
    parts = demo_database.read("export_area_part")
    found = (parts["share"] * parts["stat_id"].map(areas)).groupby(parts["area_id"]).sum()
    assert ((found - areas[found.index]).abs() / areas[found.index]).max() < 0.005


def test_a_name_like_no_other_gets_no_suggestion(tree: AreaTree) -> None:
    """Prevents «Did you mean “–”?»."""
    with pytest.raises(AreaUnknown) as caught:
        resolve("qqqqqq", tree, "dortmund")
    assert "–" not in explain_error(speak("de"), caught.value)
