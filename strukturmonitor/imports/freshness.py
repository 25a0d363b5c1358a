"""How old the data of every source are, and which of them should have come by now: from the list of imports and the
interval of the definition."""

import datetime
from dataclasses import asdict, dataclass

import pandas as pd

from strukturmonitor.cities import city
from strukturmonitor.database import Database
from strukturmonitor.imports.fetch import last_looked
from strukturmonitor.imports.sources import Source, sources, sources_of_city


@dataclass(frozen=True)
class Freshness:
    """One source. `state`: current, overdue, open (no interval in days: nothing becomes due), never (nothing loaded).
    `imported_on`: last import that holds; `checked_on`: day on which a file or the portal last said that nothing is
    newer; `data_date`: day the data speak of; `days_over`: days since it was due, 0 where it is not overdue."""

    source_id: str
    state: str
    imported_on: datetime.date | None
    checked_on: datetime.date | None
    data_date: datetime.date | None
    interval_days: int | None
    due_on: datetime.date | None
    days_over: int

    def as_dict(self) -> dict:
        """Plain JSON values, with the titles."""
        title = sources()[self.source_id].title
        values = {
            key: value.isoformat() if isinstance(value, datetime.date) else value for key, value in asdict(self).items()
        }
        return values | {"title_de": title["de"], "title_en": title["en"]}


def freshness(database: Database, today: datetime.date | None = None) -> list[Freshness]:
    """One entry per source, in the order of their names."""
    today = today or datetime.date.today()
    timezone = city(str(database.read("build")["city"].iloc[0])).timezone
    runs = {row["source_id"]: row for row in database.read("source_imports").to_dict("records")}
    datasets = database.read("datasets")
    reaching = datasets[datasets["origin"] != "made"].groupby("source_id")["last_date"].max().to_dict()
    found = []
    for definition in sources_of_city(database.versions.city).values():
        run = runs.get(definition.id)
        if run is None:
            found.append(_never(definition))
            continue
        imported_on = _day(run["imported_at"], timezone)
        seen = [imported_on, _day(run["checked_at"], timezone), _day(last_looked(database, definition), timezone)]
        checked_on = max(day for day in seen if day is not None)
        said = None if pd.isna(run["said_date"]) else pd.Timestamp(run["said_date"]).date()
        reached = reaching.get(definition.id) if definition.kind == "table" else None
        found.append(_of(definition, imported_on, checked_on, said, reached, today))
    return found


def overdue(database: Database, today: datetime.date | None = None) -> list[Freshness]:
    """The sources that should have come by now, the longest overdue first."""
    return sorted(
        (entry for entry in freshness(database, today) if entry.state == "overdue"), key=lambda entry: -entry.days_over
    )


def _of(
    definition: Source,
    imported_on: datetime.date,
    checked_on: datetime.date,
    said: datetime.date | None,
    reached: object,
    today: datetime.date,
) -> Freshness:
    days = definition.definition.get("interval", {}).get("days")
    due_on = None if days is None else checked_on + datetime.timedelta(days=days)
    over = 0 if due_on is None else max(0, (today - due_on).days)
    return Freshness(
        source_id=definition.id,
        state="open" if due_on is None else "overdue" if over else "current",
        imported_on=imported_on,
        checked_on=checked_on,
        data_date=_data_date(said, reached, imported_on),
        interval_days=days,
        due_on=due_on,
        days_over=over,
    )


def _data_date(said: datetime.date | None, reached: object, imported_on: datetime.date) -> datetime.date:
    """What the person said; else the newest day in the data, unless they are plans that reach into the future; else
    the day of the import."""
    if said is not None:
        return said
    if reached is None or pd.isna(reached) or pd.Timestamp(reached).date() > imported_on:
        return imported_on
    return pd.Timestamp(reached).date()


def _never(definition: Source) -> Freshness:
    days = definition.definition.get("interval", {}).get("days")
    return Freshness(definition.id, "never", None, None, None, days, None, 0)


def _day(moment: object, timezone: datetime.tzinfo) -> datetime.date | None:
    """The day in the city of a moment in UTC."""
    if moment is None or pd.isna(moment):
        return None
    stamp = pd.Timestamp(moment)
    return (stamp if stamp.tzinfo else stamp.tz_localize("UTC")).tz_convert(timezone).date()
