"""The wall of a hall: letters, rows, names and words, without a browser."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest

from strukturmonitor.access import Actor
from strukturmonitor.database import Database
from strukturmonitor.shown import Chart, Column, Table
from strukturmonitor.texts import speak
from strukturmonitor.ui.headless import take
from strukturmonitor.ui.stage.charts import enlarged, wrapped
from strukturmonitor.ui.stage.names import place_names
from strukturmonitor.ui.stage.rows import rows_of, set_rows
from strukturmonitor.ui.stage.sheet import few_sentences, fitting
from strukturmonitor.ui.stage.size import Wall, usual_wall, wall_of
from strukturmonitor.ui.stage.steps import typed
from strukturmonitor.ui.stage.tables import table_on_wall

SMALLEST_PX = 20
ROOM = (980, 520)


@pytest.fixture
def demo(app_on: Callable[..., None], demo_dir: Path, demo_database: Database) -> None:
    app_on(demo_dir)


def sizes(value: object, inside_font: bool = False) -> Iterator[float]:
    """All sizes of letters in a figure."""
    if isinstance(value, dict):
        for name, each in value.items():
            if inside_font and name == "size":
                yield each
            elif name != "template":
                yield from sizes(each, inside_font=name.endswith("font"))
    elif isinstance(value, list | tuple):
        for each in value:
            yield from sizes(each)


@pytest.mark.parametrize("path", ["leerstand", "stadtbezirk", "verkehr"])
def test_no_letter_of_a_chart_is_too_small_for_the_last_row(demo: None, path: str) -> None:
    """Prevents charts in a hall that nobody behind the second row can read, and pages that change with the wall."""
    charts = [part for part in take(path, {"bezirk": "eving"}, Actor()).parts if isinstance(part, Chart)]
    assert charts
    for chart in charts:
        before = chart.figure.to_json()
        figure = enlarged(chart.figure, Wall(1024, 768), ROOM)
        drawn = figure.to_plotly_json()
        assert min(sizes(drawn)) >= SMALLEST_PX, chart.key
        axes = [axis for name, axis in drawn["layout"].items() if name.startswith(("xaxis", "yaxis"))]
        assert all(axis["tickfont"]["size"] >= SMALLEST_PX for axis in axes), chart.key
        assert figure.layout.height >= ROOM[1]
        assert chart.figure.to_json() == before


def test_letters_grow_with_the_wall() -> None:
    """Prevents a large projector with the letters of a small one, and a browser's nonsense from ending the show."""
    assert Wall(1024, 768).letter_px == SMALLEST_PX < Wall(1920, 1080).letter_px
    assert wall_of({"width": 1920, "height": 1080}) == Wall(1920, 1080)
    assert {wall_of(said) for said in (None, {}, {"width": "x", "height": 3}, {"width": 1, "height": 9e9})} == {
        usual_wall()
    }


def test_rows_of_small_charts_keep_their_titles_apart() -> None:
    """Prevents titles of one row from being written over the ticks of the row above."""
    layout = {
        "margin": {"t": 20, "b": 20},
        "yaxis": {"domain": [0.55, 1.0]},
        "yaxis2": {"domain": [0.0, 0.45]},
        "annotations": [
            {"text": "oben", "y": 1.0, "yref": "paper", "yanchor": "bottom"},
            {"text": "zwei<br>Zeilen", "y": 0.45, "yref": "paper", "yanchor": "bottom"},
        ],
    }
    height_px = set_rows(layout, SMALLEST_PX, 400, is_paged=False)
    (low, high), (_, below) = rows_of(layout)
    inner_px = height_px - layout["margin"]["t"] - layout["margin"]["b"]
    assert (low - below) * inner_px >= 2 * 1.3 * SMALLEST_PX + SMALLEST_PX  # a title of two lines, and the ticks
    assert high < 1 and layout["annotations"][1]["y"] == pytest.approx(below, abs=0.001)
    assert wrapped("<b>Saldo der Umzüge</b> in der Stadt", 12) == "<b>Saldo der<br>Umzüge</b> in<br>der Stadt"


def test_rows_that_do_not_fit_become_pages() -> None:
    """Prevents small charts below the edge of the wall, charts cut in two between pages, and a last page with a giant."""
    room_px, edges = 420, [(5 - number) / 5 for number in range(5)]
    axes = {f"yaxis{number}": {"domain": [edge - 0.15, edge]} for number, edge in enumerate(edges, 1)}
    titles = [{"text": "Titel", "y": edge, "yref": "paper", "yanchor": "bottom"} for edge in edges]
    layout = {"margin": {}, "annotations": titles, **axes}
    assert set_rows(layout, SMALLEST_PX, room_px, is_paged=True) == 3 * room_px
    inner_px = 3 * room_px - layout["margin"]["t"] - layout["margin"]["b"]
    rows_px = [((1 - high) * inner_px, (1 - low) * inner_px) for low, high in rows_of(layout)]
    assert [int(top // room_px) for top, _ in rows_px] == [int(end // room_px) for _, end in rows_px] == [0, 0, 1, 1, 2]
    assert {round(end - top) for top, end in rows_px} == {round(rows_px[0][1] - rows_px[0][0])}


def test_names_on_a_map_neither_meet_nor_are_cut_off() -> None:
    """Prevents two names written over each other, and halves of names at the edge."""
    view = {"longitude": 7.5, "latitude": 51.5, "zoom": 10.0}
    rows = [{"p": [7.5, 51.5], "t": "Innenstadt-West"}, {"p": [7.501, 51.5], "t": "Innenstadt-Ost"}]
    numbers = {"id": "road-numbers", "data": [{"p": [7.5, 51.5], "t": "B1"}]}
    names = {"id": "names", "data": [*rows, {"p": [7.775, 51.5], "t": "Am Rand"}, {"p": [9.0, 51.5], "t": "Weit weg"}]}
    place_names([numbers, names], view, (800, 500), SMALLEST_PX)
    assert [row["t"] for row in names["data"]] == ["Innenstadt-West", "Innenstadt-Ost", "Weit weg"]
    first, second = (row["o"][1] for row in names["data"][:2])
    assert abs(first - second) > SMALLEST_PX and numbers["data"] == []


def test_words_on_the_wall_are_few_and_plain() -> None:
    """Prevents a page of text on the wall, a sentence that ends at a date, and markup or pictures from a typed text."""
    text = "Am 30.09.2026 standen 40 leer. Das sind weniger. In Eving auch. Mehr nicht."
    assert few_sentences(text, 2) == "Am 30.09.2026 standen 40 leer. Das sind weniger."
    assert few_sentences("- eins\n- zwei\n- drei", 2) == "- eins\n- zwei"
    made = typed("Vorab\n- <b>eins</b>\n- ![x](http://example.org/x.png)\nSchluss")
    assert "<b>" not in made and "&lt;b&gt;" in made and "<img" not in made
    assert made.count("<li>") == 2 and made.index("</ul>") < made.index("Schluss")


def test_words_beside_a_map_end_with_a_whole_sentence() -> None:
    """Prevents a wall whose last line is cut through the middle, and a reader who waits for the end of a sentence."""
    text = "- **Leerstand:** gesunken, in der Stadt unverändert.\n- **Fläche:** gestiegen, in der Stadt auch.\n"
    assert fitting(text, 10, 26) == text
    assert fitting(text, 2, 26) == text.splitlines()[0]
    assert fitting(text, 1, 26) == ""
    assert fitting("Erster Satz. Zweiter Satz.", 1, 26) == "Erster Satz. Zweiter Satz."


def test_a_table_is_cut_to_the_wall() -> None:
    """Prevents rows that run into the source line, columns that leave the wall at the right, and an empty column."""
    cells = {"why": [""] * 12} | {f"c{number}": ["ein längerer Satz dazu"] * 12 for number in range(9)}
    table = Table("lage", "Lage", pd.DataFrame(cells), {name: Column(name) for name in cells})
    small, large = (
        table_on_wall(table, speak("de"), wall, room)
        for wall, room in ((Wall(1024, 768), (984, 200)), (Wall(1920, 1080), (1860, 800)))
    )
    for made in (small, large):
        assert ">why<" not in made and "außerdem" in made and "c8" in made.partition("außerdem")[2]
    assert 2 <= small.count('scope="col"') < large.count('scope="col"') < 9
    assert 3 <= small.count("<tr>") < large.count("<tr>") == 9 and "Dazu 4 weitere Zeilen" in large


def test_the_area_of_a_step_stays_where_its_table_is_cut() -> None:
    """Prevents a hall in one district that sees the ranks of all others, and not its own."""
    names = [f"Bezirk {number}" for number in range(12)]
    frame = pd.DataFrame({"name": names, "rank": range(1, 13)})
    table = Table("lage", "Lage", frame, {"name": Column("Gebiet"), "rank": Column("Rang", "number")})
    made = table_on_wall(table, speak("de"), Wall(1024, 768), (984, 400), about="Bezirk 11")
    assert made.index("Bezirk 11") < made.index("Bezirk 0<") and "Bezirk 10" not in made
    assert "Bezirk 0<" in table_on_wall(table, speak("de"), Wall(1024, 768), (984, 400), about="Bezirk 1")
