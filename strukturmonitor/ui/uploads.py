"""Uploads come before any page looks at them, and lie in memory: who may import nothing sends photos at most, and few."""

from functools import cache

from limits import RateLimitItemPerHour
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from strukturmonitor.access import allowed
from strukturmonitor.access.throttle import network
from strukturmonitor.register.pictures import limits
from strukturmonitor.ui.login.requests import actor_of_request, address_of

_PATH = "/_stcore/upload_file/"
_AROUND = 100_000  # bytes that a form adds to the file in it


class UploadMiddleware:
    """Changes nothing but refuses uploads: without a length (411), too large (413), too many (429)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "PUT" or not scope["path"].startswith(_PATH):
            await self.app(scope, receive, send)
            return
        refused = await run_in_threadpool(_refused, Request(scope))
        await (self.app if refused is None else Response(status_code=refused))(scope, receive, send)


def _refused(request: Request) -> int | None:
    """The status of the answer, None where the upload may come."""
    actor = actor_of_request(request)
    if allowed(actor, "open_import"):
        return None
    length = request.headers.get("Content-Length", "")
    if not length.isdecimal():
        return 411
    if int(length) > limits()["largest_mb"] * 1_000_000 + _AROUND:
        return 413
    most = RateLimitItemPerHour(limits()["most_uploads_per_hour"])
    return None if _limiter().hit(most, "upload", network(address_of(request))) else 429


@cache
def _limiter() -> MovingWindowRateLimiter:
    return MovingWindowRateLimiter(MemoryStorage())
