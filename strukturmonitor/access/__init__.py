"""Who may do what. Lies below the subjects: a page that forgets a check still reads and writes nothing."""

from strukturmonitor.access.guard import Actor, allowed, demo_actor, is_bound, require
from strukturmonitor.access.reader import Reader

__all__ = ["Actor", "Reader", "allowed", "demo_actor", "is_bound", "require"]
