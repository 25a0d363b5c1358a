"""Runs all of it and prints the figures as they come; the same as JSON in bench/results/reliability.json."""

import argparse
import json
import tempfile
from pathlib import Path

from bench.datasets import make_demo
from bench.reliability.crowd import crowd
from bench.reliability.faults import damaged, full_disk, read_only
from bench.reliability.killing import kill_many_times
from bench.reliability.load import backup_under_load
from bench.reliability.serving import kill_the_server

RESULTS = Path(__file__).parent.parent / "results" / "reliability.json"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--short", action="store_true", help="A rehearsal of two minutes; writes no results.")
    is_short = parser.parse_args().short
    kills, servers, seconds, files, made = (20, 2, 10, 30, 2) if is_short else (200, 200, 300, 300, 10)
    results: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        demo = make_demo(root / "demo")
        for name, measure in (
            ("kill -9 during edits", lambda: kill_many_times(demo, kills)),
            ("kill -9 of the server", lambda: kill_the_server(demo, root / "serving", servers)),
            ("sessions on the same records", lambda: crowd(demo, sessions=20, units=50, seconds=seconds)),
            ("disk full", lambda: full_disk(demo, root / "full")),
            ("read-only folder", lambda: read_only(demo, root / "read-only")),
            ("damaged register", lambda: damaged(demo, root / "damaged", files)),
            ("backup under load", lambda: backup_under_load(demo, root / "load", made)),
        ):
            results[name] = measure()
            _show(name, results[name])
            if not is_short:
                RESULTS.parent.mkdir(exist_ok=True)
                RESULTS.write_text(json.dumps(results, indent=2), encoding="utf-8")


def _show(name: str, figures: dict[str, float]) -> None:
    print(name)
    for key, value in figures.items():
        print(f"    {key:<42}{value:>14,.3f}" if isinstance(value, float) else f"    {key:<42}{value:>14,}", flush=True)


if __name__ == "__main__":
    main()
