"""Präsentation: stories – their list, the editor, the check before a workshop – and the wall they are shown on."""

from strukturmonitor.access import Reader
from strukturmonitor.stories.storage import Kept, story
from strukturmonitor.ui.data import database
from strukturmonitor.ui.page import Page, open_page
from strukturmonitor.ui.register.messages import show_messages
from strukturmonitor.ui.session import decode_choice
from strukturmonitor.ui.stories.editor import show_editor
from strukturmonitor.ui.stories.listing import show_list
from strukturmonitor.ui.stories.rehearsal import show_rehearsal

_STORY, _VIEW = "geschichte", "ansicht"
_WALL, _NOTES, _REHEARSAL = "buehne", "notizen", "probe"


def show() -> None:
    page = open_page("praesentation", only_register=True)
    page.is_demo = False  # every step says of itself whether made data are in it
    kept = _chosen(page)
    view = page.view.decoded(_VIEW, decode_choice({each: each for each in (_WALL, _NOTES, _REHEARSAL)}), None)
    if kept is None:
        _with_frame(page, None, show_list)
        return
    page.view.keep(_STORY, kept.story_id)
    page.view.keep(_VIEW, view)
    if view == _WALL:
        from strukturmonitor.ui.stage.wall import show_wall  # large, and only for who stands in the hall

        show_wall(page, kept)
    elif view == _NOTES:
        from strukturmonitor.ui.stage.notes import show_notes

        show_notes(page, kept)
    elif view == _REHEARSAL:
        _with_frame(page, kept, show_rehearsal)
    else:
        _with_frame(page, kept, show_editor)


def _with_frame(page: Page, kept: Kept | None, show_part: object) -> None:
    """Head and foot around a part that is read at a desk."""
    show_messages(page)
    show_part(page) if kept is None else show_part(page, kept)
    page.close()


def _chosen(page: Page) -> Kept | None:
    """The story that the URL names; where there is none for this reader, that is said above the list."""

    def decode(story_id: str) -> Kept:
        kept = story(Reader(database(), page.data.actor), story_id)
        if kept is None:
            page.say(page.texts("error.StoryUnknown"))
            raise ValueError(story_id)
        return kept

    found = page.view.decoded(_STORY, decode, None)
    page.view.rejected = [slug for slug in page.view.rejected if slug != _STORY]  # said in words of its own
    return found
