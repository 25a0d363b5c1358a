"""The table role × action (data/access.yml) and the check every restricted read and every write goes through."""

from dataclasses import dataclass
from functools import cache

from strukturmonitor.errors import NotAllowed
from strukturmonitor.facts import read_facts
from strukturmonitor.settings import Settings


@dataclass(frozen=True)
class Actor:
    """Who asks. `areas` are the area ids a coordinator is in charge of; None means the whole city. `account_id` and
    `name` say whose login it is; both are None for everybody without one."""

    role: str = "public"
    areas: frozenset[str] | None = None
    account_id: str | None = None
    name: str | None = None

    @property
    def rights(self) -> "Actor":
        """The same without the person: two accounts of equal role and areas see the same."""
        return Actor(self.role, self.areas)


@cache
def _rights() -> dict:
    return read_facts("access.yml")


def allowed(actor: Actor, action: str, area_ids: frozenset[str] | None = None) -> bool:
    """Whether the actor may do this; `area_ids` are all areas that contain the thing in question, None asks whether
    the actor may do it anywhere. An action the table does not know is a KeyError: a fault of the program, not of the
    reader."""
    rights = _rights()
    if actor.role not in rights["actions"][action]:
        return False
    if action in rights["whole_city"] and actor.areas is not None:
        return False
    if action in rights["bound_to_areas"] and actor.areas is not None and area_ids is not None:
        return bool(actor.areas & area_ids) or (not area_ids and action in rights["free_without_area"])
    return True


def is_bound(action: str) -> bool:
    """Whether the action counts only inside the areas a coordinator is in charge of."""
    return action in _rights()["bound_to_areas"]


def require(actor: Actor, action: str, area_ids: frozenset[str] | None = None) -> None:
    """Raises NotAllowed where the actor may not do this."""
    if not allowed(actor, action, area_ids):
        raise NotAllowed(action=action, role=actor.role)


def demo_actor(settings: Settings, *, is_demo: bool) -> Actor:
    """The actor until somebody logs in: the demo role on demo data and a loopback address, else public."""
    if is_demo and settings.is_loopback:
        return Actor(role=settings.demo_role)
    return Actor()
