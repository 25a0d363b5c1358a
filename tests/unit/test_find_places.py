"""The search for a street or place."""

import pandas as pd
import pytest

from strukturmonitor.areas import AreaTree, find_places

ROWS = pd.DataFrame(
    [
        ("city:dortmund", "city", "dortmund", "Dortmund", None),
        ("bezirk:eving", "bezirk", "eving", "Eving", "city:dortmund"),
        ("bezirk:hoerde", "bezirk", "hoerde", "Hörde", "city:dortmund"),
        ("bezirk:innenstadt-nord", "bezirk", "innenstadt-nord", "Innenstadt-Nord", "city:dortmund"),
        ("stat:120", "stat", "eving", "Eving", "bezirk:eving"),
        ("stat:140", "stat", "lindenhorst", "Lindenhorst", "bezirk:eving"),
        ("pg:evinger-mitte", "pg", "evinger-mitte", "Evinger Mitte (Beispiel)", "bezirk:eving"),
    ],
    columns=["area_id", "level", "slug", "name", "parent_id"],
).assign(code=None, area_km2=1.0, lon=7.4, lat=51.5, origin="published")
TREE = AreaTree(ROWS)
STREETS = pd.DataFrame(
    [("B54", "bezirk:eving"), ("B54", "bezirk:hoerde"), ("A45", "bezirk:hoerde")], columns=["name", "area_id"]
)


def found(text: str) -> list[str]:
    return [f"{place.street or ''}>{place.area.area_id}" for place in find_places(text, TREE, "dortmund", STREETS)]


@pytest.mark.parametrize("text", ["Hörde", "hoerde", "DO-Hörde", " hörde "])
def test_spellings_of_a_district(text: str) -> None:
    """Prevents a search that knows only the official spelling."""
    assert found(text) == [">bezirk:hoerde"]


def test_larger_areas_first_and_parts_of_names() -> None:
    """Prevents the statistischer Bezirk Eving from hiding the Stadtbezirk Eving."""
    assert found("eving") == [">bezirk:eving", ">stat:120", ">pg:evinger-mitte"]
    assert found("mitte") == [">pg:evinger-mitte"]


def test_common_name_leads_to_the_official_one() -> None:
    """Prevents «Nordstadt», the name everybody uses, from finding nothing."""
    assert found("Nordstadt") == [">bezirk:innenstadt-nord"]


@pytest.mark.parametrize("text", ["B54", "b 54"])
def test_a_road_leads_to_its_districts(text: str) -> None:
    """Prevents a road through several districts from leading to one of them only."""
    assert found(text) == ["B54>bezirk:eving", "B54>bezirk:hoerde"]


def test_misspelling_is_guessed_only_where_nothing_fits() -> None:
    """Prevents guesses among exact hits, and an empty answer to a typing error."""
    assert found("Lindenhort") == [">stat:140"]


@pytest.mark.parametrize("text", ["", "   ", "---", "<script>alert(1)</script>", "x" * 5000, "😀"])
def test_nonsense_finds_nothing(text: str) -> None:
    """Prevents an error or a list of everything."""
    assert found(text) == []
