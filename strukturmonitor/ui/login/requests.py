"""What a plain request says: who asks, whether a form is our own, where to go afterwards."""

import json
import re
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request
from starlette.responses import Response
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from strukturmonitor.access import Actor
from strukturmonitor.access.rules import rules
from strukturmonitor.access.sessions import COOKIE, cookie_of
from strukturmonitor.access.visitors import Visitor, visitor
from strukturmonitor.ui.data import database, settings

_LARGEST_FORM = 65_536  # bytes
_MOST_FIELDS = 20
_OWN_PATH = re.compile(r"/(?![/\\])[a-z-]{0,40}(\?[^\s\\#\x00-\x1f]{0,2000})?")


def visitor_of_request(request: Request) -> Visitor:
    """For our own routes what `ui.data.visitor` is for pages. May read the database: call it in a worker thread."""
    return visitor(
        database(), settings(), headers=request.headers, cookies=request.cookies, claims=lambda: _claims(request)
    )


def actor_of_request(request: Request) -> Actor:
    return visitor_of_request(request).actor


def own_path(wanted: str | None) -> str:
    """Where to go afterwards: one of our own pages, never an address that somebody put into a link."""
    if wanted and _OWN_PATH.fullmatch(wanted) and not urlsplit(wanted).netloc:
        return wanted
    return "/"


def is_own_form(request: Request) -> bool:
    """Whether a form was sent from our own page. Browsers say where a form comes from; what says nothing is a program,
    which nobody can make send another person's cookie."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    return origin is None or origin.partition("://")[2] == request.headers.get("Host")


async def form_of(
    request: Request, *, largest_bytes: int = _LARGEST_FORM, most_fields: int = _MOST_FIELDS
) -> dict[str, str] | None:
    """The fields of a form; None where it is larger than any of ours."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > largest_bytes:
            return None
    try:
        return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=most_fields))
    except ValueError:
        return None


def address_of(request: Request) -> str:
    """Whose attempts are counted. Behind a proxy on this machine uvicorn has put the proxy's word in (docs/settings.md)."""
    return request.client.host if request.client else ""


def set_session_cookie(request: Request, response: Response, token: str) -> None:
    response.set_cookie(
        COOKIE,
        cookie_of(database(), token),
        max_age=int(rules().absolute.total_seconds()),
        path="/",
        httponly=True,
        samesite="lax",
        secure=is_encrypted(request),
    )


def drop_session_cookie(request: Request, response: Response) -> None:
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax", secure=is_encrypted(request))


def is_encrypted(request: Request) -> bool:
    """Also where only the proxy says so: a cookie is then kept to encrypted connections."""
    said = request.headers.get("X-Forwarded-Proto", "").split(",")[0].strip()
    return request.url.scheme == "https" or said == "https"


def _claims(request: Request) -> dict[str, object]:
    """What Streamlit's own cookie says of who is logged in; it keeps it signed, as `st.user` reads it."""
    secret = get_cookie_secret()

    def one(name: str) -> bytes | None:
        value = request.cookies.get(name)
        return decode_signed_value(secret, name, value.encode("latin-1", "replace")) if value else None

    content = get_cookie_with_chunks(one, USER_COOKIE_NAME)
    try:
        said = json.loads(content) if content else {}
    except ValueError:
        return {}
    return said if isinstance(said, dict) and said.get("is_logged_in") else {}
