"""Filters that an account keeps by name."""

from collections.abc import Iterator

import pytest

from strukturmonitor.access import Actor
from strukturmonitor.database import Database
from strukturmonitor.errors import FilterNameWrong, FilterUnknown, NotAllowed, TooManyFilters
from strukturmonitor.register.saved_filters import delete_filter, limits, rename_filter, save_filter, saved_filters

KIM = Actor("coordinator", account_id="a-1", name="Kim")
EVA = Actor("coordinator", account_id="a-2", name="Eva")


@pytest.fixture(scope="module")
def database(demo_database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    scratch = demo_database.scratch()
    yield scratch
    scratch.close()


@pytest.fixture(autouse=True)
def clean(database: Database) -> None:
    for actor in (KIM, EVA):
        for name in saved_filters(database, actor, "register"):
            delete_filter(database, actor, "register", name)


def test_a_filter_comes_back_as_it_was(database: Database) -> None:
    """Prevents a saved view that opens another one."""
    query = {"bezirk": "eving", "status": "gemeldet,bestaetigt", "text": "Straße & <b>"}
    assert save_filter(database, KIM, "register", "  Nachprüfen \n im November ", query) == "Nachprüfen im November"
    assert saved_filters(database, KIM, "register") == {"Nachprüfen im November": query}


def test_filters_belong_to_one_account_and_page(database: Database) -> None:
    """Prevents that somebody sees or deletes what another one keeps."""
    save_filter(database, KIM, "register", "meiner", {"a": "1"})
    assert saved_filters(database, EVA, "register") == {} == saved_filters(database, KIM, "leerstand")
    delete_filter(database, EVA, "register", "meiner")
    assert list(saved_filters(database, KIM, "register")) == ["meiner"]


def test_the_same_name_replaces(database: Database) -> None:
    """Prevents two filters of one name."""
    save_filter(database, KIM, "register", "x", {"a": "1"})
    save_filter(database, KIM, "register", "x", {"a": "2"})
    assert saved_filters(database, KIM, "register") == {"x": {"a": "2"}}


def test_renaming(database: Database) -> None:
    """Prevents that a new name swallows another filter."""
    save_filter(database, KIM, "register", "alt", {"a": "1"})
    save_filter(database, KIM, "register", "besetzt", {"a": "2"})
    with pytest.raises(FilterNameWrong):
        rename_filter(database, KIM, "register", "alt", "besetzt")
    with pytest.raises(FilterUnknown):
        rename_filter(database, KIM, "register", "nie", "neu")
    assert rename_filter(database, KIM, "register", "alt", "neu") == "neu"
    assert saved_filters(database, KIM, "register") == {"besetzt": {"a": "2"}, "neu": {"a": "1"}}


@pytest.mark.parametrize("name", ["", "   ", "\x00\n", "x" * 61])
def test_names_that_cannot_be_kept(database: Database, name: str) -> None:
    """Prevents a filter nobody finds again."""
    with pytest.raises(FilterNameWrong):
        save_filter(database, KIM, "register", name, {})
    assert saved_filters(database, KIM, "register") == {}


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "'; DROP TABLE unit; --", "🏪 leer", "مرحبا", "x" * 60])
def test_unusual_names_are_text(database: Database, name: str) -> None:
    """Prevents names that do something else than name."""
    assert save_filter(database, KIM, "register", name, {}) == name
    assert list(saved_filters(database, KIM, "register")) == [name]


def test_not_more_than_the_limit(database: Database) -> None:
    """Prevents a disk that one account fills."""
    most = limits()["most_per_account"]
    for number in range(most):
        save_filter(database, KIM, "register", f"Filter {number:02}", {})
    with pytest.raises(TooManyFilters):
        save_filter(database, KIM, "register", "einer zu viel", {})
    save_filter(database, KIM, "register", "Filter 00", {"a": "1"})  # replacing goes on
    assert len(saved_filters(database, KIM, "register")) == most


@pytest.mark.parametrize("actor", [Actor(), Actor("coordinator"), Actor("public", account_id="a-1")])
def test_without_an_account_nothing_is_kept(database: Database, actor: Actor) -> None:
    """Prevents filters of a demo role that everybody would share."""
    with pytest.raises(NotAllowed):
        save_filter(database, actor, "register", "x", {})
    with pytest.raises(NotAllowed):
        saved_filters(database, actor, "register")
