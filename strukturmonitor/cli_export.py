"""The command `export`: lists, indicators and areas as files."""

import base64
import os
import secrets
from pathlib import Path

import click

from strukturmonitor.database.disk import telling_full
from strukturmonitor.errors import ExportExists, ExportNotWritable
from strukturmonitor.settings import ROLES
from strukturmonitor.texts import LANGUAGES, speak
from strukturmonitor.vacancy.past import day_of

_WHAT = ("vacancies", "indicators", "areas")
_FORMATS = ("csv", "xlsx", "gpkg", "geojson")
_CONTENTS = ("public", "internal", "restricted")
_SEES_INTERNAL = ("coordinator", "admin")


def _checked_day(_: click.Context, __: click.Parameter, text: str | None) -> str | None:
    """A day or a year; whether the register reaches it is asked of the register."""
    if text is not None:
        try:
            day_of(text)
        except ValueError as error:
            raise click.BadParameter("YYYY-MM-DD | YYYY") from error
    return text


@click.command()
@click.argument("what", type=click.Choice(_WHAT))
@click.option("--format", "file_format", type=click.Choice(_FORMATS), required=True)
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="File to write.")
@click.option("--area", "areas", multiple=True, metavar="ID", help="Area id or name (default: the whole city).")
@click.option("--as", "role", type=click.Choice(ROLES), default="public", show_default=True, help="Role that asks.")
@click.option(
    "--content", type=click.Choice(_CONTENTS), help="vacancies: default internal where the role may, else public."
)
@click.option(
    "--stand",
    callback=_checked_day,
    metavar="DAY",
    help="vacancies: the register on that day; a year means its 31 December.",
)
@click.option("--language", type=click.Choice(LANGUAGES), default=LANGUAGES[0], show_default=True)
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def export(
    what: str, file_format: str, out: Path, areas: tuple[str, ...], role: str, content: str | None,
    stand: str | None, language: str, force: bool,
) -> None:  # fmt: skip
    """Write vacancies, indicators or areas to a file; also while the dashboard runs. A file that is not public can be
    read by its owner only."""
    from strukturmonitor.cli import _operate
    from strukturmonitor.exports.command import FORMATS_OF

    if file_format not in FORMATS_OF[what]:
        raise click.UsageError(f"{what}: --format {' | '.join(FORMATS_OF[what])}")
    if what != "vacancies" and (content or stand):
        raise click.UsageError("--content, --stand: vacancies")
    if out.exists() and not force:
        raise ExportExists(file=str(out))
    made = _operate(
        "export",
        what=what,
        file_format=file_format,
        areas=list(areas),
        role=role,
        day=stand,
        content=content or ("internal" if what == "vacancies" and role in _SEES_INTERNAL else "public"),
        language=language,
    )
    write_file(out, base64.b64decode(made["content"]), is_public=made["is_public"], force=force)
    click.echo(speak(LANGUAGES[0])("export.written", rows=speak(LANGUAGES[0]).number(made["rows"]), file=str(out)))


def write_file(path: Path, content: bytes, *, is_public: bool, force: bool) -> None:
    """Write the whole file or nothing. Raises ExportExists, ExportNotWritable, DiskFull."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with telling_full(path.parent):
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644 if is_public else 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
            if force:
                part.replace(path)
            else:
                os.link(part, path)  # refuses, in one step, to take the place of another file
    except FileExistsError as error:
        raise ExportExists(file=str(path)) from error
    except OSError as error:
        raise ExportNotWritable(file=str(path)) from error
    finally:
        part.unlink(missing_ok=True)
