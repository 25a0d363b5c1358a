"""Why personal values are kept and when they go, as the forms say it."""

from strukturmonitor.ui.page import Page


def purpose_line(page: Page, table: str) -> str:
    """«Persönliche Angaben. Zweck: … Rechtsgrundlage: … Wird gelöscht: …»"""
    texts = page.texts
    return texts(
        "owners.purpose",
        purpose=texts(f"owners.purpose.{table}"),
        basis=texts("owners.purpose.basis"),
        deletion=texts("owners.purpose.deletion"),
    )
