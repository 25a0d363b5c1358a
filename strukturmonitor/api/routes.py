"""The routes of the API; the app mounts them beside Streamlit."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from strukturmonitor.api import dcat, openapi
from strukturmonitor.api.answering import METHODS, answer, answered, versioned
from strukturmonitor.api.contents import unknown
from strukturmonitor.api.endpoints import ENDPOINTS, Endpoint
from strukturmonitor.api.page import page
from strukturmonitor.api.parameters import OnlyLanguage, parameters_of
from strukturmonitor.exports.addresses import PREFIX
from strukturmonitor.texts import Texts
from strukturmonitor.ui.data import Data


def _of(endpoint: Endpoint) -> Callable[[Request], Awaitable[Response]]:
    async def asked(request: Request) -> Response:
        return await answer(request, endpoint)

    return asked


async def _openapi(request: Request) -> Response:
    def make(request: Request, texts: Texts, data: Data) -> Response:
        parameters_of(texts, OnlyLanguage, request.query_params.multi_items(), ())
        return versioned(request, texts, data, openapi.MEDIA_TYPE, lambda: (openapi.description(data, texts), {}))

    return await answered(request, make)


def _catalogue(ending: str) -> Callable[[Request], Awaitable[Response]]:
    async def asked(request: Request) -> Response:
        def make(request: Request, texts: Texts, data: Data) -> Response:
            parameters_of(texts, OnlyLanguage, request.query_params.multi_items(), ())
            base = dcat.base_of(request)
            media_type = dcat.ENDINGS[ending][1]
            return versioned(
                request, texts, data, media_type, lambda: (dcat.catalogue_file(data, ending, base), {}), base
            )

        return await answered(request, make)

    return asked


async def _unknown(request: Request) -> Response:
    def make(request: Request, texts: Texts, data: Data) -> Response:
        files = [openapi.PATH, *(f"{dcat.PATH}.{ending}" for ending in dcat.ENDINGS)]
        raise unknown(request.url.path, [*(f"{PREFIX}{endpoint.path}" for endpoint in ENDPOINTS), *files])

    return await answered(request, make)


ROUTES = [
    Route("/api", page),
    Route(openapi.PATH, _openapi, methods=METHODS),
    *(Route(f"{dcat.PATH}.{ending}", _catalogue(ending), methods=METHODS) for ending in dcat.ENDINGS),
    *(Route(f"{PREFIX}{endpoint.path}", _of(endpoint), methods=METHODS) for endpoint in ENDPOINTS),
    Route("/api/{rest:path}", _unknown, methods=METHODS),
]
