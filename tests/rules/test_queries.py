"""Every query of queries/ says what it is, declares its parameters, is used, and runs."""

import ast
import datetime
import re

import pytest
from project_files import PACKAGE_FOLDERS, ROOT, patterns, python_files, tree

from strukturmonitor.access import Actor, Reader, is_bound
from strukturmonitor.database import Database, Statement, statements
from strukturmonitor.database.statements import Parameter

READ = statements("read")
WRITE = statements("write")
# What a reader would ask for: by name, else by type.
BY_NAME: dict[str, object] = {
    "area_id": "bezirk:eving",
    "area_ids": ["bezirk:eving", "stat:140"],
    "city_id": "city:dortmund",
    "level": "bezirk",
    "parent_level": "bezirk",
    "station_id": "b54-ruhrallee",
    "unit_id": "140-0001",
    "unit_ids": ["140-0001", "140-0002"],
    "year": 2024,
    "from_year": 2020,
    "to_year": 2025,
    "group_years": 5,
    "direction": 0,
    "from_date": datetime.date(2024, 1, 1),
    "to_date": datetime.date(2025, 12, 31),
    "reference_date": datetime.date(2024, 12, 31),
    "list_date": datetime.date(2026, 9, 30),
    "lon": 7.47,
    "lat": 51.55,
    "cell_m": 250.0,
    "address_cell_m": 100.0,
    "cell_lon": 0.01,
    "cell_lat": 0.01,
    "limit": 20,
    "crs": "EPSG:3035",
    "outline": '{"type":"Polygon","coordinates":[[[7.46,51.54],[7.5,51.54],[7.5,51.56],[7.46,51.54]]]}',
    "sort": "empty_since",
    "text": "straße",
    "states": ["verified"],
    "kinds": ["litter"],
    "hours": [7, 8],
    "categories": [1, 2],
    "involved": ["bicycle"],
    "source_id": "leerstand",
}
BY_TYPE: dict[str, object] = {
    "VARCHAR": "x",
    "INTEGER": 1,
    "DOUBLE": 1.0,
    "DATE": datetime.date(2024, 12, 31),
    "TIMESTAMP": datetime.datetime(2024, 12, 31, 12),  # noqa: DTZ001 (the database has no time zones)
    "BOOLEAN": True,
}


def typical(parameter: Parameter) -> object:
    if parameter.name in BY_NAME:
        return BY_NAME[parameter.name]
    value = BY_TYPE[parameter.type.removesuffix("[]")]
    return [value] if parameter.type.endswith("[]") else value


def body(statement: Statement) -> str:
    return "\n".join(line.partition("--")[0] for line in statement.sql.splitlines())


@pytest.mark.parametrize("name", sorted(READ))
def test_what_is_for_those_in_charge_is_filtered_by_their_areas(name: str) -> None:
    """Prevents a query of personal or restricted values that forgets whose area they lie in."""
    names = [parameter.name for parameter in READ[name].parameters]
    assert ("in_charge" in names) == is_bound(READ[name].right)
    assert "in_charge" not in names or "$in_charge" in body(READ[name])


@pytest.mark.parametrize("name", sorted(READ))
@pytest.mark.parametrize("state", ["empty", "demo"])
def test_reads(name: str, state: str, request: pytest.FixtureRequest) -> None:
    """A query that fails on an empty database, on the demo, or as soon as an optional filter is set or left out."""
    database: Database = request.getfixturevalue(f"{state}_database")
    reader = Reader(database, Actor(role="admin"))
    parameters = [p for p in READ[name].parameters if p.name != "in_charge"]  # the Reader's own
    required = {p.name: typical(p) for p in parameters if not p.is_optional}
    columns = list(reader.read(name, **required))
    assert columns
    assert list(reader.read(name, **{p.name: typical(p) for p in parameters})) == columns


@pytest.mark.parametrize("statement", [*READ.values()], ids=lambda s: s.name)
def test_says_what_a_row_is(statement: Statement) -> None:
    """A query whose result has to be guessed from its code."""
    assert statement.row.startswith("One row")


@pytest.mark.parametrize("statement", [*READ.values(), *WRITE.values()], ids=lambda s: s.name)
def test_parameters_are_declared_and_used(statement: Statement) -> None:
    """An undeclared parameter cannot be bound; a declared one that is not used promises a filter."""
    used = set(re.findall(r"\$(\w+)", body(statement)))
    assert used == {parameter.name for parameter in statement.parameters}


def test_names_are_unique_and_plain() -> None:
    """A name is all that the command line and the code have to find a query."""
    assert not READ.keys() & WRITE.keys()
    assert [name for name in (*READ, *WRITE) if not re.fullmatch(r"[a-z][a-z0-9_]*", name)] == []


def test_every_query_is_used() -> None:
    """A query nobody runs is kept up for nothing. Used: named in the code (whole, or by how its name begins), in data/ or
    in the documentation."""
    named: set[str] = set()
    for path in python_files(*PACKAGE_FOLDERS):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.expr):
                named.update(patterns(node))
    documents = " ".join(
        path.read_text(encoding="utf-8") for path in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    )
    for path in (ROOT / "data").rglob("*.yml"):
        named.update(re.findall(r"\w+", path.read_text(encoding="utf-8")))
    expressions = [re.compile(pattern) for pattern in named if re.fullmatch(r"[a-z]+_\.\+", pattern)]
    unused = [
        name
        for name in (*READ, *WRITE)
        if name not in named and not any(e.fullmatch(name) for e in expressions) and f"query {name}" not in documents
    ]
    assert unused == []


def test_restricted_rows_stay_restricted(demo_database: Database) -> None:
    """A query with a right that public readers do not have must refuse them, whatever the page does."""
    from strukturmonitor.access import allowed
    from strukturmonitor.errors import NotAllowed

    reader = Reader(demo_database, Actor())
    restricted = [statement for statement in READ.values() if not allowed(Actor(), statement.right)]
    assert restricted
    for statement in restricted:
        with pytest.raises(NotAllowed):
            reader.read(statement.name, **{p.name: typical(p) for p in statement.parameters})


PERSON_TABLES = re.compile(
    r"stats\.(population|birth|death|household|move|unemployment)\b|\bpopulation_(group|movement|area)\b"
)


@pytest.mark.parametrize("name", [name for name, found in READ.items() if PERSON_TABLES.search(found.sql)])
def test_a_query_that_counts_persons_names_its_columns(name: str, demo_database: Database) -> None:
    """Prevents exact counts of persons from leaving by the command line because nobody said which columns they are."""
    found = READ[name]
    if name in {"datasets", "table_rows"}:
        return
    assert found.persons or found.right != "read_public"
    columns = set(demo_database.read(name, **{p.name: None for p in found.parameters}))
    assert set(found.persons) <= columns
