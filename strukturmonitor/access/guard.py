"""The table role × action (data/access.yml) and the check every restricted read and every write goes through."""

from dataclasses import dataclass
from functools import cache

import yaml

from strukturmonitor.errors import NotAllowed
from strukturmonitor.settings import PROJECT_DIR, Settings


@dataclass(frozen=True)
class Actor:
    """Who asks. `areas` are the area ids a coordinator is in charge of; None means the whole city."""

    role: str = "public"
    areas: frozenset[str] | None = None


@cache
def _rights() -> dict:
    return yaml.safe_load((PROJECT_DIR / "data" / "access.yml").read_text(encoding="utf-8"))


def allowed(actor: Actor, action: str, area_ids: frozenset[str] | None = None) -> bool:
    """Whether the actor may do this; `area_ids` are all areas that contain the thing in question.
    An action the table does not know is a KeyError: a fault of the program, not of the reader."""
    rights = _rights()
    if actor.role not in rights["actions"][action]:
        return False
    if action in rights["bound_to_areas"] and actor.areas is not None and area_ids is not None:
        return bool(actor.areas & area_ids)
    return True


def require(actor: Actor, action: str, area_ids: frozenset[str] | None = None) -> None:
    """Raises NotAllowed where the actor may not do this."""
    if not allowed(actor, action, area_ids):
        raise NotAllowed(action=action, role=actor.role)


def demo_actor(settings: Settings, *, is_demo: bool) -> Actor:
    """The actor until somebody logs in: the demo role on demo data and a loopback address, else public."""
    if is_demo and settings.is_loopback:
        return Actor(role=settings.demo_role)
    return Actor()
