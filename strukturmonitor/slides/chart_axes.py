"""The two axes of a chart, quiet: thin grey lines, words of the slide's size, as many as fit."""

import datetime
import math
from xml.sax.saxutils import escape, quoteattr

from strukturmonitor.slides.panel_axes import ValueAxis
from strukturmonitor.slides.panel_model import Panel

_GRID = "D9DEE2"
_RIM = "767676"
_INK = "1D2730"
_LETTER = 0.55  # of the size of the text: the width of a letter on the average


def text_xml(points: int, colour: str = _INK, *, is_upright: bool = False) -> str:
    """Size, colour and family of the words of a chart or a part of it; `is_upright`: read from below."""
    turn = -5_400_000 if is_upright else 0
    return (
        f'<c:txPr><a:bodyPr rot="{turn}" vert="horz"/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{points * 100}"><a:solidFill><a:srgbClr val="{colour}"/>'
        '</a:solidFill><a:latin typeface="+mn-lt"/></a:defRPr></a:pPr><a:endParaRPr lang="de-DE"/></a:p></c:txPr>'
    )


def axes_xml(panel: Panel, points: int, size: tuple[float, float]) -> str:
    """Axis 1 holds the places, axis 2 the values."""
    is_lying = panel.kind == "rows"
    first = (
        _value_axis(1, 2, "b", panel.place_axis, panel.category_title, points, has_grid=False)
        if panel.kind == "points"
        else _category_axis(panel, points, size)
    )
    crosses = "max" if is_lying and panel.is_reversed else "min" if panel.axis.low >= 0 else "autoZero"
    second = _value_axis(
        2, 1, "b" if is_lying else "l", panel.axis, panel.value_title, points,
        has_grid=not panel.axis.is_hidden, crosses=crosses, is_between=panel.kind in ("rows", "bars"), is_near=is_lying,
    )  # fmt: skip
    return first + second


def _value_axis(
    own: int, other: int, side: str, axis: ValueAxis, title: str, points: int,
    *, has_grid: bool, crosses: str = "min", is_between: bool = False, is_near: bool = False,
) -> str:  # fmt: skip
    grid = f'<c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="{_GRID}"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>'
    return (
        f'<c:valAx><c:axId val="{own}"/><c:scaling><c:orientation val="minMax"/><c:max val="{axis.high:g}"/>'
        f'<c:min val="{axis.low:g}"/></c:scaling><c:delete val="{int(axis.is_hidden)}"/><c:axPos val="{side}"/>'
        f"{grid if has_grid else ''}{_title(title, points, is_upright=side == 'l')}"
        f'<c:numFmt formatCode={quoteattr(axis.number_format)} sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="{"nextTo" if is_near else "low"}"/>{_rim(is_seen=not has_grid)}{text_xml(points)}<c:crossAx val="{other}"/><c:crosses val="{crosses}"/>'
        f'<c:crossBetween val="{"between" if is_between else "midCat"}"/><c:majorUnit val="{axis.step:g}"/></c:valAx>'
    )


def _category_axis(panel: Panel, points: int, size: tuple[float, float]) -> str:
    are_days = bool(panel.categories) and isinstance(panel.categories[0], datetime.date)
    is_lying = panel.kind == "rows"
    letter = points / 72
    if are_days:
        is_turned = False
        step, unit, day_format = _time_steps(panel.categories, letter, size[0])
        ending = (
            f'<c:auto val="1"/><c:lblOffset val="100"/><c:baseTimeUnit val="{"years" if panel.are_years else "days"}"/>'
            f'<c:majorUnit val="{step}"/><c:majorTimeUnit val="{unit}"/>'
        )
        scale = f'<c:min val="{_first_day(panel.categories[0])}"/>'
    else:
        day_format = "General"
        longest = max((len(name) for name in panel.categories), default=1)
        needed = letter * 1.3 if is_lying else (longest + 1.5) * letter * _LETTER
        skip = max(math.ceil(len(panel.categories) * needed / ((size[1] if is_lying else size[0]) * 0.8)), 1)
        is_turned = skip > 1 and not is_lying and len(panel.categories) * letter * 1.3 <= size[0] * 0.9
        skip = 1 if is_turned else skip
        ending = (
            f'<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:tickLblSkip val="{skip}"/>'
            '<c:noMultiLvlLbl val="1"/>'
        )
        scale = ""
    kind = "dateAx" if are_days else "catAx"
    return (
        f'<c:{kind}><c:axId val="1"/><c:scaling><c:orientation val="{"maxMin" if panel.is_reversed else "minMax"}"/>{scale}'
        f'</c:scaling><c:delete val="0"/><c:axPos val="{"l" if is_lying else "b"}"/>{_title(panel.category_title, points)}'
        f'<c:numFmt formatCode="{day_format}" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f'{_rim(is_seen=True)}{text_xml(points, is_upright=is_turned)}<c:crossAx val="2"/><c:crosses val="autoZero"/>{ending}</c:{kind}>'
    )


def _time_steps(days: list[datetime.date], letter: float, wide: float) -> tuple[int, str, str]:
    """How far marks are apart, in which unit, and how they are written: months within two years, else years."""
    years = days[-1].year - days[0].year + 1
    if years <= 2:
        months = 12 * years
        fits = (many for many in (1, 2, 3) if months / many * 6 * letter * _LETTER <= wide * 0.75)
        return next(fits, 6), "months", "mmm" if years == 1 else "mmm yy"
    fits = (many for many in (1, 2, 5, 10, 20) if years / many * 6 * letter * _LETTER <= wide * 0.75)
    return next(fits, 50), "years", "yyyy"


def _first_day(day: datetime.date) -> int:
    """Marks stand at the turn of years."""
    return (datetime.date(day.year, 1, 1) - datetime.date(1899, 12, 30)).days


def _rim(*, is_seen: bool) -> str:
    inside = f'<a:solidFill><a:srgbClr val="{_RIM}"/></a:solidFill>' if is_seen else "<a:noFill/>"
    return f'<c:spPr><a:ln w="9525">{inside}</a:ln></c:spPr>'


def _title(words: str, points: int, *, is_upright: bool = False) -> str:
    if not words:
        return ""
    run = f'<a:r><a:rPr sz="{points * 100}" b="0"/><a:t>{escape(words)}</a:t></a:r>'
    return f'<c:title><c:tx><c:rich><a:bodyPr rot="{-5_400_000 if is_upright else 0}" vert="horz"/><a:p><a:pPr><a:defRPr b="0"/></a:pPr>{run}</a:p></c:rich></c:tx><c:overlay val="0"/></c:title>'
