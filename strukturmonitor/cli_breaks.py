"""The command `breaks`: turning points in the series of any table."""

import json
from pathlib import Path

import click
import pandas as pd


@click.command()
@click.option(
    "--values",
    "file",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="CSV with area_id, period (2024, 2024-Q3, 2024-09 or a day) and value.",
)
@click.option("--format", "format_", type=click.Choice(["csv", "json"]), default="csv", show_default=True)
@click.option("--counts", is_flag=True, help="The values are counts: a series with one below zero is not tested.")
def breaks(file: Path, format_: str, counts: bool) -> None:
    """Structural breaks of series, each by itself (own) and against the mean of the other areas (others). One row per
    break; a series without any has one row, whose outcome says whether it was tested, and if not why."""
    from strukturmonitor.analysis.breaks_tables import breaks_of_table

    found = breaks_of_table(file, is_count=counts)
    for column in ("period", "low", "high"):
        found[column] = pd.to_datetime(found[column]).dt.strftime("%Y-%m-%d")
    if format_ == "csv":
        click.echo(found.to_csv(index=False), nl=False)
        return
    records = found.astype(object).where(found.notna(), None).to_dict("records")
    click.echo(json.dumps(records, ensure_ascii=False, indent=2))
