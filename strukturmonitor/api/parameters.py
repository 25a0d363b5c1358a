"""The parameters of every address: the same models check a request and describe it (openapi.py, the page /api)."""

import datetime
from collections.abc import Iterable
from typing import Annotated, Literal, get_origin

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator

from strukturmonitor.api.limits import limits
from strukturmonitor.areas import LEVELS
from strukturmonitor.errors import ApiParameterUnknown, ApiParameterWrong
from strukturmonitor.texts import LANGUAGES, Texts
from strukturmonitor.vacancy import slugs
from strukturmonitor.vacancy.past import day_of


def _day(text: str) -> str:
    day_of(text)
    return text


def _first_day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text[:4] + (text[4:] or "-01-01"))


Short = Annotated[str, Field(min_length=1, max_length=limits().longest_value)]
# A year stands for its first day, its last day, or the state of the register on its last day.
Day = Annotated[str, Field(pattern=r"^\d{4}(-\d{2}-\d{2})?$", examples=["2024-12-31"]), AfterValidator(_day)]
Areas = Annotated[list[Short], Field(max_length=limits().most_areas, examples=[["bezirk:eving"]])]


class Parameters(BaseModel):
    """Every address knows these. Which formats it has stands in the table of addresses."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    format: Literal["json", "csv", "geojson"] | None = None
    sprache: Literal[LANGUAGES] | None = None
    head: bool = True


class AreasParameters(Parameters):
    area: Areas = []
    level: Literal[LEVELS] | None = None


class CatalogueParameters(Parameters):
    """Of the list of indicators and the list of tables."""


class ValuesParameters(Parameters):
    area: Areas = []
    level: Literal[LEVELS] | None = None
    from_: Day | None = Field(None, alias="from")
    to: Day | None = None

    @field_validator("to")
    @classmethod
    def _not_before_from(cls, to: str | None, info: ValidationInfo) -> str | None:
        begin = info.data.get("from_")
        if to is not None and begin is not None and day_of(to) < _first_day(begin):
            raise ValueError(to)
        return to

    @property
    def first_day(self) -> datetime.date | None:
        return None if self.from_ is None else _first_day(self.from_)

    @property
    def last_day(self) -> datetime.date | None:
        return None if self.to is None else day_of(self.to)


class VacanciesParameters(Parameters):
    area: Areas = []
    status: list[Literal[tuple(slugs("state"))]] = Field([], max_length=len(slugs("state")), examples=[["bestaetigt"]])
    stand: Day | None = None
    limit: int = Field(limits().default_page, ge=1, le=limits().longest_page)
    offset: int = Field(0, ge=0, le=10_000_000)


class OnlyLanguage(BaseModel):
    """Of what has one format."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    sprache: Literal[LANGUAGES] | None = None


class FileParameters(OnlyLanguage):
    """Of a table as a file."""

    head: bool = True


def names(model: type[BaseModel]) -> dict[str, str]:
    """Name in the address → name of the field."""
    return {field.alias or name: name for name, field in model.model_fields.items()}


def parameters_of(
    texts: Texts, model: type[BaseModel], given: Iterable[tuple[str, str]], formats: tuple[str, ...]
) -> BaseModel:
    """The parameters of a request, checked. Raises ApiParameterUnknown, ApiParameterWrong."""
    known = names(model)
    values: dict[str, list[str]] = {}
    for name, value in given:
        if name not in known:
            raise ApiParameterUnknown(name=_short(name), known=", ".join(known))
        values.setdefault(name, []).append(value)
    is_list = {name: get_origin(model.model_fields[field].annotation) is list for name, field in known.items()}
    for name, several in values.items():
        if len(several) > 1 and not is_list[name]:
            raise _wrong(texts, name, ", ".join(several), formats, reason="twice")
    try:
        found = model.model_validate({name: v if is_list[name] else v[0] for name, v in values.items()})
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        raise _wrong(texts, name, ", ".join(values.get(name, [])), formats) from error
    if getattr(found, "format", None) not in (None, *formats):
        raise _wrong(texts, "format", str(found.format), formats)
    return found


def meaning(texts: Texts, name: str, formats: tuple[str, ...] = ()) -> str:
    """What may stand in a parameter, in words."""
    rules = limits()
    return texts(
        f"api.parameter.{name}",
        formats=texts.list(list(formats)),
        levels=", ".join(LEVELS),
        states=", ".join(slugs("state")),
        areas=rules.most_areas,
        limit=rules.longest_page,
        default=rules.default_page,
    )


def _wrong(texts: Texts, name: str, value: str, formats: tuple[str, ...], **more: str) -> ApiParameterWrong:
    return ApiParameterWrong(name=name, value=_short(value), allowed=meaning(texts, name, formats), **more)


def _short(value: str) -> str:
    longest = limits().shown_of_wrong_value
    return value if len(value) <= longest else f"{value[: longest - 1]}…"
