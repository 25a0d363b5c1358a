"""A part of a page as HTML of its own: title, drawing, words and numbers behind it, source, date, and the way to the page.
Everything that is not ours to mark up goes through `escape`."""

import re
from functools import cache
from html import escape
from urllib.parse import urlencode

import pandas as pd

from strukturmonitor.profiles.words import unmarked
from strukturmonitor.settings import PROJECT_DIR
from strukturmonitor.shown import Chart, Figure, Map, Table, View
from strukturmonitor.stills import chart_picture, map_picture
from strukturmonitor.texts import Texts
from strukturmonitor.ui.map_files import map_file

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_METADATA = re.compile(
    r"<metadata>.*?</metadata>|<title>.*?</title>|<desc>.*?</desc>|<\?xml.*?\?>|<!DOCTYPE.*?>", re.DOTALL
)
_SIZE = re.compile(r'(<svg\b[^>]*?)\s+width="[^"]*"\s+height="[^"]*"', re.DOTALL)
_NAMED = re.compile(r'(\bid="|url\(#|href="#)')


def part_page(view: View, part: Chart | Map | Figure | Table, texts: Texts, *, city: str, known: dict) -> str:
    """`known`: sizes of data/embedding.yml."""
    title = unmarked(_title(view, part))
    if isinstance(part, Chart):
        body = _drawing(part, texts, known) + _behind(texts, part.alt, part.data, known)
    elif isinstance(part, Map):
        body = _drawing(part, texts, known) + _legend(part) + _behind(texts, part.alt, _beside(view, part), known)
    elif isinstance(part, Figure):
        body = _figure(part)
    else:
        body = _table(texts, part, known, is_alone=True)
    source = "" if isinstance(part, Figure) else part.note
    if view.citations and not any(citation.partition(" (")[0] in source for citation in view.citations):
        source = " ".join(one for one in (source, texts("foot.sources", sources=" · ".join(view.citations))) if one)
    foot = [f"<p>{escape(unmarked(source))}</p>"] if source else []
    if view.is_demo:
        foot.append(f'<p class="demo">{escape(texts("embedding.demo"))}</p>')
    taken = texts("embedding.taken", date=texts.date(pd.Timestamp(view.made_on).date()))
    address = f"/{view.path}?{urlencode(view.query)}" if view.query else f"/{view.path}"
    link = f'<a href="{escape(address)}" target="_blank" rel="noopener">{escape(texts("embedding.whole_page"))}</a>'
    foot.append(f"<p>{escape(taken)} · {link}</p>")
    line = " · ".join(unmarked(words) for words in (view.title if title != view.title else "", view.line) if words)
    head = f'<h1>{escape(title)}</h1><p class="line">{escape(line)}</p>' if line else f"<h1>{escape(title)}</h1>"
    return _page(texts, f"{title} · {city}", f"{head}{body}<footer>{''.join(foot)}</footer>")


def nothing_page(texts: Texts, key: str) -> str:
    """Why there is nothing, and the way to the pages."""
    link = f'<a href="/?sprache={texts.language}" target="_blank" rel="noopener">{escape(texts("embedding.start"))}</a>'
    return _page(
        texts,
        texts("embedding.nothing_title"),
        f"<h1>{escape(texts('embedding.nothing_title'))}</h1><p>{escape(texts(key))}</p><p>{link}</p>",
    )


def _page(texts: Texts, title: str, body: str) -> str:
    return (
        f'<!DOCTYPE html>\n<html class="embedded" lang="{texts.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f'<title>{escape(title)}</title><link rel="icon" href="data:,"><style>{_style()}</style></head><body><main>{body}</main></body></html>'
    )


@cache
def _style() -> str:
    return (PROJECT_DIR / "static" / "embedded.css").read_text(encoding="utf-8")


def _title(view: View, part: Chart | Map | Figure | Table) -> str:
    if isinstance(part, Map):
        return view.title
    return part.title or view.title


def _drawing(part: Chart | Map, texts: Texts, known: dict) -> str:
    """The drawing for wide and for narrow frames: letters keep their size."""
    drawn = []
    for name in ("wide", "narrow"):
        width = known[f"{name}_px"]
        if isinstance(part, Chart):
            svg = chart_picture(part, texts, width_px=width, with_frame=False).svg()
        else:
            height = round(width * known["map_share"])
            svg = map_picture(part, texts, map_file, width_px=width, height_px=height, with_frame=False).svg()
        drawn.append(
            f'<div class="drawing {name}" role="img" aria-label="{escape(part.alt)}">{_inline(svg, name)}</div>'
        )
    return "".join(drawn)


def _inline(svg: str, prefix: str) -> str:
    """The drawing as part of a page: as wide as the page, its names its own, nothing read twice."""
    bare = _SIZE.sub(r"\1", _METADATA.sub("", svg), count=1)
    bare = _NAMED.sub(lambda found: f"{found[1]}{prefix}-", bare)
    return bare.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)


def _legend(part: Map) -> str:
    if not part.legend:
        return ""
    entries = "".join(f"<li>{_mark(part, colour)}{escape(words)}</li>" for colour, words in part.legend)
    title = f"<h2>{escape(part.title)}</h2>" if part.title else ""
    return f'<div class="legend">{title}<ul>{entries}</ul></div>'


def _mark(part: Map, colour: str) -> str:
    colour = colour[:7] if _COLOUR.match(colour) else "#767676"
    look = f"border-color:{colour}" if colour in part.hollow else f"background:{colour}"
    return f'<span class="mark{" round" if part.is_round else ""}" style="{look}"></span>'


def _figure(part: Figure) -> str:
    rest = "".join(f"<p>{escape(words)}</p>" for words in (part.change, part.note) if words)
    return f'<p class="value">{escape(part.value)}</p>{rest}'


def _behind(texts: Texts, alt: str, data: Table | None, known: dict) -> str:
    table = _table(texts, data, known) if data is not None else ""
    said = f"<p>{escape(alt)}</p>"
    return f"<details><summary>{escape(texts('embedding.behind'))}</summary>{said}{table}</details>"


def _beside(view: View, part: Map) -> Table | None:
    """The table that the page shows with the map."""
    found = view.part(f"tabelle:{part.key}")
    return found if isinstance(found, Table) else None


def _table(texts: Texts, data: Table, known: dict, *, is_alone: bool = False) -> str:
    """`is_alone`: its title stands above it already."""
    columns = list(data.columns.values())
    head = "".join(f'<th scope="col" class="{_kind(column.kind)}">{escape(column.label)}</th>' for column in columns)
    frame = data.frame
    rows = []
    for values in frame.head(known["most_rows"]).itertuples(index=False, name=None):
        cells = "".join(
            f'<td class="{_kind(column.kind)}">{escape(column.format(texts, value))}</td>'
            for column, value in zip(columns, values, strict=True)
        )
        rows.append(f"<tr>{cells}</tr>")
    left = len(frame) - known["most_rows"]
    caption = f'<caption class="{"unseen" if is_alone else ""}">{escape(data.title)}</caption>'
    more = f"<p>{escape(texts('embedding.more_rows', count=texts.number(left)))}</p>" if left > 0 else ""
    return (
        f'<div class="table" tabindex="0" role="region" aria-label="{escape(data.title)}"><table>{caption}'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>{more}"
    )


def _kind(kind: str) -> str:
    return "number" if kind in ("number", "percent", "change") else "words"
