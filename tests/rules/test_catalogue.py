"""The indicator catalogue is complete and honest."""

import pytest
import yaml
from project_files import ROOT
from pydantic import ValidationError

from strukturmonitor.cities import CITIES_DIR
from strukturmonitor.database import Database, statements
from strukturmonitor.indicators import THEMES, Indicator, catalogue
from strukturmonitor.indicators.catalogue import CATALOGUE_DIR
from strukturmonitor.texts import LANGUAGES, speak

_COLUMNS = {"area_id", "period", "numerator", "denominator", "cases", "origin", "is_estimate"}
INDICATORS = sorted(catalogue().values(), key=lambda indicator: indicator.id)


def test_there_are_enough_for_every_theme() -> None:
    """A theme of the Quartierskoordination without an indicator would be an empty promise."""
    assert len(INDICATORS) >= 18
    assert {indicator.theme for indicator in INDICATORS} == set(THEMES)


def test_the_file_is_named_like_the_indicator() -> None:
    """Nobody finds an indicator whose file has another name."""
    assert sorted(path.stem for path in CATALOGUE_DIR.glob("*.yml")) == [indicator.id for indicator in INDICATORS]


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda i: i.id)
def test_query_and_source_exist(indicator: Indicator) -> None:
    """An indicator without a query has no values, one without a source no citation."""
    assert indicator.query in statements("read")
    cities = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in CITIES_DIR.glob("*/city.yml")]
    assert all(indicator.source in city["sources"] for city in cities)


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda i: i.id)
def test_query_has_the_columns(indicator: Indicator, empty_database: Database) -> None:
    """A missing column would end every page that shows the indicator."""
    columns = set(empty_database.read(indicator.query))
    assert {name for name in columns if not name.startswith("part_")} == _COLUMNS


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda i: i.id)
def test_one_value_per_area_and_period(indicator: Indicator, demo_database: Database) -> None:
    """Two rows of one area and period: maps and trends would take one of them by chance."""
    rows = demo_database.read(indicator.query)
    assert not rows.duplicated(["area_id", "period"]).any()
    assert rows["period"].notna().all()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda i: i.id)
def test_reading_sentence_formats(indicator: Indicator, language: str) -> None:
    """A placeholder that the page does not know would end it; a sentence must begin and end like one."""
    texts = speak(language)
    where = texts("where.bezirk", name="Eving")
    sentence = indicator.reading.in_language(texts).format(
        where=where, date="2025", value="9,8 %", numerator="12", denominator="120"
    )
    assert "{" not in sentence
    assert sentence[0].isupper()
    assert sentence.endswith(".")


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda i: i.id)
def test_unit_has_words(indicator: Indicator) -> None:
    """A value without its unit, or an axis without a name."""
    for language in LANGUAGES:
        texts = speak(language)
        assert "{value}" in texts(f"unit.{indicator.unit}")
        assert texts.has(f"unit_name.{indicator.unit}")


@pytest.mark.parametrize("field", sorted(Indicator.model_fields))
def test_half_filled_is_refused(field: str) -> None:
    """An indicator without method, source or gaps must not reach a page."""
    path = next(ROOT.glob("data/catalogue/indicators/leerstandsquote.yml"))
    filled = yaml.safe_load(path.read_text(encoding="utf-8"))
    Indicator(**filled)
    with pytest.raises(ValidationError):
        Indicator(**{name: value for name, value in filled.items() if name != field})


@pytest.mark.parametrize(
    "change",
    [
        {"title": {"de": "Leerstandsquote"}},
        {"method": {"de": "", "en": ""}},
        {"reading": {"de": "Es stehen Läden leer.", "en": "Shops stand empty."}},
        {"theme": "weather"},
        {"levels": []},
        {"colour": "red"},
    ],
    ids=["one language", "empty", "no numbers", "unknown theme", "no level", "unknown field"],
)
def test_broken_is_refused(change: dict[str, object]) -> None:
    """Refused are also texts in one language, empty ones, and sentences without numbers."""
    filled = yaml.safe_load((CATALOGUE_DIR / "leerstandsquote.yml").read_text(encoding="utf-8"))
    with pytest.raises(ValidationError):
        Indicator(**(filled | change))
