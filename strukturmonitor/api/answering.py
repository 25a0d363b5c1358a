"""One request in, one answer out: checked, with its version, its language and what may be kept of it."""

import gzip
import json
import logging
from collections.abc import Callable
from urllib.parse import urlencode

import anyio
from starlette.requests import Request
from starlette.responses import Response

from strukturmonitor.access import Reader
from strukturmonitor.api import reading
from strukturmonitor.api.answers import Problem
from strukturmonitor.api.contents import Ask, Content, File
from strukturmonitor.api.endpoints import Endpoint
from strukturmonitor.api.formats import MEDIA_TYPES, as_csv, as_geojson, as_json, without_head
from strukturmonitor.api.limits import limits
from strukturmonitor.api.parameters import VacanciesParameters, parameters_of
from strukturmonitor.errors import (
    ApiAddressUnknown,
    ApiFormatUnknown,
    ApiMethodWrong,
    ApiParameterUnknown,
    ApiParameterWrong,
    ApiQueryTooLong,
    ApiTableNotReleased,
    ApiTooManyRequests,
    AreaUnknown,
    DayOutside,
    NotAllowed,
    StrukturmonitorError,
)
from strukturmonitor.exports.addresses import PREFIX
from strukturmonitor.imports.findings import explain_error
from strukturmonitor.texts import Texts
from strukturmonitor.ui.data import Answer, Data, database
from strukturmonitor.ui.login import actor_of_request

METHODS = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]  # the last four to be told what to do instead
_READING = "GET, HEAD, OPTIONS"
_SMALLEST_COMPRESSED = 1_000  # bytes
_STATUS = {
    ApiParameterUnknown: 400,
    ApiParameterWrong: 400,
    AreaUnknown: 400,
    DayOutside: 400,
    ApiTableNotReleased: 403,
    NotAllowed: 403,
    ApiAddressUnknown: 404,
    ApiMethodWrong: 405,
    ApiFormatUnknown: 406,
    ApiQueryTooLong: 414,
    ApiTooManyRequests: 429,
}
_FAILED, _UNAVAILABLE = 500, 503
_log = logging.getLogger(__name__)
_files = anyio.CapacityLimiter(limits().files_at_once)
_Made = Callable[[Request, Texts, Data], Response]


async def answer(request: Request, endpoint: Endpoint) -> Response:
    def make(request: Request, texts: Texts, data: Data) -> Response:
        return _made(request, endpoint, texts, data)

    return await answered(request, make, limiter=_files if endpoint.answer is None else None)


async def answered(request: Request, make: _Made, *, limiter: anyio.CapacityLimiter | None = None) -> Response:
    """What `make` answers, in a worker thread; whatever goes wrong is said as problem+json."""
    return await anyio.to_thread.run_sync(_answer, request, make, limiter=limiter)


def _answer(request: Request, make: _Made) -> Response:
    if request.method == "OPTIONS":
        return _open(Response(status_code=204, headers={"Allow": _READING}))
    texts = reading.texts_of(request)
    try:
        if request.method not in ("GET", "HEAD"):
            raise ApiMethodWrong(method=request.method)
        reading.admit(request)
        if len(request.scope["query_string"]) > limits().longest_query:
            raise ApiQueryTooLong(limit=limits().longest_query)
        data = Data(Reader(database(), actor_of_request(request)))
        response = make(request, texts, data)
    except StrukturmonitorError as error:
        return _open(_refused(request, texts, error))
    except Exception:
        _log.exception("The API could not answer %s", request.url.path)
        return _open(_problem(request, texts, _FAILED, texts("error.unexpected")))
    return _open(response) if data.actor.role == "public" else response


def _made(request: Request, endpoint: Endpoint, texts: Texts, data: Data) -> Response:
    asked = parameters_of(texts, endpoint.parameters, request.query_params.multi_items(), endpoint.formats)
    form = reading.format_of(request, getattr(asked, "format", None), endpoint.formats)
    return versioned(
        request,
        texts,
        data,
        MEDIA_TYPES[form],
        lambda: _content(request, endpoint, Ask(data, texts, asked, request.path_params), form),
    )


def versioned(
    request: Request,
    texts: Texts,
    data: Data,
    media_type: str,
    make: Callable[[], tuple[bytes, dict[str, str]]],
    *more_key: str,
) -> Response:
    """The answer with its ETag; 304 and no work where the reader has it already. `make`: content and further headers;
    `more_key`: what else decides about its bytes."""
    is_compressed = reading.accepts_gzip(request)
    state = reading.state_of(request, data, texts, media_type, *more_key)
    etag = reading.etag_of(state, is_compressed)
    is_public = data.actor.role == "public"
    headers = {
        "ETag": etag,
        "Cache-Control": f"public, max-age={limits().keep_s}, must-revalidate" if is_public else "private, no-cache",
        "Vary": "Accept, Accept-Encoding, Accept-Language, Cookie",
        "Content-Language": texts.language,
    }
    if reading.is_known(request, etag):
        return Response(status_code=304, headers=headers)
    made = data.answer(state, lambda: _packed(*make()))
    content = made.content
    if made.is_packed and is_compressed:
        headers["Content-Encoding"] = "gzip"
    elif made.is_packed:
        content = gzip.decompress(content)
    return Response(content, media_type=_with_charset(media_type), headers={**headers, **made.headers})


def _packed(content: bytes, headers: dict[str, str]) -> Answer:
    if len(content) < _SMALLEST_COMPRESSED:
        return Answer(content, is_packed=False, headers=headers)
    return Answer(gzip.compress(content, compresslevel=5, mtime=0), is_packed=True, headers=headers)


def _content(request: Request, endpoint: Endpoint, ask: Ask, form: str) -> tuple[bytes, dict[str, str]]:
    made = endpoint.make(ask)
    described = f'<{PREFIX.removesuffix("/v1")}/openapi.json>; rel="service-desc"'
    if isinstance(made, File):
        content = made.content if ask.parameters.head else without_head(made.content)
        return content, {"Link": described, "Content-Disposition": f'attachment; filename="{made.name}"'}
    headers = {"Link": ", ".join([described, *_pages(request, ask, made)])}
    if form == "json":
        return as_json(made, endpoint.answer), headers
    if form == "geojson":
        return as_geojson(made), headers
    content = as_csv(made, ask.texts)
    return content if ask.parameters.head else without_head(content), headers


def _pages(request: Request, ask: Ask, made: Content) -> list[str]:
    """Links to the other pages of a list (RFC 8288)."""
    if not isinstance(ask.parameters, VacanciesParameters):
        return []
    limit, offset, total = ask.parameters.limit, ask.parameters.offset, made.about.total
    last = max(0, (total - 1) // limit * limit)
    wanted = {
        "first": 0,
        "prev": max(0, offset - limit) if offset else None,
        "next": offset + limit if offset + limit < total else None,
        "last": last,
    }
    kept = [(name, value) for name, value in request.query_params.multi_items() if name not in ("limit", "offset")]
    return [
        f'<{request.url.path}?{urlencode([*kept, ("limit", limit), ("offset", start)])}>; rel="{name}"'
        for name, start in wanted.items()
        if start is not None
    ]


def _refused(request: Request, texts: Texts, error: StrukturmonitorError) -> Response:
    status = next((status for kind, status in _STATUS.items() if isinstance(error, kind)), _UNAVAILABLE)
    if status == _UNAVAILABLE:  # damaged files and the like: where they lie is not for everybody
        _log.error("The API could not answer %s: %s", request.url.path, error)
        return _problem(request, texts, status, texts("error.unexpected"))
    response = _problem(request, texts, status, explain_error(texts, error))
    if isinstance(error, ApiMethodWrong):
        response.headers["Allow"] = _READING
    if isinstance(error, ApiTooManyRequests):
        response.headers["Retry-After"] = str(error.values["seconds"])
    return response


def _problem(request: Request, texts: Texts, status: int, detail: str) -> Response:
    said = Problem(
        type=f"/api?sprache={texts.language}#fehler-{status}",
        title=texts(f"api.problem.{status}"),
        status=status,
        detail=detail,
        instance=request.url.path,
    )
    headers = {"Cache-Control": "no-store", "Content-Language": texts.language}
    body = json.dumps(said.model_dump(), ensure_ascii=False).encode()
    return Response(body, status_code=status, media_type="application/problem+json", headers=headers)


def _open(response: Response) -> Response:
    """Pages of other sites may read what is public; with «*» no browser lets them read what a login opened."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Allow-Methods"] = _READING
    response.headers["Access-Control-Allow-Headers"] = "Accept, Accept-Language, If-None-Match"
    response.headers["Access-Control-Expose-Headers"] = "ETag, Link, Retry-After"
    return response


def _with_charset(media_type: str) -> str:
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
