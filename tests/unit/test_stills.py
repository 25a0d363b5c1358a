"""Charts and maps drawn without a browser."""

import json
import re
import shutil
import struct
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest
from matplotlib.transforms import Bbox

import pages
from strukturmonitor import stills
from strukturmonitor.access import Actor
from strukturmonitor.charts.base import new_figure
from strukturmonitor.database.shared import close_shared, shared_database
from strukturmonitor.errors import StillUnknown
from strukturmonitor.exports.map_data import map_rows
from strukturmonitor.shown import Chart, Column, Map, Table, View
from strukturmonitor.stills.canvas import Canvas, width_of, wrapped
from strukturmonitor.stills.charts import draw_figure, whole_picture
from strukturmonitor.stills.expressions import reading
from strukturmonitor.stills.labels import Label, place_labels
from strukturmonitor.stills.layout import read_figure
from strukturmonitor.stills.maps import draw_map, uncrowded
from strukturmonitor.stills.ticks import date_marks, linear_marks, number_words
from strukturmonitor.texts import speak
from strukturmonitor.ui.headless import take
from strukturmonitor.ui.map_files import map_file

TEXTS = speak("de")
_VIEWS = {
    "verkehr": ("unfaelle", "passanten", "baustellen"),
    "strukturwandel": ("kurswechsel", "nachbarschaft", "typen", "gewichte"),
    "vergleich": ("zusammenhang", "raenge"),
}
# A district's page has other charts and single points.
_QUERIES = [
    ("leerstand", {"bezirk": "eving", "farbe": "dauer"}),
    ("verkehr", {"ansicht": "unfaelle", "bezirk": "eving"}),
]


@pytest.fixture(scope="module")
def analysed(analysed_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("stills") / "data"
    shutil.copytree(analysed_dir, folder, ignore=shutil.ignore_patterns("*.sock"))
    shared_database(folder)
    yield folder
    close_shared(folder)


@pytest.fixture
def demo(app_on: Callable[..., None], analysed: Path) -> None:
    app_on(analysed)


def _chart(figure: go.Figure, title: str = "Titel") -> Chart:
    rows = pd.DataFrame({"a": [1]})
    return Chart("bild", title, "Beschreibung", figure, Table("bild", title, rows, {"a": Column("A")}), "Quelle: Test")


def _map(layers: list[dict], **more: object) -> Map:
    return Map("karte", "Eine Karte.", json.dumps({"layers": layers}), None, **more)


def _words_of(svg: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


def _views() -> Iterator[View]:
    for entry in pages.CONTENTS:
        if entry.right == "read_public" and entry.path != "melden":  # a form
            for more in ({}, *({"ansicht": name} for name in _VIEWS.get(entry.path, ()))):
                yield take(entry.path, more, Actor())
    for path, query in _QUERIES:
        yield take(path, query, Actor())


@pytest.mark.usefixtures("demo")
def test_every_chart_and_map_of_every_page_can_be_drawn() -> None:
    """Prevents a page from using a kind of series or layer that pictures, slides and paper would leave out in silence."""
    drawn = {Chart: 0, Map: 0}
    for view in _views():
        for part in view.parts:
            canvas = Canvas(700, 420)
            if isinstance(part, Chart):
                draw_figure(canvas, part.figure, TEXTS, whole_picture(canvas), is_strict=True)
            elif isinstance(part, Map):
                draw_map(canvas, part, TEXTS, map_file, whole_picture(canvas), is_strict=True)
            else:
                continue
            drawn[type(part)] += 1
    assert drawn[Chart] > 40 and drawn[Map] > 10


@pytest.mark.usefixtures("demo")
def test_a_map_has_names_scale_north_legend_and_sources() -> None:
    """Prevents a map on paper that nobody can read without the page it came from."""
    view = take("leerstand", {"bezirk": "eving"}, Actor())
    part = view.part("karte:karte")
    bare = _words_of(stills.map_picture(part, TEXTS, map_file, with_frame=False).svg())
    assert "Eving" in bare and "N" in bare and any(word.endswith(" km") for word in bare)
    pictured = Canvas(10, 10)
    frame = stills.map_picture(part, TEXTS, map_file, heading=view.title, line=view.line, is_demo=True).svg()
    assert pictured.width == 10 and "<title>Leerstand</title>" in frame and "<text" not in frame
    assert len(frame) > len(stills.map_picture(part, TEXTS, map_file, with_frame=False).svg())


def test_a_picture_is_the_same_file_each_time_and_has_the_size_that_was_asked_for() -> None:
    """Prevents files that differ without reason, and pictures that do not fit their place."""
    figure = new_figure(TEXTS).add_scatter(x=[2020, 2021], y=[1, 2])
    first, second = (
        stills.chart_picture(_chart(figure), TEXTS, width_px=500, height_px=200, with_frame=False).svg() for _ in "ab"
    )
    assert first == second and 'width="500" height="200"' in first
    assert ElementTree.fromstring(first).tag.endswith("svg")  # noqa: S314
    png = stills.chart_picture(_chart(figure), TEXTS, width_px=500, height_px=200, with_frame=False).png()
    assert struct.unpack(">II", png[16:24]) == (1000, 400)


def test_the_frame_says_title_filters_source_and_demo() -> None:
    """Prevents a picture that is passed on without what it shows and where it is from."""
    figure = new_figure(TEXTS).add_bar(x=["A"], y=[1])
    framed = stills.chart_picture(_chart(figure, "Ein Titel " * 30), TEXTS, line="Eving · 2025", is_demo=True).svg()
    plain = stills.chart_picture(_chart(figure), TEXTS, with_frame=False).svg()
    assert "<title>Ein Titel" in framed and "Beschreibung" in framed
    height = [float(re.search(r'height="([\d.]+)"', svg)[1]) for svg in (framed, plain)]
    assert height[0] > height[1] + 100
    assert max(width_of(line, 17, True) for line in wrapped("Ein Titel " * 50 + "x" * 400, 720, 17, True)) <= 720


def test_gaps_stay_gaps_and_dashes_dashes() -> None:
    """Prevents a line through years without a value, and estimates that look measured."""
    figure = new_figure(TEXTS).add_scatter(x=[1, 2, 3, 4], y=[1, None, 2, 3], mode="lines", line={"dash": "dash"})
    svg = stills.chart_picture(_chart(figure), TEXTS, with_frame=False).svg()
    line = re.search(r'<path d="([^"]*)"[^>]*stroke-dasharray', svg)[1]
    assert line.count("M") == 2 and line.count("L") == 1  # no line from the first to the third value


def test_bars_stack_beside_zero_and_days_are_spans() -> None:
    """Prevents wrong lengths: negative bars above zero, bars of time as numbers."""
    figure = new_figure(TEXTS).add_bar(x=["A"], y=[2]).add_bar(x=["A"], y=[-3]).add_bar(x=["A"], y=[4])
    figure.update_layout(barmode="relative")
    ends = [(trace.start[0], trace.end[0]) for trace in read_figure(figure).traces]
    assert ends == [(0, 2), (0, -3), (2, 6)]
    day = 86_400_000
    spans = new_figure(TEXTS).add_bar(orientation="h", y=["A"], base=[pd.Timestamp(2020, 1, 1)], x=[10 * day])
    spans.update_layout(barmode="overlay").update_xaxes(type="date")
    trace = read_figure(spans).traces[0]
    assert trace.end[0] - trace.start[0] == 10 * day
    assert pd.Timestamp(trace.start[0], unit="ms") == pd.Timestamp(2020, 1, 1)


def test_marks_are_round_and_said_in_the_language() -> None:
    """Prevents axes with odd numbers or an English comma in German pictures."""
    assert linear_marks(0, 10, 5, step=None, start=0) == [0, 5, 10]
    assert linear_marks(0.3, 0.9, 4, step=0.2, start=0) == [0.4, 0.6, 0.8]
    assert number_words(TEXTS, 12_500, ",.0f", []) == "12.500"
    assert number_words(speak("en"), 12_500.5, ",.1f", []) == "12,500.5"
    assert number_words(TEXTS, 2020, "", [2019, 2020]) == "2020"
    low, high = (pd.Timestamp(year, 1, 1).timestamp() * 1000 for year in (2012, 2026))
    years = [pd.Timestamp(mark, unit="ms").year for mark in date_marks(low, high, 6, step=None, start=None)]
    assert years == [2015, 2020, 2025]


def test_what_cannot_be_drawn_is_said() -> None:
    """Prevents a picture without a part of what the page shows, and nobody notices."""
    figure = new_figure(TEXTS).add_pie(labels=["A"], values=[1])
    canvas = Canvas(300, 200)
    with pytest.raises(StillUnknown):
        draw_figure(canvas, figure, TEXTS, whole_picture(canvas), is_strict=True)
    assert any("pie" in word for word in _words_of(stills.chart_picture(_chart(figure), TEXTS, with_frame=False).svg()))
    layer = {"@@type": "HexagonLayer", "id": "x", "data": [{"p": [7.4, 51.5]}]}
    assert any(
        "HexagonLayer" in word
        for word in _words_of(stills.map_picture(_map([layer]), TEXTS, lambda _: None, with_frame=False).svg())
    )


def test_expressions_of_layers_are_read_and_nothing_else_is_run() -> None:
    """Prevents wrong colours of points, and code in a map's description from being run."""
    row = {"f": 0, "c": 1, "p": [7, 51], "properties": {"fill": [1, 2, 3]}}
    assert reading("@@=f ? ([[1],[2]])[c] : [255, 255, 255]")(row) == [255, 255, 255]
    assert reading("@@=f ? [9] : ([[1],[2]])[c]")(row) == [2]
    assert reading("@@=c > 2 ? [1] : [0]")(row) == [0]
    assert reading("@@=properties.fill")(row) == [1, 2, 3] and reading([4])(row) == [4]
    with pytest.raises(StillUnknown):
        reading("@@=__import__('os')")(row)


def test_names_do_not_lie_on_each_other() -> None:
    """Prevents unreadable maps where names are close, and names beyond the picture."""
    labels = [Label(f"Name {n}", 100 + n, 100, 13, "#000000") for n in range(4)] + [
        Label("draußen", -50, 100, 13, "#000000")
    ]
    placed = [label.box for label in place_labels(labels, Bbox([[0, 0], [400, 300]]))]
    assert len(placed) == 4
    for number, (x0, y0, x1, y1) in enumerate(placed):
        for a0, b0, a1, b1 in placed[number + 1 :]:
            assert x1 <= a0 or x0 >= a1 or y1 <= b0 or y0 >= b1


def test_a_name_at_the_edge_is_not_cut() -> None:
    """Prevents «…ley» on a wall map: a district whose middle lies beside the edge of the sheet."""
    corners = [Label("Kley", 2, 1, 13, "#000000", rank=0), Label("Wickede", 398, 299, 13, "#000000", rank=0)]
    for label in place_labels(corners, Bbox([[0, 0], [400, 300]])):
        x0, y0, x1, y1 = label.box
        assert x0 >= 0 and y0 >= 0 and x1 <= 400 and y1 <= 300


def test_a_heatmap_and_a_log_axis_are_drawn() -> None:
    """Prevents fields and scales that only the browser knows."""
    figure = new_figure(TEXTS).add_heatmap(
        x=[1, 2], y=["a", "b"], z=np.array([[0, 1], [np.nan, 1]]), colorscale=[[0, "#ffffff"], [1, "#112233"]]
    )
    assert "#112233" in stills.chart_picture(_chart(figure), TEXTS, with_frame=False).svg()
    log = new_figure(TEXTS).add_scatter(x=[1, 2], y=[1, 10_000]).update_yaxes(type="log")
    assert "10.000" in _words_of(stills.chart_picture(_chart(log), TEXTS, with_frame=False).svg())


def test_titles_of_two_lines_do_not_lie_on_the_panel_above(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it: on paper, where panels are narrow, long titles stood over the years of the panel above."""
    written: list[tuple[float, str]] = []
    monkeypatch.setattr(Canvas, "text", lambda self, x, y, words, **_: written.append((y, words)))
    figure = new_figure(speak("de"), height=220)
    for number, domain in ((1, [0.56, 1]), (2, [0, 0.44])):
        suffix = "" if number == 1 else "2"
        figure.add_scatter(x=["2010-06-30", "2025-06-30"], y=[1, 2], xaxis=f"x{suffix}", yaxis=f"y{suffix}")
        figure.layout[f"xaxis{suffix}"] = {"anchor": f"y{suffix}", "tickformat": "%Y"}
        figure.layout[f"yaxis{suffix}"] = {"anchor": f"x{suffix}", "domain": domain, "showticklabels": False}
        figure.add_annotation(
            text="Meldungen ohne Behebung nach 30 Tagen" if number == 2 else "kurz", x=0, y=domain[1], xref="paper",
            yref="paper", xanchor="left", yanchor="bottom", showarrow=False, font={"size": 13},
        )  # fmt: skip

    canvas = Canvas(150, 220)
    draw_figure(canvas, figure, speak("de"), whole_picture(canvas))

    years = min(y for y, words in written if words.startswith("20"))
    first_line = next(y for y, words in written if words.startswith("Meldungen"))
    assert first_line - 13 * 0.75 > years


def test_names_of_lines_that_end_at_one_place_stand_above_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it: in a lower picture than the page's the names at the ends of two lines covered each other."""
    written: list[float] = []
    monkeypatch.setattr(Canvas, "text", lambda self, x, y, words, **_: written.append(y) if words.isalpha() else None)
    figure = new_figure(speak("de"), height=220)
    for name, value in (("Eving", 10.0), ("Dortmund", 10.05)):
        figure.add_scatter(x=[2010, 2025], y=[0, value], mode="lines")
        figure.add_annotation(x=2025, y=value, text=name, xanchor="left", xshift=6, showarrow=False, font={"size": 13})

    canvas = Canvas(400, 200)
    draw_figure(canvas, figure, speak("de"), whole_picture(canvas))

    assert len(written) == 2
    assert abs(written[0] - written[1]) > 13


def test_a_name_lies_beside_what_else_stands_in_the_map() -> None:
    """Prevents names under the scale bar or the arrow, and names that hide points though there is room beside them."""
    clip = Bbox([[0, 0], [400, 300]])
    taken = (300.0, 250.0, 400.0, 300.0)
    low, crowded = Label("Süd", 350, 280, 13, "#000000"), Label("Mitte", 100, 100, 13, "#000000")
    points = np.array([[100.0, 100.0], [98.0, 101.0], [103.0, 99.0]])
    low, crowded = sorted(place_labels([low, crowded], clip, kept_free=[taken], points=points), key=lambda one: -one.x)
    assert low.box[3] <= taken[1] or low.box[2] <= taken[0]
    x0, y0, x1, y1 = crowded.box
    assert not ((points > (x0, y0)) & (points < (x1, y1))).all(axis=1).any()


def test_many_points_stay_apart_and_sizes_that_say_something_stay() -> None:
    """Prevents one blob of a thousand points, and circles of a count drawn smaller than their legend."""
    places = np.random.default_rng(1).uniform(0, 200, (800, 2))
    assert 2 < uncrowded(np.full(800, 5.0), places)[0] < 5
    assert (uncrowded(np.full(20, 5.0), places[:20]) == 5).all()
    told = np.linspace(4, 12, 800)
    assert (uncrowded(told, places) == told).all()


def test_the_map_of_an_area_of_ones_own_is_a_part_like_others(demo: None) -> None:
    """Prevents a map that can be drawn on but neither downloaded, shown to a hall nor printed, and one drawn around the
    whole city."""
    view = take("gebiete", {"weg": "bezirke", "aus": "140", "sprache": "de"}, Actor())
    shown = view.part("karte:karte")
    assert isinstance(shown, Map) and shown.legend and shown.alt.startswith("Karte: Statistischer Bezirk")
    west, south, east, north = shown.own_extent
    assert 0 < east - west < 0.1 and 0 < north - south < 0.1
    assert map_rows(shown, TEXTS, map_file) is not None
