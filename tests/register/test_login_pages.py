"""The plain pages /anmelden and /abmelden: redirects, foreign forms, cookies, odd texts."""

from collections.abc import Iterator

import pytest
from login_fixtures import *  # noqa: F403 (fixtures)
from login_fixtures import PASSWORD, person
from starlette.applications import Starlette
from starlette.testclient import TestClient

from strukturmonitor.access import Actor
from strukturmonitor.access.demo_accounts import demo_accounts, make_demo_accounts
from strukturmonitor.access.directory import directory
from strukturmonitor.access.sessions import COOKIE
from strukturmonitor.api import ROUTES as API_ROUTES
from strukturmonitor.api import answering, reading
from strukturmonitor.database import Database
from strukturmonitor.settings import read_settings
from strukturmonitor.ui.login import ROUTES, forms, plain, requests, routes

HOST = "http://127.0.0.1"


class Server:
    """The routes on a database, with settings and demo data as a test wants them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, database: Database) -> None:
        self.monkeypatch, self.database = monkeypatch, database
        for module in (plain, forms, requests, routes):
            monkeypatch.setattr(module, "database", lambda: database, raising=False)
        self.set(STRUKTURMONITOR_AUTH="local")

    def set(self, *, is_demo: bool = False, **environment: str) -> None:
        wanted = read_settings(environment)
        for module in (requests, routes):
            self.monkeypatch.setattr(module, "settings", lambda: wanted)
        self.monkeypatch.setattr(Database, "is_demo", property(lambda _: is_demo))
        self.monkeypatch.setattr(Database, "has_made_units", property(lambda _: is_demo))

    def browser(self, **headers: str) -> TestClient:
        return TestClient(Starlette(routes=ROUTES), base_url=HOST, follow_redirects=False, headers=headers)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, database: Database) -> Iterator[Server]:
    if "seite" not in directory(database).by_login:
        person(database, "seite", areas=frozenset({"bezirk:eving"}))
    server = Server(monkeypatch, database)
    yield server
    from strukturmonitor.access import login

    login._throttles.clear()


def log_in(browser: TestClient, login: str = "seite", password: str = PASSWORD, **more: str):
    return browser.post("/anmelden", data={"login": login, "password": password, **more})


def test_logging_in_leads_back_and_sets_a_cookie_that_scripts_cannot_read(server: Server) -> None:
    """Prevents a login that forgets where one was, and a cookie that a script or another site could use."""
    browser = server.browser()
    answer = log_in(browser, weiter="/register?objekt=U-00012&sprache=en")
    assert (answer.status_code, answer.headers["location"]) == (303, "/register?objekt=U-00012&sprache=en")
    cookie = answer.headers["set-cookie"]
    assert all(part in cookie for part in ("HttpOnly", "SameSite=lax", "Path=/")) and "Secure" not in cookie
    assert answer.headers["cache-control"] == "no-store"
    secure = log_in(server.browser(**{"X-Forwarded-Proto": "https"})).headers["set-cookie"]
    assert "Secure" in secure


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/%0d%0aSet-Cookie:x=1",
        "/x\r\nSet-Cookie: x=1",
        "/x\x00",
        "/anmelden/../../etc",
        "///evil.example",
        "/?" + "x" * 10_000,
        "http:evil.example",
        " /register",
        "/register#@evil.example",
    ],
)
def test_the_login_leads_to_our_own_pages_only(server: Server, wanted: str) -> None:
    """Prevents a link to our login that ends on somebody else's page."""
    answer = log_in(server.browser(), weiter=wanted)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "x=1" not in answer.headers["set-cookie"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
    ],
)
@pytest.mark.parametrize("path", ["/anmelden", "/abmelden", "/anmelden/passwort"])
def test_a_form_of_another_site_does_nothing(server: Server, path: str, headers: dict) -> None:
    """Prevents another page from logging somebody in or out, or changing a password."""
    browser = server.browser()
    log_in(browser)
    form = {"login": "seite", "password": PASSWORD, "new": "vier Krähen im Nebel", "again": "vier Krähen im Nebel"}
    answer = browser.post(path, data=form, headers=headers)
    assert answer.status_code == 403 and "set-cookie" not in answer.headers
    assert browser.get("/abmelden").status_code == 200  # still logged in


def test_a_form_of_our_own_is_taken_behind_a_proxy_that_changes_the_host(server: Server) -> None:
    """Prevents a login that fails behind a proxy: the browser itself says that the form is ours."""
    headers = {"Sec-Fetch-Site": "same-origin", "Origin": "https://strukturmonitor.example"}
    assert log_in(server.browser(**headers)).status_code == 303


@pytest.mark.parametrize(
    "typed",
    ["<script>alert(1)</script>", '"><img src=x>', "' OR 1=1 --", "x" * 10_000, "🙂\u202e", "a\x00b", "%00", "{{7*7}}"],
)
def test_odd_texts_are_shown_as_text(server: Server, typed: str) -> None:
    """Prevents a script from running on the login page, a lost login name, and a stack trace."""
    browser = server.browser()
    answer = log_in(browser, login=typed, password=typed)
    assert answer.status_code == 401 and 'role="alert"' in answer.text
    assert "<script>alert" not in answer.text and "<img src=x" not in answer.text
    if typed.isascii() and typed.isalnum() is False and len(typed) < 20 and "\x00" not in typed:
        assert browser.get("/anmelden", params={"weiter": typed}).status_code == 200


def test_the_answer_is_the_same_for_unknown_logins(server: Server) -> None:
    """Prevents finding out who has an account."""
    pages = [log_in(server.browser(), login=login, password="falsch falsch").text for login in ("seite", "niemand")]  # noqa: S106
    assert pages[0].replace('value="seite"', "X") == pages[1].replace('value="niemand"', "X")


def test_too_many_attempts_are_said_with_how_long_to_wait(server: Server) -> None:
    """Prevents guessing, and a person who does not know whether to try on."""
    browser = server.browser()
    codes = [log_in(browser, password=f"falsch {n}").status_code for n in range(7)]
    assert codes == [401] * 5 + [429] * 2
    answer = log_in(browser)  # the right one now waits too
    assert answer.status_code == 429 and int(answer.headers["retry-after"]) > 60 and "Min." in answer.text


def test_a_form_that_is_too_large_is_not_read(server: Server) -> None:
    """Prevents memory filled by one request."""
    assert log_in(server.browser(), password="x" * 100_000).status_code == 400
    assert server.browser().post("/anmelden", data={f"f{n}": "x" for n in range(50)}).status_code == 400


def test_logging_out_everywhere_and_here(server: Server) -> None:
    """Prevents a logout that leaves the session or the cookie."""
    first, second = server.browser(), server.browser()
    log_in(first), log_in(second)
    answer = first.post("/abmelden", data={"wo": "ueberall"})
    assert answer.status_code == 303 and COOKIE not in first.cookies
    assert "überall beendet" in second.get("/anmelden").text
    log_in(second)
    assert second.post("/abmelden").status_code == 303
    assert "role=" not in second.get("/anmelden").text


def test_a_password_is_changed_only_by_who_knows_it(server: Server, database: Database) -> None:
    """Prevents a change by whoever finds an open browser, and one that leaves other browsers logged in."""
    account = person(database, "wechsler")
    browser, other = server.browser(), server.browser()
    log_in(browser, "wechsler"), log_in(other, "wechsler")
    new = "vier Krähen im Nebel"

    def change(**form: str) -> int:
        return browser.post(
            "/anmelden/passwort", data={"password": PASSWORD, "new": new, "again": new, **form}
        ).status_code

    assert change(password="geraten und falsch") == 422  # noqa: S106
    assert change(again="vier Krähen im Wind") == 422
    assert change(new="kurz", again="kurz") == 422
    assert change(new=PASSWORD, again=PASSWORD) == 422
    assert change() == 303
    assert browser.get("/abmelden").status_code == 200 and other.get("/abmelden").status_code == 303
    assert log_in(server.browser(), "wechsler").status_code == 401
    assert log_in(server.browser(), "wechsler", new).status_code == 303
    assert not directory(database).accounts[account.account_id].must_change_password


@pytest.mark.parametrize(
    ("environment", "is_demo", "headers", "offered"),
    [
        ({}, True, {}, True),
        ({"STRUKTURMONITOR_AUTH": "local"}, True, {}, True),
        ({"STRUKTURMONITOR_AUTH": "local"}, False, {}, False),
        ({"STRUKTURMONITOR_AUTH": "local", "HOST": "0.0.0.0"}, True, {}, False),  # noqa: S104
        ({"STRUKTURMONITOR_AUTH": "local"}, True, {"X-Forwarded-For": "10.0.0.1"}, False),
        ({"STRUKTURMONITOR_AUTH": "local"}, True, {"Host": "evil.example"}, False),
        ({"STRUKTURMONITOR_AUTH": "none"}, True, {}, False),
        ({}, False, {}, False),
    ],
)
def test_demo_accounts_need_demo_data_and_the_machine_itself(
    server: Server, database: Database, environment: dict, is_demo: bool, headers: dict, offered: bool
) -> None:
    """Prevents a register open to everybody without a password."""
    make_demo_accounts(database)
    account = demo_accounts(database)[0]
    server.set(is_demo=True, STRUKTURMONITOR_AUTH="local")
    inside = server.browser()
    assert inside.post("/anmelden", data={"demo": account.account_id}).status_code == 303
    server.set(is_demo=is_demo, **environment)
    browser = server.browser(**headers)
    assert ("Demokonten" in browser.get("/anmelden").text) == offered
    answer = browser.post("/anmelden", data={"demo": account.account_id})
    assert (answer.status_code == 303) == offered
    # A session begun before counts no longer where demo accounts are not offered.
    inside.headers.update(headers)
    assert (inside.get("/abmelden").status_code == 200) == offered
    assert log_in(browser, account.login, "").status_code != 303


def test_demo_accounts_are_of_every_role_and_marked(database: Database) -> None:
    """Prevents a role that cannot be tried."""
    make_demo_accounts(database)
    accounts = demo_accounts(database)
    assert {account.role for account in accounts} == {"coordinator", "admin", "council", "jury", "statistics"}
    coordinator = accounts[0]
    assert coordinator.areas == {"bezirk:eving"} and "Eving" in coordinator.name
    assert all(account.is_demo and not account.has_password and "Demo" in account.name for account in accounts)


def test_where_there_is_no_login_it_is_said(server: Server) -> None:
    """Prevents a form that leads nowhere."""
    server.set(STRUKTURMONITOR_AUTH="none")
    page = server.browser().get("/anmelden")
    assert "keine Anmeldung eingerichtet" in page.text and "<form" not in page.text
    assert log_in(server.browser()).status_code == 200


def test_the_page_speaks_both_languages(server: Server) -> None:
    """Prevents a half-translated login."""
    page = server.browser().get("/anmelden?sprache=en&weiter=/register")
    assert 'lang="en"' in page.text and "Login name" in page.text and "Anmeldename" not in page.text
    assert "weiter=%2Fregister&amp;sprache=de" in page.text


def test_our_own_routes_know_who_asks(server: Server) -> None:
    """Prevents map files, photos or downloads that answer without looking who asks."""
    from starlette.requests import Request

    browser = server.browser()
    cookie = log_in(browser).cookies[COOKIE]

    def actor(headers: list) -> Actor:
        scope = {"type": "http", "method": "GET", "path": "/", "headers": headers, "query_string": b""}
        return requests.actor_of_request(Request(scope))

    known = actor([(b"cookie", f"{COOKIE}={cookie}".encode())])
    assert (known.role, known.areas) == ("coordinator", {"bezirk:eving"})
    assert actor([]) == Actor()


def test_a_login_counts_in_the_interface_for_programs(server: Server) -> None:
    """Prevents an API that takes everybody for the public or goes on with a login that has ended, and answers to somebody
    logged in that a cache between keeps for others."""
    for module in (answering, reading):
        server.monkeypatch.setattr(module, "database", lambda: server.database)
    server.monkeypatch.setattr(reading, "settings", lambda: read_settings({}))
    browser = TestClient(Starlette(routes=[*ROUTES, *API_ROUTES]), base_url=HOST, follow_redirects=False)
    before = browser.get("/api/v1/areas?level=city")
    log_in(browser)
    during = browser.get("/api/v1/areas?level=city", headers={"If-None-Match": before.headers["etag"]})
    browser.post("/abmelden")
    after = browser.get("/api/v1/areas?level=city")
    assert [each.json()["about"]["role"] for each in (before, during, after)] == ["public", "coordinator", "public"]
    assert during.headers["cache-control"] == "private, no-cache"
    assert "access-control-allow-origin" not in during.headers
