"""The present moment as the tables keep it. The register's day is another matter: the view `today`."""

import datetime


def utc_now() -> datetime.datetime:
    """UTC without a time zone: DuckDB's TIMESTAMP has none."""
    return datetime.datetime.now(datetime.UTC).replace(tzinfo=None)
