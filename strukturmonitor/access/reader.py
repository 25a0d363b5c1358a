"""Reading with the rights of an actor."""

from dataclasses import dataclass

import pandas as pd

from strukturmonitor.access.guard import Actor, is_bound, require
from strukturmonitor.database import Database, statement
from strukturmonitor.errors import QueryParametersWrong


@dataclass(frozen=True)
class Reader:
    """A database seen by one actor; the way in which all pages, exports and the command line read."""

    database: Database
    actor: Actor

    def read(self, name: str, **values: object) -> pd.DataFrame:
        """Rows of a query. A query whose right is bound to areas has the parameter $in_charge, which is filled here and
        nowhere else: only rows inside the areas the actor is in charge of come back.
        Raises NotAllowed, QueryUnknown, QueryParametersWrong."""
        return self.database.read(name, **self._allowed(name, values))

    def rows(self, name: str, **values: object) -> list[dict[str, object]]:
        """The same as plain Python values, for a few rows that are looked at one by one."""
        return self.database.rows(name, **self._allowed(name, values))

    def _allowed(self, name: str, values: dict[str, object]) -> dict[str, object]:
        found = statement("read", name)
        require(self.actor, found.right)
        if is_bound(found.right):
            if "in_charge" in values:
                raise QueryParametersWrong(name=name, missing="–", unknown="in_charge", wrong="–")
            values = values | {"in_charge": None if self.actor.areas is None else sorted(self.actor.areas)}
        return values
