"""Stories and profiles as PPTX: on the page, and for the command line, here or in the running app."""

import base64
import datetime
from collections.abc import Callable

import streamlit as st

from strukturmonitor.access import Actor, Reader
from strukturmonitor.areas import Area, AreaTree, resolve
from strukturmonitor.clock import utc_now
from strukturmonitor.database import Database
from strukturmonitor.dialogue import polls
from strukturmonitor.dialogue.poll_charts import result_chart
from strukturmonitor.errors import AreaUnknown, PollUnknown, StoryUnknown
from strukturmonitor.exports.names import file_name
from strukturmonitor.profiles.tools import Tools
from strukturmonitor.shown import Chart
from strukturmonitor.slides.deck import deck
from strukturmonitor.slides.model import Drawing, Facts, Slide
from strukturmonitor.slides.profile import profile_slides
from strukturmonitor.slides.story import Sources, story_slides
from strukturmonitor.stills import chart_picture, map_picture
from strukturmonitor.stories import storage
from strukturmonitor.stories.model import Step
from strukturmonitor.stories.storage import Kept
from strukturmonitor.texts import Texts, speak
from strukturmonitor.ui.map_files import map_file
from strukturmonitor.ui.page import Page, taking
from strukturmonitor.ui.paper_command import tools_for
from strukturmonitor.ui.stories.views import view_of

NAME = "export_slides"
_MIME = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def story_deck(database: Database, kept: Kept) -> bytes:
    """The story as PPTX, with what its audience may see, whoever asks."""
    texts = speak(kept.story.language, database.versions.city)
    tree = AreaTree(Reader(database, Actor()).read("areas"))
    sources = Sources(
        view=lambda step: view_of(kept, step),
        picture=lambda picture_id: storage.picture(database, picture_id),
        result=lambda step: _result(database, kept, step, texts),
    )
    slides = story_slides(kept.story, texts, sources, city=tree.city.name, today=datetime.date.today())
    return _made(slides, texts, kept.story.title, tree.city.name)


def profile_deck(tools: Tools, area: Area) -> bytes:
    """The profile as PPTX. Raises ProfileEmpty."""
    slides = profile_slides(tools, area)
    return _made(slides, tools.texts, slides[0].title, tools.tree.city.name)


def _made(slides: list[Slide], texts: Texts, title: str, city: str) -> bytes:
    facts = Facts(title, city, utc_now().replace(hour=0, minute=0, second=0, microsecond=0))
    drawing = Drawing(
        map=lambda map_, width, height, around, zoom: map_picture(
            map_, texts, map_file, width_px=width, height_px=height, with_frame=False, around=around, zoom=zoom
        ).png(),
        chart=lambda chart, width, height: chart_picture(
            chart, texts, width_px=width, height_px=height, with_frame=False
        ).png(),
    )
    return deck(slides, texts, facts, drawing)


def _result(database: Database, kept: Kept, step: Step, texts: Texts) -> Chart | None:
    """What the hall answered, as far as the audience sees it."""
    reader = Reader(database, kept.seen_by)
    try:
        found = polls.poll_of_step(reader, kept.story_id, step.step_id)
        if found is None or not found.has_answers:
            return None
        return result_chart(texts, polls.results(reader, found.poll_id))
    except PollUnknown:  # not shown to the hall (yet)
        return None


# --- on the page ---------------------------------------------------------------------------------------------


def story_slides_button(page: Page, kept: Kept) -> None:
    """Download of a story; made when it is asked for."""
    database = page.data.reader.database
    _button(page, f"folien:{kept.story_id}", kept.story.title, lambda: story_deck(database, kept))


def profile_slides_button(page: Page, tools: Tools, area: Area) -> None:
    """Download of a profile; nothing where the page is drawn for something else than a screen."""
    if taking.get() is None:
        _button(
            page,
            "folien",
            f"{tools.texts(f'profile.kind.{area.level}')} {area.name}",
            lambda: profile_deck(tools, area),
        )


def _button(page: Page, key: str, name: str, make: Callable[[], bytes]) -> None:
    st.download_button(
        page.texts("slides.download"),
        make,
        file_name=file_name(name, "pptx"),
        mime=_MIME,
        key=page.view.key(key),
        on_click="ignore",
        icon=":material/slideshow:",
        help=page.texts("slides.download_help"),
    )


# --- for the command line ------------------------------------------------------------------------------------


def export_slides(
    database: Database, *, what: str, role: str, language: str, story: str | None = None, areas: list[str] | None = None
) -> dict:
    """A story by its id, or the profile of one area by id or name. Content as base64. Raises StoryUnknown (also where
    `role` may not read it), AreaUnknown, NotAllowed, ProfileEmpty."""
    if what == "story":
        kept = storage.story(Reader(database, Actor(role=role)), story or "")
        if kept is None:
            raise StoryUnknown
        content, is_public = story_deck(database, kept), kept.seen_by == Actor()
    else:
        city = database.versions.city
        tree = AreaTree(Reader(database, Actor()).read("areas"))
        if not areas or len(areas) != 1:
            raise AreaUnknown(spelling=", ".join(areas or []), suggestion=tree.city.name)
        tools = tools_for(tree, city, language, Actor(role=role))
        content, is_public = profile_deck(tools, resolve(areas[0], tree, city)), role == Actor().role
    return {"content": base64.b64encode(content).decode(), "is_public": is_public}
