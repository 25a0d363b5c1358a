"""The command line. Exit code 0 done, 1 the data or the machine has an error, 2 wrong call; messages on stderr,
results on stdout. While the dashboard runs, it holds the register: then the same operation is asked of it."""

import contextlib
import csv
import errno
import json
import logging
import os
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
from tenacity import retry, retry_if_exception_type, stop_after_delay, wait_fixed

from strukturmonitor import __version__, errors, operations
from strukturmonitor.cli_breaks import breaks
from strukturmonitor.cli_export import export
from strukturmonitor.cli_index import index
from strukturmonitor.cli_keeping import backup, privacy, restore
from strukturmonitor.cli_users import users
from strukturmonitor.control import ask
from strukturmonitor.database import Database
from strukturmonitor.database.files import published_path
from strukturmonitor.database.shared import close_shared, shared_database
from strukturmonitor.settings import ROLES, read_settings
from strukturmonitor.texts import speak

_LONGEST_WAIT_S = 120  # for another command to end


@click.group()
@click.version_option(__version__)
def cli() -> None:
    """Strukturmonitor: structural change of a city's districts."""


for _command in (backup, breaks, export, index, privacy, restore, users):
    cli.add_command(_command)


@cli.command()
@click.option("--city", "city_id", help="Folder below data/cities (default: the one in data/cities/default.yml).")
@click.option("--demo/--empty", default=None, help="With made data (default where the city has some), or without.")
@click.option("--force", is_flag=True, help="Replace an existing database; the old files are kept beside it.")
@click.option(
    "--scale",
    type=click.FloatRange(0, 1, min_open=True),
    default=1.0,
    show_default=True,
    help="Less demo data (0.1 for tests).",
)
@click.option("--if-missing", is_flag=True, help="Do nothing where there is a database already.")
def init(city_id: str | None, demo: bool | None, force: bool, scale: float, if_missing: bool) -> None:
    """Make the database in the data folder."""
    from strukturmonitor.imports.initialise import expected_rows, initialise
    from strukturmonitor.register import examples as register_examples
    from strukturmonitor.stories.examples import add_examples

    settings = read_settings()
    if published_path(settings.data_dir) is not None and not force:
        if if_missing:
            return
        raise errors.DatabaseExists(path=str(settings.data_dir))
    with click.progressbar(
        length=expected_rows(city_id, demo, scale),
        label=speak("de")("cli.building"),
        file=sys.stderr,
        item_show_func=lambda table: table,
    ) as bar:
        initialise(
            settings.data_dir,
            city_id=city_id,
            demo=demo,
            force=force,
            scale=scale,
            progress=lambda table, rows: bar.update(rows, table),
        )
    add_examples(shared_database(settings.data_dir))
    register_examples.add_examples(shared_database(settings.data_dir))


@cli.command()
@click.option("--host", help="Address to listen on (default: HOST or 127.0.0.1).")
@click.option("--port", type=int, help="Port (default: PORT or 8501).")
def serve(host: str | None, port: int | None) -> None:
    """Start the dashboard."""
    import uvicorn

    from strukturmonitor.imports.undo import recover
    from strukturmonitor.register.backups import check_retention

    if host:
        os.environ["HOST"] = host
    if port is not None:
        os.environ["PORT"] = str(port)
    settings = read_settings()
    _require_free_port(settings.host, settings.port)
    check_retention(settings.backup_keep_days)
    # Says clearly what is wrong, and what a crash left behind, before the server's log begins.
    _tell_recovered(recover(shared_database(settings.data_dir)))
    # Caches are filled before Streamlit's runtime stands; that it finds this remarkable helps no operator.
    for name in ("caching.cache_data_api", "scriptrunner_utils.script_run_context"):
        logging.getLogger(f"streamlit.runtime.{name}").addFilter(lambda record: record.levelno > logging.WARNING)
    from strukturmonitor.server import create_app

    app = create_app()
    click.echo(f"Strukturmonitor: http://{settings.host}:{settings.port}")
    uvicorn.run(app, host=settings.host, port=settings.port, log_level="warning", access_log=False)


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
    for row in result["freshness"]:
        if row["imported_on"]:
            due = row["due_on"] or "–"
            click.echo(f"{row['source_id']:<22}{row['state']:<12}{row['imported_on']:<12}{row['data_date']:<12}{due}")
    for row in result["open_findings"]:
        click.echo(f"{row['source_id']:<22}{row['severity']:<6}{row['code']:<32}{row['findings']:>8,}")


@cli.command()
@click.argument("name")
@click.option("--param", "parameters", multiple=True, metavar="K=V", help="Parameter of the query; lists with commas.")
@click.option("--format", "format_", type=click.Choice(["csv", "json"]), default="csv", show_default=True)
@click.option("--as", "role", type=click.Choice(ROLES), default="public", show_default=True, help="Role that asks.")
def query(name: str, parameters: tuple[str, ...], format_: str, role: str) -> None:
    """Run a query of queries/read; NAME is a file's name there, whose first lines say what it gives and its parameters."""
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
    """What can be imported: name, title, formats, day and file of the last import, what it wants to be told."""
    entries = _operate("sources")
    if as_json:
        _print_json(entries)
        return
    for entry in entries:
        formats = ", ".join(entry["formats"])
        last = f"{entry['last_import'][:10]}  {entry['last_file']}" if entry["last_import"] else "–"
        told = "".join(f"  --option {name}=…" for name in entry["options"])
        click.echo(f"{entry['source']:<24}{entry['title_de']:<44}{formats:<38}{last}{told}")


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def due(as_json: bool) -> None:
    """Sources that should have come by now (for cron). Exit code 1 where there is one."""
    from strukturmonitor.imports.terminal import due_lines

    entries = _operate("due")
    _print_json(entries) if as_json else click.echo("\n".join(due_lines(entries)))
    if entries:
        sys.exit(1)


@cli.command("import")
@click.argument("source", required=False)
@click.argument("file", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--inbox", is_flag=True, help="Every file in <data>/inbox/<source>/, moved to done or failed then (for cron)."
)
@click.option("--dry-run", is_flag=True, help="Read and check only.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option(
    "--option", "options", multiple=True, metavar="K=V", help="What a source wants to be told (see `sources`)."
)
@click.option("--sheet", help="leerstand: sheet of a workbook (default: the first visible one).")
@click.option("--list-date", help="leerstand: day the list speaks of, YYYY-MM-DD (default: today).")
@click.option("--mapping", help="leerstand: name of a saved mapping of the columns.")
@click.option("--mode", help="leerstand: replace (the whole stock, default) or update (only the units of the list).")
@click.option("--level", help="boundaries: bezirk, stat, ub or pg.")
@click.option("--name-column", help="boundaries: column of the names.")
@click.option("--code-column", help="boundaries: column of the numbers.")
@click.option("--valid-from", help="boundaries: first day of the new boundaries, YYYY-MM-DD (default: today).")
@click.option("--citation", help="boundaries: line to be cited, with the licence.")
def import_(
    source: str | None, file: tuple[Path, ...], inbox: bool, dry_run: bool, as_json: bool, options: tuple[str, ...],
    **named: str | None,
) -> None:  # fmt: skip
    """Import files of a source (see `sources`). Exit code 1 where nothing could be loaded. Ctrl-C stops the import;
    nothing is published then."""
    from strukturmonitor.imports.report import report_lines
    from strukturmonitor.imports.sources import source as defined
    from strukturmonitor.imports.terminal import watch

    if inbox == bool(file) or (inbox and (source or dry_run or options or any(named.values()))):
        raise click.UsageError("SOURCE FILE… | --inbox")
    if inbox:
        _import_inbox(as_json=as_json)
        return
    defined(source)  # a wrong name is said before a database is opened
    given = {name: value for name, value in named.items() if value}
    given |= dict(option.partition("=")[::2] for option in options)
    with _database_or_app() as operate:
        job = operate(
            "import_start", source=source, paths=[str(path.resolve()) for path in file], options=given, dry_run=dry_run
        )
        result = watch(operate, job)
    if as_json:
        _print_json(result)
    else:
        click.echo("\n".join(report_lines(speak("de"), result)))
    if result["rows_loaded"] + result["rows_unchanged"] == 0 and result["state"] != "unchanged":
        sys.exit(1)


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def undo(as_json: bool) -> None:
    """Take the last published import back; called again, the one before."""
    result = _operate("undo")
    if as_json:
        _print_json(result)
    else:
        click.echo(speak("de")("cli.undone", source=result["source"], file=result["file"], run=result["run_id"]))


def _import_inbox(*, as_json: bool) -> None:
    """Exit code 1 where a file failed."""
    from strukturmonitor.imports.terminal import import_inbox

    with _database_or_app() as operate:
        done = import_inbox(operate, read_settings().data_dir, (lambda _: None) if as_json else click.echo)
    if as_json:
        _print_json(done)
    if any(entry["state"] == "failed" for entry in done):
        sys.exit(1)


@contextlib.contextmanager
def _database_or_app() -> Iterator[Callable[..., dict | list]]:
    """What runs operations: the database here, or the app that holds it. Where another command holds it, its end is
    waited for."""
    from strukturmonitor.imports.undo import recover

    data_dir = read_settings().data_dir
    database = _open_or_find_app(data_dir)
    if database is None:
        yield lambda operation, **arguments: ask(data_dir, operation, arguments)
        return
    try:
        _tell_recovered(recover(database))
        yield lambda operation, **arguments: operations.run(database, operation, arguments)
    finally:
        close_shared(data_dir)


@retry(
    retry=retry_if_exception_type(errors.AppUnreachable),
    wait=wait_fixed(0.5),
    stop=stop_after_delay(_LONGEST_WAIT_S),
    reraise=True,
)
def _open_or_find_app(data_dir: Path) -> Database | None:
    """The database, or None where an app answers that holds it. Raises AppUnreachable where another process holds it
    and does not let go."""
    try:
        return shared_database(data_dir)  # pages that are drawn here read from it, too
    except errors.DatabaseLocked:
        ask(data_dir, "ping", {})
        return None


def _tell_recovered(found: list[dict]) -> None:
    for run in found:
        click.echo(speak("de")(f"cli.recovered.{run['state']}", file=run["file"], run=run["run_id"]), err=True)


@cli.command()
@click.argument("source", required=False)
@click.option("--due", is_flag=True, help="Every online source that is due (for cron).")
@click.option("--dry-run", is_flag=True, help="Fetch, read and check only.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def fetch(source: str | None, due: bool, dry_run: bool, as_json: bool) -> None:
    """Fetch an online source from the city's open data and import it. Exit code 1 where one could not be fetched."""
    from strukturmonitor.imports.report import fetch_lines
    from strukturmonitor.imports.sources import source as defined

    if (source is None) != due:
        raise click.UsageError("SOURCE or --due")
    if source is not None:
        defined(source)
    fetched = _operate("fetch", source=source, dry_run=dry_run)
    if as_json:
        _print_json(fetched)
    else:
        click.echo("\n".join(fetch_lines(speak("de"), fetched)))
    states = {result["state"] for each in fetched for result in each["results"]}
    if states & {"fetch_failed", "failed"}:
        sys.exit(1)


def _operate(operation: str, **arguments: object) -> dict | list:
    """Run one operation."""
    with _database_or_app() as operate:
        return operate(operation, **arguments)


def _require_free_port(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            reason = None if error.errno == errno.EADDRINUSE else "unusable"
            raise errors.PortTaken(host=host, port=port, reason=reason) from error


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
