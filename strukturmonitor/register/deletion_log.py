"""The list of deletions outside the register: a backup that is brought back knows nothing of what was deleted after it.

One line of JSON per kind of data, with numbers of records and never a value; beside the register and beside the backups."""

import datetime
import json
import os
from pathlib import Path

from strukturmonitor.settings import backup_dir

NAME = "deletions.jsonl"


def append(data_dir: Path, entries: list[dict]) -> None:
    """Write entries down for good before the deletion itself counts: too many are harmless, a missing one is not."""
    lines = "".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries)
    for place in (data_dir, backup_dir(data_dir)):
        if place.is_dir():
            with os.fdopen(
                os.open(place / NAME, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="utf-8"
            ) as file:
                file.write(lines)
                file.flush()
                os.fsync(file.fileno())


def entries(*paths: Path) -> list[dict]:
    """Of several lists together, each entry once, in the order of time. A line that a crash cut off is left out."""
    found: dict[str, dict] = {}
    for path in paths:
        if not path.is_file():
            continue
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            try:
                entry = json.loads(line)
                datetime.datetime.fromisoformat(entry["at"])
                found[json.dumps([entry["at"], entry["kind"], entry["ids"]])] = entry
            except (ValueError, KeyError, TypeError):
                continue
    return sorted(found.values(), key=lambda entry: datetime.datetime.fromisoformat(entry["at"]))


def write(path: Path, known: list[dict]) -> None:
    """A list anew."""
    path.write_text("".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in known), encoding="utf-8")
    path.chmod(0o600)
