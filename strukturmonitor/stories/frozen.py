"""A view as it was, as plain JSON: figures as Plotly writes them, tables as values, maps with addresses of geometry that
is kept beside the story. What was thawed draws the same on a machine with other data."""

import base64
import json
import re
from collections.abc import Callable
from dataclasses import asdict, fields

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import plotly.io

from strukturmonitor.errors import StoryTooLarge
from strukturmonitor.shown import KINDS, Chart, Column, Figure, Map, Part, Sentences, Table, View
from strukturmonitor.stories.rules import MEGA, limits

FORMAT_VERSION = 1
_DATE, _WHOLE, _NUMBER, _WORDS = "date", "whole", "number", "text"
_DTYPES = frozenset({"i1", "u1", "i2", "u2", "i4", "u4", "f4", "f8"})
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(T[\d:.]+)?")
_AXES = ("x", "y")


def shown_parts(view: View, part_id: str | None) -> list[Part]:
    """What a step shows of a view: the sentences, and the one part it names; else the map, the first chart, all figures or
    the first table, whichever there is first."""
    told = [part for part in view.parts if isinstance(part, Sentences)]
    if part_id is not None:
        part = view.part(part_id)
        return [each for each in told if each is not part] + ([] if part is None else [part])
    for kind in (Map, Chart, Figure, Table):
        found = [part for part in view.parts if isinstance(part, kind)]
        if found:
            return [*told, *(found if kind is Figure else found[:1])]
    return told


def freeze(view: View, keep: Callable[[str], str], part_id: str | None = None) -> dict:
    """What a step shows of the view (`shown_parts`) as a dict that JSON can hold. `keep` keeps the geometry behind a map's
    address and returns its new address. Raises StoryTooLarge, and what `keep` raises."""
    parts = shown_parts(view, part_id)
    files: list[str] = []

    def held(address: str) -> str:
        new = keep(address)
        files.append(new.rpartition("=")[2])
        return new

    frozen = {
        "v": FORMAT_VERSION,
        "path": view.path,
        "query": view.query,
        "language": view.language,
        "title": view.title,
        "line": view.line,
        "citations": view.citations,
        "is_demo": view.is_demo,
        "rejected": view.rejected,
        "made_on": view.made_on.isoformat(timespec="seconds"),
        "parts": [_frozen_part(part, held) for part in parts],
        "files": sorted(set(files)),
    }
    size = len(json.dumps(frozen, ensure_ascii=False))
    limit_mb = limits()["largest_frozen_step_mb"]
    if size > limit_mb * MEGA:
        raise StoryTooLarge(what="step", size_mb=round(size / MEGA, 1), limit_mb=limit_mb)
    return frozen


def thaw(frozen: dict) -> View:
    """The view that was frozen. Raises ValueError for what is none."""
    try:
        if frozen["v"] != FORMAT_VERSION:
            raise ValueError(f"version {frozen['v']}")
        return View(
            path=str(frozen["path"]),
            query={str(slug): str(text) for slug, text in frozen["query"].items()},
            language=str(frozen["language"]),
            title=str(frozen["title"]),
            line=str(frozen["line"]),
            parts=[_thawed_part(part) for part in frozen["parts"]],
            citations=[str(citation) for citation in frozen["citations"]],
            is_demo=bool(frozen["is_demo"]),
            rejected=[str(slug) for slug in frozen["rejected"]],
            made_on=pd.Timestamp(frozen["made_on"]),
        )
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        raise ValueError(f"{type(error).__name__}: {error}") from error


def _frozen_part(part: Part, held: Callable[[str], str]) -> dict:
    kind = {"kind": KINDS[type(part)], "key": part.key}
    if isinstance(part, Chart):
        figure = json.loads(plotly.io.to_json(part.figure, validate=False, remove_uids=True))
        figure.get("layout", {}).pop("template", None)  # ours is set anew when it is thawed
        more = {"title": part.title, "alt": part.alt, "figure": figure, "data": _frozen_table(part.data)}
        return kind | more | {"note": part.note}
    if isinstance(part, Map):
        return kind | {
            "alt": part.alt,
            "deck": _with_kept_geometry(part.deck, held),
            "focus": part.focus,
            "title": part.title,
            "legend": [list(entry) for entry in part.legend],
            "is_round": part.is_round,
            "note": part.note,
            "hollow": part.hollow,
            "values": None if part.values is None else _frozen_table(part.values),
        }
    if isinstance(part, Figure | Sentences):
        return kind | asdict(part)
    return kind | _frozen_table(part)


def _thawed_part(said: dict) -> Part:
    kind, key, note = said["kind"], str(said["key"]), str(said.get("note", ""))
    if kind == KINDS[Chart]:
        figure = go.Figure(_with_arrays(said["figure"]))
        figure.update_layout(template="none")
        return Chart(key, str(said["title"]), str(said["alt"]), figure, _thawed_table(said["data"]), note)
    if kind == KINDS[Map]:
        focus = None if said["focus"] is None else str(said["focus"])
        legend = [(str(colour), str(words)) for colour, words in said["legend"]]
        json.loads(said["deck"])
        return Map(
            key=key,
            alt=str(said["alt"]),
            deck=said["deck"],
            focus=focus,
            title=str(said["title"]),
            legend=legend,
            is_round=bool(said["is_round"]),
            note=note,
            hollow=[str(colour) for colour in said.get("hollow", [])],
            values=_thawed_table(said["values"]) if said.get("values") else None,
        )
    if kind in (KINDS[Figure], KINDS[Sentences]):  # nothing but words
        made = Figure if kind == KINDS[Figure] else Sentences
        return made(**{field.name: str(said.get(field.name, "")) for field in fields(made)})
    if kind == KINDS[Table]:
        return _thawed_table(said)
    raise ValueError(f"kind {kind}")


def _with_kept_geometry(deck: str, held: Callable[[str], str]) -> str:
    read = json.loads(deck)
    for layer in read.get("layers", []):
        if isinstance(layer.get("data"), str):
            layer["data"] = held(layer["data"])
    return json.dumps(read, ensure_ascii=False, separators=(",", ":"))


def _frozen_table(table: Table) -> dict:
    frame = table.frame
    return {
        "kind": KINDS[Table],
        "key": table.key,
        "title": table.title,
        "note": table.note,
        "columns": [
            [name, column.label, column.kind, column.decimals, *_frozen_values(frame[name])]
            for name, column in table.columns.items()
        ],
    }


def _thawed_table(said: dict) -> Table:
    columns, values = {}, {}
    for name, label, kind, decimals, sort, cells in said["columns"]:
        columns[str(name)] = Column(str(label), str(kind), int(decimals))
        values[str(name)] = _thawed_values(sort, cells)
    return Table(str(said["key"]), str(said["title"]), pd.DataFrame(values), columns, str(said["note"]))


def _frozen_values(values: pd.Series) -> tuple[str, list]:
    """What the values are, and the values as JSON can hold them, gaps as None."""
    gaps = values.isna()
    if not gaps.all() and all(hasattr(value, "isoformat") for value in values[~gaps]):
        return _DATE, [None if gap else value.isoformat() for value, gap in zip(values, gaps, strict=True)]
    if all(isinstance(value, int | np.integer) and not isinstance(value, bool) for value in values[~gaps]):
        return _WHOLE, [None if gap else int(value) for value, gap in zip(values, gaps, strict=True)]
    if pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values):
        return _NUMBER, [None if gap else float(value) for value, gap in zip(values, gaps, strict=True)]
    return _WORDS, [None if gap else str(value) for value, gap in zip(values, gaps, strict=True)]


def _thawed_values(sort: str, cells: list) -> pd.Series:
    if sort == _DATE:
        return pd.to_datetime(pd.Series(cells, dtype="object"))
    if sort == _WHOLE:
        return pd.Series(cells, dtype="Int64" if None in cells else "int64")
    if sort == _NUMBER:
        return pd.Series([np.nan if cell is None else float(cell) for cell in cells], dtype="float64")
    if sort == _WORDS:
        return pd.Series([None if cell is None else str(cell) for cell in cells], dtype="object")
    raise ValueError(f"values {sort}")


def _with_arrays(figure: dict) -> dict:
    """A figure's JSON with its packed numbers as arrays and days as times, as a page's own figure has them."""

    def unpacked(value: object, name: str = "") -> object:
        if isinstance(value, dict):
            if set(value) >= {"dtype", "bdata"}:
                return _array(value)
            return {key: unpacked(part, str(key)) for key, part in value.items()}
        if isinstance(value, list):
            if name in _AXES and any(value) and all(_is_day(cell) for cell in value):
                return pd.to_datetime(pd.Series(value, dtype="object"), format="ISO8601").to_numpy()
            return [unpacked(part) for part in value]
        return value

    return unpacked(figure)


def _array(packed: dict) -> np.ndarray:
    if packed["dtype"] not in _DTYPES:
        raise ValueError(f"dtype {packed['dtype']}")
    numbers = np.frombuffer(base64.b64decode(packed["bdata"]), dtype=f"<{packed['dtype']}")
    if "shape" in packed:
        numbers = numbers.reshape([int(size) for size in str(packed["shape"]).split(",")])
    return numbers


def _is_day(cell: object) -> bool:
    return cell is None or (isinstance(cell, str) and _ISO_DAY.fullmatch(cell) is not None)
