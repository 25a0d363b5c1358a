"""How far an import is, seen from outside; and the way to stop it between two steps."""

import datetime
import threading
import time
from dataclasses import dataclass

from strukturmonitor.clock import utc_now
from strukturmonitor.errors import ImportCancelled


@dataclass(frozen=True)
class Event:
    """A step that began: archive, read, clean, stage, check, publish. `rows`: how many it has to do with, if known."""

    happened_at: datetime.datetime
    step: str
    rows: int | None


class Progress:
    """Written by the import, read by page and terminal; thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._is_cancelled = False
        self.events: list[Event] = []
        self.step_name = "wait"
        self.done = 0.0  # share of the step, 0 to 1
        self.rows = 0
        self._began = time.monotonic()

    def step(self, name: str, rows: int | None = None) -> None:
        """A new step begins. Raises ImportCancelled where the person stopped the import."""
        self.advance(0.0, rows or self.rows)
        with self._lock:
            self.step_name = name
            self._began = time.monotonic()
            self.events.append(Event(utc_now(), name, rows))

    def advance(self, done: float, rows: int = 0) -> None:
        """`done`: share of this step, `rows`: so many are through. Raises ImportCancelled."""
        with self._lock:
            if self._is_cancelled:
                raise ImportCancelled(file="")
            self.done, self.rows = min(done, 1.0), rows

    def cancel(self) -> None:
        """Stop at the next opportunity; what is published already stays."""
        with self._lock:
            self._is_cancelled = True

    @property
    def remaining_s(self) -> float | None:
        """Estimated seconds this step still takes; None where it cannot be said."""
        with self._lock:
            spent = time.monotonic() - self._began
            return None if self.done <= 0.02 else spent * (1 - self.done) / self.done
