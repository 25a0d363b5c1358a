"""Which tables an indicator's numbers come from: read from its query, through the views it uses."""

import re
from functools import cache

from strukturmonitor.database.statements import QUERIES_DIR, statement

_READ = re.compile(r"\b(?:FROM|JOIN)\s+(?:stats\.)?([a-z_]+)\b")
# Derived tables share the sources of the table they are computed from.
_BASE = {
    "traffic_day": "traffic_hour",
    "traffic_profile": "traffic_hour",
    "traffic_year": "traffic_hour",
    "occupancy": "unit",
}


@cache
def tables_read(query: str) -> tuple[str, ...]:
    """Names of the tables a query reads; names of its own subqueries may be among them."""
    found: set[str] = set()
    _collect(statement("read", query).sql, found)
    return tuple(sorted(_BASE.get(name, name) for name in found))


def _collect(sql: str, found: set[str]) -> None:
    code = "\n".join(line.partition("--")[0] for line in sql.splitlines())
    for name in set(_READ.findall(code)) - found:
        found.add(name)
        if name in _views():
            _collect(_views()[name], found)


@cache
def _views() -> dict[str, str]:
    """Name of a view → its text."""
    paths = sorted((QUERIES_DIR / "views").glob("*.sql"))
    return {path.stem.partition("_")[2]: path.read_text(encoding="utf-8") for path in paths}
