"""Documents on paper for the command line, here or in the running app: pages are drawn, so this stands above operations."""

import base64

from strukturmonitor.access import Actor, Reader, require
from strukturmonitor.analysis import compute, stored
from strukturmonitor.areas import AreaTree, resolve
from strukturmonitor.database import Database
from strukturmonitor.profiles.many import Wanted, make
from strukturmonitor.profiles.tools import Tools
from strukturmonitor.ui.headless import take
from strukturmonitor.ui.map_files import map_file

NAME = "export_paper"
_SHOWN = ("need", "breaks", "projection")  # analyses that profiles show


def export_paper(
    database: Database, *, kind: str, areas: list[str], role: str, language: str, title: str = "",
    chapters: list[str] | None = None, indicator: str | None = None, level: str = "bezirk", paper: str = "a1",
) -> dict:  # fmt: skip
    """`areas`: ids or names, none for all Stadtbezirke (a wall map: the city). Content as base64; more than one document
    is a zip. Raises AreaUnknown, NotAllowed, and what making them raises."""
    city = database.versions.city
    tree = AreaTree(Reader(database, Actor()).read("areas"))
    chosen = [resolve(area, tree, city) for area in areas]
    if not chosen:
        chosen = [tree.city] if kind == "wall-map" else tree.of_level("bezirk")
    tools = tools_for(tree, city, language, Actor(role=role))
    for name in _SHOWN:  # on the pages a first result comes after a while; on paper it would be missing for good
        if stored(database.data_dir, name) is None:
            compute(database, name)
    wanted = Wanted(kind, tuple(chapters or ()), title, indicator, level, paper)
    made = make(tools, chosen, wanted)
    return {
        "content": base64.b64encode(made.content).decode(),
        "rows": made.documents,
        "empty": list(made.empty),
        "is_public": role == Actor().role,
    }


def tools_for(tree: AreaTree, city: str, language: str, audience: Actor) -> Tools:
    """What documents are made with in this process. Raises NotAllowed where there is no document for this audience."""
    if audience.role != Actor().role:
        require(audience, "read_internal_sums")
    return Tools(take, map_file, tree, city, language, audience)
