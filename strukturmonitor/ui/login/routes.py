"""/anmelden, /abmelden and /anmelden/passwort."""

from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from streamlit.errors import StreamlitAuthError
from streamlit.user_info import AUTH_LOGOUT_ENDPOINT, generate_login_redirect_url, validate_auth_credentials

from strukturmonitor.access.accounts import change_password, end_sessions
from strukturmonitor.access.login import log_in, log_in_demo, log_out, prove
from strukturmonitor.access.rules import rules
from strukturmonitor.access.sessions import end_session
from strukturmonitor.access.visitors import Visitor, offers_demo_accounts
from strukturmonitor.errors import AccountInvalid, LoginRefused, LoginThrottled, PasswordWeak, StrukturmonitorError
from strukturmonitor.imports.findings import explain_error
from strukturmonitor.texts import Texts
from strukturmonitor.ui.data import database, settings
from strukturmonitor.ui.login import forms
from strukturmonitor.ui.login.keeping import PROVIDER
from strukturmonitor.ui.login.plain import plain_page, texts_of
from strukturmonitor.ui.login.requests import (
    address_of,
    drop_session_cookie,
    form_of,
    is_own_form,
    own_path,
    set_session_cookie,
    visitor_of_request,
)
from strukturmonitor.ui.login.returning import remember

_PASSWORD_PATH = "/anmelden/passwort"  # noqa: S105 (an address)


def _after(response_of: Callable[[Request, dict[str, str]], Awaitable[Response]]) -> Callable:
    """A form is looked at only when it is our own and not larger than any of ours."""

    async def answer(request: Request) -> Response:
        if request.method != "POST":
            return await response_of(request, {})
        form = await form_of(request)
        if form is None or not is_own_form(request):
            texts = texts_of(request)
            body = forms.notice(texts, texts("login.foreign_form"))
            return plain_page(request, texts, texts("login.title"), body, status=400 if form is None else 403)
        return await response_of(request, form)

    return answer


@_after
async def _login(request: Request, form: dict[str, str]) -> Response:
    texts = texts_of(request, form)
    target = own_path(form.get("weiter") or request.query_params.get("weiter"))
    visitor = await run_in_threadpool(visitor_of_request, request)
    if visitor.kind == "none":
        body = forms.notice(texts, texts("login.no_login_here"))
        return plain_page(request, texts, texts("login.title"), body)
    if visitor.kind == "oidc":
        return _to_provider(request, texts, target)
    if request.method != "POST":
        return _login_page(request, texts, target, visitor)
    try:
        account, token = await run_in_threadpool(_begin, request, form, visitor)
    except (LoginRefused, LoginThrottled) as error:
        return _login_page(request, texts, target, visitor, error=error, login=form.get("login", ""))
    where = f"{_PASSWORD_PATH}?{forms.query(texts, target)}" if account.must_change_password else target
    response = RedirectResponse(where, status_code=303, headers={"Cache-Control": "no-store"})
    set_session_cookie(request, response, token)
    return response


def _begin(request: Request, form: dict[str, str], visitor: Visitor) -> tuple:
    if "demo" in form:
        if not offers_demo_accounts(database(), settings(), request.headers):
            raise LoginRefused
        begun = log_in_demo(database(), form["demo"])
    else:
        begun = log_in(database(), form.get("login", ""), form.get("password", ""), address=address_of(request))
    if visitor.session is not None:
        end_session(database(), visitor.session, reason="replaced")
    return begun


def _login_page(
    request: Request,
    texts: Texts,
    target: str,
    visitor: Visitor,
    *,
    error: StrukturmonitorError | None = None,
    login: str = "",
) -> Response:
    status, headers = 200, {}
    if isinstance(error, LoginThrottled):
        status, headers = 429, {"Retry-After": str(error.values["minutes"] * 60)}
    elif error is not None:
        status = 401
    said = explain_error(texts, error) if error else None
    body = forms.login_form(
        texts,
        target,
        error=said,
        login=login[: rules().longest_login],
        lost=None if error else visitor.lost,
        present=visitor.account,
        has_demo=offers_demo_accounts(database(), settings(), request.headers),
    )
    query = {"weiter": target} if target != "/" else {}
    response = plain_page(request, texts, texts("login.title"), body, query=query, status=status, headers=headers)
    if visitor.lost:
        drop_session_cookie(request, response)  # it was said why; whoever goes on without a login is not told again
    return response


def _to_provider(request: Request, texts: Texts, target: str) -> Response:
    try:
        validate_auth_credentials(PROVIDER)
    except StreamlitAuthError:
        body = forms.notice(texts, texts("login.provider_missing"), is_bad=True)
        return plain_page(request, texts, texts("login.title"), body, status=503)
    response = RedirectResponse(generate_login_redirect_url(PROVIDER), status_code=303)
    remember(request, response, target)
    return response


@_after
async def _logout(request: Request, form: dict[str, str]) -> Response:
    texts = texts_of(request, form)
    visitor = await run_in_threadpool(visitor_of_request, request)
    if visitor.account is None:
        response = RedirectResponse("/", status_code=303)
        drop_session_cookie(request, response)
        return response
    if request.method != "POST":
        return plain_page(request, texts, texts("logout.title"), forms.logout_form(texts, visitor.account))

    def end() -> None:
        if form.get("wo") == "ueberall":
            end_sessions(database(), visitor.actor, visitor.account.account_id)
        else:
            log_out(database(), visitor.account, visitor.session)

    await run_in_threadpool(end)
    if visitor.kind == "oidc":
        # A form may lead to our own pages only (Content-Security-Policy); the provider's logout is a page elsewhere.
        body = forms.notice(texts, texts("logout.going_on"), title=texts("logout.title"))
        headers = {"Refresh": f"0; url={AUTH_LOGOUT_ENDPOINT}"}
        return plain_page(request, texts, texts("logout.title"), body, headers=headers)
    response = RedirectResponse("/", status_code=303)
    drop_session_cookie(request, response)
    return response


@_after
async def _password(request: Request, form: dict[str, str]) -> Response:
    texts = texts_of(request, form)
    target = own_path(form.get("weiter") or request.query_params.get("weiter"))
    visitor = await run_in_threadpool(visitor_of_request, request)
    if visitor.session is None or visitor.account is None or not visitor.account.has_password:
        return RedirectResponse(f"/anmelden?{forms.query(texts, target)}", status_code=303)

    def change() -> str:
        prove(database(), visitor.account, form.get("password", ""), address=address_of(request))
        fresh = form.get("new", "")
        if fresh != form.get("again", ""):
            raise forms.NotTheSame
        if fresh == form.get("password"):
            raise forms.NotNew
        return change_password(database(), visitor.account, fresh)

    error = None
    if request.method == "POST":
        try:
            token = await run_in_threadpool(change)
        except LoginRefused:
            error = texts("login.password.wrong")
        except (LoginThrottled, PasswordWeak, AccountInvalid) as refused:
            error = explain_error(texts, refused)
        except forms.NotTheSame:
            error = texts("login.password.not_same")
        except forms.NotNew:
            error = texts("login.password.not_new")
        else:
            response = RedirectResponse(target, status_code=303, headers={"Cache-Control": "no-store"})
            set_session_cookie(request, response, token)
            return response
    body = forms.password_form(texts, target, visitor.account, error=error)
    status = 200 if error is None else 422
    return plain_page(request, texts, texts("login.password.title"), body, query={"weiter": target}, status=status)


ROUTES = [
    Route("/anmelden", _login, methods=["GET", "POST"]),
    Route(_PASSWORD_PATH, _password, methods=["GET", "POST"]),
    Route("/abmelden", _logout, methods=["GET", "POST"]),
]
