"""Profiles as PDF: one after warm-up, those of all Stadtbezirke, and how much longer one takes than setting it alone."""

import os
import time
from pathlib import Path

from strukturmonitor.access import Actor, Reader
from strukturmonitor.analysis import compute, stored
from strukturmonitor.areas import AreaTree
from strukturmonitor.database.shared import close_shared, shared_database

_ANALYSES = ("need", "breaks", "projection")
_RUNS = 3


def measure(folder: Path) -> dict[str, float]:
    """Seconds of one profile (cached values of the pages, nothing of the document), of all, and of typst alone."""
    os.environ["STRUKTURMONITOR_DATA_DIR"] = str(folder)
    from strukturmonitor.profiles.document import drawings, profile_pdf, profile_sheet, set_sheet
    from strukturmonitor.profiles.many import Wanted, zipped
    from strukturmonitor.ui import data
    from strukturmonitor.ui.paper_command import tools_for

    data.settings.cache_clear()
    database = shared_database(folder)
    try:
        for name in _ANALYSES:
            if stored(folder, name) is None:
                compute(database, name)
        city = database.versions.city
        tree = AreaTree(Reader(database, Actor()).read("areas"))
        tools = tools_for(tree, city, "de", Actor())
        bezirke = tree.of_level("bezirk")
        begin = time.perf_counter()
        profile_pdf(tools, bezirke[0])
        cold = time.perf_counter() - begin
        whole, bare = [], []
        for area in bezirke[1 : 1 + _RUNS]:
            begin = time.perf_counter()
            profile_pdf(tools, area)
            whole.append(time.perf_counter() - begin)
        for area in bezirke[1 + _RUNS : 1 + 2 * _RUNS]:  # others, because typst remembers what it has set
            sheet = profile_sheet(tools, area)
            drawn = drawings(tools, sheet)
            begin = time.perf_counter()
            set_sheet(sheet, drawn, "de", tree.city.name)
            bare.append(time.perf_counter() - begin)
        begin = time.perf_counter()
        zipped(tools, bezirke, Wanted(), lambda *_: None)
        everything = time.perf_counter() - begin
    finally:
        close_shared(folder)
        data.settings.cache_clear()
    one, typst = sorted(whole)[_RUNS // 2], sorted(bare)[_RUNS // 2]
    return {
        "first_profile_s": cold,
        "profile_s": one,
        "all_profiles_s": everything,
        "profiles": float(len(bezirke)),
        "typst_alone_s": typst,
        "profile_to_typst": one / typst,
    }
