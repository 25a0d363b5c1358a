"""Failed logins are counted per account, per address, and per both together; beyond the limits of data/login.yml no
password is looked at for a while. Unknown logins count like known ones. The counts are in memory only."""

import hashlib
import ipaddress
import math
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from strukturmonitor.access.rules import Limit, rules


@dataclass
class Throttle:
    """Counts of one running app."""

    limits: dict[str, Limit] = field(default_factory=lambda: rules().limits)

    def __post_init__(self) -> None:
        self._storage = MemoryStorage()
        self._limiter = MovingWindowRateLimiter(self._storage)

    def wait_s(self, login: str, address: str) -> int:
        """Seconds until the next attempt is looked at; 0: now."""
        waits = [0]
        for item, keys in self._items(login, address):
            if not self._limiter.test(item, *keys):
                # The oldest attempt that counts has to grow old first.
                waits.append(math.ceil(self._limiter.get_window_stats(item, *keys).reset_time - time.time()))
        return max(waits)

    def failed(self, login: str, address: str) -> None:
        for item, keys in self._items(login, address):
            self._limiter.hit(item, *keys)

    def succeeded(self, login: str, address: str) -> None:
        """The person behind this address has the password. Attempts of others on the account go on counting."""
        item, keys = next(self._items(login, address))
        self._limiter.clear(item, *keys)

    def _items(self, login: str, address: str) -> Iterator[tuple[RateLimitItemPerMinute, tuple[str, ...]]]:
        # Hashed: typed logins may be passwords typed into the wrong field.
        account = hashlib.sha256(login.encode("utf-8", "replace")).hexdigest()[:24]
        place = network(address)
        keys = {"account_and_address": (account, place), "account": (account,), "address": (place,)}
        for name, identifiers in keys.items():
            limit = self.limits[name]
            yield RateLimitItemPerMinute(limit.attempts, limit.minutes, namespace=name), identifiers


def network(address: str) -> str:
    """The address that counts: with IPv6 a household or an attacker has a whole /64."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if parsed.version == 6 and parsed.ipv4_mapped is None:
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed if parsed.version == 4 else parsed.ipv4_mapped)
