"""Words nobody knew: suggested, confirmed once, understood from then on."""

import pytest
from helpers import COORDINATOR, check, codes, list_of

from strukturmonitor.access import Actor
from strukturmonitor.database import Database
from strukturmonitor.errors import NotAllowed, SettingInvalid
from strukturmonitor.imports import spellings
from strukturmonitor.imports.sources import source

SOURCE = source("leerstand")
LIST = list_of({"Status": "leerstehnd"}, {"Status": "leerstehnd"}, {"Stadtbezirk": "Evving"}, {"Vornutzung": "Zirkus"})


def test_unknown_words_with_count_and_suggestion(database: Database) -> None:
    """A person who has to find out by hand what a slip of the pen means."""
    found = {entry.spelling: entry for entry in spellings.unknown(database, SOURCE, check(database, LIST).findings)}
    assert (found["leerstehnd"].field, found["leerstehnd"].count, found["leerstehnd"].suggestion) == (
        "state",
        2,
        "verified",
    )
    assert (found["Evving"].field, found["Evving"].suggestion) == ("district", "bezirk:eving")
    assert found["Zirkus"].suggestion is None


def test_confirmed_once_and_remembered(database: Database) -> None:
    """The same question at every import, and nobody knows who answered it."""
    for field, spelling, value in (
        ("state", "leerstehnd", "verified"), ("district", "Evving", "bezirk:eving"), ("previous_use", "Zirkus", "gambling"),
    ):  # fmt: skip
        spellings.remember(database, COORDINATOR, SOURCE, field, spelling, value)
    prepared = check(database, LIST)
    assert codes(prepared) == set() and prepared.rows_loaded == 4
    assert prepared.checked.units["previous_use"].tolist()[3] == "gambling"
    kept = spellings.remembered(database, SOURCE)
    assert {(row["field"], row["value"], row["confirmed_by"]) for row in kept} >= {("state", "verified", "coordinator")}
    assert all(row["confirmed_at"] is not None for row in kept)
    spellings.forget(database, COORDINATOR, SOURCE, "state", "leerstehnd")
    assert "choice_unknown" in codes(check(database, LIST))


@pytest.mark.parametrize(
    ("field", "spelling", "value"),
    [("state", "x1", "nothing"), ("area_m2", "x", "5"), ("state", " - ", "verified"), ("district", "x", "stat:120")],
)
def test_nonsense_is_not_remembered(database: Database, field: str, spelling: str, value: str) -> None:
    """A meaning that the register cannot hold."""
    with pytest.raises(SettingInvalid):
        spellings.remember(database, COORDINATOR, SOURCE, field, spelling, value)


def test_only_who_may_import_may_teach(database: Database) -> None:
    """A reader who changes what the next import means."""
    with pytest.raises(NotAllowed):
        spellings.remember(database, Actor("statistics"), SOURCE, "state", "leerstehnd", "verified")
