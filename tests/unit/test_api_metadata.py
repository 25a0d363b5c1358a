"""The metadata for data portals: everything the profile wants is there, and every address in it leads to the data."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef, namespace
from rdflib.namespace import DCTERMS, FOAF, RDF
from starlette.applications import Starlette
from starlette.testclient import TestClient

from strukturmonitor.api import ROUTES
from strukturmonitor.api.answers import Source
from strukturmonitor.api.contents import licence_uri, vocabularies
from strukturmonitor.api.dcat import _DCATDE, _VCARD, ENDINGS, licence_of
from strukturmonitor.database import Database
from strukturmonitor.exports.datasets import PUBLIC_TABLES
from strukturmonitor.indicators import THEMES, catalogue
from strukturmonitor.ui import data

BASE = "https://daten.stadt.example"


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch, demo_dir: Path, demo_database: Database) -> Iterator[TestClient]:
    monkeypatch.setenv("STRUKTURMONITOR_DATA_DIR", str(demo_dir))
    monkeypatch.setenv("STRUKTURMONITOR_DEMO_ROLE", "public")
    data.settings.cache_clear()
    yield TestClient(Starlette(routes=ROUTES), base_url=BASE)
    data.settings.cache_clear()


@pytest.fixture
def graph(client: TestClient) -> Graph:
    return Graph().parse(data=client.get("/api/katalog.ttl").text, format="turtle")


def _languages(graph: Graph, subject: URIRef, predicate: URIRef) -> set[str]:
    return {value.language for value in graph.objects(subject, predicate) if isinstance(value, Literal)}


def test_what_the_profile_demands_is_there(graph: Graph) -> None:
    """A portal refuses the whole catalogue for one property that is missing (DCAT-AP.de 2.0 and its conventions); a
    contributor that was assumed would hand the city's data on in somebody else's name."""
    (whole,) = graph.subjects(RDF.type, namespace.DCAT.Catalog)
    for predicate in (DCTERMS.title, DCTERMS.description):
        assert _languages(graph, whole, predicate) == {"de", "en"}
    for predicate in (DCTERMS.publisher, DCTERMS.modified, DCTERMS.spatial, namespace.DCAT.themeTaxonomy):
        assert graph.value(whole, predicate) is not None, predicate
    datasets = set(graph.objects(whole, namespace.DCAT.dataset))
    assert datasets == set(graph.subjects(RDF.type, namespace.DCAT.Dataset)) and len(datasets) > len(catalogue())
    for each in datasets:
        for predicate in (DCTERMS.title, DCTERMS.description):
            assert _languages(graph, each, predicate) == {"de", "en"}, each
        assert len(list(graph.objects(each, DCTERMS.publisher))) == 1
        assert graph.value(graph.value(each, DCTERMS.publisher), FOAF.name)
        assert graph.value(graph.value(each, namespace.DCAT.contactPoint), _VCARD.hasURL)
        assert graph.value(each, _DCATDE.contributorID) is None  # nobody has settled who hands them on
        for predicate in (
            DCTERMS.identifier, DCTERMS.modified, DCTERMS.spatial, namespace.DCAT.theme, namespace.DCAT.keyword, namespace.DCAT.landingPage,
            _DCATDE.politicalGeocodingURI, _DCATDE.politicalGeocodingLevelURI, namespace.DCAT.distribution,
        ):  # fmt: skip
            assert graph.value(each, predicate) is not None, (each, predicate)
    assert max(Counter(map(str, graph.objects(predicate=DCTERMS.identifier))).values()) == 1


def test_every_distribution_has_licence_format_and_a_working_address(graph: Graph, client: TestClient) -> None:
    """A dataset nobody can fetch, or that nobody knows whether they may use."""
    rows = {table["url"]: table["row_count"] for table in client.get("/api/v1/tables").json()["data"]}
    distributions = list(graph.subjects(RDF.type, namespace.DCAT.Distribution))
    assert len(distributions) > 3 * len(catalogue())
    for each in distributions:
        assert str(graph.value(each, DCTERMS.license)).startswith("http://dcat-ap.de/def/licenses/")
        assert "/authority/file-type/" in str(graph.value(each, DCTERMS["format"]))
        assert _languages(graph, each, DCTERMS.description) == {"de", "en"}
        assert str(graph.value(each, _DCATDE.licenseAttributionByText))
        address, media_type = (
            str(graph.value(each, namespace.DCAT.downloadURL)),
            str(graph.value(each, namespace.DCAT.mediaType)),
        )
        assert address.startswith(f"{BASE}/api/v1/")
        is_large = rows.get(address.removeprefix(BASE), 0) > 10_000
        if (
            "/indicators/" not in address or "leerstandsquote" in address
        ) and not is_large:  # the others are made alike
            answer = client.get(address.removeprefix(BASE))
            assert answer.status_code == 200, address
            assert media_type.endswith(answer.headers["content-type"].partition(";")[0]), address
        else:
            assert address.removeprefix(BASE) in rows or address.partition("?")[0].rpartition("/")[2] in catalogue()


def test_the_three_files_say_the_same(client: TestClient, graph: Graph) -> None:
    """A catalogue that reads differently in one of its forms; a host that is put into it as it came."""
    for ending, (form, media_type) in ENDINGS.items():
        answer = client.get(f"/api/katalog.{ending}")
        assert answer.headers["content-type"].startswith(media_type)
        assert len(Graph().parse(data=answer.text, format=form)) == len(graph)
    foreign = client.get("/api/katalog.ttl", headers={"Host": 'x"><script>'})
    assert "<script" not in foreign.text and "strukturmonitor.invalid" not in foreign.text
    assert foreign.headers["etag"] != client.get("/api/katalog.ttl").headers["etag"]


def test_the_licence_that_binds_most_counts() -> None:
    """Rows that ask for a name of the source, given away as free of any; rows of an unknown licence as open data."""

    def of(*licences: str) -> str:
        return licence_of(
            [
                Source(
                    citation="x", publisher=None, licence=each, licence_uri=licence_uri(each), url=None, origin="made"
                )
                for each in licences
            ]
        ).rpartition("licenses/")[2]

    assert of("CC0-1.0") == "cc-zero" and of("dl-de/zero-2-0", "CC0-1.0") == "dl-zero-de/2.0"
    assert of("dl-de/by-2-0", "CC0-1.0") == "dl-by-de/2.0" and of("ODbL-1.0", "dl-de/by-2-0") == "odbl"
    assert of("wie angegeben", "CC0-1.0") == of() == "other-closed"


def test_every_theme_and_table_is_known() -> None:
    """A table that was renamed and keeps its theme under the old name; an indicator without a theme."""
    facts = vocabularies()
    assert set(facts["themes"]) == set(THEMES)
    assert {table for tables in facts["table_themes"].values() for table in tables} <= set(PUBLIC_TABLES)
