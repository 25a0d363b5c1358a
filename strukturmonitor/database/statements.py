"""Queries are files: queries/read/<subject>/<name>.sql and queries/write/<subject>/<name>.sql.

The header is a comment: first what a row is, then `-- $name TYPE: meaning` for each parameter (`TYPE?` may be
left out and is then null) and, where the rows are not for everybody, `-- right: <action of data/access.yml>`.
`-- persons: <columns>` names the columns that count persons exactly: they are rounded before they leave the package.
`-- raw: <action>` says that small counts are hidden after reading: only who may do the action gets the rows as they are.
"""

import datetime
import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from strukturmonitor.errors import QueryParametersWrong, QueryUnknown
from strukturmonitor.settings import PROJECT_DIR

QUERIES_DIR = PROJECT_DIR / "queries"
_PARAMETER = re.compile(r"^--\s*\$(?P<name>\w+)\s+(?P<type>[A-Z]+(?:\[\])?)(?P<optional>\?)?\s*:\s*(?P<meaning>.+)$")
_PERSONS = re.compile(r"^--\s*persons:\s*(?P<columns>[\w, ]+)$")
_RAW = re.compile(r"^--\s*raw:\s*(?P<right>\w+)\s*$")
_RIGHT = re.compile(r"^--\s*right:\s*(?P<right>\w+)\s*$")
_TRUE = frozenset({"1", "true", "ja", "yes"})
_CONVERTERS: dict[str, Callable[[str], object]] = {
    "VARCHAR": str,
    "INTEGER": int,
    "DOUBLE": lambda text: float(text.replace(",", ".")),
    "DATE": datetime.date.fromisoformat,
    "TIMESTAMP": datetime.datetime.fromisoformat,
    "BOOLEAN": lambda text: text.lower() in _TRUE,
}


@dataclass(frozen=True)
class Parameter:
    name: str
    type: str
    is_optional: bool
    meaning: str

    def from_text(self, text: str) -> object:
        """The value as typed on the command line; lists are separated by commas. Raises ValueError."""
        convert = _CONVERTERS[self.type.removesuffix("[]")]
        return [convert(part) for part in text.split(",")] if self.type.endswith("[]") else convert(text)


@dataclass(frozen=True)
class Statement:
    name: str
    subject: str
    row: str
    parameters: tuple[Parameter, ...]
    right: str
    persons: tuple[str, ...]
    raw_right: str
    sql: str

    def bind(self, values: dict[str, object]) -> dict[str, object]:
        """All parameters, left-out optional ones as None. Raises QueryParametersWrong."""
        known = {parameter.name for parameter in self.parameters}
        missing = [p.name for p in self.parameters if p.name not in values and not p.is_optional]
        unknown = sorted(set(values) - known)
        if missing or unknown:
            raise QueryParametersWrong(
                name=self.name, missing=", ".join(missing) or "–", unknown=", ".join(unknown) or "–", wrong="–"
            )
        return {p.name: _storable(values.get(p.name)) for p in self.parameters}

    def from_texts(self, texts: dict[str, str]) -> dict[str, object]:
        """Values typed as text turned into the parameters' types. Raises QueryParametersWrong."""
        known = {parameter.name: parameter for parameter in self.parameters}
        values: dict[str, object] = {}
        wrong = []
        for name, text in texts.items():
            try:
                values[name] = known[name].from_text(text) if name in known else text
            except ValueError:
                wrong.append(f"{name}={text} ({known[name].type})")
        if wrong:
            raise QueryParametersWrong(name=self.name, missing="–", unknown="–", wrong=", ".join(wrong))
        return values


def parse(path: Path) -> Statement:
    text = path.read_text(encoding="utf-8")
    row: list[str] = []
    parameters = []
    right = "read_public"
    raw_right = "read_public"
    persons: tuple[str, ...] = ()
    for line in text.splitlines():
        if not line.startswith("--"):
            break
        if match := _PARAMETER.match(line):
            parameters.append(
                Parameter(match["name"], match["type"], match["optional"] is not None, match["meaning"].strip())
            )
        elif match := _RIGHT.match(line):
            right = match["right"]
        elif match := _RAW.match(line):
            raw_right = match["right"]
        elif match := _PERSONS.match(line):
            persons = tuple(column.strip() for column in match["columns"].split(","))
        else:
            row.append(line.removeprefix("--").strip())
    return Statement(path.stem, path.parent.name, " ".join(row), tuple(parameters), right, persons, raw_right, text)


@cache
def statements(kind: str) -> dict[str, Statement]:
    """All statements of a kind ('read', 'write') by name. Two files of one name are an error of the project."""
    found: dict[str, Statement] = {}
    for path in sorted((QUERIES_DIR / kind).glob("*/*.sql")):
        if path.stem in found:
            raise ValueError(f"two queries are named {path.stem}")
        found[path.stem] = parse(path)
    return found


def statement(kind: str, name: str) -> Statement:
    """Raises QueryUnknown with the nearest name."""
    known = statements(kind)
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1)
        raise QueryUnknown(name=name, suggestion=near[0] if near else "–", reason=None if near else "none_near")
    return known[name]


def _storable(value: object) -> object:
    """Half a character (a surrogate without the other one) can be in no database: a question mark takes its place."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) and not value.isascii() else value
