"""/abstimmen and /abstimmen/<code>: plain small pages for phones, without a session and without Streamlit. Nothing of who
votes is looked at, kept or logged: no address, no name, no kind of phone."""

from collections.abc import Callable, Mapping
from functools import cache
from html import escape
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from strukturmonitor.dialogue import poll_votes
from strukturmonitor.dialogue.poll_rules import poll_rules
from strukturmonitor.dialogue.poll_votes import COOKIE, Behind
from strukturmonitor.errors import AnswerWrong, PollNotOpen, PollUnknown, RegisterDamaged, StrukturmonitorError
from strukturmonitor.imports.findings import explain_error
from strukturmonitor.settings import PROJECT_DIR
from strukturmonitor.texts import LANGUAGES, Texts, speak
from strukturmonitor.ui.data import database
from strukturmonitor.ui.hall.forms import answer_lines, fields_of, privacy_note, question_form
from strukturmonitor.ui.login.plain import message, plain_page
from strukturmonitor.ui.login.requests import form_of, is_encrypted, is_own_form

_PATH = "/abstimmen"
_MOST_FIELDS = 30  # twenty options, and what goes with them


def _in_thread(answer_of: Callable[..., Response]) -> Callable:
    """An answer that reads the database, with the form where one was sent; errors become a page that says what happened."""

    async def answer(request: Request) -> Response:
        form: dict[str, str] = {}
        if request.method == "POST":
            sent = await form_of(request, largest_bytes=poll_rules().largest_form_bytes, most_fields=_MOST_FIELDS)
            if sent is None or not is_own_form(request):
                texts = _texts(request)
                return _notice(request, texts, texts("hall.phone.foreign"), status=400 if sent is None else 403)
            form = sent
        try:
            return await run_in_threadpool(answer_of, request, form)
        except PollUnknown as error:
            return _code_page(request, _texts(request, form), error)
        except StrukturmonitorError as error:
            texts = _texts(request, form)
            said = texts("error.unexpected") if isinstance(error, RegisterDamaged) else explain_error(texts, error)
            return _notice(request, texts, said, status=503)

    return answer


@_in_thread
def _start(request: Request, form: dict[str, str]) -> Response:
    texts = _texts(request, form)
    if typed := request.query_params.get("code", ""):
        behind = poll_votes.behind_code(database(), typed)
        query = {"sprache": texts.language} if "sprache" in request.query_params else {}
        return RedirectResponse(_address(behind, query), status_code=303)
    return _code_page(request, texts, None)


@_in_thread
def _question(request: Request, form: dict[str, str]) -> Response:
    behind = poll_votes.behind_code(database(), request.path_params["code"])
    texts = _texts(request, form, behind)
    token = poll_votes.token_of(database(), request.cookies.get(COOKIE))
    if request.method == "POST":
        return _vote(request, texts, behind, token, form)
    given = poll_votes.answer_of(database(), behind, token)
    if behind.question is None or behind.state == "waiting":
        response = _waiting(request, texts, behind)
    elif behind.state == "closed":
        response = _following(request, texts, behind, texts("hall.phone.ended"), status=200)
    elif given is not None and "aendern" not in request.query_params:
        response = _thanks(request, texts, behind, _fields(behind, given))
    else:
        kept = {} if given is None else _fields(behind, given)
        response = _form_page(request, texts, behind, kept, is_change=given is not None)
    return response if token is not None else _with_token(request, response)


def _vote(request: Request, texts: Texts, behind: Behind, token: str | None, form: dict[str, str]) -> Response:
    if behind.question is None or behind.poll_id != form.get("frage"):
        # The moderator went on to the next question while this phone still showed the one before.
        said = explain_error(texts, PollNotOpen(reason="closed"))
        return _following(request, texts, behind, said, status=409, is_bad=True)
    if token is None:
        said = texts("hall.phone.no_cookie")
        return _with_token(request, _form_page(request, texts, behind, form, error=said, status=400))
    try:
        is_change = poll_votes.vote(database(), behind, token, form)
    except PollNotOpen as error:
        return _following(request, texts, behind, explain_error(texts, error), status=409, is_bad=True)
    except AnswerWrong as error:
        return _form_page(request, texts, behind, form, error=explain_error(texts, error), status=422)
    query = {"danke": "geaendert" if is_change else "neu"}
    if "sprache" in request.query_params or texts.language != behind.language:
        query["sprache"] = texts.language
    return RedirectResponse(_address(behind, query), status_code=303, headers={"Cache-Control": "no-store"})


@_in_thread
def _standing(request: Request, form: dict[str, str]) -> Response:
    """For the script of the waiting page: the question that is open now, in as few bytes as possible."""
    behind = poll_votes.behind_code(database(), request.path_params["code"])
    return PlainTextResponse(_now(behind), headers={"Cache-Control": "no-store"})


def _form_page(
    request: Request,
    texts: Texts,
    behind: Behind,
    kept: Mapping[str, str],
    *,
    error: str | None = None,
    is_change: bool = False,
    status: int = 200,
) -> Response:
    body = question_form(texts, behind, kept, error=error, is_change=is_change)
    return _page(request, texts, behind.title or texts("hall.phone.title"), body, status=status)


def _thanks(request: Request, texts: Texts, behind: Behind, kept: Mapping[str, str]) -> Response:
    said = texts("hall.phone.changed" if request.query_params.get("danke") == "geaendert" else "hall.phone.counted")
    lines = "".join(f"<li>{escape(line)}</li>" for line in answer_lines(texts, behind, kept))
    query = urlencode({"aendern": "ja"} | _language(request, texts))
    body = f"""<section class="card"><p class="above">{escape(behind.title)}</p><h1>{escape(texts("hall.phone.thanks"))}</h1>
{message(said)}<p class="quiet">{escape(texts("hall.phone.your_answer"))}</p><ul class="given">{lines}</ul>
<p><a class="button" href="{escape(f"{_PATH}/{behind.code}?{query}")}">{escape(texts("hall.phone.change_link"))}</a></p>
{_follow(request, texts, behind, poll_rules().thanks_refresh_s) if behind.is_hall else ""}</section>{privacy_note(texts)}"""
    head = _head_of_follow(request, texts, behind, poll_rules().thanks_refresh_s) if behind.is_hall else ""
    return _page(request, texts, texts("hall.phone.thanks"), body, head=head)


def _waiting(request: Request, texts: Texts, behind: Behind) -> Response:
    every_s = poll_rules().waiting_refresh_s
    body = f"""<section class="card"><p class="above">{escape(texts("hall.phone.above"))}</p><h1>{escape(texts("hall.phone.waiting"))}</h1>
<span class="turning" aria-hidden="true"></span><p>{escape(texts("hall.phone.waiting.text"))}</p>{_follow(request, texts, behind, every_s)}</section>{privacy_note(texts)}"""
    head = _head_of_follow(request, texts, behind, every_s)
    return _page(request, texts, texts("hall.phone.waiting"), body, head=head)


def _following(
    request: Request, texts: Texts, behind: Behind, said: str, *, status: int, is_bad: bool = False
) -> Response:
    """A line, and on to the next question where the code is that of a story."""
    on = ""
    if behind.is_hall:
        to = escape(_address(behind, _language(request, texts)))
        on = f'<p><a class="button" href="{to}">{escape(texts("hall.phone.go_on"))}</a></p>'
    title = escape(behind.title or texts("hall.phone.title"))
    body = f'<section class="card"><h1>{title}</h1>{message(said, is_bad=is_bad)}{on}</section>'
    return _page(request, texts, texts("hall.phone.title"), body, status=status)


def _notice(request: Request, texts: Texts, said: str, *, status: int) -> Response:
    body = (
        f'<section class="card"><h1>{escape(texts("hall.phone.title"))}</h1>{message(said, is_bad=True)}'
        f'<p><a class="button" href="{escape(request.url.path)}">{escape(texts("hall.phone.go_on"))}</a></p></section>'
    )
    return _page(request, texts, texts("hall.phone.title"), body, status=status)


def _code_page(request: Request, texts: Texts, error: PollUnknown | None) -> Response:
    said = message(explain_error(texts, error), is_bad=True) if error else ""
    typed = request.query_params.get("code", "")[: 2 * poll_rules().code_length]
    body = f"""<section class="card"><h1>{escape(texts("hall.phone.title"))}</h1>{said}<p>{escape(texts("hall.phone.code.text"))}</p>
<form method="get" action="{_PATH}"><input type="hidden" name="sprache" value="{texts.language}">
<label for="code">{escape(texts("hall.phone.code"))}</label>
<input class="code" id="code" name="code" value="{escape(typed)}" required maxlength="{2 * poll_rules().code_length}" autocomplete="off" autocapitalize="characters" spellcheck="false">
<button type="submit">{escape(texts("hall.phone.code.go"))}</button></form></section>{privacy_note(texts)}"""
    return _page(request, texts, texts("hall.phone.title"), body, status=404 if error else 200)


def _follow(request: Request, texts: Texts, behind: Behind, every_s: int) -> str:
    """What the script reads to go on by itself, and a link for everybody else."""
    page = escape(_address(behind, _language(request, texts)))
    return (
        f'<p class="quiet" data-follow="{_PATH}/{behind.code}/stand" data-now="{escape(_now(behind))}" data-every="{every_s}" '
        f'data-page="{page}">{escape(texts("hall.phone.follows"))} <a href="{page}">{escape(texts("hall.phone.reload"))}</a></p>'
    )


def _head_of_follow(request: Request, texts: Texts, behind: Behind, every_s: int) -> str:
    """Without a script the page loads itself anew; with one it stays still until there is something new."""
    page = escape(_address(behind, _language(request, texts)))
    return f'<noscript><meta http-equiv="refresh" content="{every_s}; url={page}"></noscript>'


def _page(request: Request, texts: Texts, title: str, body: str, *, status: int = 200, head: str = "") -> Response:
    return plain_page(
        request,
        texts,
        title,
        f"{body}<script>{_file('hall.js')}</script>",
        status=status,
        head=f"<style>{_file('hall.css')}</style>{head}",
    )


def _with_token(request: Request, response: Response) -> Response:
    """A random number for a phone that has none; it says nothing but «the same phone», for one evening."""
    token = poll_votes.cookie_of(database(), poll_votes.new_token())
    response.set_cookie(
        COOKIE,
        token,
        max_age=poll_rules().kept_hours * 3600,
        path=_PATH,
        httponly=True,
        samesite="lax",
        secure=is_encrypted(request),
    )
    return response


def _texts(request: Request, form: Mapping[str, str] | None = None, behind: Behind | None = None) -> Texts:
    """The language of the form or the address, else that of the question."""
    wanted = (form or {}).get("sprache") or request.query_params.get("sprache", "")
    if wanted not in LANGUAGES:
        wanted = behind.language if behind is not None and behind.language in LANGUAGES else LANGUAGES[0]
    return speak(wanted, database().versions.city)


def _language(request: Request, texts: Texts) -> dict[str, str]:
    return {"sprache": texts.language} if "sprache" in request.query_params else {}


def _fields(behind: Behind, given: dict) -> dict[str, str]:
    is_words = behind.question.kind == "words"
    return fields_of(behind, given, poll_votes.words_of(database(), behind) if is_words else None)


def _address(behind: Behind, query: Mapping[str, str]) -> str:
    return f"{_PATH}/{behind.code}" + (f"?{urlencode(query)}" if query else "")


def _now(behind: Behind) -> str:
    return f"{behind.poll_id}:{behind.state}" if behind.poll_id else "–"


@cache
def _file(name: str) -> str:
    return (PROJECT_DIR / "static" / name).read_text(encoding="utf-8")


ROUTES = [
    Route(_PATH, _start, methods=["GET"]),
    Route(f"{_PATH}/{{code}}", _question, methods=["GET", "POST"]),
    Route(f"{_PATH}/{{code}}/stand", _standing, methods=["GET"]),
]
