"""One step as it stands on the wall, or small in the moderator's window."""

import html
from contextlib import nullcontext

import streamlit as st

from strukturmonitor.shown import Chart, Figure, Map, Sentences, Table
from strukturmonitor.stories import storage
from strukturmonitor.stories.model import Step
from strukturmonitor.stories.storage import Kept
from strukturmonitor.texts import Texts, speak
from strukturmonitor.ui.data import database
from strukturmonitor.ui.legends import mark_style
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.stage.charts import enlarged
from strukturmonitor.ui.stage.maps import large_deck
from strukturmonitor.ui.stage.sheet import Sheet, few_sentences, fitting, sheet_of
from strukturmonitor.ui.stage.size import LETTER_WIDTH, Wall, facts
from strukturmonitor.ui.stage.tables import cut_of, table_on_wall

_CONFIG = {"displayModeBar": False, "scrollZoom": False}
_TITLE, _LEADING = 1.7, 1.25  # size of a title, in ordinary letters; height of a line, in its letters
_LINE, _LEGEND_GAP = 1.35, 0.2  # beside a map: height of a line in its letters; between entries of the legend, in lines
_SIDE = 0.3  # of the wall's width, for legend and words beside a map


def draw_step(page: Page, kept: Kept, number: int, wall: Wall, *, slot: str) -> None:
    """Step `number` (1 …) of the story in the present container. `slot`: part of the keys of what is drawn."""
    step = kept.story.steps[number - 1]
    texts = story_texts(page, kept)
    sheet = sheet_of(kept, step, texts)
    st.html(_head(sheet, number, texts))
    if step.kind == "question":
        with st.container(key=f"{slot}-question"):
            _question(page, kept, step, sheet, wall)
    elif step.kind == "picture":
        _picture(step, sheet, texts, slot)
    elif step.kind == "text":
        with st.container(key=f"{slot}-words-large"):
            _say(sheet)
    else:
        _view(page, kept, step, sheet, wall, texts, slot)
    st.html(_foot(sheet, number, texts))


def story_texts(page: Page, kept: Kept) -> Texts:
    """The wall speaks the story's language, whatever the moderator reads."""
    return speak(kept.story.language, page.data.city.id)


def _view(page: Page, kept: Kept, step: Step, sheet: Sheet, wall: Wall, texts: Texts, slot: str) -> None:
    if sheet.missing:
        with st.container(key=f"{slot}-missing"):
            st.html(f'<p class="stage-missing">{html.escape(sheet.missing)}</p>')
            _say(sheet)
        return
    first = sheet.shown[0]
    if isinstance(first, Map):
        _map(page, step, sheet, first, wall, slot)
        return
    if sheet.words:
        with st.container(key=f"{slot}-words"):
            _say(sheet)
    if isinstance(first, Chart):
        _chart(page, kept, step, sheet, first, wall, slot)
    elif isinstance(first, Figure):
        with st.container(key=f"{slot}-figures"):
            st.html(_figures([part for part in sheet.shown if isinstance(part, Figure)]))
    elif isinstance(first, Table):
        with st.container(key=f"{slot}-table"):
            st.html(table_on_wall(first, texts, wall, _room(sheet, wall), about=_about(page, step)))
    elif isinstance(first, Sentences):
        with st.container(key=f"{slot}-words-large"):
            st.markdown(f"**{first.title}**" if first.title else "")
            st.markdown(few_sentences(first.text, facts()["most_sentences"]))


def left_out_of_table(page: Page, kept: Kept, step: Step, wall: Wall) -> dict[str, object]:
    """How much of a step's table a wall leaves out: `title`, `rows` and `columns`; nothing where all of it fits, or
    the step shows something else."""
    texts = story_texts(page, kept)
    sheet = sheet_of(kept, step, texts)
    table = sheet.shown[0] if sheet.shown else None
    if not isinstance(table, Table):
        return {}
    cut = cut_of(table, texts, wall, _room(sheet, wall), about=_about(page, step))
    rows, columns = len(table.frame) - cut.rows, len(cut.left_out)
    return {"title": table.title, "rows": rows, "columns": columns} if rows or columns else {}


def _about(page: Page, step: Step) -> str:
    """Name of the area that the step is about; "" where its filters name none."""
    wanted = {step.query.get("bezirk"), step.query.get("gebiet")}
    areas = (page.tree[area_id] for area_id in page.tree.names)
    return next((area.name for area in areas if {area.area_id, area.slug} & wanted), "")


def _chart(page: Page, kept: Kept, step: Step, sheet: Sheet, chart: Chart, wall: Wall, slot: str) -> None:
    room_px = _room(sheet, wall)
    key = ("stage_chart", kept.story_id, kept.revision, step.step_id, chart.key, wall, room_px, page.is_dark)
    figure = page.data.derived(key, lambda: enlarged(chart.figure, wall, room_px, is_dark=page.is_dark))
    needs_px = figure.layout.height
    pages = needs_px // room_px[1]
    is_paged = not wall.is_column and needs_px == pages * room_px[1] and pages > 1
    with st.container(key=f"{slot}-chart"), st.container(key=f"{slot}-pages-{pages}") if is_paged else nullcontext():
        st.plotly_chart(
            figure,
            key=f"drawn-{slot}-{step.step_id}",
            config=_CONFIG,
            alt=chart.alt,
            height="stretch" if is_paged or (needs_px <= room_px[1] and not wall.is_small) else int(needs_px),
        )


def _say(sheet: Sheet) -> None:
    if sheet.is_own:
        st.html(typed(sheet.words))
    else:
        st.markdown(sheet.words)


def typed(text: str) -> str:
    """What the author typed, as it is, with its lines and lists («- …»): Markdown could fetch pictures from elsewhere."""
    made, is_list = "", False
    for line in text.splitlines():
        item = line.strip().startswith(("- ", "* ", "• "))
        if item != is_list:
            made += "<ul>" if item else "</ul>"
        is_list = item
        words = html.escape(line.strip()[2:].strip() if item else line.strip())
        made += f"<li>{words}</li>" if item else f"<p>{words}</p>" if words else ""
    return f'<div class="stage-typed">{made}{"</ul>" if is_list else ""}</div>'


def _map(page: Page, step: Step, sheet: Sheet, map_: Map, wall: Wall, slot: str) -> None:
    width_px, height_px = _room(sheet, wall)
    is_narrow = wall.width_px < facts()["narrow_px"]
    room_px = (width_px, height_px) if is_narrow else (round(width_px * (1 - _SIDE)), height_px)
    key = ("stage_map", map_.deck, step.extent, step.zoom, wall, room_px, page.is_dark)
    deck = page.data.derived(key, lambda: large_deck(page, map_, wall, room_px, extent=step.extent, zoom=step.zoom))
    with st.container(key=f"{slot}-map"):
        st.pydeck_chart(
            deck,
            key=f"drawn-{slot}-{step.step_id}",
            height=max(220, height_px) if is_narrow or wall.is_small else "stretch",
            alt=map_.alt,
        )
        with st.container(key=f"{slot}-side"):
            st.html(_legend(map_))
            if not (sheet.is_own or is_narrow or wall.is_small):
                sheet.words = _beside(sheet.words, map_, wall, height_px)
            if sheet.words:
                _say(sheet)


def _beside(words: str, map_: Map, wall: Wall, height_px: int) -> str:
    """What of the page's sentences fits below the legend: half a sentence on the wall is worse than none."""
    letters = max(1, int((wall.width_px * _SIDE - 2 * wall.letter_px) / (wall.letter_px * LETTER_WIDTH)))
    rows = [map_.title, *(text for _, text in map_.legend)]
    taken = sum(-(-(len(row) + 2) // letters) for row in rows) + len(rows) * _LEGEND_GAP + 1
    return fitting(words, int(height_px / (wall.letter_px * _LINE) - taken), letters)


def _picture(step: Step, sheet: Sheet, texts: Texts, slot: str) -> None:
    content = None if step.picture is None else storage.picture(database(), step.picture)
    if content is None:
        st.html(f'<p class="stage-missing">{html.escape(texts("stage.missing_picture"))}</p>')
    else:
        with st.container(key=f"{slot}-picture"):
            st.image(content, alt=step.picture_alt or sheet.title)
    if sheet.words:
        with st.container(key=f"{slot}-words"):
            _say(sheet)


def _question(page: Page, kept: Kept, step: Step, sheet: Sheet, wall: Wall) -> None:
    from strukturmonitor.ui.hall.panel import show_question

    if sheet.words:
        _say(sheet)
    show_question(page, kept, step)


def _room(sheet: Sheet, wall: Wall) -> tuple[int, int]:
    """Width and height in pixels that head, words and foot leave to a chart or a map."""
    letter_px = wall.letter_px
    width_px = wall.width_px - 2 * letter_px

    def lines(text: str, size_px: float) -> int:
        return -(-len(text) * size_px * LETTER_WIDTH // width_px) if text else 0

    small_px = min(letter_px, facts()["smallest_px"])
    used = lines(sheet.title, letter_px * _TITLE) * letter_px * _TITLE * _LEADING
    used += lines(sheet.line, letter_px) * letter_px * _LEADING
    used += (lines(" · ".join(sheet.foot), small_px) + 1) * small_px * _LEADING
    if sheet.words and not (sheet.shown and isinstance(sheet.shown[0], Map)):
        used += lines(sheet.words, letter_px) * letter_px * (_LEADING + 0.1)
    return round(width_px), round(max(wall.height_px - used - 3 * letter_px, 10 * letter_px))


def _head(sheet: Sheet, number: int, texts: Texts) -> str:
    line = f'<p class="stage-line">{html.escape(sheet.line)}</p>' if sheet.line else ""
    title = html.escape(sheet.title or texts("stage.step", number=number))
    return f'<div class="stage-step" data-step="{number}"><h2>{title}</h2>{line}</div>'


def _foot(sheet: Sheet, number: int, texts: Texts) -> str:
    badge = f'<strong class="stage-demo">{html.escape(texts("demo.badge"))}</strong> ' if sheet.is_demo else ""
    words = html.escape(" · ".join(sheet.foot))
    return f'<div class="stage-done" data-step="{number}"><p>{badge}{words}</p></div>'


def _figures(figures: list[Figure]) -> str:
    boxes = "".join(
        f'<div class="stage-figure"><h3>{html.escape(figure.title)}</h3>'
        f'<p class="stage-value">{html.escape(figure.value)}</p>'
        + (f'<p class="stage-change">{html.escape(figure.change)}</p>' if figure.change else "")
        + f"<p>{html.escape(figure.note)}</p></div>"
        for figure in figures
    )
    return f'<div class="stage-figures stage-figures-{len(figures)}">{boxes}</div>'


def _legend(map_: Map) -> str:
    rings = map_.hollow if map_.is_round else None
    marks = "".join(
        f'<li><span style="{html.escape(mark_style(colour, rings))}"></span>{html.escape(words)}</li>'
        for colour, words in map_.legend
    )
    title = f"<h3>{html.escape(map_.title)}</h3>" if map_.title else ""
    many = " stage-legend-many" if len(map_.legend) > facts()["legend_rows_airy"] else ""
    return f'<div class="stage-legend{many}">{title}<ul>{marks}</ul></div>'
