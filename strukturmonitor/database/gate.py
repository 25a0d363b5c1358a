"""Who is reading the register's file right now: its exchange for a rewritten one waits until nobody is."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Gate:
    """Many may be inside at once; whoever needs the place alone waits for them and keeps others out meanwhile."""

    def __init__(self) -> None:
        # Reentrant: who is alone reads too.
        self._condition = threading.Condition(threading.RLock())
        self._inside = 0
        self._is_closing = False
        self._mine = threading.local()

    @property
    def is_inside(self) -> bool:
        """Whether the calling thread is inside."""
        return getattr(self._mine, "depth", 0) > 0

    @contextmanager
    def inside(self) -> Iterator[None]:
        depth = getattr(self._mine, "depth", 0)
        with self._condition:
            if not depth:  # who is inside already must get on, or nobody ever would
                self._condition.wait_for(lambda: not self._is_closing)
            self._inside += 1
            self._mine.depth = depth + 1
        try:
            yield
        finally:
            with self._condition:
                self._inside -= 1
                self._mine.depth = depth
                self._condition.notify_all()

    @contextmanager
    def alone(self, longest_wait_s: float) -> Iterator[None]:
        """Raises TimeoutError where somebody stays inside; then everybody goes on as before."""
        with self._condition:
            self._is_closing = True
            try:
                if not self._condition.wait_for(lambda: self._inside == 0, longest_wait_s):
                    raise TimeoutError
                self._mine.depth = 1  # reads of its own
                yield
            finally:
                self._mine.depth = 0
                self._is_closing = False
                self._condition.notify_all()
