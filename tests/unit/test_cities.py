"""A city is data: folders that are complete, names of levels of its own, and no line of code that knows one."""

from pathlib import Path

import pytest
import yaml

from strukturmonitor.cities import CITIES_DIR, Wording, city, default_city, known_cities, spellings, wording
from strukturmonitor.database import Database
from strukturmonitor.errors import CityUnknown, DemoMissing
from strukturmonitor.imports.city import CityFolder
from strukturmonitor.imports.initialise import initialise, with_demo
from strukturmonitor.settings import PROJECT_DIR
from strukturmonitor.texts import LANGUAGES, Texts, speak


def test_no_line_of_code_names_a_city() -> None:
    """A rule of one city in the code, which the next one gets without knowing."""
    names = {name.lower() for folder in known_cities() for name in (folder, city(folder).name)}
    places = [PROJECT_DIR / "app.py"]
    for folder in ("strukturmonitor", "pages", "queries"):
        places += [path for path in (PROJECT_DIR / folder).rglob("*") if path.suffix in (".py", ".sql", ".po", ".css")]
    found = [
        f"{path.relative_to(PROJECT_DIR)}:{number}"
        for path in places
        for number, line in enumerate(path.read_text(encoding="utf-8").lower().splitlines(), 1)
        if any(name in line for name in names)
    ]
    assert found == []


@pytest.mark.parametrize("name", known_cities())
def test_a_folder_is_complete(name: str) -> None:
    """A city that starts and then lacks a name, a source or a spelling."""
    of = city(name)
    areas = CityFolder(name).areas(demo=True)
    assert set(areas["level"]) >= {"city", "bezirk", "stat"} and areas["area_id"].is_unique
    assert areas["source_id"].isin(of.definition["sources"]).all()
    assert areas.loc[areas["level"] != "city", "parent_id"].isin(areas["area_id"]).all()
    assert set(of.compared_first) <= set(areas["area_id"]) and of.metric_crs > 0
    assert (of.definition["boundaries"].get("pg") or {}).get("origin") == "made", "a drawn example says that it is made"
    known = spellings(name)
    slugs = set(areas["slug"])
    assert set(known["aliases"].values()) <= slugs
    assert {area for numbers in known["number_schemes"].values() for area in numbers.values()} <= set(areas["area_id"])


def test_an_unknown_city_and_one_without_demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stack trace, or a database without anything in it."""
    with pytest.raises(CityUnknown):
        initialise(tmp_path / "a", city_id="nirgends")
    assert default_city() in known_cities() and not (tmp_path / "a").exists()
    bare = city("dorsten")
    monkeypatch.setattr(type(bare), "has_demo", property(lambda self: False))
    assert with_demo(bare, None) is False and with_demo(bare, False) is False
    with pytest.raises(DemoMissing):
        with_demo(bare, True)


@pytest.mark.parametrize("demo", [None, False])
def test_the_second_city_starts(tmp_path: Path, demo: bool | None) -> None:
    """A city without roads, published figures, accidents or counters, with a programme area and made boundaries."""
    initialise(tmp_path / "data", city_id="dorsten", demo=demo)
    database = Database(tmp_path / "data")
    try:
        areas = database.read("areas").set_index("area_id")
        assert database.versions.city == "dorsten" and database.is_demo, "drawn boundaries are made"
        assert set(areas["origin"]) == {"made"} and areas.loc["pg:wir-machen-mitte", "parent_id"] == "bezirk:altstadt"
        assert database.read("map_citations")["citation"].str.contains("keine amtlichen").all()
        parts, km2 = database.read("export_area_part"), areas["area_km2"]
        found = (parts["share"] * parts["stat_id"].map(km2)).groupby(parts["area_id"]).sum()
        assert len(found) and ((found - km2[found.index]).abs() < 0.01 * km2[found.index]).all()
        units = database.read("export_unit")
        assert units.empty if demo is False else len(units) > 500 and set(units["origin"]) == {"made"}
        if demo is None:
            assert units["area_ids"].map(lambda ids: "city:dorsten" in list(ids)).mean() > 0.98
    finally:
        database.close()


def test_levels_have_the_names_of_the_city() -> None:
    """«Stadtbezirk» on pages of a city that has none; and a default city that changes because another was shown."""
    texts = speak("de", "dorsten")
    assert texts("page.district") == "Stadtteil" and texts("area.bezirk", name="Wulfen") == "Stadtteil Wulfen"
    assert texts("overview.level.bezirk") == "Stadtteilen" and texts("level.stat") == "Statistische Bezirke"
    assert speak("de")("page.district") == "Stadtbezirk" == speak("de", default_city())("page.district")


def test_replaced_words_are_whole_words() -> None:
    """Half a word replaced inside another; a placeholder lost."""
    own = Wording({"Bezirk": "Ortsteil", "Bezirke": "Ortsteile"}, {"a.key": "ganz anders: {name}"})
    assert own.of("b", "Bezirke, der Bezirk {name}, Bezirksamt") == "Ortsteile, der Ortsteil {name}, Bezirksamt"
    assert own.of("a.key", "Bezirk {name}") == "ganz anders: {name}"
    assert Wording({}, {}).of("b", "Bezirk") == "Bezirk"


@pytest.mark.parametrize("name", known_cities())
def test_own_messages_exist_in_the_catalogues(name: str) -> None:
    """A message under a key that nothing asks for, or without its placeholders."""
    path = CITIES_DIR / name / "words.yml"
    words = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}
    for language in LANGUAGES:
        for key in words.get(language, {}).get("texts", {}):
            assert Texts(language).has(key)
        assert wording(name, language).of("x", "{a}") == "{a}"


def test_numbers_get_their_zeros_back() -> None:
    """«0» of a spreadsheet is the statistischer Bezirk «000»."""
    assert city(default_city()).full_code("stat", "0") == "000" and city(default_city()).full_code("stat", "A1") == "A1"
    assert city("dorsten").full_code("bezirk", "1") == "01" and city("dorsten").full_code("pg", "1") == "1"
