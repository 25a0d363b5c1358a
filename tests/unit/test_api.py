"""The HTTP API: what it gives, how it refuses, what it says of itself."""

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from openapi_spec_validator import validate
from starlette.applications import Starlette
from starlette.testclient import TestClient

from strukturmonitor.access import Actor, Reader
from strukturmonitor.api import ROUTES, answering, openapi, reading
from strukturmonitor.api.answers import AreaRow, IndicatorRow, TableRow, VacancyRow, ValueRow
from strukturmonitor.api.endpoints import ENDPOINTS
from strukturmonitor.database import Database
from strukturmonitor.exports.datasets import PUBLIC_TABLES, public_table
from strukturmonitor.indicators import catalogue, series
from strukturmonitor.settings import ROLES
from strukturmonitor.texts import LANGUAGES, speak
from strukturmonitor.ui import data

Ask = Callable[..., object]


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch, demo_dir: Path, demo_database: Database) -> Iterator[Ask]:
    """`ask("/api/v1/areas?level=stat", role="council", Accept="text/csv")`."""

    def get(address: str, *, role: str = "public", method: str = "GET", host: str = "127.0.0.1", **headers: str):
        monkeypatch.setenv("STRUKTURMONITOR_DATA_DIR", str(demo_dir))
        monkeypatch.setenv("STRUKTURMONITOR_DEMO_ROLE", role)
        data.settings.cache_clear()
        client = TestClient(Starlette(routes=ROUTES), base_url=f"http://{host}")
        return client.request(method, address, headers={name.replace("_", "-"): v for name, v in headers.items()})

    yield get
    data.settings.cache_clear()
    reading._counter.cache_clear()


def _table(text: str) -> pd.DataFrame:
    return pd.read_csv(io.StringIO(text), skiprows=sum(line.startswith("# ") for line in text.splitlines()))


@pytest.mark.parametrize("indicator_id", ["leerstandsquote", "jugendquotient", "sanierungsrueckstand"])
def test_values_are_those_of_the_pages(ask: Ask, demo_database: Database, indicator_id: str) -> None:
    """A value that the pages hide or round otherwise; every format must say the same."""
    indicator = catalogue()[indicator_id]
    shown = series(Reader(demo_database, Actor()), indicator).set_index(["area_id", "period"])["value"]
    shown = shown.round(indicator.decimals).dropna()
    for role in ("public", "admin"):
        rows = pd.DataFrame(ask(f"/api/v1/indicators/{indicator_id}", role=role).json()["data"])
        rows["period"] = pd.to_datetime(rows["period"])
        assert rows["value"].isna().equals(rows["missing"].notna())
        told = rows.set_index(["area_id", "period"])["value"].dropna()
        assert not told.empty and np.allclose(told, shown.reindex(told.index))
        assert set(told.index) == {key for key in shown.index if key[0].split(":")[0] in indicator.levels}
    table = _table(ask(f"/api/v1/indicators/{indicator_id}?format=csv").text)
    assert np.allclose(table["value"].dropna(), told) and set(table) == set(ValueRow.model_fields)
    features = ask(f"/api/v1/indicators/{indicator_id}?level=bezirk", Accept="application/geo+json").json()["features"]
    assert len(features) == 12 and {each["geometry"]["type"] for each in features} <= {"Polygon", "MultiPolygon"}
    for each in features:
        said = each["properties"]
        assert said["value"] == told.get((said["area_id"], pd.Timestamp(said["period"])))


def test_the_series_of_every_indicator_is_all_that_is_told(ask: Ask, demo_database: Database) -> None:
    """Counts behind a value: what the attack on small numbers (tests/analysis) looks at is all the API gives."""
    assert set(ValueRow.model_fields) == {
        "area_id",
        "area",
        "level",
        "period",
        "value",
        "missing",
        "origin",
        "is_estimate",
    }
    for indicator_id in catalogue():
        answer = ask(f"/api/v1/indicators/{indicator_id}?level=city")
        assert answer.status_code == 200 and answer.json()["about"]["sources"], indicator_id


@pytest.mark.parametrize("table", PUBLIC_TABLES)
def test_tables_are_the_files_of_the_page(ask: Ask, demo_database: Database, table: str) -> None:
    """A table with exact persons or hidden columns; a link that leads nowhere; a file without source."""
    answer = ask(f"/api/v1/tables/{table}.csv", role="admin")
    reader = Reader(demo_database, Actor())
    head = [line for line in answer.text.splitlines() if line.startswith("# ")]
    assert answer.status_code == 200 and len(head) >= 2  # title and day; sources where it has rows
    columns = answer.text.splitlines()[len(head)].split(",")
    assert columns == list(public_table(reader, table, row_limit=0))


def test_a_table_without_the_lines_above_it(ask: Ask) -> None:
    """A program that takes the lines on source and licence for the names of the columns."""
    whole, bare = (ask(f"/api/v1/tables/unemployment.csv{query}").text for query in ("", "?head=false"))
    assert bare.startswith("stat_id,") and whole.endswith(bare) and "# Arbeitslose" in whole


def test_vacancies_in_pages(ask: Ask) -> None:
    """Rows that stand on two pages or on none; a filter that counts on the first page only."""
    address, found = "/api/v1/vacancies?area=innenstadt-west&status=bestaetigt&status=gemeldet&limit=7", []
    while address:
        answer = ask(address)
        assert len(answer.json()["data"]) <= 7
        found += answer.json()["data"]
        address = answer.links.get("next", {}).get("url")
    assert len(found) == answer.json()["about"]["total"] == len({row["unit_id"] for row in found}) > 7
    assert {row["state"] for row in found} <= {"verified", "reported"}
    assert answer.json()["about"]["labels"]["state"]["verified"] == speak("de")("vacancy.state.verified")
    past = ask("/api/v1/vacancies?stand=2020&limit=3", Accept_Language="en-GB,de;q=0.5").json()
    assert past["about"]["date"] == "2020-12-31" and past["about"]["language"] == "en"
    places = ask("/api/v1/vacancies?format=geojson&limit=5").json()["features"]
    assert {each["geometry"]["type"] for each in places} == {"Point"} and "lon" not in places[0]["properties"]


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("/api/v1/areas?gebiet=eving", 400, "format, sprache, head, area, level"),
        ("/api/v1/areas?level=strasse", 400, "bezirk"),
        ("/api/v1/areas?level=stat&level=city", 400, "stat, city"),
        ("/api/v1/areas?area=evng", 400, "Eving"),
        ("/api/v1/indicators?format=geojson", 400, "json und csv"),
        ("/api/v1/indicators/leerstandsquote?from=2024-02-31", 400, "2020-01-01"),
        ("/api/v1/indicators/leerstandsquote?from=2025&to=2020", 400, "nicht vor"),
        ("/api/v1/indicators/leerstandsqote", 404, "leerstandsquote"),
        ("/api/v1/vacancies?limit=0", 400, "1 bis"),
        ("/api/v1/vacancies?status=leer", 400, "bestaetigt"),
        ("/api/v1/vacancies?stand=1999", 400, "1999"),
        ("/api/v1/vacancies?offset=-1", 400, "offset"),
        ("/api/v1/tables/account.csv", 404, "account"),
        ("/api/v1/tables/%2e%2e%2fareas.csv", 404, "/api"),
        ("/api/v2/areas", 404, "/api/v1/areas"),
        ("/api/v1/areas?area=" + "x" * 3000, 414, "Zeichen"),
        ("/api/v1/areas?area=" + "x" * 150, 400, "…"),
        ("/api/v1/areas?area=%00%0a<script>", 400, "<script>"),
        ("/api/katalog.jsonld?x=1&area=%ff", 400, "x"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_refusals_say_what_to_do(ask: Ask, address: str, status: int, told: str) -> None:
    """A misspelt parameter that silently gives everything; an error nobody can act on; a stack trace."""
    for language in LANGUAGES:
        answer = ask(address, Accept_Language=language)
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/problem+json"
        problem = answer.json()
        assert problem["status"] == status and problem["title"] == speak(language)(f"api.problem.{status}")
        assert "Traceback" not in answer.text and len(answer.text) < 2_000
    assert told in ask(address, Accept_Language="de").json()["detail"]


def test_only_reading(ask: Ask) -> None:
    """A write that seems to succeed; a preflight of another site that is refused."""
    for method in ("POST", "PUT", "DELETE"):
        answer = ask("/api/v1/areas", method=method)
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
    assert ask("/api/v1/areas", method="OPTIONS").headers["access-control-allow-origin"] == "*"
    assert ask("/api/v1/areas", Accept="image/png").status_code == 406
    head = ask("/api/v1/areas", method="HEAD", Accept_Encoding="identity")
    whole = ask("/api/v1/areas", Accept_Encoding="identity")
    assert head.text == "" and head.headers["content-length"] == str(len(whole.content))


def test_an_answer_is_asked_for_again_cheaply(ask: Ask) -> None:
    """An old answer that is taken for the present one; another reader's answer under the same mark."""
    address = "/api/v1/indicators/leerstandsquote?area=eving"
    first = ask(address, Accept_Encoding="identity")
    etag = first.headers["etag"]
    assert etag.startswith('"') and ask(address, Accept_Encoding="identity").content == first.content
    again = ask(address, If_None_Match=f'"x", W/{etag}', Accept_Encoding="identity")
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    others = [
        ask(address, role="council", Accept_Encoding="identity"),
        ask(address + "&format=csv", Accept_Encoding="identity"),
        ask(address + "&sprache=en", Accept_Encoding="identity"),
        ask(address, Accept_Encoding="gzip"),
    ]
    assert len({etag, *(other.headers["etag"] for other in others)}) == 5
    assert others[3].headers["content-encoding"] == "gzip" and others[3].json() == first.json()


@pytest.mark.parametrize("role", ROLES)
def test_who_is_logged_in_is_not_shared(ask: Ask, role: str) -> None:
    """A cache between, or another site's page, that hands on what a login opened."""
    answer = ask("/api/v1/areas?level=city", role=role)
    assert answer.json()["about"]["role"] == role
    is_public = role == "public"
    assert answer.headers["cache-control"].startswith("public" if is_public else "private")
    assert ("access-control-allow-origin" in answer.headers) == is_public
    foreign = ask("/api/v1/areas?level=city", role=role, Origin="https://example.org")
    assert foreign.json()["about"]["role"] == "public"


def test_who_asks_too_often_waits(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """One program that takes all the time there is from the readers of the pages."""
    few = reading.limits().__class__(**{**vars(reading.limits()), "requests_per_minute": 2})
    monkeypatch.setattr(reading, "limits", lambda: few)
    answers = [ask("/api/v1/areas?level=city", host="stadt.example").status_code for _ in range(3)]
    assert answers == [200, 200, 429]
    assert int(ask("/api/v1/areas", host="stadt.example").headers["retry-after"]) > 0
    assert ask("/api/v1/areas?level=city").status_code == 200  # who sits at the machine


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_description_is_valid_and_complete(ask: Ask, language: str) -> None:
    """A description that no tool reads, or that leaves out what there is."""
    said = ask(f"/api/openapi.json?sprache={language}").json()
    validate(said)
    assert set(said["paths"]) == {f"/api/v1{endpoint.path}" for endpoint in ENDPOINTS}
    for endpoint in ENDPOINTS:
        operation = said["paths"][f"/api/v1{endpoint.path}"]["get"]
        assert len(operation["parameters"]) == len(endpoint.parameters.model_fields) + len(endpoint.in_path)
        if endpoint.answer:
            example = operation["responses"]["200"]["content"]["application/json"]["example"]
            assert endpoint.answer.model_validate(example).data
    for model in (AreaRow, IndicatorRow, ValueRow, VacancyRow, TableRow):
        missing = [f for f in model.model_fields if not openapi.field_words(speak(language), model.__name__, f)]
        assert missing == [], model.__name__


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_leads_to_answers(ask: Ask, language: str) -> None:
    """An example on the page that ends in an error."""
    page = ask(f"/api?sprache={language}").text
    for endpoint in ENDPOINTS:
        assert f'href="/api/v1{endpoint.example.replace("&", "&amp;")}"' in page
        assert ask(f"/api/v1{endpoint.example}").status_code == 200
    assert "http://" not in page.replace("http://127.0.0.1", "") and "https://" not in page


def test_areas_as_a_table_and_as_a_map(ask: Ask) -> None:
    """Boundaries of the wrong level, or none."""
    areas = ask("/api/v1/areas", Accept="text/csv;q=0.5, application/json").json()["data"]
    assert {row["level"] for row in areas} >= {"city", "bezirk", "stat"}
    features = ask("/api/v1/areas?area=eving&area=stat:140&format=geojson").json()["features"]
    assert [each["properties"]["area_id"] for each in features] == ["bezirk:eving", "stat:140"]
    assert all(each["geometry"]["coordinates"] for each in features)
    assert json.loads(ask("/api/v1/areas?format=json").text)["about"]["is_demo"] in (True, False)


def test_a_finished_answer_is_kept_for_everybody_and_for_nobody_else(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer made anew at every request keeps pages waiting; one kept from another role or selection shows the
    wrong rows."""
    made: list[str] = []
    content = answering._content

    def counted(request: object, *more: object) -> tuple[bytes, dict[str, str]]:
        made.append(str(request.url))
        return content(request, *more)

    monkeypatch.setattr(answering, "_content", counted)
    data.forget_cached()
    address = "/api/v1/vacancies?area=eving&area=hoerde&limit=5"
    first = ask(address)
    again, plain = ask(address), ask(address, Accept_Encoding="identity")
    assert first.content == again.content == plain.content and len(made) == 1
    assert first.headers["content-encoding"] == "gzip" and "content-encoding" not in plain.headers
    assert first.headers["etag"] == again.headers["etag"] != plain.headers["etag"]
    assert ask(address, role="council").json()["about"]["role"] == "council"
    turned = ask("/api/v1/vacancies?area=hoerde&area=eving&limit=5")
    assert turned.json()["data"] != first.json()["data"] and turned.headers["etag"] != first.headers["etag"]
    assert ask(f"{address}&sprache=en").json()["about"]["language"] == "en" and len(made) == 4
    ask(address, role="council")
    assert len(made) == 5  # never kept
    data.forget_cached()
    assert ask(address).content == first.content and len(made) == 6


def test_what_is_like_nothing_is_not_compared(ask: Ask) -> None:
    """«Am ähnlichsten ist: –» helps nobody."""
    for language, like in (("de", "ähnlich"), ("en", "nearest")):
        told = {name: ask(f"/api/v1/indicators/{name}?sprache={language}") for name in ("leerstand", "zzzzqq")}
        assert {answer.status_code for answer in told.values()} == {404}
        assert like in told["leerstand"].json()["detail"] and like not in told["zzzzqq"].json()["detail"]
        assert "–" not in told["zzzzqq"].json()["detail"]
    twice = ask("/api/v1/areas?level=stat&level=ub").json()["detail"]
    assert "mehrmals" in twice and "stat, ub" in twice
