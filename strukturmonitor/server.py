"""The ASGI app: Streamlit's script, our own routes (map files) and headers."""

import contextlib
import gc
import importlib
from collections.abc import AsyncIterator

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config
from streamlit.runtime.pages_manager import PagesManager

from strukturmonitor import api, operations
from strukturmonitor.access import Actor, Reader, allowed
from strukturmonitor.charts.base import new_figure
from strukturmonitor.control import answering
from strukturmonitor.database.shared import close_shared
from strukturmonitor.errors import RegisterDamaged, StrukturmonitorError
from strukturmonitor.imports.findings import explain_error
from strukturmonitor.nightly import working_at_night
from strukturmonitor.settings import PROJECT_DIR
from strukturmonitor.texts import LANGUAGES, speak
from strukturmonitor.ui import login, slides
from strukturmonitor.ui.analyses import keep_current, stop_work
from strukturmonitor.ui.clicks import keep_clicks
from strukturmonitor.ui.data import Data, actor, database, forget_cached, settings
from strukturmonitor.ui.embedding import routes as embedding
from strukturmonitor.ui.hall import routes as hall_routes
from strukturmonitor.ui.map_files import FILES, is_made_from_content, map_file
from strukturmonitor.ui.page import current_language
from strukturmonitor.ui.paper_command import NAME, export_paper
from strukturmonitor.ui.uploads import UploadMiddleware

_GEOJSON = "application/geo+json"
_COMPRESSED = [Middleware(GZipMiddleware)]
_KEEP = {"Cache-Control": "public, max-age=86400, immutable"}
_ASK_AGAIN = {"Cache-Control": "no-cache"}
# deck.gl and Plotly compile small expressions at run time, hence 'unsafe-eval'; nothing comes from elsewhere.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-eval' 'unsafe-inline' blob:; worker-src 'self' blob:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws: wss: data: blob:; "
    "media-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)


def create_app() -> st.App:
    """The app for uvicorn; opens the database at its start, so that the first reader does not wait.
    Raises SettingInvalid."""
    # Until app.py has run once, Streamlit takes the files in pages/ for pages of its own: the first visitor after a
    # start who follows a link to one would see it empty, without the frame.
    PagesManager.uses_pages_directory = False
    keep_clicks()
    operations.offer(NAME, export_paper)
    operations.offer(slides.NAME, slides.export_slides)
    if settings().oidc_secrets is not None:
        config.set_option("secrets.files", [str(settings().oidc_secrets)])
    login.check_provider()
    return st.App(
        PROJECT_DIR / "app.py",
        lifespan=_lifespan,
        routes=[
            *login.ROUTES,
            *hall_routes.ROUTES,
            *api.ROUTES,
            *embedding.ROUTES,
            *(Route(f"/karte/{name}.geojson", _map_file, middleware=_COMPRESSED) for name in FILES),
        ],
        middleware=[
            Middleware(HeadersMiddleware),
            Middleware(login.ReturnMiddleware),
            Middleware(UploadMiddleware),
        ],
        on_script_error=_explain,
    )


@contextlib.asynccontextmanager
async def _lifespan(_: st.App) -> AsyncIterator[None]:
    await run_in_threadpool(_warm_up)
    async with answering(settings().data_dir), login.keeping(), working_at_night(settings(), forget_cached):
        yield
    stop_work()
    await run_in_threadpool(close_shared, settings().data_dir)


def _public_reader() -> Reader:
    return Reader(database(), Actor())


def _warm_up() -> None:
    """Load and compute what the first page shows: the first run after a start would otherwise take seconds."""
    importlib.import_module("pages")
    login.prepare()
    data = Data(_public_reader())
    data.board()
    for language in LANGUAGES:
        data.changed_most(language)
    new_figure(speak(LANGUAGES[0])).add_bar(x=[0], y=[0]).to_json()  # Plotly loads its parts at the first figure
    # What stands now stays: full collections need not look at it again, which would stop all readers for half a second.
    gc.collect()
    gc.freeze()
    keep_current(database())


async def _map_file(request: Request) -> Response:
    """One of our map files, by its address."""
    address = f"{request.url.path}?{request.url.query}"
    content = await run_in_threadpool(map_file, address)
    if content is not None and is_made_from_content(address):
        return Response(content, media_type=_GEOJSON, headers=_KEEP)
    return _file(request, content)


def _file(request: Request, content: bytes | None) -> Response:
    """A map file. Browsers may keep it where its address names the version it was made from."""
    if content is None:
        return Response(status_code=404)
    is_current = request.query_params.get("v", "").startswith(database().data_version)
    return Response(content, media_type=_GEOJSON, headers=_KEEP if is_current else _ASK_AGAIN)


class HeadersMiddleware:
    """Security headers on every answer, and the page's language in its first line (Streamlit says English)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] == "HEAD":
            await self.app(scope, receive, send)
            return
        is_english = b"sprache=en" in scope.get("query_string", b"")
        is_embedded = scope["path"].startswith(embedding.PREFIX)  # its language and its tag are its own
        policy = embedding.policy(settings()) if is_embedded else _POLICY
        if not is_embedded and b"text/html" in dict(scope["headers"]).get(b"accept", b""):
            # The small first page is asked for whole and plain, so that its language can be set.
            unwanted = (b"accept-encoding", b"if-none-match", b"if-modified-since")
            scope = {**scope, "headers": [(name, value) for name, value in scope["headers"] if name not in unwanted]}
        start: Message | None = None
        body = b""

        async def send_with_headers(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                headers = dict(message["headers"])
                message["headers"] = [
                    *message["headers"],
                    (b"content-security-policy", policy.encode()),
                    (b"x-content-type-options", b"nosniff"),
                    (b"referrer-policy", b"same-origin"),
                    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
                ]
                is_html = headers.get(b"content-type", b"").startswith(b"text/html")
                if is_html and not is_embedded and b"content-encoding" not in headers:
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


def _explain(error: Exception) -> bool:
    """A sentence instead of a stack trace; Streamlit has logged the error. Dialogs and callbacks run without the frame,
    so what a person can act on is said here, too (a login that ended meanwhile)."""
    texts = speak(current_language())
    # Where backups lie is for those who may bring one back.
    is_secret = isinstance(error, RegisterDamaged) and not allowed(actor(), "back_up")
    is_known = isinstance(error, StrukturmonitorError) and not is_secret
    said = explain_error(texts, error) if is_known else texts("error.unexpected")
    st.error(said, icon=":material/error:")
    return True
