"""The command `index`: need and dynamics of any table, by a definition of the catalogue or of one's own."""

import csv
import json
import math
import sys
from pathlib import Path

import click
import pandas as pd

from strukturmonitor.texts import LANGUAGES, Texts, speak

_PART_COLUMNS = ("z", "contribution", "change", "change_z", "change_contribution", "rank_without")
_GAPS = ("missing", "population_unknown")


@click.command()
@click.argument("definition")
@click.option(
    "--values",
    "file",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="CSV with area_id, one column per indicator; optional: population, period (two dates give the dynamic).",
)
@click.option("--format", "format_", type=click.Choice(["csv", "json"]), default="csv", show_default=True)
@click.option("--version", "version_name", help="Version of the definition (default: the newest with these columns).")
def index(definition: str, file: Path, format_: str, version_name: str | None) -> None:
    """Compute a need and dynamic index from a table. DEFINITION is a name of the catalogue (strukturwandel,
    soziale-lage) or a YAML file. Exit code 1 also where an area could not be valued because a value is missing."""
    from strukturmonitor.analysis.index_tables import index_of_table, read_index_table
    from strukturmonitor.analysis.indexes import find_definition

    found = find_definition(definition)
    table = read_index_table(file, found, version_name)
    outcome = index_of_table(table)
    texts = speak(LANGUAGES[0])
    click.echo(texts("index.used", index=found.id, version=table.version.version), err=True)
    areas = outcome.areas.copy()
    areas.insert(0, "period", table.period)
    areas.insert(1, "before_period", table.before_period)
    areas["status"] = [_status(texts, found.class_words, number) for number in areas["status_class"]]
    areas["dynamic"] = [
        "" if pd.isna(number) else texts(f"index.dynamic.{number}") for number in areas["dynamic_class"]
    ]
    parts = outcome.parts.set_index(["area_id", "indicator_id"])[list(_PART_COLUMNS)]
    records = []
    for area_id, row in zip(areas.index, areas.to_dict("records"), strict=True):
        record = {"area_id": area_id} | {name: _plain(value) for name, value in row.items()}
        by_indicator = parts.loc[area_id]
        of_area = {
            column: {name: _plain(by_indicator.at[column, name]) for name in _PART_COLUMNS}
            for column in table.version.columns
        }
        records.append((record, of_area))
    if format_ == "json":
        _print_json(found.id, table.version.version, records)
    else:
        _print_csv(records)
    gaps = areas[areas["reason"].isin(_GAPS)]
    for area_id, reason, missing in zip(gaps.index, gaps["reason"], gaps["missing"], strict=True):
        click.echo(texts(f"index.not_valued.{reason}", area=area_id, columns=missing), err=True)
    if len(gaps):
        sys.exit(1)


def _status(texts: Texts, words: str, number: object) -> str:
    if pd.isna(number):
        return ""
    return texts(f"need.status.{number}") if words == "need" else texts(f"index.status.{number}")


def _plain(value: object) -> object:
    """A value as JSON and CSV have it: all digits of a number, nothing where it is missing."""
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return None
    if hasattr(value, "item"):
        return value.item()
    return value if isinstance(value, str | int | float) else str(value)


def _print_json(index_id: str, version: str, records: list[tuple[dict, dict]]) -> None:
    areas = [record | {"indicators": of_area} for record, of_area in records]
    content = {"index": index_id, "version": version, "areas": areas}
    click.echo(json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False))


def _print_csv(records: list[tuple[dict, dict]]) -> None:
    rows = [
        record | {f"{name}_{column}": value for column, cells in of_area.items() for name, value in cells.items()}
        for record, of_area in records
    ]
    writer = csv.DictWriter(sys.stdout, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
