"""The question on the wall: what can be answered, the way in for phones, how many have voted, and what came out as soon as
the moderator shows it."""

from html import escape

import streamlit as st

from strukturmonitor.access import Reader, allowed
from strukturmonitor.dialogue.poll_charts import finding, result_line
from strukturmonitor.dialogue.poll_leading import door
from strukturmonitor.dialogue.poll_model import Asking, Hall, Poll
from strukturmonitor.dialogue.poll_rules import poll_rules
from strukturmonitor.dialogue.polls import poll_of_step, results
from strukturmonitor.settings import PROJECT_DIR
from strukturmonitor.stories.model import Step
from strukturmonitor.stories.storage import Kept
from strukturmonitor.texts import Texts, speak
from strukturmonitor.ui.data import database, settings
from strukturmonitor.ui.hall.addresses import addresses
from strukturmonitor.ui.hall.asking import asking_of, bars, size_class
from strukturmonitor.ui.hall.point_map import drawing, point_map
from strukturmonitor.ui.hall.qr import qr_image, svg_image
from strukturmonitor.ui.page import Page

_STYLE = PROJECT_DIR / "static" / "hall-wall.css"


def show_question(page: Page, kept: Kept, step: Step) -> None:
    """Below title and text of the step, which the stage has drawn: the answers to choose from beside the QR code, or the
    result. Looks again every two seconds. Whoever may not present sees what was shown to the hall, without the way in."""
    texts = speak(kept.story.language, page.data.city.id)
    asking = asking_of(kept, step)
    st.html(_STYLE)
    if asking is None:
        st.info(texts("hall.no_question"))
        return

    @st.fragment(run_every=poll_rules().wall_every_s)
    def live() -> None:
        # Asked anew each time: the result is no part of any page's cache.
        reader = Reader(database(), page.data.actor)
        found = poll_of_step(reader, kept.story_id, step.step_id)
        way_in = ""
        if allowed(reader.actor, "present"):
            way_in = _way_in(texts, door(database(), reader.actor, kept.story_id), found)
        kind = "hall-alone" if not way_in else "hall-told" if found is not None and found.is_revealed else "hall-asked"
        st.html(f'<div class="hall-wall {kind}">{_main(texts, reader, asking, found)}{way_in}</div>')

    live()


def _main(texts: Texts, reader: Reader, asking: Asking, found: Poll | None) -> str:
    if found is None or not found.is_revealed:
        return f'<div class="hall-main">{_answers(texts, asking)}</div>'
    result = results(reader, found.poll_id)
    picture = ""
    if result.points:
        alt = escape(texts("hall.wall.map", count=texts.number(len(result.points))))
        picture = f'<img class="hall-map" alt="{alt}" src="{svg_image(point_map(found.extent, alt, result.points))}">'
    said = f'<p class="hall-finding">{escape(finding(texts, result))}</p>'
    note = f'<p class="hall-note">{escape(result_line(texts, result))}</p>'
    inside = f'<div class="hall-beside">{picture}{bars(texts, result)}</div>' if picture else bars(texts, result)
    return f'<div class="hall-main" role="status">{said}{inside}{note}</div>'


def _answers(texts: Texts, asking: Asking) -> str:
    """What can be answered, as long as the result is not shown."""
    asked = asking.question
    how = escape(texts(f"hall.wall.{asked.kind}", count=texts.number(asked.points)))
    if asked.kind == "scale":
        ends = f'<p class="hall-ends">1 = {escape(asked.low)}<br>{asked.points} = {escape(asked.high)}</p>'
        return f'<p class="hall-how">{how}</p>{ends}'
    if asked.kind == "point":
        empty = svg_image(point_map(asking.extent, how, []))
        names = texts.list([name for _, name in drawing(asking.extent).areas])
        return f'<p class="hall-how">{how}</p><img class="hall-map" alt="{escape(names)}" src="{empty}">'
    options = "".join(f"<li>{escape(label)}</li>" for label in asked.labels)
    large = f'<ol class="hall-options {size_class(len(asked.labels))}">{options}</ol>' if options else ""
    return f'<p class="hall-how">{how}</p>{large}'


def _way_in(texts: Texts, hall: Hall, found: Poll | None) -> str:
    """QR code, address and code in large letters, and how many have voted."""
    base, is_reachable = base_address(hall)
    address = f"{base}/abstimmen/{hall.code}"
    shown = f"{base.partition('://')[2]}/abstimmen"
    state = found.state if found is not None else "waiting"
    count = ""
    if found is not None and state != "waiting":
        number = f"<strong>{texts.number(found.devices)}</strong>"
        voted = escape(texts("hall.wall.voted", count=found.devices)).replace("#", number)
        count = f'<p class="hall-voted" role="status">{voted}</p>'
    warning = "" if is_reachable else f'<p class="hall-warning">{escape(texts("hall.wall.only_here"))}</p>'
    return (
        f'<aside class="hall-door"><p class="hall-state hall-{state}">{escape(texts(f"hall.state.{state}"))}</p>{count}'
        f'<img class="hall-qr" alt="{escape(texts("hall.wall.qr", address=address))}" src="{qr_image(address)}">'
        f'<p class="hall-address">{escape(texts("hall.wall.or"))}<br><strong>{_breakable(shown)}</strong></p>'
        f'<p class="hall-code">{escape(texts("hall.phone.code"))} <strong>{escape(hall.code)}</strong></p>{warning}</aside>'
    )


def base_address(hall: Hall) -> tuple[str, bool]:
    """The address shown in the hall, and whether phones reach it: the one chosen as long as it is one of this machine's,
    else the first found, else this machine's own."""
    known = addresses(settings(), st.context.url)
    if hall.address in known:
        return hall.address, True
    return (known[0], True) if known else (f"http://{settings().host}:{settings().port}", False)


def _breakable(address: str) -> str:
    """An address may break at its dots and slashes, nowhere else."""
    return escape(address).replace("/", "<wbr>/").replace(".", ".<wbr>")
