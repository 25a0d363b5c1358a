"""What data/polls.yml says."""

from dataclasses import dataclass
from functools import cache

from strukturmonitor.facts import read_facts


@dataclass(frozen=True)
class PollRules:
    code_signs: str
    code_length: int
    most_devices: int
    answers_per_minute: int
    kept_hours: int
    largest_form_bytes: int
    most_words: int
    longest_word: int
    point_decimals: int
    map_width: int
    most_on_paper: int
    most_paper_words: int
    agreeing: frozenset[str]
    longest_place: int
    waiting_refresh_s: int
    thanks_refresh_s: int
    wall_every_s: int
    wall_words: int
    wall_large_lines: int
    wall_middle_lines: int


@cache
def poll_rules() -> PollRules:
    said = read_facts("polls.yml")
    return PollRules(
        code_signs=said["code"]["signs"],
        code_length=said["code"]["length"],
        most_devices=said["devices"]["most_per_poll"],
        answers_per_minute=said["devices"]["answers_per_minute"],
        kept_hours=said["devices"]["kept_hours"],
        largest_form_bytes=said["form"]["largest_bytes"],
        most_words=said["words"]["most"],
        longest_word=said["words"]["longest"],
        point_decimals=said["point"]["decimals"],
        map_width=said["point"]["grid"],
        most_on_paper=said["paper"]["most"],
        most_paper_words=said["paper"]["most_words"],
        agreeing=frozenset(answer.casefold() for answer in said["agreeing"]),
        longest_place=said["place"]["longest"],
        waiting_refresh_s=said["refresh_s"]["waiting"],
        thanks_refresh_s=said["refresh_s"]["thanks"],
        wall_every_s=said["wall_every_s"],
        wall_words=said["on_wall"]["words"],
        wall_large_lines=said["on_wall"]["large_lines"],
        wall_middle_lines=said["on_wall"]["middle_lines"],
    )
