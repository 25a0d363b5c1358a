"""What may be sent to the server before any page has looked at it."""

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from strukturmonitor.access import Actor
from strukturmonitor.register.pictures import limits
from strukturmonitor.ui import uploads

PLACE = "/_stcore/upload_file/session/file"


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """Logged in as the role that a header says."""
    monkeypatch.setattr(uploads, "actor_of_request", lambda request: Actor(request.headers["role"]))
    uploads._limiter.cache_clear()

    async def taken(request: Request) -> PlainTextResponse:
        return PlainTextResponse(str(len(await request.body())))

    routes = [Route(PLACE, taken, methods=["PUT"]), Route("/other", taken, methods=["PUT"])]
    yield TestClient(Starlette(routes=routes, middleware=[Middleware(uploads.UploadMiddleware)]))
    uploads._limiter.cache_clear()


def send(browser: TestClient, role: str, size: int = 10, place: str = PLACE, *, has_length: bool = True) -> int:
    content = b"x" * size
    return browser.put(place, content=content if has_length else iter([content]), headers={"role": role}).status_code


def test_who_may_import_nothing_sends_photos_at_most(browser: TestClient) -> None:
    """Prevents a visitor without a login from filling the server's memory with files as large as those of an import."""
    too_large = (limits()["largest_mb"] + 1) * 1_000_000
    assert send(browser, "public") == 200
    assert send(browser, "public", too_large) == 413
    assert send(browser, "public", has_length=False) == 411
    assert send(browser, "coordinator", too_large) == 200
    assert send(browser, "coordinator", has_length=False) == 200
    assert send(browser, "public", too_large, "/other") == 200


def test_uploads_of_one_address_are_counted(browser: TestClient) -> None:
    """Prevents the same with many small files."""
    most = limits()["most_uploads_per_hour"]
    assert [send(browser, "council") for _ in range(most + 1)] == [200] * most + [429]
    assert send(browser, "coordinator") == 200
