"""What a request wants: language, format, whether the reader has the answer already, whether they ask too often."""

import hashlib
import re
from functools import cache
from operator import itemgetter

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from starlette.requests import Request

from strukturmonitor import __version__
from strukturmonitor.access.throttle import network
from strukturmonitor.access.visitors import is_direct
from strukturmonitor.api.formats import MEDIA_TYPES
from strukturmonitor.api.limits import limits
from strukturmonitor.errors import ApiFormatUnknown, ApiTooManyRequests
from strukturmonitor.texts import LANGUAGES, Texts, speak
from strukturmonitor.ui.data import Data, database, settings
from strukturmonitor.ui.login.requests import address_of

_WEIGHT = re.compile(r"^q=(0(\.\d{0,3})?|1(\.0{0,3})?)$")


def texts_of(request: Request) -> Texts:
    """The language of the address, else the first the reader accepts, else German."""
    wanted = request.query_params.get("sprache", "")
    if wanted not in LANGUAGES:
        accepted = (name.partition("-")[0].lower() for name in _accepted(request, "Accept-Language"))
        wanted = next((name for name in accepted if name in LANGUAGES), LANGUAGES[0])
    return speak(wanted, database().versions.city)


def format_of(request: Request, wanted: str | None, formats: tuple[str, ...]) -> str:
    """The format asked for; by the header where the address names none. Raises ApiFormatUnknown."""
    if wanted is not None:
        return wanted
    accepted = _accepted(request, "Accept")
    for media_type in accepted:
        for name in formats:
            if media_type in (MEDIA_TYPES[name], "*/*", f"{MEDIA_TYPES[name].partition('/')[0]}/*"):
                return name
    if not accepted or "text/html" in accepted:  # a browser's address line
        return formats[0]
    raise ApiFormatUnknown(known=", ".join(MEDIA_TYPES[name] for name in formats))


def state_of(request: Request, data: Data, texts: Texts, *more: str) -> tuple[str, ...]:
    """All that decides about the content of an answer: data, register, day, role, address, language, format. The order
    of different parameters says nothing, the order of two areas does."""
    return (
        __version__,
        data.data_version,
        str(data.register_version),
        str(data.reader.database.versions.register_version),
        data.actor.role,
        request.url.path,
        *(f"{name}={value}" for name, value in sorted(request.query_params.multi_items(), key=itemgetter(0))),
        texts.language,
        *more,
    )


def etag_of(state: tuple[str, ...], is_compressed: bool) -> str:
    """Strong: state and compression decide about every byte."""
    mark = hashlib.sha256("\n".join([*state, str(is_compressed)]).encode()).hexdigest()[:32]
    return f'"{mark}"'


def is_known(request: Request, etag: str) -> bool:
    """Whether the reader has just this answer."""
    said = [tag.strip().removeprefix("W/") for tag in request.headers.get("If-None-Match", "").split(",")]
    return etag in said or "*" in said


def accepts_gzip(request: Request) -> bool:
    return "gzip" in _accepted(request, "Accept-Encoding")


def admit(request: Request) -> None:
    """Raises ApiTooManyRequests. Who sits at the machine itself is not counted."""
    if is_direct(settings(), request.headers):
        return
    item = RateLimitItemPerMinute(limits().requests_per_minute)
    if not _counter().hit(item, network(address_of(request))):
        raise ApiTooManyRequests(count=limits().requests_per_minute, seconds=item.get_expiry())


@cache
def _counter() -> FixedWindowRateLimiter:
    return FixedWindowRateLimiter(MemoryStorage())


def _accepted(request: Request, header: str) -> list[str]:
    """The names of a header like Accept, the preferred first, those with weight 0 left out."""
    found = []
    for part in request.headers.get(header, "").split(","):
        name, *more = (each.strip().lower() for each in part.split(";"))
        weight = next((float(each[2:]) for each in more if _WEIGHT.match(each)), 1.0)
        if name and weight:
            found.append((weight, name))
    return [name for _, name in sorted(found, key=lambda each: -each[0])]
