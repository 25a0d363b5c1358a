"""Which index the view «Handlungsbedarf» shows: one of our own figures, or one whose figures a reader brings."""

from strukturmonitor.analysis.indexes import definitions
from strukturmonitor.ui.change.need import INDEX, need_view
from strukturmonitor.ui.change.social import social_view
from strukturmonitor.ui.page import Page


def index_view(page: Page) -> list[str] | None:
    texts = page.texts
    names = sorted(definitions(), key=lambda name: name != INDEX)
    options = {name: definitions()[name].title.in_language(texts) for name in names}
    widget = "selectbox" if page.is_phone else "segmented"
    chosen = page.choice("index", texts("change.index"), options, default=INDEX, widget=widget)
    return need_view(page) if chosen == INDEX else social_view(page, definitions()[chosen])
