"""The forms of the login pages as HTML."""

from html import escape
from urllib.parse import urlencode

from strukturmonitor.access.demo_accounts import demo_accounts
from strukturmonitor.access.directory import Account
from strukturmonitor.access.rules import rules
from strukturmonitor.texts import LANGUAGES, Texts
from strukturmonitor.ui.data import database
from strukturmonitor.ui.login.plain import hidden, message


class NotTheSame(Exception):
    """The new password was typed differently the second time."""


class NotNew(Exception):
    """The new password is the old one."""


def query(texts: Texts, target: str) -> str:
    """Language and target as query parameters of our own pages."""
    values = {"weiter": target} if target != "/" else {}
    if texts.language != LANGUAGES[0]:
        values["sprache"] = texts.language
    return urlencode(values)


def notice(texts: Texts, text: str, *, title: str | None = None, is_bad: bool = False) -> str:
    return (
        f'<section class="card"><h1>{escape(title or texts("login.title"))}</h1>{message(text, is_bad=is_bad)}'
        f'<p><a href="/">{escape(texts("login.to_start"))}</a></p></section>'
    )


def login_form(
    texts: Texts,
    target: str,
    *,
    error: str | None,
    login: str,
    lost: str | None,
    present: Account | None,
    has_demo: bool,
) -> str:
    said = ""
    if error:
        said = message(error, is_bad=True)
    elif lost:
        said = message(texts(f"login.lost.{lost}"))
    elif present is not None:
        said = message(texts("login.is_logged_in", name=present.name))
    kept = hidden(weiter=target, sprache=texts.language)
    focus = "password" if login else "login"
    form = f"""<section class="card"><h1>{escape(texts("login.title"))}</h1>{said}
<form method="post" action="/anmelden">{kept}
<label for="login">{escape(texts("login.login"))}</label>
<input id="login" name="login" value="{escape(login)}" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="{rules().longest_login}"{" autofocus" if focus == "login" else ""}>
<label for="password">{escape(texts("login.password"))}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="{rules().longest_password}"{" autofocus" if focus == "password" else ""}>
<button type="submit">{escape(texts("login.button"))}</button></form>
<p class="quiet" style="margin:1rem 0 0">{escape(texts("login.forgotten"))} <a href="{escape(target if target == "/" else "/")}">{escape(texts("login.without"))}</a></p></section>"""
    return form + (_demo(texts, kept) if has_demo else "")


def _demo(texts: Texts, kept: str) -> str:
    names = database().read("areas").set_index("area_id")["name"]
    buttons = []
    for account in demo_accounts(database()):
        where = texts.list([str(names.get(area, area)) for area in sorted(account.areas)]) if account.areas else ""
        label = (
            texts("login.demo.role", role=texts(f"role.{account.role}"), areas=where)
            if where
            else texts(f"role.{account.role}")
        )
        may = texts(f"role.may.{account.role}")
        buttons.append(
            f'<form method="post" action="/anmelden">{kept}{hidden(demo=account.account_id)}'
            f'<button class="second" type="submit"><strong>{escape(label)}</strong>{escape(may)}</button></form>'
        )
    if not buttons:
        return ""
    return (
        f'<section class="card" aria-labelledby="demo"><h2 id="demo">{escape(texts("login.demo.title"))}</h2>'
        f'<p class="quiet">{escape(texts("login.demo.note"))}</p>{"".join(buttons)}</section>'
    )


def logout_form(texts: Texts, account: Account) -> str:
    kept = hidden(sprache=texts.language)
    return f"""<section class="card"><h1>{escape(texts("logout.title"))}</h1>
<p>{escape(texts("logout.who", name=account.name))}</p>
<form method="post" action="/abmelden">{kept}<button type="submit">{escape(texts("logout.here"))}</button></form>
<form method="post" action="/abmelden">{kept}{hidden(wo="ueberall")}
<button class="second" type="submit"><strong>{escape(texts("logout.everywhere"))}</strong>{escape(texts("logout.everywhere.help"))}</button></form></section>"""


def password_form(texts: Texts, target: str, account: Account, *, error: str | None) -> str:
    said = message(error, is_bad=True) if error else ""
    why = f"<p>{escape(texts('login.password.one_time'))}</p>" if account.must_change_password else ""
    longest = rules().longest_password
    return f"""<section class="card"><h1>{escape(texts("login.password.title"))}</h1>{said}{why}
<p class="quiet">{escape(texts("login.password.rules", shortest=rules().shortest_password, longest=longest))}</p>
<form method="post" action="/anmelden/passwort">{hidden(weiter=target, sprache=texts.language)}
<input type="hidden" name="login" value="{escape(account.login)}" autocomplete="username">
<label for="password">{escape(texts("login.password.present"))}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="{longest}" autofocus>
<label for="new">{escape(texts("login.password.new"))}</label>
<input id="new" name="new" type="password" autocomplete="new-password" required minlength="{rules().shortest_password}" maxlength="{longest}">
<label for="again">{escape(texts("login.password.again"))}</label>
<input id="again" name="again" type="password" autocomplete="new-password" required maxlength="{longest}">
<button type="submit">{escape(texts("login.password.save"))}</button></form></section>"""
