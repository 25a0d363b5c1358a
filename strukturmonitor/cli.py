"""The command line. Exit code 0 done, 1 the data or the machine has an error, 2 wrong call; messages on stderr,
results on stdout. While the dashboard runs, it holds the register: then the same operation is asked of it."""

import csv
import json
import logging
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import click

from strukturmonitor import __version__, errors, operations
from strukturmonitor.control import ask
from strukturmonitor.database import Database
from strukturmonitor.database.files import published_path
from strukturmonitor.database.shared import shared_database
from strukturmonitor.settings import ROLES, read_settings
from strukturmonitor.texts import speak


@click.group()
@click.version_option(__version__)
def cli() -> None:
    """Strukturmonitor: structural change of a city's districts."""


@cli.command()
@click.option("--city", default="dortmund", show_default=True, help="Folder below data/cities.")
@click.option("--demo/--empty", default=True, help="With made demo data, or with the real data only.")
@click.option("--force", is_flag=True, help="Replace an existing database; the old files are kept beside it.")
@click.option("--scale", default=1.0, show_default=True, help="Less demo data (0.1 for tests).")
@click.option("--if-missing", is_flag=True, help="Do nothing where there is a database already.")
def init(city: str, demo: bool, force: bool, scale: float, if_missing: bool) -> None:
    """Make the database in the data folder."""
    from strukturmonitor.imports.initialise import expected_rows, initialise

    settings = read_settings()
    if published_path(settings.data_dir) is not None and not force:
        if if_missing:
            return
        raise errors.DatabaseExists(path=str(settings.data_dir))
    with click.progressbar(
        length=expected_rows(city, scale) if demo else 1,
        label=speak("de")("cli.building"),
        file=sys.stderr,
        item_show_func=lambda table: table,
    ) as bar:
        initialise(
            settings.data_dir,
            city=city,
            demo=demo,
            force=force,
            scale=scale,
            progress=lambda table, rows: bar.update(rows, table),
        )


@cli.command()
@click.option("--host", help="Address to listen on (default: HOST or 127.0.0.1).")
@click.option("--port", type=int, help="Port (default: PORT or 8501).")
def serve(host: str | None, port: int | None) -> None:
    """Start the dashboard."""
    import uvicorn

    if host:
        os.environ["HOST"] = host
    if port:
        os.environ["PORT"] = str(port)
    settings = read_settings()
    _require_free_port(settings.host, settings.port)
    shared_database(settings.data_dir)  # says clearly what is wrong before the server's log begins
    # Caches are filled before Streamlit's runtime stands; that it finds this remarkable helps no operator.
    for name in ("caching.cache_data_api", "scriptrunner_utils.script_run_context"):
        logging.getLogger(f"streamlit.runtime.{name}").addFilter(lambda record: record.levelno > logging.WARNING)
    from strukturmonitor.server import create_app

    click.echo(f"Strukturmonitor: http://{settings.host}:{settings.port}")
    uvicorn.run(create_app(), host=settings.host, port=settings.port, log_level="warning", access_log=False)


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def status(as_json: bool) -> None:
    """Version, data version, rows per table, freshness per source, open findings."""
    result = _operate("status")
    if as_json:
        _print_json(result)
        return
    click.echo(
        f"strukturmonitor {result['version']}, data {result['data_version']}, register {result['register_version']}"
    )
    for row in result["tables"]:
        click.echo(f"{row['database']:<12}{row['table_name']:<22}{row['row_count']:>12,}")
    for row in result["sources"]:
        click.echo(f"{row['table_name']:<22}{row['origin']:<12}{(row['last_date'] or '–')[:10]:<12}{row['citation']}")
    for row in result["open_findings"]:
        click.echo(f"{row['source_id']:<22}{row['severity']:<6}{row['code']:<32}{row['findings']:>8,}")


@cli.command()
@click.argument("name")
@click.option("--param", "parameters", multiple=True, metavar="K=V", help="Parameter of the query; lists with commas.")
@click.option("--format", "format_", type=click.Choice(["csv", "json"]), default="csv", show_default=True)
@click.option("--as", "role", type=click.Choice(ROLES), default="public", show_default=True, help="Role that asks.")
def query(name: str, parameters: tuple[str, ...], format_: str, role: str) -> None:
    """Run a query of queries/read."""
    pairs = dict(parameter.partition("=")[::2] for parameter in parameters)
    rows = _operate("query", name=name, parameters=pairs, role=role)
    if format_ == "json":
        _print_json(rows)
    elif rows:
        writer = csv.DictWriter(sys.stdout, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def check(as_json: bool) -> None:
    """Run queries/checks; exit code 1 where one that must hold does not."""
    results = _operate("check")
    if as_json:
        _print_json(results)
    else:
        for result in results:
            mark = "ok" if result["rows"] == 0 else result["severity"]
            click.echo(f"{mark:<6}{result['rows']:>8,}  {result['name']}: {result['meaning']}")
    if any(result["rows"] and result["severity"] == "fail" for result in results):
        sys.exit(1)


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def sources(as_json: bool) -> None:
    """What can be imported, and when it last was."""
    entries = _operate("sources")
    if as_json:
        _print_json(entries)
        return
    for entry in entries:
        formats = ", ".join(entry["formats"])
        last = f"{entry['last_import'][:10]}  {entry['last_file']}" if entry["last_import"] else "–"
        click.echo(f"{entry['source']:<14}{entry['title_de']:<22}{formats:<22}{last}")


@cli.command("import")
@click.argument("source")
@click.argument("file", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Read and check only.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--sheet", help="leerstand: sheet of a workbook (default: the first visible one).")
@click.option("--list-date", help="leerstand: day the list speaks of, YYYY-MM-DD (default: today).")
@click.option("--level", help="boundaries: bezirk, stat, ub or pg.")
@click.option("--name-column", help="boundaries: column of the names.")
@click.option("--code-column", help="boundaries: column of the numbers.")
@click.option("--valid-from", help="boundaries: first day of the new boundaries, YYYY-MM-DD (default: today).")
@click.option("--citation", help="boundaries: line to be cited, with the licence.")
def import_(source: str, file: tuple[Path, ...], dry_run: bool, as_json: bool, **options: str | None) -> None:
    """Import a file: a list of shop units (leerstand) or boundaries. Exit code 1 where nothing could be loaded."""
    from strukturmonitor.imports.report import report_lines
    from strukturmonitor.imports.sources import source as defined

    defined(source)  # a wrong name is said before a database is opened
    if len(file) > 1:
        raise errors.TooManyFiles(source=source, count=len(file))
    given = {name: value for name, value in options.items() if value}
    result = _operate("import", source=source, path=str(file[0].resolve()), options=given, dry_run=dry_run)
    if as_json:
        _print_json(result)
    else:
        click.echo("\n".join(report_lines(speak("de"), result)))
    if result["rows_loaded"] == 0:
        sys.exit(1)


def _operate(operation: str, **arguments: object) -> dict | list:
    """Run an operation on the database here, or in the app that holds it."""
    data_dir = read_settings().data_dir
    try:
        database = Database(data_dir)
    except errors.DatabaseLocked:
        return ask(data_dir, operation, arguments)
    try:
        return operations.run(database, operation, arguments)
    finally:
        database.close()


def _require_free_port(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise errors.PortTaken(host=host, port=port) from error


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def main(run: Callable[[], None] = cli) -> None:
    """Errors a person can act on become one message in German and exit code 1 (2 for a wrong call)."""
    try:
        run()
    except (
        errors.QueryUnknown,
        errors.QueryParametersWrong,
        errors.SettingInvalid,
        errors.SourceUnknown,
        errors.TooManyFiles,
    ) as error:
        _say(error)
        sys.exit(2)
    except errors.StrukturmonitorError as error:
        _say(error)
        sys.exit(1)


def _say(error: errors.StrukturmonitorError) -> None:
    from strukturmonitor.imports.findings import explain_error

    click.echo(explain_error(speak("de"), error), err=True)
