"""Where a record lies: the areas around a point, and the point the public sees of a sensitive record."""

import secrets

from pyproj import Geod

from strukturmonitor.database import Transaction
from strukturmonitor.register.fields import catalogue

_GEOD = Geod(ellps="WGS84")


def hidden_point(lon: float, lat: float) -> tuple[float, float]:
    """A point anywhere around, at a random distance between both of `sensitive_shift_m`. Draw it once per place: several
    would give the true one away."""
    chance = secrets.SystemRandom()
    distance = chance.uniform(*catalogue()["sensitive_shift_m"])
    hidden_lon, hidden_lat, _ = _GEOD.fwd(lon, lat, chance.uniform(0, 360), distance)
    return hidden_lon, hidden_lat


def areas_at(transaction: Transaction, lon: float, lat: float) -> list[str]:
    """Every area that contains the point, the largest first; none outside the city."""
    return transaction.run("areas_at_point", lon=lon, lat=lat)["area_id"].tolist()
