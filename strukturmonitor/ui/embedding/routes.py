"""`/einbetten/<page>?teil=<part>&<filters>`: one chart, map, figure or table, as the public sees it.

Made once per state of the data and address, and only so many at a time, since anybody may ask for any filters."""

import hashlib
import logging
from functools import cache
from threading import BoundedSemaphore

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from strukturmonitor.access import Actor, Reader
from strukturmonitor.errors import StrukturmonitorError
from strukturmonitor.facts import read_facts
from strukturmonitor.settings import Settings
from strukturmonitor.shown import Chart, Figure, Map, Table
from strukturmonitor.texts import LANGUAGES, Texts, speak
from strukturmonitor.ui.data import Data, database, made_once
from strukturmonitor.ui.embedding.html import nothing_page, part_page
from strukturmonitor.ui.headless import take

PREFIX = "/einbetten/"
PART = "teil"
_LANGUAGE = "sprache"
_MOST_PAGES = 200  # of some 50 kB
_log = logging.getLogger(__name__)


@cache
def embedding_facts() -> dict:
    """Limits and sizes (data/embedding.yml); never change it."""
    return read_facts("embedding.yml")


@cache
def _turns() -> BoundedSemaphore:
    return BoundedSemaphore(embedding_facts()["at_once"])


def policy(known: Settings) -> str:
    """The Content-Security-Policy of these pages: no scripts, nothing from elsewhere, and who may show them in a frame."""
    allowed = " ".join(("'self'", *known.embed_origins))
    return (
        "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; font-src 'self'; base-uri 'none'; "
        f"form-action 'none'; frame-ancestors {allowed}"
    )


async def _show(request: Request) -> Response:
    return await run_in_threadpool(_answer, request)


def _answer(request: Request) -> Response:
    query = dict(request.query_params)
    language = query.get(_LANGUAGE) if query.get(_LANGUAGE) in LANGUAGES else LANGUAGES[0]
    texts = speak(language, database().versions.city)
    known = embedding_facts()
    if len(request.url.query) > known["longest_query"] or len(query) > known["most_parameters"]:
        return _nothing(texts, "embedding.too_long", 414)
    part_id = query.pop(PART, "")
    path = request.path_params["path"].strip("/")
    data = Data(Reader(database(), Actor()))
    filters = tuple(sorted({**query, _LANGUAGE: language}.items()))
    try:
        made = _made((data.data_version, data.register_version), data.city.name, path, part_id, filters, texts)
    except _Busy:
        return _nothing(texts, "embedding.busy", 503, {"Retry-After": "10"})
    if made is None:
        return _nothing(texts, "embedding.nothing", 404)
    tag = f'"{hashlib.sha256(made).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": f"public, max-age={known['keep_s']}"}
    if tag in [one.strip().removeprefix("W/") for one in request.headers.get("If-None-Match", "").split(",")]:
        return Response(status_code=304, headers=headers)
    return HTMLResponse(made, headers=headers)


class _Busy(Exception):
    """Too many pages are being made."""


@made_once(_MOST_PAGES)
def _made(
    _state: tuple[str, int], city: str, path: str, part_id: str, filters: tuple[tuple[str, str], ...], texts: Texts
) -> bytes | None:
    """The page as bytes, as the data are in that state; None where the public sees no such part."""
    if not _turns().acquire(timeout=embedding_facts()["longest_wait_s"]):
        raise _Busy
    try:
        view = take(path, dict(filters), Actor())
        part = view.part(part_id)
        if not isinstance(part, Chart | Map | Figure | Table) or view.rejected:
            return None
        return part_page(view, part, texts, city=city, known=embedding_facts()).encode()
    except StrukturmonitorError:
        return None
    except Exception:  # whatever a page stumbles over is no reason to show its inside on another web site
        _log.exception("a part could not be drawn: /%s %s", path, part_id)
        return None
    finally:
        _turns().release()


def _nothing(texts: Texts, key: str, status: int, headers: dict[str, str] | None = None) -> Response:
    return HTMLResponse(
        nothing_page(texts, key), status_code=status, headers={"Cache-Control": "no-store", **(headers or {})}
    )


ROUTES = (Route(PREFIX + "{path:path}", _show, methods=["GET"]),)
