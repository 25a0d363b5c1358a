"""Single parts of pages for other web sites."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from strukturmonitor.database import Database
from strukturmonitor.errors import SettingInvalid
from strukturmonitor.server import HeadersMiddleware
from strukturmonitor.settings import read_settings
from strukturmonitor.shown import Figure, View
from strukturmonitor.texts import speak
from strukturmonitor.ui.embedding import html, routes
from strukturmonitor.ui.embedding.code import embed_code

QUOTA = "/einbetten/leerstand?teil=bild:verlauf-quote&bezirk=eving"


@pytest.fixture
def client(
    monkeypatch: pytest.MonkeyPatch, app_on: Callable[..., None], demo_dir: Path, demo_database: Database
) -> Iterator[TestClient]:
    monkeypatch.setenv("STRUKTURMONITOR_EMBED_ORIGINS", "https://www.example.org")
    app_on(demo_dir, role="admin")
    other = Route("/", lambda _: HTMLResponse("<html></html>"))
    with TestClient(Starlette(routes=[*routes.ROUTES, other], middleware=[Middleware(HeadersMiddleware)])) as found:
        yield found


def test_a_chart_is_a_page_of_its_own(client: TestClient) -> None:
    """Prevents an embedded chart without its title, words, numbers, source or way back, and a frame on any other site."""
    answer = client.get(QUOTA, headers={"Accept": "text/html"})
    page = answer.text
    assert answer.status_code == 200 and '<html class="embedded" lang="de">' in page
    assert "<h1>Leerstandsquote im Stadtbezirk Eving seit 2012</h1>" in page and "Demodaten: erzeugte Werte" in page
    assert page.count("<svg ") == 2 and 'role="img" aria-label="' in page and "<table>" in page and "Quelle: " in page
    assert 'href="/leerstand?' in page and "bezirk=eving" in page and "<script" not in page
    addresses = re.findall(r'(?:src|href|url)\s*[=(]\s*["\']?([^"\')\s>]+)', page)
    assert all(address.startswith(("/", "data:", "#")) for address in addresses)
    policy = answer.headers["content-security-policy"]
    assert "frame-ancestors 'self' https://www.example.org" in policy and "default-src 'none'" in policy
    other = client.get("/").headers["content-security-policy"]
    assert other.endswith("frame-ancestors 'self'") and "default-src 'self'" in other
    assert len(answer.headers.get_list("content-security-policy")) == 1


def test_browsers_keep_what_did_not_change(client: TestClient) -> None:
    """Prevents every visitor of a council's web site from having the chart drawn and sent again."""
    first = client.get(QUOTA, headers={"Accept": "text/html"})
    assert first.headers["cache-control"].startswith("public, max-age=")
    again = client.get(QUOTA, headers={"Accept": "text/html", "If-None-Match": first.headers["etag"]})
    assert again.status_code == 304 and not again.content
    assert client.get(QUOTA + "&sprache=en").headers["etag"] != first.headers["etag"]
    assert 'lang="en"' in client.get(QUOTA + "&sprache=en").text


def test_maps_figures_and_tables_too(client: TestClient) -> None:
    """Prevents a kind of part that cannot be embedded, and a map without the words of its colours."""
    map_ = client.get("/einbetten/?teil=karte:karte").text
    assert 'class="legend"' in map_ and "Lütgendortmund" in map_ and "<table>" in map_
    figure = client.get("/einbetten/leerstand?teil=zahl:leerstandsquote&bezirk=eving").text
    assert '<p class="value">' in figure and "Stand " in figure
    assert "<tbody><tr>" in client.get("/einbetten/verkehr?teil=tabelle:stellen&bezirk=eving").text


@pytest.mark.parametrize(
    "address",
    [
        "/einbetten/leerstand?teil=bild:gibt-es-nicht",
        "/einbetten/gibt-es-nicht?teil=karte:karte",
        "/einbetten/register?teil=tabelle:liste",  # not for everybody, whoever asks
        "/einbetten/leerstand",
        "/einbetten/leerstand?teil=text:1",
        "/einbetten/leerstand?teil=karte:karte&status=quark",
        "/einbetten/leerstand?teil=%3Cscript%3Ealert(1)%3C/script%3E",
    ],
)
def test_what_is_not_there_is_said_kindly(client: TestClient, address: str) -> None:
    """Prevents a stack trace or an internal page on somebody else's web site."""
    answer = client.get(address)
    assert answer.status_code == 404 and "Hier gibt es nichts zu sehen" in answer.text and "<script" not in answer.text
    assert answer.headers["cache-control"] == "no-store"


def test_endless_addresses_and_crowds_are_refused(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Prevents an address as long as a book, and a site that is busy drawing for others only."""
    assert client.get("/einbetten/leerstand?teil=karte:karte&suche=" + "x" * 2000).status_code == 414
    monkeypatch.setitem(routes.embedding_facts(), "longest_wait_s", 0)
    turns = routes._turns()
    held = [turns.acquire(blocking=False) for _ in range(routes.embedding_facts()["at_once"])]
    try:
        answer = client.get("/einbetten/leerstand?teil=karte:karte&bezirk=hombruch")
        assert all(held) and answer.status_code == 503 and "Retry-After" in answer.headers
    finally:
        for _ in held:
            turns.release()
    assert client.get("/einbetten/leerstand?teil=karte:karte&bezirk=hombruch").status_code == 200


def test_words_are_never_markup() -> None:
    """Prevents a name in the data, a filter or a title from becoming HTML on another web site."""
    bad = '<img src=x onerror="alert(1)">'
    part = Figure("k", bad, bad, bad, bad)
    view = View("leerstand", {"suche": bad}, "de", bad, bad, [part], [bad], True, [], "2026-11-23")
    page = html.part_page(view, part, speak("de"), city=bad, known=routes.embedding_facts())
    assert "<img" not in page and "&lt;img" in page
    code = embed_code(f"http://localhost/einbetten/?teil={bad}", bad)
    assert "<img" not in code and code.startswith("<iframe ") and code.count("<") == 2


@pytest.mark.parametrize(
    "origins",
    [
        "example.org",
        "https://",
        "http://www.example.org",
        "https://a.org/pfad",
        "https://*.a.org",
        "https://a.org;script-src",
    ],
)
def test_a_wrong_origin_stops_the_start(origins: str) -> None:
    """Prevents a setting that allows more web sites than was meant, or changes the rest of the policy."""
    with pytest.raises(SettingInvalid) as found:
        read_settings({"STRUKTURMONITOR_EMBED_ORIGINS": origins})
    assert found.value.values["name"] == "STRUKTURMONITOR_EMBED_ORIGINS"


def test_origins_are_read() -> None:
    """Prevents an allowed web site that is not, and one that is allowed without being named."""
    assert read_settings({}).embed_origins == ()
    read = read_settings(
        {"STRUKTURMONITOR_EMBED_ORIGINS": "https://WWW.a.org, http://localhost:8080 https://www.a.org"}
    )
    assert read.embed_origins == ("https://www.a.org", "http://localhost:8080")
