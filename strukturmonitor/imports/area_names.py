"""Areas as files name them: in words, with a known spelling, or by number."""

from strukturmonitor.areas import AreaTree, resolve
from strukturmonitor.database import Database
from strukturmonitor.errors import AreaUnknown

_MOST_DIGITS = 12  # of an area's number


class AreaNames:
    """Finds areas by what files call them; each spelling is looked up once."""

    def __init__(self, database: Database) -> None:
        self._tree = AreaTree(database.read("areas"))
        self._city = str(database.read("build")["city"].iloc[0])
        self._known: dict[tuple[str, str], str] = {}

    def find(self, spelling: str, level: str) -> str:
        """The area id. Raises AreaUnknown with the nearest name."""
        if (spelling, level) not in self._known:
            self._known[spelling, level] = self._by_number(spelling, level) or self._by_name(spelling, level)
        return self._known[spelling, level]

    def _by_number(self, spelling: str, level: str) -> str | None:
        """«20», «020» and «020 Cityring-Ost» all begin with the number."""
        number = spelling.split()[0] if spelling.split() else ""
        if not number.isdecimal() or len(number) > _MOST_DIGITS:
            return None
        same = [a for a in self._tree.of_level(level) if a.code and a.code.isdecimal() and int(a.code) == int(number)]
        return same[0].area_id if len(same) == 1 else None

    def _by_name(self, spelling: str, level: str) -> str:
        if not spelling.strip():
            raise AreaUnknown(spelling=spelling, suggestion="–", reason="none_near")
        return resolve(spelling, self._tree, self._city, levels=(level,)).area_id
