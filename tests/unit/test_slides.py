"""Slides: charts that PowerPoint can edit, tables, words that fit, and nothing in the file that is not shown."""

import datetime
import io
import zipfile

import openpyxl
import pandas as pd
import plotly.graph_objects as go
import pytest
from PIL import Image
from plotly.subplots import make_subplots
from pptx import Presentation
from pptx.util import Inches, Pt

from strukturmonitor.shown import Chart, Column, Figure, Map, Table
from strukturmonitor.slides import master
from strukturmonitor.slides.deck import deck
from strukturmonitor.slides.fitting import cut, height_inch
from strukturmonitor.slides.model import Content, Drawing, Facts, Figures, Picture, Slide, Words
from strukturmonitor.slides.panel_values import words
from strukturmonitor.slides.panels import panels_of
from strukturmonitor.slides.tables import Grid, pages_of
from strukturmonitor.texts import speak

QUARTERS = pd.date_range("2020-03-31", periods=8, freq="QE")
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def picture(width: int, height: int) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), "#cccccc").save(file, "PNG")
    return file.getvalue()


DRAWING = Drawing(map=lambda _map, width, height, *_: picture(width, height), chart=lambda _, w, h: picture(w, h))


def chart(figure: go.Figure, *, decimals: int = 1, title: str = "Leerstandsquote", alt: str = "Sie steigt.") -> Chart:
    data = Table("k", title, pd.DataFrame({"v": [1.0]}), {"v": Column("Wert", "percent", decimals)})
    return Chart("k", title, alt, figure, data, "Quelle: Amt · Stand: 2026")


def lines() -> go.Figure:
    figure = go.Figure()
    city = [7.04, 7.1, 7.2, 7.3, 7.4, 7.5, 7.6, 9.467201374964194]
    figure.add_scatter(x=QUARTERS, y=city, mode="lines", name="Dortmund", line={"color": "#767676", "width": 1.5})
    eving = [6.0, 6.1, None, 6.3, 6.4, 6.5, 6.6, 11.527377521613833]
    figure.add_scatter(x=QUARTERS, y=eving, mode="lines", name="=Eving", line={"color": "#0072B2", "dash": "dash"})
    figure.add_annotation(x=QUARTERS[-1], y=city[-1], text="Dortmund", showarrow=False)
    figure.update_layout(showlegend=False, yaxis={"rangemode": "tozero", "ticksuffix": " %"})
    return figure


def made(*contents: Content | Slide, language: str = "de") -> bytes:
    slides = [one if isinstance(one, Slide) else Slide("Titel", one, source="Quelle: Amt") for one in contents]
    facts = Facts("Wandel", "Dortmund", datetime.datetime(2026, 11, 23, tzinfo=datetime.UTC))
    return deck(slides, speak(language), facts, DRAWING)


def opened(content: bytes) -> Presentation:
    return Presentation(io.BytesIO(content))


def shapes(content: bytes) -> list:
    return [shape for slide in opened(content).slides for shape in slide.shapes]


def charts_of(content: bytes) -> list:
    return [shape.chart for shape in shapes(content) if shape.has_chart]


def test_lines_become_a_chart_of_their_own() -> None:
    """Prevents pictures where PowerPoint could draw, filled gaps, and lines that lost their name, colour or dashes."""
    (drawn,) = charts_of(made(chart(lines())))
    city, eving = drawn.plots[0].series
    assert [city.name, eving.name] == ["Dortmund", "=Eving"]
    assert list(eving.values)[2] is None and list(eving.values)[-1] == 11.5
    assert str(city.format.line.color.rgb) == "767676" and eving.format.line.dash_style is not None
    assert drawn._chartSpace.find(f".//{CHART}dispBlanksAs").get("val") == "gap"
    assert drawn._chartSpace.find(f".//{CHART}dateAx") is not None
    assert "Dortmund" in "".join(drawn._chartSpace.find(f".//{CHART}dLbls").itertext())


def test_the_workbook_behind_a_chart_says_no_more_than_the_chart() -> None:
    """Prevents exact values behind rounded ones, names that a spreadsheet runs, and hidden sheets or cells."""
    (drawn,) = charts_of(made(chart(lines())))
    book = openpyxl.load_workbook(io.BytesIO(drawn.part.chart_workbook.xlsx_part.blob))
    (sheet,) = book.worksheets
    assert sheet.sheet_state == "visible" and str(sheet["A2"].value)[:10] == "2020-03-31"
    assert [cell.value for cell in sheet[1]] == [None, "Dortmund", "=Eving"]
    assert all(cell.data_type != "f" for row in sheet for cell in row)
    assert [sheet["B9"].value, sheet["C9"].value, sheet["C4"].value] == [9.5, 11.5, None]
    assert sheet.max_row == 9 and sheet.max_column == 3


def test_bars_keep_order_colours_and_labels() -> None:
    """Prevents stacked shares side by side, a missing value drawn as zero, and a city that got lost."""
    figure = go.Figure(layout={"barmode": "stack", "yaxis": {"autorange": "reversed"}, "showlegend": True})
    for name, colour, shares in (("gut", "#E3EFEF", [60, 70]), ("schlecht", "#0B5F6B", [40, 30])):
        text = [f"{share} %" for share in shares]
        figure.add_bar(x=shares, y=["alt", "neu"], orientation="h", name=name, marker_color=colour, text=text)
    (drawn,) = charts_of(made(chart(figure, decimals=0)))
    assert drawn.plots[0].overlap == 100 and drawn.has_legend and list(drawn.plots[0].categories) == ["alt", "neu"]
    assert drawn.value_axis.maximum_scale == 100
    ranking = go.Figure(layout={"shapes": [{"type": "line", "x0": 9.5, "x1": 9.5, "y0": 0, "y1": 1, "yref": "paper"}]})
    ranking.add_annotation(text="Dortmund 9,5 %", x=9.5, y=1, yref="paper", showarrow=False)
    ranking.add_bar(
        x=[0, 7, 12],
        y=["Aplerbeck", "Hombruch", "Eving"],
        orientation="h",
        marker_color=["#D9D6CF", "#111111", "#222222"],
    )
    (drawn,) = charts_of(made(chart(ranking)))
    assert list(drawn.plots[0].categories) == ["Aplerbeck", "Hombruch", "Dortmund 9,5 %", "Eving"]
    assert list(drawn.plots[0].series[0].values) == [None, 7, 9.5, 12]


def test_labels_that_are_not_values_stand_with_the_names() -> None:
    """Prevents a label that shows another number than the page: a sum over the last part of a stacked bar."""
    figure = go.Figure(layout={"barmode": "stack"})
    figure.add_bar(x=[20, 12], y=["Grün", "Läden"], orientation="h", name="Telefon")
    figure.add_bar(x=[9, 5], y=["Grün", "Läden"], orientation="h", name="Papier", text=["29", "17"])
    (panel,) = panels_of(chart(figure, decimals=0), most_categories=60)
    assert panel.categories == ["Grün: 29", "Läden: 17"] and not any(one.label_format for one in panel.series)
    single = go.Figure(go.Bar(x=[1234.46, -0.5], y=["a", "b"], orientation="h", text=["1.234,5", "−0,5"]))
    (panel,) = panels_of(chart(single), most_categories=60)
    assert (
        panel.series[0].label_format == "#,##0.0"
        and panel.series[0].values == [1234.5, -0.5]
        and panel.categories == ["a", "b"]
    )


def test_bands_marks_and_panels_are_drawn() -> None:
    """Prevents an estimate without its band, a change of method without its mark, and small multiples on other scales."""
    figure = make_subplots(rows=1, cols=2, subplot_titles=["alle", "junge"], shared_yaxes=True)
    for column, height in ((1, 100), (2, 10)):
        years, up = [2025, 2026, 2027], [height, height + 2, height + 4]
        down = [height, height - 2, height - 4]
        figure.add_scatter(
            x=[*years, *years[::-1]],
            y=[*up, *down[::-1]],
            fill="toself",
            fillcolor="rgba(0,114,178,.2)",
            row=1,
            col=column,
        )
        figure.add_scatter(x=years, y=[height] * 3, mode="lines", row=1, col=column)
        figure.add_vline(x=2026, row=1, col=column)
    first, second = panels_of(chart(figure, decimals=0), most_categories=60)
    assert [first.title, second.title] == ["alle", "junge"] and first.axis.high == second.axis.high >= 104
    drawn = charts_of(made(chart(figure, decimals=0)))
    assert len(drawn) == 2 and [type(plot).__name__ for plot in drawn[0].plots] == ["AreaPlot", "LinePlot"]
    base, band = drawn[0].plots[0].series
    assert list(base.values) == [100, 98, 96] and list(band.values) == [0, 4, 8]
    assert drawn[0]._chartSpace.find(f".//{CHART}errBars") is not None


def test_points_between_each_other_keep_their_places() -> None:
    """Prevents a line that is torn because another one has values in between."""
    figure = go.Figure()
    figure.add_scatter(x=[1.5, 2.5, 4.0], y=[1, 2, 3], mode="lines+markers", name="a")
    figure.add_scatter(x=[2.0, 3.0], y=[4, 5], mode="markers", name="b")
    (drawn,) = charts_of(made(chart(figure)))
    assert type(drawn.plots[0]).__name__ == "XyPlot"
    assert [list(one.values) for one in drawn.plots[0].series] == [[1, 2, 3], [4, 5]]


@pytest.mark.parametrize(
    "figure",
    [go.Figure(go.Heatmap(z=[[1]])), go.Figure([go.Bar(x=[1], y=["a"]), go.Scatter(x=[1], y=["a"])]), go.Figure()],
    ids=["heatmap", "bars and lines", "empty"],
)
def test_what_powerpoint_cannot_draw_is_a_picture_and_the_notes_say_so(figure: go.Figure) -> None:
    """Prevents a chart that is drawn wrong or missing without a word."""
    content = made(chart(figure))
    (slide,) = opened(content).slides
    (found,) = [shape for shape in slide.shapes if shape.shape_type == 13]
    assert found._element.nvPicPr.cNvPr.get("descr") == "Sie steigt."
    assert "ist ein Bild" in slide.notes_slide.notes_text_frame.text


def test_a_heatmap_over_words_is_never_a_chart() -> None:
    """Prevents lines over names, which PowerPoint would draw over numbers."""
    figure = go.Figure(go.Scatter(x=[1, 2], y=["a", "b"], mode="markers"))
    assert panels_of(chart(figure), most_categories=60) is None


def test_tables_are_tables_and_say_what_they_leave_out() -> None:
    """Prevents tables as pictures, rows that run off the slide, and rows that vanish silently."""
    frame = pd.DataFrame({"name": [f"Gebiet {n}" for n in range(200)], "value": [1234.5] * 200})
    table = Table("t", "Werte", frame, {"name": Column("Gebiet"), "value": Column("Wert", "number", 1)}, "Quelle: Amt")
    content = made(Slide("Werte", table))
    found = [shape for shape in shapes(content) if shape.has_table]
    assert len(found) == 2 and found[0].table.cell(1, 1).text == "1.234,5" and found[0].table.first_row
    assert all(shape.top + shape.height < Inches(master.FOOT_TOP) for shape in found)
    assert found[0]._element.nvGraphicFramePr.cNvPr.get("descr").startswith("Tabelle: Werte.")
    rows = sum(len(shape.table.rows) - 1 for shape in found)
    texts = [shape.text_frame.text for shape in shapes(content) if shape.has_text_frame]
    assert f"Weitere Zeilen auf der Seite: {200 - rows}." in texts
    wide = Table(
        "t",
        "Breit",
        pd.DataFrame([{f"c{n}": "lang " * 6 for n in range(30)}]),
        {f"c{n}": Column(f"Spalte {n}") for n in range(30)},
    )
    said = [shape.text_frame.text for shape in shapes(made(Slide("Breit", wide))) if shape.has_text_frame]
    assert any("Nicht gezeigte Spalten: " in text for text in said)


def test_the_column_of_words_gets_the_room_that_is_left() -> None:
    """Prevents a sentence on four lines beside columns of numbers with air between them."""
    words = "hoher Bedarf, Entwicklung schlechter als in der Stadt"
    grid = Grid(["Gebiet", "Rang", "von", "bis", "Bewertung"], [["Eving", "1", "1", "4", words]] * 3, [False] * 5)
    (page,), _, _ = pages_of(grid, [18], 12.3, 5, 1)
    assert sum(page.widths) <= 12.31 and page.heights[1] < height_inch("a\nb", 18, 5) + 0.11


def test_figures_are_a_table_and_one_alone_is_large() -> None:
    """Prevents figures without what they are compared with."""
    one = Figure("q", "Leerstandsquote", "11,5 %", "gesunken", "Stand 2026", date="30.09.2026", city="9,5 %")
    (found,) = [shape for shape in shapes(made(Figures((one, one)))) if shape.has_table]
    assert [cell.text for cell in found.table.rows[0].cells][:2] == ["Kennzahl", "Wert"]
    assert [cell.text for cell in found.table.rows[1].cells] == [
        "Leerstandsquote",
        "11,5 %",
        "gesunken",
        "9,5 %",
        "30.09.2026",
    ]
    large = [s for s in shapes(made(Figures((one,)))) if s.has_text_frame and s.text_frame.text == "11,5 %"]
    assert large[0].text_frame.paragraphs[0].runs[0].font.size == Pt(54)


def test_a_map_is_a_picture_with_its_legend_as_words() -> None:
    """Prevents a map that nobody can read aloud, and a legend inside the picture only."""
    map_ = Map(
        "karte", "Karte von Eving.", "{}", None, "Status", [("#D55E00", "leer (3)"), ("#B85C93", "gemeldet (1)")], True
    )
    map_.hollow = ["#B85C93"]
    content = made(Slide("Leerstand", map_, beside=Words("Drei **leere** Läden.", is_markdown=True)))
    found = shapes(content)
    assert [s._element.nvPicPr.cNvPr.get("descr") for s in found if s.shape_type == 13] == ["Karte von Eving."]
    words = [shape.text_frame.text for shape in found if shape.has_text_frame and shape.text_frame.text]
    assert (
        words.index("Drei leere Läden.") < words.index("Status") < words.index("leer (3)") < words.index("gemeldet (1)")
    )


def test_nothing_runs_over_its_frame() -> None:
    """Prevents a title of 500 characters, an endless word or a long text from running off the slide."""
    title, endless = "Ein sehr langer Titel " * 25, "x" * 3000
    content = made(
        Slide(
            title,
            Words("- " + endless + "\n" + "Wort " * 3000),
            line="Zeile " * 200,
            source="Quelle " * 400,
            notes="Ruhig.",
        )
    )
    slides = list(opened(content).slides)
    assert 1 < len(slides) <= 3
    for slide in slides:
        for shape in slide.shapes:
            if (
                not shape.has_text_frame
                or not shape.text_frame.text
                or (shape.is_placeholder and shape.placeholder_format.type is None)
            ):
                continue
            size = max(
                (run.font.size.pt for p in shape.text_frame.paragraphs for run in p.runs if run.font.size), default=0
            )
            room = {"title": master.TITLE_HIGH, "ftr": master.FOOT_HIGH}.get(
                shape.name.split(" ")[0].lower(), master.BODY_HIGH
            )
            assert size >= 12 or not size
            if size:
                assert height_inch(shape.text_frame.text, size, shape.width / 914_400) <= room * 1.35
    notes = slides[0].notes_slide.notes_text_frame.text
    assert title.strip() in notes and notes.startswith(title[:20]) and "Ruhig." in notes
    assert cut("ein zwei drei", 20, 1, 0.4).endswith("…")


def test_words_that_people_typed_stay_words() -> None:
    """Prevents markup in a story from changing the slide, and control characters from breaking the file."""
    content = made(Slide("<b>Titel</b> & \x0b Co", Words("**kein** <script>alert(1)</script>\n- Punkt"), line="a < b"))
    words = [shape.text_frame.text for shape in shapes(content) if shape.has_text_frame]
    assert any("<b>Titel</b>" in text for text in words) and any("**kein** <script>" in text for text in words)


def test_the_file_names_its_language_and_reads_in_order() -> None:
    """Prevents slides that a screen reader reads in the wrong language or order, and places without a number."""
    content = made(
        Slide("Start", is_title=True),
        Slide("Titel", Words("Text"), line="Zeile", source="Quelle: Amt", is_demo=True),
        language="en",
    )
    found = opened(content)
    assert found.core_properties.language == "en-GB" and found.core_properties.title == "Wandel"
    assert found.slide_width == Inches(master.WIDTH)
    texts = [shape.text_frame.text for shape in found.slides[1].shapes if shape.has_text_frame]
    assert texts == ["Titel", "Zeile", "Text", "Demo data: generated values, not measured. Quelle: Amt", "2"]
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        slide = packed.read("ppt/slides/slide2.xml").decode()
        assert slide.count('lang="en-GB"') >= 4 and "IBM Plex Sans" in packed.read("ppt/theme/theme1.xml").decode()


def test_the_same_slides_are_the_same_file() -> None:
    """Prevents files that differ although nothing changed."""
    one, two = Picture(picture(40, 30), "Foto"), chart(lines())
    assert made(one, two) == made(one, two)


def test_words_of_a_figure_stand_as_they_were_typed() -> None:
    """Prevents «&lt;» on a slide where somebody in the hall typed «<», and its markup where a label is broken."""
    assert words("mehr Bänke &lt;3<br>&amp; Bäume") == "mehr Bänke <3 & Bäume"
