"""Commands of the operator who keeps the register safe: backup, restore, privacy."""

import datetime
import json
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from strukturmonitor.settings import read_settings
from strukturmonitor.texts import LANGUAGES, speak

_JSON = click.option("--json", "as_json", is_flag=True, help="As JSON.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--overwrite", is_flag=True, help="Write over a file that is there.")
@_JSON
def backup(file: Path, overwrite: bool, as_json: bool) -> None:
    """Write one file with everything needed to go on elsewhere; also while the dashboard runs."""
    done = _operate("backup", path=str(file.resolve()), overwrite=overwrite)
    mb = speak(LANGUAGES[0]).number(done["bytes"] / 1e6, 1)
    _tell(done, as_json, "keeping.backed_up", file=done["file"], mb=mb, hash=done["sha256"])


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@_JSON
def restore(file: Path, as_json: bool) -> None:
    """Bring a backup back. The dashboard must not run; the present state stays beside it."""
    from strukturmonitor.register.backups import bring_back

    done = bring_back(read_settings().data_dir, file.resolve())
    again = sum(done["deleted_again"].values())
    made_at = speak(LANGUAGES[0]).moment(datetime.datetime.fromisoformat(done["made_at"]), ZoneInfo("UTC"))
    _tell(done, as_json, "keeping.restored", made_at=made_at, kept_in=done["kept_in"], again=again)


@click.group()
def privacy() -> None:
    """Deletion of personal data, and information for a person asked about."""


@privacy.command()
@click.option("--area", "area_id", help="What would go if this redevelopment area were lifted (pg:…).")
@_JSON
def due(area_id: str | None, as_json: bool) -> None:
    """What is to be deleted; changes nothing."""
    found = _operate("privacy_due", area_id=area_id)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for line in _lines(found["due"]):
        click.echo(line)
    click.echo(f"{sum(entry['records'] for entry in found['due']):>8,}  {found['fingerprint']}")


@privacy.command()
@click.option("--confirm", help="Fingerprint that `due` printed; delete only if nothing changed since.")
@_JSON
def delete(confirm: str | None, as_json: bool) -> None:
    """Delete what is due."""
    done = _operate("privacy_delete", seen=confirm, area_id=None)
    _tell(done, as_json, "keeping.deleted", count=sum(done["counts"].values()))


@privacy.command()
@click.argument("area_id")
@click.option("--confirm", required=True, help="Fingerprint that `due --area` printed.")
@_JSON
def lift(area_id: str, confirm: str, as_json: bool) -> None:
    """Delete all personal data of a redevelopment area that was lifted."""
    done = _operate("privacy_delete", seen=confirm, area_id=area_id)
    _tell(done, as_json, "keeping.deleted", count=sum(done["counts"].values()))


@privacy.command()
@_JSON
def sweep(as_json: bool) -> None:
    """Write the register anew, so that nothing deleted is left in the unused parts of its file."""
    _tell(_operate("privacy_sweep"), as_json, "keeping.swept")


@privacy.command()
@click.argument("subject", type=click.Choice(["owner", "seeker", "reporter", "account"]))
@click.argument("record_id")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="File to write: .json or .pdf.")
@click.option("--language", type=click.Choice(LANGUAGES), default=LANGUAGES[0], show_default=True)
def about(subject: str, record_id: str, out: Path, language: str) -> None:
    """Everything stored on one person, as a file for that person."""
    arguments = {"subject": subject, "record_id": record_id, "out": str(out.resolve()), "language": language}
    click.echo(_operate("privacy_about", **arguments)["file"])


def _lines(found: list[dict]) -> list[str]:
    texts = speak(LANGUAGES[0])
    return [
        f"{entry['records']:>8,}  {texts('privacy.kind.' + entry['kind'])} ({entry['rule']}, {entry['since'] or '–'})"
        for entry in found
    ]


def _tell(result: dict, as_json: bool, key: str, **values: object) -> None:
    click.echo(json.dumps(result, ensure_ascii=False, indent=2) if as_json else speak(LANGUAGES[0])(key, **values))


def _operate(operation: str, **arguments: object) -> dict:
    from strukturmonitor.cli import _operate as operate

    return operate(operation, **arguments)
