"""The command `breaks`: any table of series."""

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from strukturmonitor.analysis.breaks_tables import breaks_of_table, read_series
from strukturmonitor.cli import cli
from strukturmonitor.cli import main as run_main
from strukturmonitor.errors import SeriesTableWrong


def table(path: Path, *, mark: str = ".", delimiter: str = ",") -> Path:
    """Eight areas, 18 years; C has a step of 12 in 2017, H never changes, G has six values."""
    random = np.random.default_rng(2)
    lines = [delimiter.join(("area_id", "period", "value"))]
    for area in "ABCDEFGH":
        for year in range(2008, 2026):
            value = 7.0 if area == "H" else 50 + random.normal() + (12 if area == "C" and year >= 2017 else 0)
            if area != "G" or year >= 2020:
                lines.append(delimiter.join((area, str(year), f"{value:.3f}".replace(".", mark))))
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_json_has_every_series_and_its_breaks(tmp_path: Path) -> None:
    """Prevents a series that is left out without a word, and numbers that a program cannot read."""
    run = CliRunner().invoke(cli, ["breaks", "--values", str(table(tmp_path / "t.csv")), "--format", "json"])
    assert run.exit_code == 0, run.output
    rows = json.loads(run.output)
    assert {(row["area_id"], row["against"]) for row in rows} == {(a, w) for a in "ABCDEFGH" for w in ("own", "others")}
    (own,) = [row for row in rows if row["area_id"] == "C" and row["against"] == "own"]
    assert (own["kind"], own["period"], own["outcome"]) == ("level", "2017-12-31", "tested")
    assert own["size"] == pytest.approx(12, abs=2)
    assert own["low"] <= "2017-12-31" <= own["high"]
    outcomes = {row["area_id"]: row["outcome"] for row in rows}
    assert outcomes["G"] == "too_few" and outcomes["H"] == "constant"
    assert next(row for row in rows if row["area_id"] == "G")["p"] is None


def test_csv_and_the_same_again(tmp_path: Path) -> None:
    """Prevents results that differ from run to run, and a comma as decimal mark that is misread."""
    first = CliRunner().invoke(cli, ["breaks", "--values", str(table(tmp_path / "t.csv"))])
    second = CliRunner().invoke(
        cli, ["breaks", "--values", str(table(tmp_path / "d.csv", mark=",", delimiter=";"))]
    )  # fmt: skip
    assert first.output == second.output
    assert first.output.splitlines()[0].startswith("area_id,against,outcome,")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "empty"),
        ("area_id,period,value\n", "empty"),
        ("area_id,year,value\nA,2020,1\n", "columns"),
        ("area_id,period,value\nA,2020,1\nA,2020,2\n", "twice"),
        ("area_id,period,value\nA,2019,980\nA,2020,1.050\n", "thousands"),
        ("area_id,period,value\nA,2020,1\nA,2020-12-31,2\n", "twice"),
        ("area_id,period,value\n,2020,1\n", "area"),
        ("area_id,period,value\nA,last year,1\n", "period"),
        ("area_id,period,value\nA,2020-13,1\n", "period"),
        ("area_id,period,value\nA,2020,many\n", "value"),
        ("area_id,period,value\nA,2020,1_0\n", "value"),
        ("area_id,period,value\nA,2020,1\nA,2021,1,2,3\n", "shape"),
        ("PK\x03\x04 a workbook", "no_text"),
    ],
)
def test_tables_that_are_wrong(
    tmp_path: Path, content: str, reason: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Prevents a stack trace, and a wrong table that is computed as if it were right."""
    path = tmp_path / "t.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SeriesTableWrong) as caught:
        breaks_of_table(path)
    assert caught.value.values["reason"] == reason
    monkeypatch.setattr("sys.argv", ["strukturmonitor", "breaks", "--values", str(path)])
    with pytest.raises(SystemExit) as ended:
        run_main()
    assert ended.value.code == 1
    assert "error." not in capsys.readouterr().err


def test_periods_gaps_and_what_is_infinite(tmp_path: Path) -> None:
    """Prevents quarters and months from being refused, and gaps from being filled in."""
    path = tmp_path / "t.csv"
    path.write_text("area_id,period,value\nA,2024-Q3,1\nA,2024-10,\nA,30.11.2024,-inf\nA,2024-12-31,2\nA,2025,3\n")
    values = read_series(path)["A"]
    assert [str(day.date()) for day in values.index] == [
        "2024-09-30", "2024-10-31", "2024-11-30", "2024-12-31", "2025-12-31",
    ]  # fmt: skip
    assert np.isnan(values.iloc[1]) and np.isneginf(values.iloc[2])
    assert set(breaks_of_table(path)["outcome"]) == {"infinite"}


def test_counts_below_zero(tmp_path: Path) -> None:
    """Prevents a negative number of persons from being tested; a balance may be negative."""
    path = tmp_path / "t.csv"
    lines = [f"A,{year},{(-1) ** year * (year % 7)}" for year in range(2008, 2026)]
    path.write_text("\n".join(["area_id,period,value", *lines]), encoding="utf-8")
    assert breaks_of_table(path, is_count=True)["outcome"].tolist() == ["negative", "negative"]
    assert "tested" in breaks_of_table(path)["outcome"].tolist()
