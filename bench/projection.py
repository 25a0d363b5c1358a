"""How long the population to come takes in the background: reading, rates, draws and back-tests of the demo, and of a
city ten times as finely divided."""

import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from strukturmonitor.access import Actor, Reader
from strukturmonitor.analysis.projection import project_counts, results
from strukturmonitor.analysis.projection_counts import Counts, Fitted, read_counts, usable
from strukturmonitor.analysis.projection_shown import shown_counts
from strukturmonitor.database import Database
from strukturmonitor.facts import read_facts

_TIMES = 10


def measure(folder: Path) -> dict[str, float]:
    """Seconds of the whole for the demo and for ten times as many statistische Bezirke."""
    database = Database(folder)
    try:
        reader = Reader(database, Actor())
        begin = time.perf_counter()
        frames = results(reader)
        whole = time.perf_counter() - begin
        areas, parts = reader.read("areas"), reader.read("export_area_part")
        settings = read_facts("analysis_projection.yml")
        counts = usable(read_counts(reader, areas), settings).counts
        counted = shown_counts(reader, parts)
    finally:
        database.close()
    many, many_areas, many_parts = _many(counts, areas, parts)
    begin = time.perf_counter()
    project_counts(Fitted(many, ""), counted, many_areas, many_parts, settings)
    return {
        "stat_areas": float(len(counts.stat_ids)),
        "draws": float(settings["draws"]),
        "back_tests": float(frames["test"]["from_year"].nunique()),
        "whole_s": whole,
        "many_stat_areas": float(len(many.stat_ids)),
        "many_whole_s": time.perf_counter() - begin,
    }


def _many(counts: Counts, areas: pd.DataFrame, parts: pd.DataFrame) -> tuple[Counts, pd.DataFrame, pd.DataFrame]:
    """The same statistische Bezirke several times over, as parts of the same Stadtbezirke and city."""
    copies = [{stat_id: f"{stat_id}-{copy}" for stat_id in counts.stat_ids} for copy in range(_TIMES)]
    many = replace(
        counts,
        stat_ids=tuple(name for names in copies for name in names.values()),
        district_of=np.tile(counts.district_of, _TIMES),
        persons=np.tile(counts.persons, (_TIMES, 1, 1, 1)),
        births=np.tile(counts.births, (_TIMES, 1, 1)),
        deaths=np.tile(counts.deaths, (_TIMES, 1, 1, 1)),
        moves={name: np.tile(values, (_TIMES, 1, 1)) for name, values in counts.moves.items()},
    )
    renamed = [
        (areas.replace({"area_id": names}), parts.replace({"area_id": names, "stat_id": names})) for names in copies
    ]
    areas, parts = (pd.concat(frames).drop_duplicates(ignore_index=True) for frames in zip(*renamed, strict=True))
    return many, areas, parts
