"""Administration: accounts, audit, privacy, backups. One page, several views (`ansicht`), each with a right of its own.

A view is a function `<name>_view(page)` in strukturmonitor/ui/administration/<name>.py. It draws its content and may
return what is in force as words; title, head line, foot and URL are drawn here."""

from collections.abc import Callable

from strukturmonitor.access import allowed
from strukturmonitor.ui.administration.accounts import accounts_view
from strukturmonitor.ui.administration.audit import audit_view
from strukturmonitor.ui.administration.backups import backups_view
from strukturmonitor.ui.administration.privacy import privacy_view
from strukturmonitor.ui.page import Page, open_page
from strukturmonitor.ui.refused import show_refusal

VIEWS: dict[str, tuple[str, str, Callable[[Page], list[str] | None]]] = {
    "konten": ("accounts", "manage_accounts", accounts_view),
    "protokoll": ("audit", "read_audit", audit_view),
    "datenschutz": ("privacy", "manage_privacy", privacy_view),
    "sicherung": ("backups", "back_up", backups_view),
}


def show() -> None:
    page = open_page("verwaltung", only_register=True)
    texts = page.texts
    views = {slug: view for slug, view in VIEWS.items() if allowed(page.data.actor, view[1])}
    if not views:
        show_refusal(page, texts("page.administration"))
        return
    labels = {slug: texts(f"administration.view.{name}") for slug, (name, _, _) in views.items()}
    chosen = page.choice(
        "ansicht", texts("administration.view"), labels, widget="selectbox" if page.is_phone else "segmented"
    )
    page.view.enter("ansicht", chosen)
    words = views[chosen][2](page) or []
    page.head(texts("page.administration"), [labels[chosen], *words])
    page.close()
