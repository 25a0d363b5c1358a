"""Table of contents: which module shows which page, under which path, in which section, with which right."""

from dataclasses import dataclass
from types import ModuleType

from pages import ueberblick


@dataclass(frozen=True)
class Entry:
    """`path` is the page's URL path; the page at the root has an empty one. `right`: action of data/access.yml."""

    module: ModuleType
    key: str
    path: str
    section: str
    icon: str
    right: str = "read_public"


CONTENTS = (
    Entry(ueberblick, "overview", "", "look", ":material/map:"),
)
