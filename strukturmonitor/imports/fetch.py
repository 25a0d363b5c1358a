"""Online sources: fetched from the city's open data portal into the data folder, then imported like any saved file."""

import datetime
import json
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from strukturmonitor.access import Actor, require
from strukturmonitor.cities import city
from strukturmonitor.database import Database
from strukturmonitor.database.disk import telling_full
from strukturmonitor.errors import NotOnline, StrukturmonitorError
from strukturmonitor.imports import archive
from strukturmonitor.imports.findings import explain_error
from strukturmonitor.imports.opendata import Marks, OpenDataClient, Progress, TooManyRecords
from strukturmonitor.imports.run import import_files
from strukturmonitor.imports.sources import Source, source, sources_of_city
from strukturmonitor.texts import LANGUAGES, speak

FOLDER = "fetched"
_AT_WORK = "at-work-"
_ABANDONED_S = 86_400
_STILL_THERE = ("published", "unchanged")


@dataclass(frozen=True)
class Dataset:
    """One dataset of an online source. `way`: export (whole file) or records (page by page)."""

    id: str
    form: str
    way: str
    options: dict[str, str]

    @property
    def file_name(self) -> str:
        return f"{self.id}.{self.form}"


def datasets(definition: Source) -> list[Dataset]:
    """What a source fetches; nothing where it is not online."""
    online = definition.definition.get("online")
    if not online:
        return []
    return [
        Dataset(
            entry["id"],
            online["format"],
            online.get("way", "export"),
            {name: str(value) for name, value in entry.get("options", {}).items()},
        )
        for entry in online["datasets"]
    ]


def portal(database: Database) -> str:
    """Address of the city's portal. Raises NotOnline."""
    name = str(database.read("build").iloc[0]["city"])
    address = city(name).definition.get("open_data", {}).get("url")
    if not address:
        raise NotOnline(source=city(name).name)
    return str(address)


def fetch(
    database: Database,
    actor: Actor,
    source_name: str,
    *,
    dry_run: bool = False,
    client: OpenDataClient | None = None,
    progress: Progress = lambda done, total: None,
) -> dict:
    """Fetch every dataset of a source and import it. `results`: per dataset its id and the outcome of the import, or
    the state `not_modified`, or `fetch_failed` with the error in both languages; one that fails stops no other.
    Raises NotAllowed, SourceUnknown, NotOnline."""
    definition = source(source_name)
    require(actor, definition.right)
    wanted = datasets(definition)
    if not wanted or not definition.serves(database.versions.city):
        raise NotOnline(source=source_name)
    if client is None:
        with OpenDataClient(portal(database)) as opened:
            return fetch(database, actor, source_name, dry_run=dry_run, client=opened, progress=progress)
    folder = database.data_dir / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    _drop_abandoned(folder)
    results = [
        _fetch_one(database, actor, definition, dataset, client, folder, dry_run, progress) for dataset in wanted
    ]
    return {"source": source_name, "results": results}


def fetch_due(
    database: Database,
    actor: Actor,
    *,
    dry_run: bool = False,
    client_of: Callable[[str], OpenDataClient] = OpenDataClient,
) -> list[dict]:
    """Fetch every online source that is due; for cron. Raises NotAllowed, NotOnline."""
    with client_of(portal(database)) as client:
        return [fetch(database, actor, name, dry_run=dry_run, client=client) for name in due(database)]


def due(database: Database, now: datetime.datetime | None = None) -> list[str]:
    """Online sources of the city with an interval in days that were not looked at for so long; each dataset counts."""
    now = now or datetime.datetime.now(datetime.UTC)
    found = []
    for definition in sources_of_city(database.versions.city).values():
        days = definition.definition.get("interval", {}).get("days")
        if days is None:
            continue
        limit = now - datetime.timedelta(days=days)
        if any(seen is None or seen <= limit for seen in _looked(database, definition)):
            found.append(definition.id)
    return found


def last_looked(database: Database, definition: Source) -> datetime.datetime | None:
    """When all datasets of an online source were last looked at, the earliest of them; None where one never was."""
    seen = _looked(database, definition)
    return None if not seen or None in seen else min(seen)


def _looked(database: Database, definition: Source) -> list[datetime.datetime | None]:
    """Per dataset when it was last looked at; None where it never was, or where nobody can tell any more."""
    moments = []
    for dataset in datasets(definition):
        said = _state(database.data_dir / FOLDER, dataset).get("checked_at")
        try:
            moment = datetime.datetime.fromisoformat(str(said))
        except ValueError:
            moment = None
        moments.append(moment if moment is not None and moment.tzinfo else None)
    return moments


def _fetch_one(
    database: Database,
    actor: Actor,
    definition: Source,
    dataset: Dataset,
    client: OpenDataClient,
    folder: Path,
    dry_run: bool,
    progress: Progress,
) -> dict:
    known = _state(folder, dataset)
    is_there = _is_imported(database, definition, known.get("sha256"))
    try:
        # A folder of its own: another fetch of the same dataset must not take the file away.
        with (
            telling_full(database.data_dir),
            tempfile.TemporaryDirectory(prefix=_AT_WORK, dir=folder, ignore_cleanup_errors=True) as work,
        ):
            path = Path(work) / dataset.file_name
            marks = Marks(known.get("etag"), known.get("last_modified")) if is_there and not dry_run else None
            found = _download(client, dataset, definition, path, marks, progress)
            if found is None or (is_there and not dry_run and archive.file_sha256(path) == known["sha256"]):
                _remember(folder, dataset, known | ({} if found is None else _marked(found)))
                return {"dataset": dataset.id, "state": "not_modified"}
            result = import_files(database, actor, definition.id, [path], dataset.options, dry_run=dry_run)
            if result["state"] in _STILL_THERE:
                _remember(folder, dataset, {"sha256": archive.file_sha256(path), **_marked(found)})
            return {"dataset": dataset.id, **result}
    except StrukturmonitorError as error:
        said = {f"message_{language}": explain_error(speak(language), error) for language in LANGUAGES}
        return {"dataset": dataset.id, "state": "fetch_failed", "error": type(error).__name__, **said}


def _drop_abandoned(folder: Path) -> None:
    """Files of a fetch whose process is gone."""
    for work in folder.glob(f"{_AT_WORK}*"):
        if time.time() - work.stat().st_mtime > _ABANDONED_S:
            shutil.rmtree(work, ignore_errors=True)


def _download(
    client: OpenDataClient, dataset: Dataset, definition: Source, path: Path, marks: Marks | None, progress: Progress
) -> Marks | None:
    if dataset.way == "records":
        try:
            records = client.records(dataset.id)
            content = json.dumps({"total_count": len(records), "results": records}, ensure_ascii=False)
            path.write_text(content, encoding="utf-8")
            return Marks()
        except TooManyRecords:
            marks = None
    return client.export(dataset.id, dataset.form, path, max_mb=definition.max_mb, marks=marks, progress=progress)


def _is_imported(database: Database, definition: Source, digest: str | None) -> bool:
    """Whether the file with this hash was imported and not taken back since."""
    if digest is None:
        return False
    runs = database.read("runs_of_file", source_id=definition.id, file_sha256=digest)
    return len(runs) > 0 and runs["state"].iloc[0] in _STILL_THERE


def _marked(found: Marks) -> dict[str, str | None]:
    return {"etag": found.etag, "last_modified": found.last_modified}


def _state_path(folder: Path, dataset: Dataset) -> Path:
    return folder / f"{dataset.file_name}.state.json"


def _state(folder: Path, dataset: Dataset) -> dict:
    try:
        known = json.loads(_state_path(folder, dataset).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _remember(folder: Path, dataset: Dataset, known: dict) -> None:
    path = _state_path(folder, dataset)
    fresh = path.with_suffix(".new")
    checked_at = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    fresh.write_text(json.dumps(known | {"checked_at": checked_at}), encoding="utf-8")
    fresh.replace(path)
