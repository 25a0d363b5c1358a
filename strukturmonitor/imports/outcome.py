"""What an import did, as plain JSON values: the same for terminal, programs and page."""

from typing import TYPE_CHECKING

from strukturmonitor.database import Database
from strukturmonitor.imports.boundaries import Boundaries
from strukturmonitor.imports.findings import as_dict
from strukturmonitor.imports.sources import sources_of_city
from strukturmonitor.imports.vacancy_list import VacancyList

if TYPE_CHECKING:
    from strukturmonitor.imports.run import Prepared


def outcome(prepared: "Prepared", state: str, run_id: int | None) -> dict:
    """`rows_read` = loaded + unchanged + rejected + duplicate; empty rows and rows of other cities are counted apart."""
    checked, comparison = prepared.checked, prepared.comparison
    result: dict = {
        "source": prepared.source.id,
        "file": prepared.file_name,
        "sha256": prepared.digest,
        "state": state,
        "run_id": run_id,
        "form": checked.form,
        **prepared.counts,
    }
    if isinstance(checked, VacancyList):
        result |= {
            "rows_empty": checked.rows_empty,
            "list_date": checked.list_date.isoformat(),
            "columns_unknown": checked.unknown,
            "columns_missing": checked.missing,
            "position_systems": checked.systems,
            "positions_looked_up": checked.looked_up,
            "states": {str(key): int(count) for key, count in checked.units["state"].value_counts().items()},
        }
    elif isinstance(checked, Boundaries):
        result |= {
            "level": checked.level,
            "valid_from": checked.valid_from.isoformat(),
            "gaps_m2": checked.gaps_m2,
            "overlaps_m2": checked.overlaps_m2,
            "areas_new": checked.new,
            "areas_vanished": checked.vanished,
            "values_estimated": checked.values_estimated,
            "values_carried": checked.values_carried,
        }
    else:
        result["changes"] = {
            "new": checked.rows_new,
            "changed": checked.rows_changed,
            "unchanged": checked.rows_unchanged,
            "vanished": checked.rows_vanished,
            "made": checked.made_replaced,
        }
    if comparison is not None:
        result["changes"] = {
            name: getattr(comparison, name) for name in ("new", "changed", "unchanged", "vanished", "made")
        }
    result["findings"] = [as_dict(prepared.source, finding) for finding in prepared.findings.sorted()]
    return result


def list_sources(database: Database) -> list[dict]:
    """One entry per source with its last published import."""
    runs = database.read("last_published_runs").drop_duplicates("source_id").set_index("source_id")
    entries = []
    for definition in sources_of_city(database.versions.city).values():
        last = runs.loc[definition.id] if definition.id in runs.index else None
        entries.append(
            {
                "source": definition.id,
                "title_de": definition.title["de"],
                "title_en": definition.title["en"],
                "formats": list(definition.extensions),
                "options": list(definition.definition.get("options", {})),
                "last_file": None if last is None else str(last["file_name"]),
                "last_import": None if last is None else last["finished_at"].isoformat(timespec="seconds"),
                "rows_loaded": None if last is None else int(last["rows_loaded"]),
            }
        )
    return entries
