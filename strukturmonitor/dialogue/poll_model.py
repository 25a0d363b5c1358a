"""What a question to the hall is, and what came out of it."""

import datetime
from dataclasses import dataclass, field
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

WITH_OPTIONS = ("single", "multiple", "dots")


class Asked(BaseModel):
    """A question as it was put, kept apart from the story, which may change. `kind`: one choice, several choices, dots
    (`points` per person over the options), a scale from 1 to `points` with words at its ends, open words, a point on the
    map. Raises pydantic's ValidationError for what is no question."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["single", "multiple", "dots", "scale", "words", "point"]
    options: list[str] = Field(default_factory=list)
    points: int = Field(default=5, ge=1, le=20)
    low: str = ""
    high: str = ""

    @property
    def labels(self) -> list[str]:
        """What can be chosen, in its order; nothing where people give words or a point."""
        if self.kind == "scale":
            return [str(value) for value in range(1, self.points + 1)]
        return list(self.options) if self.kind in WITH_OPTIONS else []

    @property
    def is_complete(self) -> bool:
        """Whether it can be put to people: a choice needs two options, a scale two steps."""
        return self.kind in ("words", "point") or len(self.labels) > 1


@dataclass(frozen=True)
class Asking:
    """A question about to be put: a step of a story as it stands now. `extent`: area_id whose map is shown for a point;
    None for the whole city."""

    story_id: str
    step_id: str
    title: str
    explanation: str
    language: str
    question: Asked
    extent: str | None = None


@dataclass(frozen=True)
class Hall:
    """The door of a story for phones. `address`: the address of this machine that the moderator chose to show."""

    story_id: str
    code: str
    address: str | None


@dataclass(frozen=True)
class Poll:
    """One question on one evening. `devices`: phones that voted; `paper`: dots and cards counted; `is_linked`: whether a
    phone's second vote can still take the place of its first (the link is deleted after some months). Times in UTC."""

    poll_id: str
    story_id: str
    step_id: str
    meeting_id: str | None
    code: str
    state: Literal["waiting", "open", "closed"]
    is_revealed: bool
    language: str
    title: str
    explanation: str
    question: Asked
    extent: str | None
    place: str | None
    held_on: datetime.date
    made_at: datetime.datetime
    opened_at: datetime.datetime | None
    closed_at: datetime.datetime | None
    paper_people: int | None
    is_linked: bool
    devices: int
    paper: int

    @property
    def has_answers(self) -> bool:
        return self.devices > 0 or self.paper > 0

    def is_same_as(self, asking: Asking) -> bool:
        """Whether the story still asks what was asked here."""
        return (
            self.title == asking.title
            and self.explanation == asking.explanation
            and self.question == asking.question
            and self.extent == asking.extent
        )


@dataclass(frozen=True)
class AnswerCount:
    """How often an answer was given. `answer`: number of the option beginning with 0, word in its counted form, or area_id;
    `label`: as people read it."""

    answer: str
    label: str
    phone: int
    paper: int

    @property
    def total(self) -> int:
        return self.phone + self.paper


@dataclass(frozen=True)
class PollResult:
    """What came out: options in their order, words and areas by how often they were given. `points`: longitude, latitude
    (rounded, WGS 84) and how many phones set them there."""

    poll: Poll
    answers: list[AnswerCount]
    points: list[tuple[float, float, int]] = field(default_factory=list)

    @property
    def total(self) -> int:
        """All dots, crosses, words or points together."""
        return sum(each.total for each in self.answers)

    @property
    def paper(self) -> int:
        return sum(each.paper for each in self.answers)

    @property
    def people(self) -> int | None:
        """How many took part: phones, and people who voted on paper; None where paper was counted, but not its people."""
        if self.poll.question.kind == "single" or self.poll.question.kind in ("scale", "point"):
            return self.total  # one mark each
        if self.paper and self.poll.paper_people is None:
            return None
        return self.poll.devices + (self.poll.paper_people or 0)

    @property
    def mean(self) -> float | None:
        """Of a scale; None for other kinds and without answers."""
        if self.poll.question.kind != "scale" or not self.total:
            return None
        return sum(int(each.label) * each.total for each in self.answers) / self.total

    def share(self, answer: AnswerCount) -> float | None:
        """Per cent of those who took part, of the dots for dots; None where it says nothing."""
        base = self.total if self.poll.question.kind == "dots" else self.people
        return 100 * answer.total / base if base else None

    @property
    def leading(self) -> list[AnswerCount]:
        """The answers given most often: several where they are level, none where nobody answered."""
        most = max((each.total for each in self.answers), default=0)
        return [each for each in self.answers if most and each.total == most]
