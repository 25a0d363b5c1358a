"""Facts, thresholds and deadlines stand in data/ and not in code."""

import yaml

from strukturmonitor.settings import PROJECT_DIR


def read_facts(name: str) -> dict:
    """All of data/<name>. Whoever asks keeps it."""
    return yaml.safe_load((PROJECT_DIR / "data" / name).read_text(encoding="utf-8"))
