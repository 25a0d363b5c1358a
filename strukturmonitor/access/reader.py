"""Reading with the rights of an actor."""

from dataclasses import dataclass

import pandas as pd

from strukturmonitor.access.guard import Actor, require
from strukturmonitor.database import Database, statement


@dataclass(frozen=True)
class Reader:
    """A database seen by one actor; the way in which all pages, exports and the command line read."""

    database: Database
    actor: Actor

    def read(self, name: str, **values: object) -> pd.DataFrame:
        """Rows of a query. Raises NotAllowed, QueryUnknown, QueryParametersWrong."""
        require(self.actor, statement("read", name).right)
        return self.database.read(name, **values)
