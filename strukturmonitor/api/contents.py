"""What each address answers, as frames with their description; formats.py makes files of them."""

import datetime
import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

import pandas as pd
from pydantic import BaseModel

from strukturmonitor.access import Actor, Reader
from strukturmonitor.api.answers import About, Source
from strukturmonitor.areas import resolve
from strukturmonitor.errors import ApiAddressUnknown
from strukturmonitor.facts import read_facts
from strukturmonitor.texts import Texts
from strukturmonitor.ui.data import Data

MADE = "made"
_NO_FILTERS = {"format", "sprache", "head", "limit", "offset"}


@dataclass(frozen=True)
class Ask:
    """A request that was found to be right. `path`: what stands in the address itself."""

    data: Data
    texts: Texts
    parameters: BaseModel
    path: Mapping[str, str] = field(default_factory=dict)

    def area_ids(self) -> list[str]:
        """The areas that are named, each once. Raises AreaUnknown."""
        tree, city = self.data.tree(), self.data.city.id
        found = (resolve(name, tree, city).area_id for name in self.parameters.area)
        return list(dict.fromkeys(found))


@dataclass(frozen=True)
class Content:
    """`rows`: columns as the fields of the answer's rows. `shapes`: area_id → GeoJSON of its outline, where rows are
    areas and not points. `of_last_period`: what a map shows of the rows."""

    about: About
    rows: pd.DataFrame
    shapes: Callable[[], dict[str, str]] | None = None
    of_last_period: Callable[[pd.DataFrame], pd.DataFrame] | None = None


@dataclass(frozen=True)
class File:
    """A finished CSV whose head lines begin with «# »."""

    content: bytes
    name: str


def about(
    ask: Ask,
    *,
    title: str,
    description: str,
    date: pd.Timestamp | datetime.date | None,
    method: str,
    sources: list[Source],
    count: int,
    **more: object,
) -> About:
    given = ask.parameters.model_dump(exclude_none=True, exclude=_NO_FILTERS, by_alias=True)
    is_demo = any(source.origin == MADE for source in sources)
    return About(
        title=title,
        description=description,
        date=None if date is None else pd.Timestamp(date).date(),
        method=method,
        sources=sources,
        is_demo=is_demo,
        notes=[*more.pop("notes", []), *([ask.texts("api.demo")] if is_demo else [])],
        filters={
            name: ", ".join(map(str, value)) if isinstance(value, list) else str(value)
            for name, value in given.items()
            if value != []
        },
        count=count,
        role=ask.data.actor.role,
        language=ask.texts.language,
        data_version=ask.data.data_version,
        **more,
    )


def sources_of(data: Data, tables: Iterable[str], origins: Iterable[str] | None = None) -> list[Source]:
    """What must be cited for these tables, each once. `origins`: those of the rows shown; made sources only where made
    rows are among them."""
    rows = data.read("datasets")
    rows = rows[rows["table_name"].isin(list(tables))]
    if origins is not None and MADE not in set(origins):
        rows = rows[rows["origin"] != MADE]
    rows = rows.drop_duplicates(["citation", "licence", "origin"])
    return [
        Source(
            citation=row.citation,
            publisher=_text(row.publisher),
            licence=row.licence,
            licence_uri=licence_uri(row.licence),
            url=_text(row.url),
            origin=row.origin,
        )
        for row in rows.itertuples(index=False)
    ]


def methods_of(data: Data, texts: Texts, table: str, origins: Iterable[str]) -> str:
    """How the rows shown were made; `origins`: theirs."""
    rows = data.read("datasets")
    is_shown = (rows["table_name"] == table) & rows["origin"].isin(list(origins))
    methods = rows.loc[is_shown, f"method_{texts.language}"]
    return " ".join(f"{method.rstrip('.')}." for method in methods.dropna().unique())


def licence_uri(licence: str) -> str:
    """The licence in the vocabulary of DCAT-AP.de."""
    return vocabularies()["licences"].get(licence, vocabularies()["other_licence"])


@cache
def vocabularies() -> dict:
    """data/dcat.yml."""
    return read_facts("dcat.yml")


def for_everybody(data: Data) -> Data:
    """The same data as the public sees them."""
    return Data(Reader(data.reader.database, Actor()))


def unknown(name: str, known: Iterable[str]) -> ApiAddressUnknown:
    """Says what is not there, and what is spelled most like it, where anything is."""
    near = difflib.get_close_matches(name, list(known), n=1)
    if near:
        return ApiAddressUnknown(name=name, suggestion=near[0])
    return ApiAddressUnknown(name=name, suggestion="–", reason="none_near")


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
