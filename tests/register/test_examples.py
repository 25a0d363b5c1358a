"""Made owners, talks and seekers of the demo."""

from people_helpers import ADMIN, database

from strukturmonitor.access import Reader
from strukturmonitor.database import Database
from strukturmonitor.register.examples import add_examples
from strukturmonitor.register.owners import PRIVATE_KINDS, owner_list
from strukturmonitor.register.reuse import seekers
from strukturmonitor.register.tasks import task_groups

__all__ = ["database"]


def test_the_views_have_something_to_show_and_nobody_in_it(database: Database) -> None:
    """Prevents empty views in the demo, an invented human being in them, and an example that stays behind a real list."""
    count = add_examples(database)
    owners, sought = owner_list(database, ADMIN).rows, seekers(database, ADMIN)
    assert count == len(owners) + len(sought) and owners and sought
    assert not {owner["kind"] for owner in owners} & set(PRIVATE_KINDS)
    assert all("(Beispiel)" in str(each["legal_name"]) for each in owners)
    persons = [Reader(database, ADMIN).rows("owner_persons", owner_id=owner["owner_id"]) for owner in owners]
    assert persons and not any(person["name"] for each in persons for person in each)
    assert any(group.kind == "call" and group.count for group in task_groups(database, ADMIN))
    with database.transaction("test") as transaction:
        transaction.run("clear_made_parts")
    assert not owner_list(database, ADMIN).rows and not seekers(database, ADMIN)
