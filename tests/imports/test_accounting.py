"""The accounting closes, whatever stands in a file: rows read = loaded + unchanged + rejected + duplicate, and every
rejected row is named. Files with random defects, the same ones in every run."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import hostile_files as hostile
import pytest
from helpers import ADMIN, GOOD, HEADER, balances, content_hash

from strukturmonitor.database import Database
from strukturmonitor.imports.run import import_files

_VALUES = [
    "",
    "x",
    "-1",
    "0",
    "99999999999",
    "1.234,5",
    "1,234.5",
    "31.02.2024",
    "#REF!",
    "=1+1",
    "<b>",
    "–",
    '"',
    "ä" * 300,
    "2023",
    " 1 ",
]
_LIST = [*HEADER]
_SOURCES = {
    "zaehlstellen": (hostile.STATION_HEADER.split(";"), hostile.STATION),
    "unfallatlas": (hostile.ACCIDENT_HEADER.split(";"), hostile.ACCIDENT),
    "leerstand": (_LIST, {name: GOOD[name] for name in _LIST}),
}  # fmt: skip


@pytest.fixture(scope="module")
def shared(served_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    folder = tmp_path_factory.mktemp("accounts") / "data"
    shutil.copytree(served_dir, folder, ignore=shutil.ignore_patterns("*.sock"))
    database = Database(folder)
    yield database
    database.close()


def random_file(seed: int, names: list[str], good: dict[str, str]) -> tuple[str, int]:
    """CSV text and how many of its rows are not empty."""
    dice = random.Random(seed)  # noqa: S311
    lines, filled = [";".join(names)], 0
    for number in range(dice.randint(5, 60)):
        row = {**good, names[0]: str(int(good[names[0]]) + dice.randint(0, 40))}
        for name in dice.sample(names, dice.choice((0, 0, 0, 1, 2))):
            row[name] = dice.choice(_VALUES)
        cells = [row[name].replace('"', '""') for name in names]
        line = ";".join(f'"{cell}"' if '"' in cell or dice.random() < 0.1 else cell for cell in cells)
        damage = dice.random()
        if damage < 0.04:
            line = ""
        elif damage < 0.08:
            line = line.replace(";", ",").replace('"', "")
        elif damage < 0.12:
            line += ";zuviel"
        elif damage < 0.16:
            line = ";".join(cells[: dice.randint(2, len(cells))]).replace('"', "")
        elif damage < 0.20 and number:
            line = lines[-1]
        lines.append(line)
        filled += bool(line.strip(";"))
    return "\r\n".join(lines) + "\r\n", filled


@pytest.mark.parametrize("source", list(_SOURCES))
@pytest.mark.parametrize("seed", range(6))
def test_it_closes(shared: Database, tmp_path: Path, source: str, seed: int) -> None:
    """A row that is neither loaded nor rejected; a rejected one that nobody can find."""
    text, filled = random_file(seed, *_SOURCES[source])
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8", newline="")
    result = import_files(shared, ADMIN, source, [path], {}, dry_run=True)
    assert balances(result)
    assert result["rows_read"] + result["rows_elsewhere"] == filled
    fails = {finding["row"] for finding in result["findings"] if finding["severity"] == "fail"} - {None}
    if source == "leerstand":  # there a repeated number is told like a rejection
        assert result["rows_rejected"] <= len(fails) <= result["rows_rejected"] + result["rows_duplicate"]
    else:
        assert len(fails) == result["rows_rejected"]
    assert all(text.split("\r\n")[row - 1].strip(";") for row in fails)


@pytest.mark.parametrize("source", list(_SOURCES))
def test_it_closes_in_the_list_of_imports_too(database: Database, tmp_path: Path, source: str) -> None:
    """Counts of the list that differ from what was shown; the same file again that changes something."""
    text, _ = random_file(3, *_SOURCES[source])
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8", newline="")
    shown = import_files(database, ADMIN, source, [path], {}, dry_run=True)
    done = import_files(database, ADMIN, source, [path], {})
    counts = ["rows_read", "rows_loaded", "rows_unchanged", "rows_rejected", "rows_duplicate"]
    assert done["state"] == "published" and [done[name] for name in counts] == [shown[name] for name in counts]
    kept = database.read("import_runs").iloc[0]
    assert balances(kept) and [kept[name] for name in counts] == [shown[name] for name in counts]
    with database._connection.cursor() as cursor:
        found = cursor.execute("SELECT count(*) FROM import_finding WHERE run_id = ?", [done["run_id"]]).fetchone()
    assert found == (len(done["findings"]),)
    now, version = content_hash(database), database.data_version
    assert import_files(database, ADMIN, source, [path], {})["state"] == "unchanged"
    assert (content_hash(database), database.data_version) == (now, version)


def test_thousands_of_rows_with_the_same_defect(shared: Database, tmp_path: Path) -> None:
    """Rejected rows that are counted but not named because there are many of them."""
    rows = [{"UMONAT": "13"} for _ in range(5000)]
    path = tmp_path / "a.csv"
    path.write_text(hostile.accidents({}, *rows), encoding="utf-8", newline="")
    result = import_files(shared, ADMIN, "unfallatlas", [path], {}, dry_run=True)
    named = [finding["row"] for finding in result["findings"] if finding["code"] == "number_out_of_range"]
    assert (result["rows_rejected"], named) == (5000, list(range(3, 5003)))
