"""Plain HTML pages in the look of the product. Every text that comes from elsewhere goes through `escape`."""

from functools import cache
from html import escape
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse

from strukturmonitor.settings import PROJECT_DIR
from strukturmonitor.texts import LANGUAGES, Texts, speak
from strukturmonitor.ui.data import database

_FOOT = (("datenschutz", "page.privacy"), ("impressum", "page.imprint"), ("barrierefreiheit", "page.accessibility"))


def texts_of(request: Request, form: dict[str, str] | None = None) -> Texts:
    """The language of the address or of the form sent, else German."""
    wanted = (form or {}).get("sprache") or request.query_params.get("sprache", "")
    return speak(wanted if wanted in LANGUAGES else LANGUAGES[0], database().versions.city)


def plain_page(
    request: Request,
    texts: Texts,
    title: str,
    body: str,
    *,
    query: dict[str, str] | None = None,
    status: int = 200,
    headers: dict[str, str] | None = None,
    head: str = "",
) -> HTMLResponse:
    """`body` and `head` (more of the page's head): HTML, escaped already. `query`: parameters that the link to the other
    language keeps."""
    other = next(language for language in LANGUAGES if language != texts.language)
    switch = f"{request.url.path}?{urlencode({**(query or {}), 'sprache': other})}"
    language = "" if texts.language == LANGUAGES[0] else f"?sprache={texts.language}"
    foot = "".join(f'<a href="/{path}{language}">{escape(texts(key))}</a>' for path, key in _FOOT)
    # The class keeps the server's own correction of Streamlit's language from finding this line.
    html = f"""<!DOCTYPE html>
<html class="plain" lang="{texts.language}">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>{escape(title)} · Strukturmonitor</title>
<link rel="icon" href="/app/static/icon.png"><style>{_style()}</style>{head}
</head>
<body><main>
<a class="logo" href="/{language}" aria-label="{escape(texts("login.to_start"))}"><picture>
<source srcset="/app/static/logo-dark.svg" media="(prefers-color-scheme: dark)">
<img src="/app/static/logo.svg" alt="Strukturmonitor"></picture></a>
{body}
<footer><a href="{escape(switch)}" lang="{other}" hreflang="{other}">{escape(texts(f"language.{other}"))}</a>{foot}</footer>
</main></body></html>"""
    return HTMLResponse(html, status_code=status, headers={"Cache-Control": "no-store", **(headers or {})})


def message(text: str, *, is_bad: bool = False) -> str:
    """A line that screen readers read at once."""
    role, kind = ("alert", "message bad") if is_bad else ("status", "message")
    return f'<p class="{kind}" role="{role}">{escape(text)}</p>'


def hidden(**values: str) -> str:
    return "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">' for name, value in values.items()
    )


@cache
def _style() -> str:
    return (PROJECT_DIR / "static" / "plain.css").read_text(encoding="utf-8")
