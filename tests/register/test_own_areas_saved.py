"""Areas kept under a name: whose they are, who sees them, what stays of them."""

import datetime
from collections.abc import Iterator

import pytest

from strukturmonitor.access import Actor, Reader
from strukturmonitor.database import Database
from strukturmonitor.errors import NotAllowed, OwnAreaNameWrong, OwnAreaUnknown, TooManyOwnAreas
from strukturmonitor.own_areas import OwnArea, composed_area, drawn_area
from strukturmonitor.own_areas.rules import rules
from strukturmonitor.own_areas.saved import change_area, delete_area, save_area, saved_areas

KIM = Actor("coordinator", frozenset({"bezirk:eving"}), account_id="a-1", name="Kim")
EVA = Actor("council", account_id="a-2", name="Eva")
ADMIN = Actor("admin", account_id="a-3", name="Ada")
DAY = datetime.date(2010, 1, 1)


@pytest.fixture(scope="module")
def database(demo_database: Database) -> Iterator[Database]:
    scratch = demo_database.scratch()
    yield scratch
    scratch.close()


@pytest.fixture(autouse=True)
def clean(database: Database) -> None:
    for actor in (KIM, EVA, ADMIN):
        for key, area in saved_areas(database, actor).items():
            if area.is_own:
                delete_area(database, actor, key)


@pytest.fixture(scope="module")
def area(database: Database) -> OwnArea:
    corners = [(7.455, 51.535), (7.49, 51.535), (7.49, 51.56), (7.455, 51.56)]
    return drawn_area(Reader(database, Actor()), corners)


def names(database: Database, actor: Actor) -> list[str]:
    return [each.name for each in saved_areas(database, actor).values()]


def test_an_area_comes_back_as_it_was(database: Database, area: OwnArea) -> None:
    """Prevents a saved area that opens another one."""
    key = save_area(database, KIM, area, "  Um den \n Markt ", DAY, is_shared=False)
    found = saved_areas(database, KIM)[key]
    assert (found.name, found.is_own, found.is_shared, found.boundaries_on) == ("Um den Markt", True, False, DAY)
    assert found.opened(Reader(database, Actor())).outline == area.outline


def test_districts_are_put_together_anew(database: Database) -> None:
    """Prevents an area of districts that keeps boundaries of long ago."""
    reader = Reader(database, Actor())
    made = composed_area(reader, ["stat:140", "stat:120"])
    key = save_area(database, KIM, made, "Zwei", DAY, is_shared=False)
    assert saved_areas(database, KIM)[key].opened(reader) == made


def test_nobody_else_sees_what_is_not_shared(database: Database, area: OwnArea) -> None:
    """Prevents a plan that becomes public before somebody wants it to."""
    key = save_area(database, KIM, area, "Plan", DAY, is_shared=False)
    for actor in (EVA, ADMIN, Actor(), Actor("coordinator", account_id="a-9")):
        assert names(database, actor) == []
        for attempt in (
            lambda actor=actor: delete_area(database, actor, key),
            lambda actor=actor: change_area(database, actor, key, "X", is_shared=True),
        ):
            with pytest.raises((OwnAreaUnknown, NotAllowed)):
                attempt()
    assert names(database, KIM) == ["Plan"]


def test_what_is_shared_is_seen_by_everybody_and_changed_by_one(database: Database, area: OwnArea) -> None:
    """Prevents that somebody renames or deletes what another one shares; who administrates may take it away."""
    key = save_area(database, EVA, area, "Umfeld", DAY, is_shared=True)
    save_area(database, KIM, area, "Meins", DAY, is_shared=False)
    assert names(database, Actor()) == ["Umfeld"] and names(database, KIM) == ["Meins", "Umfeld"]
    for actor in (KIM, Actor(), Actor("jury", account_id="a-5")):
        with pytest.raises((NotAllowed, OwnAreaUnknown)):
            change_area(database, actor, key, "X", is_shared=True)
        with pytest.raises(NotAllowed):
            delete_area(database, actor, key)
    change_area(database, EVA, key, "Umfeld Markt", is_shared=True)
    assert names(database, Actor()) == ["Umfeld Markt"]
    delete_area(database, ADMIN, key)
    assert names(database, EVA) == []


def test_who_has_no_right_or_no_account_keeps_nothing(database: Database, area: OwnArea) -> None:
    """Prevents areas that belong to nobody."""
    for actor in (Actor(), Actor("jury", account_id="a-5"), Actor("coordinator")):
        with pytest.raises(NotAllowed):
            save_area(database, actor, area, "X", DAY, is_shared=False)


def test_names_and_numbers_have_limits(database: Database, area: OwnArea, monkeypatch: pytest.MonkeyPatch) -> None:
    """Prevents nameless areas, two of one name, and a list nobody can read."""
    save_area(database, KIM, area, "Eins", DAY, is_shared=False)
    for name, reason in ((" \n", "missing"), ("x" * 61, "too_long"), ("Eins", "taken")):
        with pytest.raises(OwnAreaNameWrong) as raised:
            save_area(database, KIM, area, name, DAY, is_shared=False)
        assert raised.value.values["reason"] == reason
    key = save_area(database, KIM, area, "Zwei", DAY, is_shared=False)
    with pytest.raises(OwnAreaNameWrong):
        change_area(database, KIM, key, "Eins", is_shared=False)
    for number in range(rules().most_per_account - 2):
        save_area(database, KIM, area, f"Nr. {number}", DAY, is_shared=False)
    with pytest.raises(TooManyOwnAreas):
        save_area(database, KIM, area, "noch eins", DAY, is_shared=False)


def test_with_the_account_go_its_own_areas(database: Database, area: OwnArea) -> None:
    """Prevents that names somebody gave outlive the account; what was shared stays, without saying whose it was."""
    save_area(database, KIM, area, "Privates", DAY, is_shared=False)
    save_area(database, KIM, area, "Geteiltes", DAY, is_shared=True)
    with database.transaction() as transaction:
        transaction.run("erase_account", record_ids=["a-1"])
    assert names(database, KIM) == names(database, Actor()) == ["Geteiltes"]
    assert not next(iter(saved_areas(database, KIM).values())).is_own
    delete_area(database, ADMIN, next(iter(saved_areas(database, ADMIN))))
