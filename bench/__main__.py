"""Runs all measurements and prints them as a table; the same as JSON in bench/results/latest.json.

Seconds differ from machine to machine: read the ratios."""

import asyncio
import json
import tempfile
from pathlib import Path

from bench import (
    api,
    big_register,
    breaks,
    datasets,
    editing,
    imports_hours,
    imports_xlsx,
    index,
    own_code,
    profiles,
    projection,
    register_memory,
    register_saving,
    servers,
    slides,
    stage,
    stills,
    votes,
)
from bench.client import crowd, geometry_bytes, rerun_seconds

RESULTS = Path(__file__).parent / "results" / "latest.json"
PAGES = (
    "",
    "stadtbezirk",
    "leerstand",
    "verkehr",
    "bevoelkerung",
    "oeffentlicher-raum",
    "vergleich",
    "indikatoren",
    "daten",
)
CROWDS = (("", 100), ("leerstand", 30), ("verkehr", 30))
THINK_S = 5
ROUNDS = 6


def main() -> None:
    results: dict[str, dict] = {}
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        demo = datasets.make_demo(root / "demo")
        units = datasets.make_many_units(demo, root / "units")
        hours = datasets.make_many_hours(demo, root / "hours")
        register = big_register.make_big_register(demo, root / "register")
        (root / "imports").mkdir()
        results["register of a past day, 1 million changes"] = register_memory.measure(register)
        results["saving and list, 1 million changes"] = register_saving.measure(register)
        results["import of 100,000 units from XLSX"] = imports_xlsx.measure(demo)
        results["import of hourly counts"] = imports_hours.measure(root / "imports")
        results["population to come"] = projection.measure(demo)
        results["turning points"] = breaks.measure(demo)
        results["need index, 2,000 draws"] = index.measure()
        results["slides of a story of 12 steps"] = slides.measure(demo)
        results["profiles as PDF"] = profiles.measure(demo)
        results["pictures of charts and maps"] = stills.measure(demo)
        results["API, vacancy rate of all areas and quarters"] = api.measure(demo)
        results["next step of a story on the wall"] = stage.measure(demo, root / "stage")
        results["leerstand, 10,000 of 100,000 units"] = _against_plain("leerstand", units)
        results["verkehr, full hourly table"] = _against_plain("verkehr", demo)
        results["verkehr, ten times the hours"] = _more_hours(demo, hours)
        for module, query in (
            ("ueberblick", {}), ("stadtbezirk", {"bezirk": "eving"}), ("leerstand", {}), ("verkehr", {}), ("bevoelkerung", {}),
        ):  # fmt: skip
            results[f"own code, {module}"] = own_code.split(demo, module, query)
        for page, sessions in CROWDS:
            with servers.ours(demo) as server:
                asyncio.run(rerun_seconds(server.address, page, runs=3))
                results[f"{sessions} sessions on /{page}"] = asyncio.run(
                    crowd(server.address, page, "", sessions=sessions, think_s=THINK_S, rounds=ROUNDS)
                )
        results["100 sessions, 10 of them editing"] = editing.measure(demo, think_s=THINK_S, rounds=ROUNDS)
        results["100 phones voting, 10 readers"] = votes.measure(demo)
        with servers.ours(demo) as server:
            for page in PAGES:
                asyncio.run(rerun_seconds(server.address, page, runs=2))
            results["server"] = {"second_start_s": server.start_s, "memory_after_all_pages_mb": server.memory_mb()}
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(results, indent=2), encoding="utf-8")
    for name, figures in results.items():
        print(name)
        for key, value in figures.items():
            print(f"    {key:<42}{value:>14,.2f}" if isinstance(value, float) else f"    {key:<42}{value:>14,}")


def _against_plain(page: str, folder: Path) -> dict[str, float]:
    """Server time of a rerun and bytes of the first view, the plain way and ours, in turns on the same data."""
    with servers.plain(page, folder) as server:
        plain_first, plain_s = asyncio.run(rerun_seconds(server.address, ""))
    with servers.ours(folder) as server:
        first, ours_s = asyncio.run(rerun_seconds(server.address, page))
        geometry = asyncio.run(geometry_bytes(server.address, first))
    return {
        "plain_rerun_ms": 1000 * plain_s,
        "our_rerun_ms": 1000 * ours_s,
        "rerun_ratio": plain_s / ours_s,
        "plain_first_view_bytes": plain_first.bytes_received,
        "our_first_view_bytes_cold": first.bytes_received + geometry,
        "our_first_view_bytes_cached_geometry": first.bytes_received,
        "bytes_ratio_cold": plain_first.bytes_received / (first.bytes_received + geometry),
        "bytes_ratio_cached_geometry": plain_first.bytes_received / first.bytes_received,
    }


def _more_hours(demo: Path, hours: Path) -> dict[str, float]:
    seconds = {}
    for name, folder in (("demo", demo), ("ten_times", hours)):
        with servers.ours(folder) as server:
            _, seconds[name] = asyncio.run(rerun_seconds(server.address, "verkehr", runs=21))
    split = {name: own_code.split(folder, "verkehr", {}) for name, folder in (("demo", demo), ("ten_times", hours))}
    return {
        "demo_rerun_ms": 1000 * seconds["demo"],
        "ten_times_rerun_ms": 1000 * seconds["ten_times"],
        "rerun_ratio": seconds["ten_times"] / seconds["demo"],
        "uncached_ratio": split["ten_times"]["total_ms"] / split["demo"]["total_ms"],
    }


if __name__ == "__main__":
    main()
