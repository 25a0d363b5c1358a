"""Failed logins are counted per account, per address, and per both together; beyond the limits of data/login.yml no
password is looked at for a while. Unknown logins count like known ones. The counts are in memory only."""

import hashlib
import ipaddress
import math
import threading
import time
from collections import Counter
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
        self._lock = threading.Lock()
        self._pending: Counter[str] = Counter()

    def admit(self, login: str, address: str) -> int:
        """0: the attempt may be looked at, and `settle` has to follow; else the seconds until the next one may."""
        with self._lock:
            items = list(self._items(login, address))
            waits = [self._wait_s(item, keys) for item, keys in items]
            if not any(waits):
                self._pending.update(item.key_for(*keys) for item, keys in items)
            return max(waits)

    def settle(self, login: str, address: str, *, is_right: bool) -> None:
        """How an admitted attempt ended. Who has the password is not held up by own slips; attempts of others on the
        account go on counting."""
        with self._lock:
            for item, keys in self._items(login, address):
                self._pending -= Counter([item.key_for(*keys)])
                if not is_right:
                    self._limiter.hit(item, *keys)
                elif len(keys) > 1:
                    self._limiter.clear(item, *keys)

    def _wait_s(self, item: RateLimitItemPerMinute, keys: tuple[str, ...]) -> int:
        stats = self._limiter.get_window_stats(item, *keys)
        if stats.remaining > self._pending[item.key_for(*keys)]:  # attempts at the same time count too
            return 0
        # The oldest attempt that counts has to grow old first.
        return max(1, math.ceil(stats.reset_time - time.time()))

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
