"""Imports at a terminal: watched with a bar until they end; and all files of the inbox, one after the other."""

import datetime
import sys
import time
from collections.abc import Callable
from pathlib import Path

import click

from strukturmonitor import errors
from strukturmonitor.imports import inbox
from strukturmonitor.texts import Texts, speak

Operate = Callable[..., dict | list]


def watch(operate: Operate, job: dict) -> dict:
    """Show how far an import is until it ends; Ctrl-C stops it. Returns its outcome. Raises what the import raised."""
    texts = speak("de")
    with click.progressbar(length=1000, file=sys.stderr, show_percent=False, item_show_func=lambda said: said) as bar:
        while job["state"] in ("preparing", "publishing"):
            try:
                time.sleep(0.1)
            except KeyboardInterrupt:
                operate("job", job_id=job["job_id"], cancel=True)
            job = operate("job", job_id=job["job_id"])
            bar.update(int(1000 * job["done"]) - bar.pos, _progress_words(texts, job))
    if job["error"]:
        raise getattr(errors, job["error"])(**job["error_values"])
    if job["state"] == "cancelled":
        raise errors.ImportCancelled(file=job["file"])
    return job["result"]


def import_inbox(operate: Operate, data_dir: Path, say: Callable[[str], None]) -> list[dict]:
    """Import every file of the inbox and move it away; one that fails stops no other. Returns one entry per file, as
    `inbox.put_away` gives it. Raises ImportCancelled, AppUnreachable, DiskFull; the file then stays where it is."""
    texts = speak("de")
    done = []
    for item in inbox.waiting(data_dir):
        outcome: dict | errors.StrukturmonitorError
        try:
            given = inbox.options_of(item)
            paths = [str(item.path.resolve())]
            job = operate("import_start", source=item.source_id, paths=paths, options=given, dry_run=False)
            outcome = watch(operate, job)
        except (errors.AppUnreachable, errors.ImportCancelled, errors.DiskFull):
            raise  # says nothing about the file
        except errors.StrukturmonitorError as error:
            outcome = error
        done.append(inbox.put_away(data_dir, item, texts, outcome, datetime.datetime.now(datetime.UTC).astimezone()))
        say("\n".join([*done[-1]["lines"], texts("cli.inbox_moved", path=done[-1]["moved_to"])]))
    if not done:
        say(texts("cli.inbox_empty"))
    return done


def due_lines(entries: list[dict]) -> list[str]:
    """One line per overdue source; `entries` as `Freshness.as_dict` gives them."""
    texts = speak("de")
    lines = []
    for entry in entries:
        dates = {name: texts.date(datetime.date.fromisoformat(entry[f"{name}_on"])) for name in ("due", "imported")}
        lines.append(texts("cli.due_line", title=entry["title_de"], days=texts.number(entry["days_over"]), **dates))
    return lines or [texts("cli.due_none")]


def _progress_words(texts: Texts, job: dict) -> str:
    words = texts(f"imports.step.{job['step']}", rows=texts.number(job["rows"]))
    if job["remaining_s"] is None:
        return words
    return f"{words}, {texts('imports.remaining', seconds=texts.number(job['remaining_s']))}"
