"""After the identity provider Streamlit leads to the start page; this leads on to the page the reader came from."""

from http.cookies import SimpleCookie
from urllib.parse import quote, unquote

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from strukturmonitor.ui.login.requests import is_encrypted, own_path

COOKIE = "strukturmonitor_weiter"
_CALLBACK = "/oauth2callback"
_KEPT_S = 900  # as long as somebody may take at the identity provider


def remember(request: Request, response: Response, target: str) -> None:
    response.set_cookie(
        COOKIE,
        quote(target, safe=""),
        max_age=_KEPT_S,
        path=_CALLBACK,
        httponly=True,
        samesite="lax",
        secure=is_encrypted(request),
    )


class ReturnMiddleware:
    """Changes nothing but where the answer to the identity provider's call leads."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != _CALLBACK:
            await self.app(scope, receive, send)
            return
        target = own_path(unquote(Request(scope).cookies.get(COOKIE, "")))

        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if headers.get("location") == "/":
                    headers["location"] = target
                    headers.append("set-cookie", _gone())
            await send(message)

        await self.app(scope, receive, send_on)


def _gone() -> str:
    cookie: SimpleCookie = SimpleCookie({COOKIE: ""})
    cookie[COOKIE].update({"path": _CALLBACK, "max-age": 0, "httponly": True, "samesite": "lax"})
    return cookie[COOKIE].OutputString()
