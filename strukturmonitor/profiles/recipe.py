"""What stands on paper and in which order (data/profiles.yml)."""

from functools import cache

from pydantic import BaseModel, ConfigDict, Field

from strukturmonitor.facts import read_facts


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ViewSpec(_Entry):
    """A page and its filters; a mapping gives the value per level of the area. `of_city`: always of the whole city."""

    page: str
    of_city: bool = False
    query: dict[str, str | dict[str, str]] = Field(default_factory=dict)

    def query_of(self, level: str) -> dict[str, str] | None:
        """The filters for an area of this level; None where such areas have no such page."""
        chosen = {slug: value if isinstance(value, str) else value.get(level) for slug, value in self.query.items()}
        return None if None in chosen.values() else chosen


class PartSpec(_Entry):
    """One part of a page on paper. `part`: its id («bild:verlauf-quote»), «text:*» all sentences. `title`: the name of its
    title (profile.title.*), the page's own by default. `missing`: the name of what an area has not got where the part is
    not there. `key_figures`: the table of key figures instead of a part."""

    source: str = Field(default="", alias="from")
    part: str = ""
    key_figures: bool = False
    title: str | None = None
    width: str = Field(default="full", pattern="^(full|half)$")
    height_mm: float | None = Field(default=None, gt=0, le=240)
    missing: str | None = None
    levels: tuple[str, ...] | None = None
    rows: int = Field(default=12, ge=1)
    columns: tuple[str, ...] | None = None


class ChapterSpec(_Entry):
    """`about`: the chapter begins with what its measures mean (profile.about.<chapter>)."""

    chapter: str
    about: bool = False
    parts: tuple[PartSpec, ...]


class Sizes(_Entry):
    """Millimetres on paper and how they become pixels of a drawing."""

    full_mm: float
    half_mm: float
    px_per_mm: float
    mm_per_px: float
    map_mm: float
    cover_map_mm: float
    most_legend: int
    most_rows: int

    def px(self, length_mm: float) -> int:
        return round(length_mm * self.px_per_mm)


@cache
def _facts() -> dict:
    return read_facts("profiles.yml")


@cache
def views() -> dict[str, ViewSpec]:
    return {name: ViewSpec(**entry) for name, entry in _facts()["views"].items()}


@cache
def chapters() -> tuple[ChapterSpec, ...]:
    return tuple(ChapterSpec(**entry) for entry in _facts()["profile"])


@cache
def sizes() -> Sizes:
    return Sizes(**_facts()["paper"])


def section(name: str) -> dict:
    """Everything under a name of data/profiles.yml."""
    return _facts()[name]


def key_figure_sources() -> list[str]:
    return _facts()["key_figures"]


def audiences() -> tuple[str, ...]:
    """Roles for whom documents are made."""
    return tuple(_facts()["audiences"])
