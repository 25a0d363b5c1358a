"""Runs all of it and prints the figures; the same as JSON in bench/results/reliability.json."""

import argparse
import json
import tempfile
from pathlib import Path

from bench.datasets import make_demo
from bench.reliability.attack import attack
from bench.reliability.crowd import crowd
from bench.reliability.faults import damaged, full_disk, read_only
from bench.reliability.killing import kill_many_times
from bench.reliability.load import backup_under_load

RESULTS = Path(__file__).parent.parent / "results" / "reliability.json"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--short", action="store_true")
    is_short = parser.parse_args().short
    kills, seconds, files, made = (20, 10, 30, 2) if is_short else (200, 300, 300, 10)
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        demo = make_demo(root / "demo")
        results = {
            "kill -9 during edits": kill_many_times(demo, kills),
            "sessions on the same records": crowd(demo, sessions=20, units=50, seconds=seconds),
            "disk full": full_disk(demo, root / "full"),
            "read-only folder": read_only(demo, root / "read-only"),
            "damaged register": damaged(demo, root / "damaged", files),
            "login attacks": attack(demo),
            "backup under load": backup_under_load(demo, root / "load", made),
        }
    RESULTS.parent.mkdir(exist_ok=True)
    if not is_short:
        RESULTS.write_text(json.dumps(results, indent=2), encoding="utf-8")
    for name, figures in results.items():
        print(name)
        for key, value in figures.items():
            print(f"    {key:<42}{value:>14,.3f}" if isinstance(value, float) else f"    {key:<42}{value:>14,}")


if __name__ == "__main__":
    main()
