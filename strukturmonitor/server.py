"""The ASGI app: Streamlit's script, our own routes (map files), headers, and the socket for the command line."""

import asyncio
import contextlib
import functools
import os
import re
from collections.abc import AsyncIterator

import streamlit as st
import uvicorn
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from strukturmonitor import operations
from strukturmonitor.access import Actor, Reader
from strukturmonitor.areas import LEVELS
from strukturmonitor.database.shared import close_shared, shared_database
from strukturmonitor.errors import StrukturmonitorError
from strukturmonitor.exports.maps import backdrop_lines, indicator_areas, outline, outlines
from strukturmonitor.indicators import catalogue
from strukturmonitor.settings import PROJECT_DIR, Settings, read_settings
from strukturmonitor.texts import LANGUAGES, speak
from strukturmonitor.ui.data import Data
from strukturmonitor.ui.page import current_language

SOCKET_NAME = "app.sock"
_GEOJSON = "application/geo+json"
_KEEP = {"Cache-Control": "public, max-age=86400, immutable"}
# deck.gl and Plotly compile small expressions at run time, hence 'unsafe-eval'; nothing comes from elsewhere.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-eval' 'unsafe-inline' blob:; worker-src 'self' blob:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws: wss: data: blob:; "
    "media-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)


def create_app(settings: Settings | None = None) -> st.App:
    """The app for uvicorn; opens the database at its start, so that the first reader does not wait."""
    settings = settings or read_settings()
    return st.App(
        PROJECT_DIR / "app.py",
        lifespan=functools.partial(_lifespan, settings=settings),
        routes=[
            Route("/karte/gebiete.geojson", _indicator_areas),
            Route("/karte/umrisse.geojson", _outlines),
            Route("/karte/umriss.geojson", _outline),
            Route("/karte/linien.geojson", _lines),
        ],
        middleware=[Middleware(HeadersMiddleware)],
        on_script_error=_explain,
    )


@contextlib.asynccontextmanager
async def _lifespan(_: st.App, settings: Settings) -> AsyncIterator[None]:
    database = await run_in_threadpool(shared_database, settings.data_dir)
    await run_in_threadpool(_warm_up, settings)
    socket = settings.data_dir / SOCKET_NAME
    socket.unlink(missing_ok=True)
    control = uvicorn.Server(
        uvicorn.Config(control_app(settings), uds=str(socket), log_level="warning", lifespan="off", access_log=False)
    )
    control.install_signal_handlers = lambda: None  # signals belong to the main server
    before = os.umask(0o177)  # only the owner of the data folder may open the socket
    task = asyncio.create_task(control._serve() if hasattr(control, "_serve") else control.serve())
    while not control.started and not task.done():
        await asyncio.sleep(0.01)
    os.umask(before)
    os.chmod(socket, 0o600)
    try:
        yield
    finally:
        control.should_exit = True
        await task
        socket.unlink(missing_ok=True)
        await run_in_threadpool(close_shared, database.data_dir)


def control_app(settings: Settings) -> ASGIApp:
    """What the command line asks the running app through the socket: POST /<operation> with JSON arguments."""
    from starlette.applications import Starlette

    async def operate(request: Request) -> Response:
        database = shared_database(settings.data_dir)
        arguments = await request.json()
        try:
            result = await run_in_threadpool(operations.run, database, request.path_params["operation"], arguments)
        except StrukturmonitorError as error:
            return JSONResponse({"error": type(error).__name__, "values": error.values}, status_code=409)
        return JSONResponse(result)

    return Starlette(routes=[Route("/{operation}", operate, methods=["POST"])])


def _public_reader() -> Reader:
    return Reader(shared_database(read_settings().data_dir), Actor())


def _warm_up(settings: Settings) -> None:
    """Compute what the first page shows: the first run after a start would otherwise take seconds."""
    data = Data(Reader(shared_database(settings.data_dir), Actor()))
    for indicator in catalogue().values():
        data.series(indicator)


async def _indicator_areas(request: Request) -> Response:
    query = request.query_params
    indicator = catalogue().get(query.get("indikator", ""))
    level, language, date = query.get("ebene", ""), query.get("sprache", ""), query.get("stand", "")
    is_known = indicator is not None and level in indicator.levels and language in LANGUAGES
    if not is_known or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", date):
        return Response(status_code=404)

    def make() -> bytes | None:
        reader = _public_reader()
        data = Data(reader)
        rows = data.series(indicator)
        periods = [period for period in rows["period"].unique() if str(period)[:10] <= date]
        if not periods:
            return None
        return indicator_areas(
            reader, speak(language), data.tree(), indicator, rows, data.classes(indicator, level),
            level=level, period=max(periods),
        )

    return _file(await run_in_threadpool(make))


async def _outlines(request: Request) -> Response:
    level = request.query_params.get("ebene", "")
    if level not in LEVELS:
        return Response(status_code=404)
    return _file(await run_in_threadpool(outlines, _public_reader(), level))


async def _outline(request: Request) -> Response:
    return _file(await run_in_threadpool(outline, _public_reader(), request.query_params.get("gebiet", "")))


async def _lines(_: Request) -> Response:
    return _file(await run_in_threadpool(backdrop_lines, _public_reader()))


def _file(content: bytes | None) -> Response:
    if content is None:
        return Response(status_code=404)
    return Response(content, media_type=_GEOJSON, headers=_KEEP)


class HeadersMiddleware:
    """Security headers on every answer, and the page's language in its first line (Streamlit says English)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] == "HEAD":
            await self.app(scope, receive, send)
            return
        is_english = b"sprache=en" in scope.get("query_string", b"")
        start: Message | None = None
        body = b""

        async def send_with_headers(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                headers = dict(message["headers"])
                message["headers"] = [
                    *message["headers"],
                    (b"content-security-policy", _POLICY.encode()),
                    (b"x-content-type-options", b"nosniff"),
                    (b"referrer-policy", b"same-origin"),
                    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
                ]
                if headers.get(b"content-type", b"").startswith(b"text/html") and b"content-encoding" not in headers:
                    start = message
                    return
            elif start is not None:
                body += message.get("body", b"")
                if message.get("more_body"):
                    return
                language = b"en" if is_english else b"de"
                body = body.replace(b'<html lang="en"', b'<html lang="' + language + b'"', 1)
                start["headers"] = [
                    (name, str(len(body)).encode() if name == b"content-length" else value)
                    for name, value in start["headers"]
                    if name not in (b"etag", b"last-modified")  # both languages would share them
                ]
                await send(start)
                await send({"type": "http.response.body", "body": body})
                start = None
                return
            await send(message)

        await self.app(scope, receive, send_with_headers)


def _explain(_: Exception) -> bool:
    """A sentence instead of a stack trace; Streamlit has logged the error."""
    st.error(speak(current_language())("error.unexpected"), icon=":material/error:")
    return True
