"""The register's day: the demo's while made units are in it, else the calendar's (view `today`)."""

import datetime

from strukturmonitor.database import Database


def today(database: Database) -> datetime.date:
    return database.rows("register_today")[0]["today"]
