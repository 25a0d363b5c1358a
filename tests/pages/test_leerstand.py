"""The page Leerstand with demo data, without data, with hostile links, and what each role gets."""

import json
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from strukturmonitor.access import Actor, Reader
from strukturmonitor.database import Database
from strukturmonitor.errors import NotAllowed

AppPage = Callable[..., AppTest]


def _text(test: AppTest) -> str:
    parts = [element.value for kind in (test.markdown, test.info, test.caption, test.title) for element in kind]
    return "\n".join([*parts, *(element.proto.body for element in test.get("html"))])


def _map(test: AppTest) -> dict:
    return json.loads(test.get("deck_gl_json_chart")[0].proto.json)


def _layer(test: AppTest, name: str) -> list[dict] | None:
    return next((layer["data"] for layer in _map(test)["layers"] if layer["id"] == name), None)


def _sensitive(database: Database) -> "object":
    units = database.read("vacancy_selection", area_id="city:dortmund", sort="address", **_NO_FILTER)["unit_id"]
    rows = database.read("vacancy_units_internal", unit_ids=units.tolist())
    exact = database.read(
        "vacancy_selection_internal", area_id="city:dortmund", sort="address", **_NO_FILTER, **_NO_INTERNAL
    )
    rows = rows.merge(exact[["unit_id", "lon", "lat"]], on="unit_id")
    return rows[rows["is_sensitive"] & rows["is_vacant"]].iloc[0]


_NO_FILTER = dict.fromkeys(
    ("states", "ages", "checks", "size_from", "size_to", "floors", "most_steps", "grades", "uses", "text")
)
_NO_INTERNAL = dict.fromkeys(("kinds", "reasons", "conditions", "owners"))


def test_district_page_says_what_is_notable(app_page: AppPage) -> None:
    """Prevents a page that fails on demo data or speaks of another area than the link."""
    test = app_page("leerstand", {"bezirk": "eving"})
    assert not test.exception
    text = _text(test)
    assert "Im Stadtbezirk Eving steh" in text and "Ladenlokalen leer (" in text and "vor einem Jahr" in text
    assert "Die Meldedichte ist keine Leerstandsquote" in text
    assert "mehr als 6 Monate zurück" in text
    assert len(test.get("plotly_chart")) == 3
    assert test.get("deck_gl_json_chart")[0].proto.alt.startswith("Karte der Ladenlokale")


def test_english_is_complete(app_page: AppPage) -> None:
    """Prevents German filters on the English page."""
    test = app_page("leerstand", {"bezirk": "eving", "sprache": "en"})
    assert not test.exception
    assert "shop units in the Eving district stand vacant" in _text(test)
    assert "Vacant for" in [element.label for element in test.multiselect]


def test_status_filter_from_the_link_is_what_map_and_table_show(app_page: AppPage) -> None:
    """Prevents a link that opens another view than the one that was copied."""
    test = app_page("leerstand", {"status": "gemeldet"})
    reported = {row["u"] for row in _layer(test, "units")}
    table = test.dataframe[-1].value
    assert reported and set(table["state"]) == {"gemeldet, ungeprüft"}
    assert len(table) == len(reported)
    assert test.query_params["status"] == "gemeldet"
    assert any(element.value.endswith("gemeldet, ungeprüft") for element in test.markdown)


def test_reported_leased_and_interim_stand_apart_by_default(app_page: AppPage) -> None:
    """Prevents reports that are drawn or counted as vacancies."""
    test = app_page("leerstand")
    filled = {
        row["f"] for row in _layer(test, "units") if "gemeldet" in row["hover"] or "Zwischennutzung" in row["hover"]
    }
    assert filled == {0}
    assert "nicht als leer zählen: gemeldet, ungeprüft" in _text(test)


def test_an_unknown_unit_is_a_friendly_line(app_page: AppPage) -> None:
    """Prevents an error where a unit of an old link no longer exists."""
    test = app_page("leerstand", {"objekt": "999-9999"})
    assert not test.exception
    assert "objekt" in _text(test)
    assert "objekt" not in test.query_params


def test_the_chosen_unit_has_its_card_and_a_ring(app_page: AppPage, demo_database: Database) -> None:
    """Prevents a table row or point whose record cannot be seen."""
    test = app_page("leerstand", {"objekt": "120-0001"})
    text = _text(test)
    assert "ehem\\. SB\\-Warenhaus Evinger Mitte" in text
    assert "Alle Angaben zuletzt geprüft am 19.08.2026 (Begehung)." in text
    assert len(_layer(test, "chosen")) == 1
    assert "Beispielhof" not in text and "strukturell" not in text


@pytest.mark.parametrize(
    "query",
    [
        {"bezirk": "<script>"},
        {"status": "leer,<b>"},
        {"leer-seit": "x" * 10_000},
        {"groesse-von": "viel", "groesse-bis": "-1"},
        {"objekt": "<script>alert(1)</script>"},
        {"objekt": "x\x00y"},
        {"text": "![x](http://evil.example/p.png)"},
        {"text": "'; DROP TABLE unit; --"},
        {"farbe": "rot", "reihenfolge": "1; DROP", "stufen": "unendlich", "genutzte": "vielleicht"},
        {"art": "insolvenz", "grund": "insolvenz", "eigentum": "privat"},
    ],
)
def test_hostile_links_give_a_page(app_page: AppPage, query: dict[str, str]) -> None:
    """Prevents errors, markup and pictures from elsewhere through a link."""
    test = app_page("leerstand", query)
    assert not test.exception
    assert "<script>" not in _text(test)
    assert "](http" not in _text(test)


def test_an_internal_filter_in_a_public_link_does_nothing(app_page: AppPage) -> None:
    """Prevents finding insolvent owners by a link that a coordinator sent."""
    plain, filtered = app_page("leerstand"), app_page("leerstand", {"grund": "insolvenz"})
    assert _layer(plain, "units") == _layer(filtered, "units")
    assert "grund" not in filtered.query_params


@pytest.mark.parametrize("role", ["public", "council"])
def test_a_sensitive_unit_is_protected_in_everything_that_is_sent(
    app_page: AppPage, demo_database: Database, role: str
) -> None:
    """Prevents address, exact point or internal fields of a protected unit in the browser of a lower role."""
    unit = _sensitive(demo_database)
    test = app_page("leerstand", {"objekt": unit["unit_id"]}, role=role)
    assert not test.exception
    point = next(row for row in _layer(test, "units") if row["u"] == unit["unit_id"])
    assert point["p"] != [round(unit["lon"], 5), round(unit["lat"], 5)]
    assert point["name"] == "Adresse nicht öffentlich"
    assert unit["address"].replace("-", "\\-") not in _text(test) and unit["address"] not in _text(test)
    for frame in test.dataframe:
        assert unit["address"] not in frame.value.to_csv()
        assert not {"vacancy_reason", "vacancy_kind", "condition", "owner_kind", "rent_eur_m2"} & set(
            frame.value.columns
        )


def test_the_coordinator_sees_the_whole_record(app_page: AppPage, demo_database: Database) -> None:
    """Prevents a coordinator who cannot find the place she has to visit."""
    unit = _sensitive(demo_database)
    test = app_page("leerstand", {"objekt": unit["unit_id"]}, role="coordinator")
    assert not test.exception
    point = next(row for row in _layer(test, "units") if row["u"] == unit["unit_id"])
    assert point["p"] == [round(unit["lon"], 5), round(unit["lat"], 5)]
    text = _text(test)
    assert unit["address"] in text and "Nur intern" in text and "Angebotsmiete" in text
    assert "Grund (intern)" in [element.label for element in test.multiselect]


@pytest.mark.parametrize("query", ["vacancy_selection_internal", "vacancy_units_internal", "vacancy_rent"])
@pytest.mark.parametrize("role", ["public", "council", "jury", "statistics"])
def test_internal_queries_refuse_lower_roles(demo_database: Database, query: str, role: str) -> None:
    """Prevents a page that forgets its check from reading internal records all the same."""
    with pytest.raises(NotAllowed):
        Reader(demo_database, Actor(role)).read(query)


def test_public_queries_name_no_internal_column(demo_database: Database) -> None:
    """Prevents internal or restricted columns in a query that everybody may read."""
    internal = {"vacancy_kind", "vacancy_reason", "condition", "owner_kind", "owner_company", "own_id", "rent_eur_m2"}
    for query, values in {
        "vacancy_selection": {"area_id": "city:dortmund", "sort": "address"},
        "vacancy_units": {"unit_ids": ["120-0001"]},
        "vacancy_summary": {"area_id": "city:dortmund"},
        "vacancy_history": {"unit_id": "120-0001"},
    }.items():
        assert not internal & set(Reader(demo_database, Actor()).read(query, **values).columns)


def test_an_empty_register_says_what_to_do(app_page: AppPage) -> None:
    """Prevents an empty map without a reason."""
    test = app_page("leerstand", {"bezirk": "eving"}, empty=True)
    assert not test.exception
    assert "ist noch kein Ladenlokal erfasst" in _text(test)
    assert not test.get("deck_gl_json_chart")


def test_filters_without_a_match_say_so(app_page: AppPage) -> None:
    """Prevents an empty table without a reason."""
    test = app_page("leerstand", {"text": "gibt es nicht"})
    assert not test.exception
    assert "Kein Ladenlokal passt zu diesen Filtern" in _text(test)
    assert _layer(test, "units") == []


def test_many_units_are_binned(app_page: AppPage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Prevents a red blob of thousands of points."""
    from strukturmonitor.ui import vacancy_map

    monkeypatch.setattr(vacancy_map, "MOST_POINTS", 100)
    test = app_page("leerstand", {"genutzte": "ja"})
    assert not test.exception
    assert _layer(test, "units") is None
    assert len(_layer(test, "cells")) > 50
    assert "zu viele" in _text(test)
