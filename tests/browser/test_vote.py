"""A phone in the hall: every kind of question is answered with a thumb, with and without scripts, and is accessible."""

import dataclasses
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from conftest import PHONE
from playwright.sync_api import Browser, Page
from poll_helpers import *  # noqa: F403 (fixtures)
from poll_helpers import KINDS, LEADER, opened
from starlette.applications import Starlette
from starlette.middleware import Middleware

from strukturmonitor.access import Reader
from strukturmonitor.database import Database
from strukturmonitor.dialogue import poll_leading
from strukturmonitor.dialogue.poll_rules import poll_rules
from strukturmonitor.dialogue.polls import results
from strukturmonitor.server import HeadersMiddleware
from strukturmonitor.ui.hall import point_map, routes
from strukturmonitor.ui.login import plain

THUMB_PX = 44
LOOKED_AT = ("dots", "scale", "point")  # the kinds with controls of their own


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch, database: Database) -> Iterator[str]:
    """The pages of phones alone, with the headers of the whole app: Streamlit is not needed to vote."""
    for module in (routes, plain, point_map):
        monkeypatch.setattr(module, "database", lambda: database)
    quick = dataclasses.replace(poll_rules(), thanks_refresh_s=1, waiting_refresh_s=1)
    monkeypatch.setattr(routes, "poll_rules", lambda: quick)
    app = Starlette(routes=routes.ROUTES, middleware=[Middleware(HeadersMiddleware)])
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


def answer(page: Page, kind: str) -> None:
    """As a thumb does it."""
    if kind == "single":
        page.get_by_text("Bänke & Schatten").tap()
    elif kind == "multiple":
        page.get_by_text("Rad").tap()
        page.get_by_text("Bus").tap()
    elif kind == "dots":
        for _ in range(5):
            page.get_by_role("button", name="Ein Punkt mehr: Fest").tap()
        assert page.get_by_role("button", name="Ein Punkt mehr: Platz").is_disabled()
        assert "Noch 0 von 5" in page.locator("#rest").inner_text()
    elif kind == "scale":
        page.locator(".scale label").nth(3).tap()
    elif kind == "words":
        page.get_by_label("Antwort 1").fill("<b>Bäume</b>")
    else:
        page.locator("#karte path").nth(4).tap()
        assert page.locator("#lon").input_value().startswith("7.") and page.locator("#gebiet").input_value()


def test_every_kind_of_question_on_a_phone(browser: Browser, address: str, database: Database) -> None:
    """Prevents targets too small for a thumb, a policy that stops the map's script, pages that a screen reader cannot read,
    and a phone that stays behind when the moderator goes on."""
    context = browser.new_context(locale="de-DE", **PHONE)
    page, problems = context.new_page(), []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda said: problems.append(said.text) if "Policy" in said.text else None)
    story = poll = hall = None
    for kind in KINDS:
        poll = opened(database, kind, story_id=story, title=f"Frage {kind}?")
        story = poll.story_id
        if hall is None:
            hall = poll_leading.door(database, LEADER, story)
            page.goto(f"{address}/abstimmen/{hall.code}")
        page.get_by_role("heading", name=f"Frage {kind}?").wait_for(timeout=15_000)  # comes by itself
        small = page.evaluate(
            f"[...document.querySelectorAll('form :is(button, select, label.option, .scale label, input[type=number])')]"
            f".filter(e => e.getBoundingClientRect().height < {THUMB_PX}).map(e => e.outerHTML)"
        )
        if kind in LOOKED_AT:
            found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
            assert found.response["violations"] == []
        wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        assert (small, wide) == ([], False)
        answer(page, kind)
        page.get_by_role("button", name="Stimme abgeben").tap()
        page.get_by_text("Ihre Stimme ist gezählt.").wait_for()
        assert results(Reader(database, LEADER), poll.poll_id).poll.devices == 1
    assert problems == []
    context.close()


def test_without_scripts(browser: Browser, address: str, database: Database) -> None:
    """Prevents a vote that needs a script: number fields, the list of areas, and a page that loads itself anew."""
    context = browser.new_context(locale="de-DE", java_script_enabled=False, **PHONE)
    page = context.new_page()
    poll = opened(database, "dots")
    hall = poll_leading.door(database, LEADER, poll.story_id)
    page.goto(f"{address}/abstimmen/{hall.code}")
    page.get_by_label("Fest").fill("5")
    page.get_by_role("button", name="Stimme abgeben").tap()
    page.get_by_text("Ihre Stimme ist gezählt.").wait_for()
    point = opened(database, "point", story_id=poll.story_id, title="Und wo?")
    page.get_by_role("heading", name="Und wo?").wait_for(timeout=15_000)
    page.get_by_label("Gebiet aus der Liste").select_option(index=3)
    page.get_by_role("button", name="Stimme abgeben").tap()
    page.get_by_text("Ihre Stimme ist gezählt.").wait_for()
    reader = Reader(database, LEADER)
    assert [results(reader, each.poll_id).total for each in (poll, point)] == [5, 1]
    context.close()
