"""/api: the description for people, in the look of the product's plain pages. Its examples are addresses to click."""

from html import escape

from starlette.requests import Request
from starlette.responses import Response

from strukturmonitor.api import openapi
from strukturmonitor.api.dcat import ENDINGS, PATH
from strukturmonitor.api.endpoints import ENDPOINTS, Endpoint
from strukturmonitor.api.formats import MEDIA_TYPES
from strukturmonitor.api.limits import limits
from strukturmonitor.api.parameters import meaning, names
from strukturmonitor.cities import city
from strukturmonitor.exports.addresses import PREFIX
from strukturmonitor.texts import Texts
from strukturmonitor.ui.data import database
from strukturmonitor.ui.login.plain import plain_page, texts_of

_FORMAT_NAMES = {"json": "JSON", "csv": "CSV", "geojson": "GeoJSON"}
_PROBLEMS = ("400", "403", "404", "405", "406", "414", "429", "500", "503")


async def page(request: Request) -> Response:
    texts = texts_of(request)
    return plain_page(request, texts, texts("api.title"), _body(request, texts), headers={"Cache-Control": "no-cache"})


def _body(request: Request, texts: Texts) -> str:
    base = str(request.base_url).rstrip("/")
    rules = limits()
    catalogues = ", ".join(_link(f"{PATH}.{ending}", f"{PATH}.{ending}") for ending in ENDINGS)
    parts = [
        f'<div class="wide card"><h1>{escape(texts("api.title"))}</h1>',
        _paragraphs(texts, "api.lead", city=city(database().versions.city).name),
        f"<p>{escape(texts('api.start'))}</p><pre>curl -s '{escape(base)}{PREFIX}{escape(ENDPOINTS[2].example)}'</pre>",
        f"<p>{escape(texts('api.machine'))} {_link(openapi.PATH, openapi.PATH)}<br>"
        f"{escape(texts('api.metadata'))} {catalogues}</p></div>",
        f'<div class="wide card"><h2>{escape(texts("api.addresses"))}</h2>',
        *(_endpoint(texts, endpoint) for endpoint in ENDPOINTS),
        f'</div><div class="wide card"><h2>{escape(texts("api.rules_title"))}</h2>{_paragraphs(texts, "api.rules")}',
        _paragraphs(texts, "api.kept", seconds=rules.keep_s, count=texts.number(rules.requests_per_minute)),
        f"<h2>{escape(texts('api.problems'))}</h2>{_paragraphs(texts, 'api.problems_lead')}<dl>",
        *(
            f'<dt id="fehler-{status}">{status} · {escape(texts(f"api.problem.{status}"))}</dt>'
            f"<dd>{escape(texts(f'api.todo.{status}'))}</dd>"
            for status in _PROBLEMS
        ),
        "</dl></div>",
    ]
    return "".join(parts)


def _endpoint(texts: Texts, endpoint: Endpoint) -> str:
    formats = texts.list([_FORMAT_NAMES[name] for name in endpoint.formats])
    rows = [(f"{{{name}}}", texts(f"api.parameter.{name}")) for name, _ in endpoint.in_path]
    rows += [(name, meaning(texts, name, endpoint.formats)) for name in names(endpoint.parameters)]
    table = "".join(
        f"<tr><th scope=row><code>{escape(n)}</code></th><td>{escape(words)}</td></tr>" for n, words in rows
    )
    address = f"{PREFIX}{endpoint.example}"
    caption = escape(texts("api.parameters_of", name=texts(f"api.endpoint.{endpoint.name}")))
    media_types = ", ".join(MEDIA_TYPES[name] for name in endpoint.formats)
    return (
        f'<section id="{endpoint.name}"><h3>{escape(texts(f"api.endpoint.{endpoint.name}"))}</h3>'
        f"<p><code>GET {escape(PREFIX + endpoint.path)}</code> "
        f'<span class="quiet">{escape(texts("api.formats_of", formats=formats, media_types=media_types))}</span></p>'
        f"<p>{escape(texts(f'api.description.{endpoint.name}'))}</p>"
        f"<p>{escape(texts('api.example'))} {_link(address, address)}</p>"
        f"<details><summary>{caption}</summary><table>{table}</table></details></section>"
    )


def _paragraphs(texts: Texts, key: str, **values: object) -> str:
    return "".join(f"<p>{escape(part)}</p>" for part in texts(key, **values).split("\n") if part)


def _link(address: str, words: str) -> str:
    return f'<a href="{escape(address)}"><code>{escape(words)}</code></a>'
