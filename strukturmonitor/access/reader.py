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
        found = statement("read", name)
        require(self.actor, found.right)
        if is_bound(found.right):
            if "in_charge" in values:
                raise QueryParametersWrong(name=name, missing="–", unknown="in_charge", wrong="–")
            values["in_charge"] = None if self.actor.areas is None else sorted(self.actor.areas)
        return self.database.read(name, **values)
