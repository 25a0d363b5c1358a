"""What an answer holds: these models make the JSON and describe it. The words for each field stand in the catalogues
(`api.field.…`, `export.meaning.…`); a test holds that every field has some."""

import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

Origin = Literal["published", "counted", "estimated", "made"]


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Source(Part):
    citation: str
    publisher: str | None
    licence: str
    licence_uri: str
    url: str | None
    origin: Origin


class About(Part):
    """What stands above every answer. `date`: the newest day the rows speak of. `reasons`: why values are missing, in
    words; `labels`: words for the register's values."""

    title: str
    description: str
    date: datetime.date | None
    method: str
    sources: list[Source]
    is_demo: bool
    notes: list[str] = []
    filters: dict[str, str] = {}
    count: int
    total: int | None = None
    reasons: dict[str, str] = {}
    labels: dict[str, dict[str, str]] = {}
    role: str
    language: str
    data_version: str


class AreaRow(Part):
    area_id: str
    level: str
    code: str | None
    slug: str
    name: str
    parent_id: str | None
    area_km2: float
    valid_from: datetime.date | None
    lon: float
    lat: float
    origin: Origin


class IndicatorRow(Part):
    id: str
    title: str
    short: str
    description: str
    theme: str
    unit: str
    unit_name: str
    decimals: int
    direction: str
    formula: str
    method: str
    gaps: str
    levels: list[str]
    period_kind: str
    small_numbers: str
    minimum_denominator: int
    first_period: datetime.date | None
    last_period: datetime.date | None
    citations: list[str]
    licences: list[str]
    is_demo: bool
    url: str


class ValueRow(Part):
    area_id: str
    area: str
    level: str
    period: datetime.date
    value: float | None
    missing: str | None
    origin: Origin | None
    is_estimate: bool


class VacancyRow(Part):
    """The public list of shop units, as the file has it (exports/register_list.py)."""

    unit_id: str
    name: str | None
    address: str | None
    postcode: str | None
    bezirk: str | None
    stat: str | None
    state: str | None
    state_since: datetime.date | None
    vacant_since: datetime.date | None
    is_since_about: bool | None
    days_vacant: int | None
    vacancy_degree: str | None
    interim_until: datetime.date | None
    building_part: str | None
    door: str | None
    floor: int | None
    size_class: str | None
    sales_area_m2: float | None
    area_m2: float | None
    window_m: float | None
    steps: int | None
    floor_count: int | None
    grade: str | None
    space_kind: str | None
    building_kinds: list[str] | None
    current_use: str | None
    previous_use: str | None
    reuse_idea: str | None
    note: str | None
    last_checked_on: datetime.date | None
    check_method: str | None
    lon: float | None
    lat: float | None


class TableRow(Part):
    name: str
    title: str
    description: str
    row_count: int
    first_date: datetime.date | None
    last_date: datetime.date | None
    citations: list[str]
    licences: list[str]
    is_demo: bool
    is_released: bool
    url: str | None


class Answer(Part):
    about: About


class AreasAnswer(Answer):
    data: list[AreaRow]


class IndicatorsAnswer(Answer):
    data: list[IndicatorRow]


class ValuesAnswer(Answer):
    data: list[ValueRow]


class VacanciesAnswer(Answer):
    data: list[VacancyRow]


class TablesAnswer(Answer):
    data: list[TableRow]


class Problem(BaseModel):
    """RFC 9457. `type` leads to the paragraph of the page /api that explains it."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
