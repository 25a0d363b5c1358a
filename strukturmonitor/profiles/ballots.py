"""Paper ballots for votes with dots: title, options with room for the dots, nothing personal."""

import math
from dataclasses import dataclass

from strukturmonitor import paper
from strukturmonitor.errors import BallotWrong
from strukturmonitor.profiles.recipe import section
from strukturmonitor.texts import Texts


@dataclass(frozen=True)
class Ballot:
    """`points`: dots a person may give; `count`: ballots that are wanted (sheets are filled up)."""

    title: str
    options: tuple[str, ...]
    points: int = 3
    count: int = 40


def ballots_pdf(texts: Texts, ballot: Ballot, city: str) -> bytes:
    """Raises BallotWrong (what is missing, too long or too much), PaperFailed."""
    title, options = check(ballot)
    layout = next(
        each
        for each in section("ballots")["layouts"]
        if _lines(title, options, ballot.points, each) <= each["most_lines"]
    )
    data = {
        "title": title,
        "options": options,
        "points": ballot.points,
        "instruction": texts("profile.ballot_instruction", points=texts.number(ballot.points)),
        "foot": texts("profile.ballot_foot"),
        "sheets": math.ceil(ballot.count / layout["per_page"]),
        "per_page": layout["per_page"],
        "columns": layout["columns"],
        "text_pt": layout["text_pt"],
        "gap_mm": layout["gap_mm"],
    }
    return paper.pdf("ballots", data, title=title, language=texts.language, city=city)


def check(ballot: Ballot) -> tuple[str, list[str]]:
    """Title and options as they are printed. Raises BallotWrong."""
    facts = section("ballots")
    title, options = " ".join(ballot.title.split()), [" ".join(option.split()) for option in ballot.options]
    options = [option for option in options if option]
    problems = [
        ("title", 0, not title),
        ("title_long", facts["longest_title"], len(title) > facts["longest_title"]),
        ("options", 0, len(options) < 2),
        ("options_many", facts["most_options"], len(options) > facts["most_options"]),
        ("option_long", facts["longest_option"], any(len(option) > facts["longest_option"] for option in options)),
        ("option_twice", 0, len(set(options)) < len(options)),
        ("points", facts["most_points"], not 1 <= ballot.points <= facts["most_points"]),
        ("count", facts["most_ballots"], not 1 <= ballot.count <= facts["most_ballots"]),
    ]
    for reason, limit, is_so in problems:
        if is_so:
            raise BallotWrong(reason=reason, limit=limit)
    return title, options


def _lines(title: str, options: list[str], points: int, layout: dict) -> int:
    """How many lines the words take at most in this layout; the dots take room from each option."""
    letters = layout["letters"]
    room = max(letters // 3, round(letters - points * layout["dot_letters"]))
    return math.ceil(len(title) * 1.3 / letters) + sum(math.ceil(len(option) / room) for option in options)
