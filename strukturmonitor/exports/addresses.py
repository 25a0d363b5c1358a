"""The stable addresses of tables and indicators, and the line that names one below what a page shows."""

from strukturmonitor.texts import LANGUAGES, Texts

PREFIX = "/api/v1"


def table_address(name: str) -> str:
    return f"{PREFIX}/tables/{name}.csv"


def indicator_address(indicator_id: str) -> str:
    return f"{PREFIX}/indicators/{indicator_id}"


def api_line(texts: Texts, address: str) -> str:
    """«Für Programme: /api/v1/… · Beschreibung», as Markdown."""
    language = "" if texts.language == LANGUAGES[0] else f"?sprache={texts.language}"
    return f"{texts('api.link')} [`{address}`]({address}{language}) · [{texts('api.link_about')}](/api{language})"
