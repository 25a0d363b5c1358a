"""Imports and undos take turns: what one compared with must still be there when it publishes."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from strukturmonitor.errors import ImportRunning

_turn = threading.Lock()
_WAIT_S = 3600


@contextmanager
def one_at_a_time(source_id: str) -> Iterator[None]:
    """Waits for an import that is at work, for an hour at most. Raises ImportRunning."""
    if not _turn.acquire(timeout=_WAIT_S):
        raise ImportRunning(source=source_id)
    try:
        yield
    finally:
        _turn.release()
