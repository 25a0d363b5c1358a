"""What a story is: the document that is kept, copied, exported and imported. Checked by its types wherever it comes from."""

import datetime
import secrets
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from strukturmonitor.register.fields import plain_text

FORMAT = "strukturmonitor-story"
VERSION = 1
MOST_STEPS = 100
LONGEST_TITLE = 160  # characters; more does not fit a hall's wall
LONGEST_TEXT = 2_000
LONGEST_NOTES = 5_000
MOST_OPTIONS = 20


def _clean(value: object) -> object:
    """No control characters and none that turn a line's direction; anything but text is for pydantic to refuse."""
    return plain_text(value) if isinstance(value, str) else value


def _on_one_line(value: object) -> object:
    return " ".join(plain_text(value).split()) if isinstance(value, str) else value


Title = Annotated[str, BeforeValidator(_on_one_line), StringConstraints(max_length=LONGEST_TITLE)]
Text = Annotated[str, BeforeValidator(_clean), StringConstraints(max_length=LONGEST_TEXT)]
Notes = Annotated[str, BeforeValidator(_clean), StringConstraints(max_length=LONGEST_NOTES)]


class _Document(BaseModel):
    model_config = ConfigDict(extra="forbid", validate_assignment=True)


class Question(_Document):
    """What a step asks the hall. `kind`: one choice, several choices, dots (`points` per person over the options), a
    scale from 1 to `points` with words at its ends, open words, a point on the map."""

    kind: Literal["single", "multiple", "dots", "scale", "words", "point"]
    options: list[Title] = Field(default_factory=list, max_length=MOST_OPTIONS)
    points: int = Field(default=5, ge=1, le=20)
    low: Title = ""
    high: Title = ""


class Step(_Document):
    """One step: one thing on the wall. A `view` is a page's path, its filters and the part of it that is shown
    (`shown.part_id_of`; None: its sentences and its map or first chart). A map is drawn around `extent` (an area_id),
    nearer by `zoom`. `frozen`: the view as it was (`stories.frozen`), in a story that stands at a date."""

    step_id: str = Field(default_factory=lambda: secrets.token_hex(4), pattern=r"^[0-9a-f]{8}$")
    kind: Literal["view", "text", "picture", "question"]
    title: Title = ""
    text: Text = ""
    notes: Notes = ""
    minutes: float | None = Field(default=None, ge=0, le=240)
    path: str = Field(default="", max_length=60)
    query: dict[str, str] = Field(default_factory=dict, max_length=30)
    part: str | None = Field(default=None, max_length=120)
    extent: str | None = Field(default=None, max_length=60)
    zoom: float = Field(default=0, ge=-1, le=4)
    frozen: dict | None = None
    picture: str | None = Field(default=None, pattern=r"^[0-9a-f]{32}$")
    picture_alt: Title = ""
    question: Question | None = None


class Story(_Document):
    """`audience`: who sits in the hall; every step shows what they may see, whoever presents. `frozen_on`: the day its
    data stand at; None: the data of the day it is shown. `planned_minutes`: how long there is for all of it."""

    format: Literal["strukturmonitor-story"] = FORMAT
    version: Literal[1] = VERSION
    title: Title = Field(min_length=1)
    language: Literal["de", "en"] = "de"
    audience: Literal["public", "council"] = "public"
    frozen_on: datetime.date | None = None
    planned_minutes: int | None = Field(default=None, ge=1, le=600)
    steps: list[Step] = Field(default_factory=list, max_length=MOST_STEPS)
