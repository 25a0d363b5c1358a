"""The command line: exit codes, results on stdout, messages in German on stderr."""

import json
import os
import socket
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest

from strukturmonitor import cli


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture) -> Callable[..., tuple[int, str, str]]:
    """Run `python -m strukturmonitor …` on a data folder; gives exit code, stdout, stderr."""

    def run(folder: Path, *arguments: str) -> tuple[int, str, str]:
        monkeypatch.setenv("STRUKTURMONITOR_DATA_DIR", str(folder))
        monkeypatch.setattr("sys.argv", ["strukturmonitor", *arguments])
        with pytest.raises(SystemExit) as ended, patch.dict(os.environ):  # `serve` sets HOST and PORT
            cli.main()
        captured = capsys.readouterr()
        return int(ended.value.code or 0), captured.out, captured.err

    return run


def test_status_tells_what_is_there(command: Callable, writable_dir: Path) -> None:
    """Prevents an operator from not seeing how fresh the data are."""
    code, out, _ = command(writable_dir, "status", "--json")
    status = json.loads(out)
    rows = {table["table_name"]: table["row_count"] for table in status["tables"]}
    assert code == 0 and status["is_demo"] and rows["area"] == 76 and rows["accident"] > 60
    assert {"population", "unit"} <= {source["table_name"] for source in status["sources"]}


def test_query_prints_rows_as_the_public_may_see_them(command: Callable, writable_dir: Path) -> None:
    """Prevents the command line from being a way around the rights."""
    code, out, _ = command(writable_dir, "query", "area_at", "--param", "lon=7.479", "--param", "lat=51.556")
    assert code == 0 and out.splitlines()[1] == "pg:evinger-mitte,pg,Evinger Mitte (Beispiel)"
    code, out, err = command(writable_dir, "query", "feedback")
    assert code == 1 and out == "" and "Ihrer Rolle (Öffentlichkeit)" in err
    assert command(writable_dir, "query", "feedback", "--as", "admin")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("query", "area_att"), "Meinten Sie „area_at“"),
        (("query", "area_at", "--param", "lon=7.4"), "Es fehlen: lat"),
        (("query", "area_at", "--param", "lon=7.4", "--param", "lat=viel"), "Nicht lesbar: lat=viel"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(command: Callable, writable_dir: Path, arguments: tuple, words: str) -> None:
    """Prevents stack traces, and exit code 1 where the call itself was wrong."""
    code, out, err = command(writable_dir, *arguments)
    assert (code, out) == (2, "") and words in err


def test_check_passes_on_the_demo(command: Callable, writable_dir: Path) -> None:
    """Prevents a demo that breaks the project's own rules on data."""
    code, out, _ = command(writable_dir, "check", "--json")
    results = {result["name"]: result for result in json.loads(out)}
    assert code == 0 and not [name for name, r in results.items() if r["rows"] and r["severity"] == "fail"]


def test_without_a_database_the_message_says_how_to_make_one(command: Callable, tmp_path: Path) -> None:
    """Prevents a newcomer from being stuck before the first start."""
    for arguments in (("status",), ("serve", "--port", "8599")):
        code, _, err = command(tmp_path, *arguments)
        assert code == 1 and "python -m strukturmonitor init" in err


def test_a_taken_port_is_named_with_a_way_out(command: Callable, writable_dir: Path) -> None:
    """Prevents uvicorn's wording where another program has the port."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        code, _, err = command(writable_dir, "serve", "--port", str(port))
    assert code == 1 and str(port) in err and "PORT=8502" in err
    code, _, err = command(writable_dir, "serve", "--host", "192.0.2.1", "--port", "8599")  # an address of nobody
    assert code == 1 and "HOST" in err and "PORT=8502" not in err


def test_init_refuses_an_existing_database(command: Callable, writable_dir: Path) -> None:
    """Prevents a second init from replacing a register by accident."""
    code, _, err = command(writable_dir, "init")
    assert code == 1 and "--force" in err
    assert command(writable_dir, "init", "--if-missing")[0] == 0


def test_a_setting_that_cannot_be_is_named(
    command: Callable, writable_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Prevents a typing error in an environment variable from being ignored."""
    monkeypatch.setenv("STRUKTURMONITOR_DEMO_ROLE", "chef")
    code, _, err = command(writable_dir, "status")
    assert code == 2 and "STRUKTURMONITOR_DEMO_ROLE" in err and "coordinator" in err


def test_counts_of_persons_are_rounded_unless_the_role_may_see_them(command: Callable, writable_dir: Path) -> None:
    """Prevents the command line from giving away the exact counts that every page rounds."""
    arguments = ("query", "population_pyramid", "--param", "area_id=stat:140", "--param", "reference_date=2024-12-31",
                 "--param", "group_years=1", "--format", "json")  # fmt: skip
    public = [row["persons"] for row in json.loads(command(writable_dir, *arguments)[1])]
    exact = [row["persons"] for row in json.loads(command(writable_dir, *arguments, "--as", "statistics")[1])]
    assert all(persons % 5 == 0 for persons in public) and any(persons % 5 for persons in exact)
    assert max(abs(a - b) for a, b in zip(public, exact, strict=True)) <= 2.5


def test_sums_with_small_counts_are_not_given_raw(command: Callable, writable_dir: Path) -> None:
    """Prevents a council member from reading on the command line the small counts that the page hides."""
    assert command(writable_dir, "query", "vacancy_internal_sums", "--as", "council")[0] == 1
    assert command(writable_dir, "query", "vacancy_internal_sums", "--as", "coordinator")[0] == 0
