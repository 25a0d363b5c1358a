"""Past imports as an actor may see them: those of the sources he or she may import, with their findings and log."""

import pandas as pd

from strukturmonitor.access import Actor, allowed, require
from strukturmonitor.database import Database
from strukturmonitor.imports.findings import Finding
from strukturmonitor.imports.sources import Source, source, sources


def past_imports(database: Database, actor: Actor) -> pd.DataFrame:
    """Rows of `import_runs`, the newest first. Raises NotAllowed."""
    require(actor, "open_import")
    mine = [name for name, definition in sources().items() if allowed(actor, definition.right)]
    runs = database.read("import_runs")
    return runs[runs["source_id"].isin(mine)].reset_index(drop=True)


def findings_of(database: Database, actor: Actor, run: pd.Series) -> list[Finding]:
    """What an import had to say. Raises NotAllowed."""
    _require(actor, run)
    rows = database.read("import_findings", run_id=int(run["run_id"])).to_dict("records")
    return [
        Finding(
            row["severity"],
            row["code"],
            None if pd.isna(row["row_number"]) else int(row["row_number"]),
            *(
                None if pd.isna(row[name]) else str(row[name])
                for name in ("column_name", "value", "file_name", "sheet_name")
            ),
        )
        for row in rows
    ]


def events_of(database: Database, actor: Actor, run: pd.Series) -> pd.DataFrame:
    """Its steps in order: happened_at (UTC), step, row_count. Raises NotAllowed."""
    _require(actor, run)
    return database.read("import_events", run_id=int(run["run_id"]))


def last_import(database: Database) -> pd.Series | None:
    """The import an undo would take back."""
    runs = database.read("last_run")
    return None if runs.empty else runs.iloc[0]


def _require(actor: Actor, run: pd.Series) -> Source:
    definition = source(str(run["source_id"]))
    require(actor, definition.right)
    return definition
