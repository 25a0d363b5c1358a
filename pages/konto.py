"""One's own account: role and areas, password, logging out everywhere, deputy."""

from strukturmonitor.access import allowed
from strukturmonitor.ui.account import account_view
from strukturmonitor.ui.page import open_page
from strukturmonitor.ui.refused import show_refusal


def show() -> None:
    page = open_page("konto", only_register=True)
    texts = page.texts
    if not allowed(page.data.actor, "own_account"):
        show_refusal(page, texts("page.account"))
        return
    page.is_demo = False  # an account is not made up
    account_view(page)
    page.head(texts("page.account"), [])
    page.close()
