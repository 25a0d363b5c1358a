"""What the command line asks of the register's keeper, here or of the running app: backup, deletion, information.

The command line acts as the administrator of its machine. Arguments and results are plain JSON values."""

import os
from collections.abc import Callable
from pathlib import Path

from strukturmonitor.access import Actor
from strukturmonitor.cities import city
from strukturmonitor.database import Database
from strukturmonitor.register import backups, deletion, information
from strukturmonitor.texts import speak

_ACTOR = Actor(role="admin")


def _backup(database: Database, *, path: str, overwrite: bool) -> dict:
    return backups.back_up(database, _ACTOR, Path(path), replace=overwrite)


def _due(database: Database, *, area_id: str | None) -> dict:
    found = deletion.due(database, _ACTOR, area_id)
    return {
        "fingerprint": deletion.fingerprint(found),
        "due": [
            {
                "kind": each.kind.id,
                "rule": each.kind.rule.id,
                "records": len(each.record_ids),
                "since": min((day.isoformat() for day in each.since if day), default=None),
                "record_ids": list(each.record_ids),
            }
            for each in found
        ],
    }


def _delete(database: Database, *, seen: str | None, area_id: str | None) -> dict:
    done = deletion.delete(database, _ACTOR, seen=seen, area_id=area_id)
    return {"run_id": done.run_id, "counts": done.counts, "is_swept": done.is_swept}


def _sweep(database: Database) -> dict:
    database.rewrite()
    return {"is_swept": deletion.sweep(database, _ACTOR)}


def _about(database: Database, *, subject: str, record_id: str, out: str, language: str) -> dict:
    found = information.about(database, _ACTOR, subject, record_id)
    name = database.versions.city
    texts = speak(language, name)
    is_pdf = out.endswith(".pdf")
    content = information.as_pdf(found, texts, city=city(name).name) if is_pdf else information.as_json(found, texts)
    with os.fdopen(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    return {"file": out}


OPERATIONS: dict[str, Callable[..., dict]] = {
    "backup": _backup,
    "privacy_due": _due,
    "privacy_delete": _delete,
    "privacy_sweep": _sweep,
    "privacy_about": _about,
}
