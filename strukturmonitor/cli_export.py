"""The command `export`: lists, indicators and areas as files."""

import base64
import os
import secrets
from pathlib import Path

import click

from strukturmonitor import operations
from strukturmonitor.database import Database
from strukturmonitor.database.disk import telling_full
from strukturmonitor.errors import ExportExists, ExportNotWritable
from strukturmonitor.settings import ROLES
from strukturmonitor.texts import LANGUAGES, speak
from strukturmonitor.vacancy.past import day_of

_PAPER = ("profile", "leaflet", "booklet", "wall-map")  # drawn from pages
_SLIDES = ("profile", "story")
_WHAT = ("vacancies", "indicators", "areas", "story", *_PAPER)
_FORMATS = ("csv", "xlsx", "gpkg", "geojson", "pdf", "pptx")
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
@click.option(
    "--area",
    "areas",
    multiple=True,
    metavar="ID",
    help="Area id or name (default: the whole city; profile, leaflet, booklet: all Stadtbezirke, as a zip).",
)
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
@click.option("--title", help="booklet: its title.")
@click.option("--chapter", "chapters", multiple=True, help="booklet: a chapter (default: all).")
@click.option("--indicator", help="wall-map: with the values of this indicator (default: without values).")
@click.option("--level", type=click.Choice(["bezirk", "stat"]), help="wall-map: areas of this level (default: bezirk).")
@click.option("--paper", type=click.Choice(["a1", "a0"]), help="wall-map: size of the sheet (default: a1).")
@click.option("--story", metavar="ID", help="story: the id in its address (?geschichte=…).")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def export(
    what: str, file_format: str, out: Path, areas: tuple[str, ...], role: str, content: str | None,
    stand: str | None, language: str, title: str | None, chapters: tuple[str, ...], indicator: str | None,
    level: str | None, paper: str | None, story: str | None, force: bool,
) -> None:  # fmt: skip
    """Write vacancies or areas (xlsx, csv, gpkg, geojson), indicators (xlsx, csv), a profile, leaflet, booklet or wall-map
    (pdf), a story or profile as slides (pptx); also while the dashboard runs. A file that is not public can be read by
    its owner only."""
    from strukturmonitor.cli import _operate
    from strukturmonitor.exports.command import FORMATS_OF

    formats = ("pdf",) * (what in _PAPER) + ("pptx",) * (what in _SLIDES) or FORMATS_OF[what]
    if file_format not in formats:
        raise click.UsageError(f"{what}: --format {' | '.join(formats)}")
    if what != "booklet" and (title or chapters):
        raise click.UsageError("--title, --chapter: booklet")
    if what != "wall-map" and (indicator or level or paper):
        raise click.UsageError("--indicator, --level, --paper: wall-map")
    if what != "vacancies" and (content or stand):
        raise click.UsageError("--content, --stand: vacancies")
    if out.exists() and not force:
        raise ExportExists(file=str(out))
    if (what == "story") is not bool(story) or (file_format == "pptx" and what == "profile" and len(areas) != 1):
        raise click.UsageError("story: --story ID; profile --format pptx: --area ID")
    if file_format == "pptx":
        _put_on_slides(out, what=what, areas=list(areas), role=role, language=language, story=story, force=force)
        return
    if what in _PAPER:
        _print(
            out, kind=what, areas=list(areas), role=role, language=language, title=title or "", chapters=list(chapters),
            indicator=indicator, level=level or "bezirk", paper=paper or "a1", force=force,
        )  # fmt: skip
        return
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


def _print(out: Path, *, force: bool, **wanted: object) -> None:
    """Documents on paper: pages are drawn, by the running app or here."""
    from strukturmonitor.cli import _operate

    operations.offer("export_paper", _export_paper)
    made = _operate("export_paper", **wanted)
    write_file(out, base64.b64decode(made["content"]), is_public=made["is_public"], force=force)
    texts = speak(LANGUAGES[0])
    click.echo(texts("profile.written", count=texts.number(made["rows"]), file=str(out)))
    if made["empty"]:
        click.echo(texts("profile.left_out", areas=texts.list(made["empty"])), err=True)


def _export_paper(database: Database, **wanted: object) -> dict:
    from strukturmonitor.ui.paper_command import export_paper  # late: Streamlit takes seconds to load

    return export_paper(database, **wanted)


def _put_on_slides(out: Path, *, force: bool, **wanted: object) -> None:
    """A story or a profile as slides, made by the running app or here."""
    from strukturmonitor.cli import _operate

    operations.offer("export_slides", _export_slides)
    made = _operate("export_slides", **wanted)
    write_file(out, base64.b64decode(made["content"]), is_public=made["is_public"], force=force)
    click.echo(speak(LANGUAGES[0])("slides.written", file=str(out)))


def _export_slides(database: Database, **wanted: object) -> dict:
    from strukturmonitor.ui.slides import export_slides  # late: Streamlit takes seconds to load

    return export_slides(database, **wanted)


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
