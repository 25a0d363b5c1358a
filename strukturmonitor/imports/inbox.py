"""The inbox: files that somebody or something puts into <data>/inbox/<source>/ are imported by the command line and
moved away, each with a text that says what became of it."""

import datetime
import json
import time
from dataclasses import dataclass
from pathlib import Path

from strukturmonitor.errors import FileUnreadable, StrukturmonitorError
from strukturmonitor.imports.findings import explain_error
from strukturmonitor.imports.report import report_lines
from strukturmonitor.imports.sources import sources
from strukturmonitor.texts import Texts

FOLDER = "inbox"
DONE, FAILED = "done", "failed"
_OPTIONS = ".options.json"  # beside a file: what a person would say on the page, e.g. {"level": "stat"}
_UNFINISHED = (".part", ".tmp", ".crdownload", ".filepart")
_SETTLED_S = 5  # a file that changed later may still be being written


@dataclass(frozen=True)
class Waiting:
    """A file in the inbox."""

    source_id: str
    path: Path

    @property
    def options_path(self) -> Path:
        return self.path.with_name(self.path.name + _OPTIONS)


def waiting(data_dir: Path, *, settled_s: float = _SETTLED_S) -> list[Waiting]:
    """The files to be imported, by source and name; makes the folder of every source where it is missing. Links and
    files that are still being written are left where they are."""
    inbox = data_dir / FOLDER
    for name in (*sources(), DONE, FAILED):
        (inbox / name).mkdir(mode=0o700, parents=True, exist_ok=True)
    return [
        Waiting(name, path)
        for name in sources()
        for path in sorted((inbox / name).iterdir())
        if _is_complete(path, settled_s)
    ]


def options_of(item: Waiting) -> dict[str, str]:
    """What stands in the file beside it. Raises FileUnreadable."""
    if not item.options_path.exists():
        return {}
    try:
        given = json.loads(item.options_path.read_text(encoding="utf-8-sig"))
        return {str(key): str(value) for key, value in given.items()}
    except (OSError, ValueError, AttributeError) as error:
        raise FileUnreadable(file=item.options_path.name, reason="not_json") from error


def put_away(
    data_dir: Path, item: Waiting, texts: Texts, outcome: dict | StrukturmonitorError, now: datetime.datetime
) -> dict:
    """Move a file to done or failed, with the time before its name and a text of the findings beside it. `outcome`:
    as the import ended, or what it raised. Returns source, file, state and where it lies now."""
    is_error = isinstance(outcome, StrukturmonitorError)
    state = "failed" if is_error else outcome["state"]
    lines = [explain_error(texts, outcome)] if is_error else report_lines(texts, outcome)
    folder = data_dir / FOLDER / (FAILED if state == "failed" else DONE) / item.source_id
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = _free(folder / f"{now:%Y-%m-%d-%H%M%S}-{item.path.name}")
    item.path.replace(target)
    if item.options_path.exists():
        item.options_path.replace(target.with_name(target.name + _OPTIONS))
    target.with_name(target.name + ".txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return {"source": item.source_id, "file": item.path.name, "state": state, "moved_to": str(target), "lines": lines}


def _is_complete(path: Path, settled_s: float) -> bool:
    name = path.name
    if name.startswith(".") or name.endswith((_OPTIONS, *_UNFINISHED)) or path.is_symlink() or not path.is_file():
        return False
    return time.time() - path.stat().st_mtime >= settled_s


def _free(path: Path) -> Path:
    """The path, or one with a number where something lies there already."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{number}-{path.name}")
    return free
