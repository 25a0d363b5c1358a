"""What an import would do to the figures people look at first: the headline indicators before and after."""

import pandas as pd

from strukturmonitor.access import Actor, Reader
from strukturmonitor.database import Database
from strukturmonitor.imports import kinds
from strukturmonitor.imports.run import Prepared
from strukturmonitor.indicators import series
from strukturmonitor.indicators.headline import headline
from strukturmonitor.indicators.series import latest

COLUMNS = ["indicator_id", "area_id", "before", "after", "period_before", "period_after"]


def effects(database: Database, prepared: Prepared) -> pd.DataFrame:
    """One row per headline indicator and area (city and Stadtbezirke) whose newest value would change: indicator_id,
    area_id, before, after (in the indicator's unit, missing where there is none), period_before, period_after.
    Values as the public sees them."""
    scratch = database.scratch(prepared.candidate)
    try:
        if prepared.candidate is None:
            with scratch.transaction("preview") as transaction:
                kinds.KINDS[prepared.source.kind].apply(transaction, Actor(), prepared.checked, 0)
        before, after = _values(database), _values(scratch)
    finally:
        scratch.close()
    both = before.join(after, how="outer", lsuffix="_before", rsuffix="_after").reset_index()
    same = both["value_before"].eq(both["value_after"]) | (both["value_before"].isna() & both["value_after"].isna())
    changed = both[~same].rename(columns={"value_before": "before", "value_after": "after"})
    return changed[COLUMNS].reset_index(drop=True)


def _values(database: Database) -> pd.DataFrame:
    """The newest value of every headline indicator, by indicator and area."""
    reader = Reader(database, Actor())
    areas = reader.read("areas")
    wanted = areas.loc[areas["level"].isin(["city", "bezirk"]), "area_id"]
    parts = []
    for indicator in headline():
        rows = series(reader, indicator)
        if not rows.empty:
            now = latest(rows)
            now = now[now.index.isin(wanted)]
            parts.append(
                now[["value", "period"]].assign(indicator_id=indicator.id).set_index("indicator_id", append=True)
            )
    if not parts:
        return pd.DataFrame(
            columns=["value", "period"], index=pd.MultiIndex.from_arrays([[], []], names=["area_id", "indicator_id"])
        )
    return pd.concat(parts)
