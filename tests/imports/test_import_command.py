"""The command line, alone and while the dashboard runs."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from helpers import list_of, write

from strukturmonitor.cities import CITIES_DIR
from strukturmonitor.cli import cli, main
from strukturmonitor.settings import PROJECT_DIR


def call(folder: Path, *arguments: str) -> tuple[int, str, str]:
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "strukturmonitor", *arguments],
        cwd=folder.parent, env=_environment(folder), capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


def _environment(folder: Path, **more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(PROJECT_DIR), "STRUKTURMONITOR_DATA_DIR": str(folder), **more}


@pytest.fixture
def running(analysed_dir: Path, tmp_path: Path) -> Iterator[Path]:
    """A folder whose dashboard runs in another process."""
    folder = shutil.copytree(analysed_dir, tmp_path / "data")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "strukturmonitor", "serve"],
        cwd=PROJECT_DIR, env=_environment(folder, PORT=str(port)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2).close()
                break
            except OSError:
                assert server.poll() is None
                time.sleep(0.2)
        yield folder
    finally:
        server.terminate()
        server.wait(timeout=30)


def test_imports_and_says_what_it_did(writable_dir: Path, tmp_path: Path) -> None:
    """Counts and reasons on stdout in German; a trial changes nothing; the second time nothing is new."""
    path = write(tmp_path, list_of({}, {"Status": "kaputt"}))
    code, out, _ = call(writable_dir, "import", "leerstand", str(path), "--dry-run")
    assert code == 0 and "nur geprüft" in out
    code, out, _ = call(writable_dir, "import", "leerstand", path.name)
    assert code == 0 and "übernommen" in out and "gelesen 2 · geladen 1 · abgelehnt 1 · doppelt 0" in out
    assert "Abgelehnt · Zeile 3 · Spalte „Status“ · „kaputt“: Dieses Wort ist" in out
    code, out, _ = call(writable_dir, "import", "leerstand", str(path), "--json")
    assert (code, json.loads(out)["state"]) == (0, "unchanged")
    code, out, _ = call(writable_dir, "sources", "--json")
    last = {entry["source"]: entry["last_file"] for entry in json.loads(out)}
    assert last.pop("leerstand") == "liste.csv" and set(last.values()) == {None}
    told = call(writable_dir, "sources")[1]
    assert "liste.csv" in told and "--option reference_date" in told


def test_exit_codes(writable_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A night job must know: 1 the data have errors, 2 the call was wrong; messages on stderr."""
    good = write(tmp_path, list_of({}))
    bad = write(tmp_path, list_of({"Status": "kaputt"}), "schlecht.csv")
    letter = write(tmp_path, "Brief", "brief.csv")
    assert call(writable_dir, "import", "leerstand", str(bad))[0] == 1
    code, out, err = call(writable_dir, "import", "leerstand", str(letter))
    assert (code, out) == (1, "") and "fehlen Spalten: Straße, Status" in err
    code, _, err = call(writable_dir, "import", "leerstand", str(tmp_path / "fehlt.csv"))
    assert code == 1 and "Es gibt sie nicht" in err
    monkeypatch.setenv("STRUKTURMONITOR_DATA_DIR", str(writable_dir))
    for wrong in (
        ("gibtsnicht", str(good)),
        ("leerstand", str(good), str(bad)),
        ("leerstand",),
        ("leerstand", str(good), "--list-date", "gestern"),
        ("boundaries", str(good)),
    ):
        with pytest.raises(SystemExit) as ended:
            main(partial(cli, ["import", *wrong]))
        assert ended.value.code == 2, wrong


def test_while_the_dashboard_runs(running: Path, tmp_path: Path) -> None:
    """A lock error, or an import that the running dashboard does not show."""
    path = write(tmp_path, list_of({}, {"Status": "kaputt"}))
    code, out, err = call(running, "import", "leerstand", str(path), "--json")
    assert (code, json.loads(out)["rows_loaded"]) == (0, 1), err
    code, out, _ = call(running, "query", "vacancy_summary", "--param", "area_id=city:dortmund", "--format", "json")
    assert (code, json.loads(out)[0]["units"]) == (0, 1)
    status = json.loads(call(running, "status", "--json")[1])
    assert [f["code"] for f in status["open_findings"]] == ["choice_unknown"]
    assert call(running, "check")[0] == 0
    stat = CITIES_DIR / "dortmund" / "statistische_bezirke.geojson"
    code, out, err = call(running, "import", "boundaries", str(stat), "--level", "stat", "--json")
    assert (code, json.loads(out)["state"]) == (0, "published"), err
    assert json.loads(call(running, "status", "--json")[1])["data_version"] != status["data_version"]
    code, out, err = call(running, "import", "leerstand", str(tmp_path / "fehlt.csv"))
    assert code == 1 and "Es gibt sie nicht" in err
