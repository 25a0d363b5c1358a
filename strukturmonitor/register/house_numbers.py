"""House numbers as a person walks along them: 14, 14a, 16; odd on one side, even on the other."""

import re
from dataclasses import dataclass

from strukturmonitor.errors import ValueInvalid
from strukturmonitor.spelling import number_key

_NUMBER = re.compile(r"^(?P<digits>\d{1,4})(?P<letter>[a-z]?)(?P<rest>(?:[-/+]\d{1,4}[a-z]?)?)$", re.ASCII)
_LAST_LETTER = "z"


@dataclass(frozen=True, order=True)
class HouseNumber:
    """`rest`: the second part of a double number, «-16» of «14-16»."""

    digits: int
    letter: str = ""
    rest: str = ""

    def __str__(self) -> str:
        return f"{self.digits}{self.letter}{self.rest}"

    @property
    def side(self) -> int:
        """0 even, 1 odd: the two sides of most streets."""
        return self.digits % 2

    def stepped(self, step: int) -> "HouseNumber | None":
        """The number so many further on, without its letter; None below 1."""
        following = self.digits + step
        return HouseNumber(following) if following >= 1 else None

    def with_next_letter(self) -> "HouseNumber | None":
        """14 → 14a → 14b; None after z."""
        if not self.letter:
            return HouseNumber(self.digits, "a")
        return None if self.letter == _LAST_LETTER else HouseNumber(self.digits, chr(ord(self.letter) + 1))


def read_number(text: str) -> HouseNumber:
    """What a person typed: «14 A», «014a» and «14–16» too. Raises ValueInvalid."""
    found = _NUMBER.match(number_key(text))
    if found is None or int(found["digits"]) == 0:
        raise ValueInvalid(field="house_number", reason="pattern", limit="–")
    return HouseNumber(int(found["digits"]), found["letter"], found["rest"])


def known_number(text: object) -> HouseNumber | None:
    """The same of data; None where it is none."""
    try:
        return read_number(str(text)) if isinstance(text, str) else None
    except ValueInvalid:
        return None
