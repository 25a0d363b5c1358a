"""Nothing restricted or personal reaches who may not see it: not in a page, not in what a page sends, not in a query, not
in a file. The values planted are unmistakable, so that every place they turn up in is a leak."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from planted_people import (
    AREA,
    FOLLOW_UP,
    HIDDEN,
    INTERNAL,
    OWN_ID,
    PLANTED,
    RESTRICTED,
    SENSITIVE,
    UNIT,
    plant_everything,
)
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from strukturmonitor.access import Actor, Reader, allowed
from strukturmonitor.api import ROUTES, answering
from strukturmonitor.api.endpoints import ENDPOINTS
from strukturmonitor.database import Database, statements
from strukturmonitor.database.shared import close_shared, shared_database
from strukturmonitor.errors import NotAllowed, StrukturmonitorError
from strukturmonitor.exports.command import FORMATS_OF, Wanted, make_file
from strukturmonitor.register.records import record
from strukturmonitor.settings import ROLES
from strukturmonitor.texts import speak
from strukturmonitor.ui import data

# Who may not see what: the public and the council no single record's internals; nobody restricted values but in charge.
LOWER = ("public", "council", "jury", "statistics")
_NO_ROWS_OF_UNITS = {"indicators", "system"}
_OF_THE_REGISTER = re.compile(
    r"\b(?:FROM|JOIN)\s+(?:unit\w*|occupancy|owner\w*|conversation|seeker\w*|report_\w+|walk\w*|account\w*|audit_event|advice|import_\w+)\b"
)
ELSEWHERE = Actor("coordinator", frozenset({"bezirk:hoerde"}))


@pytest.fixture(scope="module")
def planted_dir(served_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("planted") / "data"
    shutil.copytree(served_dir, folder, ignore=shutil.ignore_patterns("*.sock"))
    database = shared_database(folder)
    plant_everything(database)
    with database.transaction("planted"):
        pass
    yield folder
    close_shared(folder)


def _found(content: bytes, values: tuple[str, ...]) -> list[str]:
    return [value for value in values if value.encode() in content]


def _forbidden(role: str) -> tuple[str, ...]:
    return (*RESTRICTED, *INTERNAL, *HIDDEN) if role in LOWER else ()


def _protos(test: AppTest) -> bytes:
    """Everything a run would send to the browser."""
    content = b""
    waiting = [test._tree]
    while waiting:
        node = waiting.pop()
        proto = getattr(node, "proto", None)
        content += proto.SerializeToString() if proto is not None else b""
        waiting += list(getattr(node, "children", {}).values())
    return content


# Everything that reads the register, as a lower role would open it; in the address what only others may open.
VIEWS = [
    ("stadtbezirk", {"bezirk": "eving"}),
    ("leerstand", {"bezirk": "eving", "objekt": UNIT}),
    ("leerstand", {"gebiet": AREA, "objekt": SENSITIVE}),
    ("melden", {"objekt": SENSITIVE}),
    ("register", {"objekt": UNIT}),
    ("register", {"ansicht": "eigentum", "objekt": UNIT}),
    ("verwaltung", {"ansicht": "datenschutz", "teil": "auskunft"}),
]


@pytest.mark.parametrize("role", ["public", "council"])
@pytest.mark.parametrize(("module", "query"), VIEWS, ids=[f"{m}-{'-'.join(q.values())}" for m, q in VIEWS])
def test_pages(
    planted_dir: Path, page_of: Callable[..., AppTest], module: str, query: dict[str, str], role: str
) -> None:
    """A value that a page does not show and sends all the same: in a table's hidden column, a map's tooltip, a form."""
    test = page_of(planted_dir, module, query, role=role)
    assert not test.exception
    assert _found(_protos(test), _forbidden(role)) == []


def test_the_search_would_find_them(planted_dir: Path, page_of: Callable[..., AppTest]) -> None:
    """A test that finds nothing because it looks in the wrong place."""
    test = page_of(planted_dir, "register", {"objekt": UNIT}, role="coordinator")
    assert not test.exception
    assert _found(_protos(test), (OWN_ID, FOLLOW_UP)) == [OWN_ID, FOLLOW_UP]


def _typical(name: str, type_: str) -> object:
    by_name = {
        "area_id": AREA, "area_ids": [AREA, "bezirk:eving"], "unit_id": UNIT, "unit_ids": [UNIT, SENSITIVE], "owner_id": "O-1",
        "seeker_id": "S-1", "report_id": 1, "text": "a", "row_limit": 1000, "limit": 1000, "record_id": "O-1", "months": 0,
    }  # fmt: skip
    by_type = {"VARCHAR": "x", "INTEGER": 1, "DOUBLE": 1.0, "DATE": None, "TIMESTAMP": None, "BOOLEAN": True}
    value = by_name.get(name, by_type[type_.removesuffix("[]")])
    return [value] if type_.endswith("[]") and not isinstance(value, list) else value


def _leaks(database: Database, actors: list[Actor], values: tuple[str, ...]) -> tuple[dict[str, list[str]], int]:
    """Queries that read the register and give one of the values to the first of the actors who may run them."""
    leaks, asked = {}, 0
    for name, query in statements("read").items():
        actor = next((actor for actor in actors if allowed(actor, query.right)), None)
        if actor is None or query.subject in _NO_ROWS_OF_UNITS or not _OF_THE_REGISTER.search(query.sql):
            continue
        known = [parameter for parameter in query.parameters if parameter.name != "in_charge"]
        for only_required in (True, False):
            wanted = {p.name: _typical(p.name, p.type) for p in known if not (only_required and p.is_optional)}
            try:
                rows = Reader(database, actor).read(name, **wanted)
            except Exception:  # noqa: S112 (a query that refuses such values gives nothing away)
                continue
            asked += 1
            if found := _found(rows.to_csv().encode(), values):
                leaks[name] = found
    return leaks, asked


def test_queries_of_lower_roles(planted_dir: Path) -> None:
    """A query that gives a role more than it may see; every page, export and command reads through these."""
    values = (*RESTRICTED, *INTERNAL, *HIDDEN)
    leaks, asked = _leaks(shared_database(planted_dir), [Actor(role) for role in LOWER], values)
    assert leaks == {} and asked > 30


def test_queries_of_a_coordinator_elsewhere(planted_dir: Path) -> None:
    """Rent, talks and people of units that somebody else is in charge of."""
    leaks, asked = _leaks(shared_database(planted_dir), [ELSEWHERE], RESTRICTED)
    assert leaks == {} and asked > 60
    seen = record(shared_database(planted_dir), ELSEWHERE, UNIT)
    assert not any(name in seen.values for name in ("rent_eur_m2", "handling", "handling_detail"))


@pytest.mark.parametrize("role", ["public", "council"])
def test_files(planted_dir: Path, role: str) -> None:
    """A file for everybody with a column that is not for everybody, or one for others that is made for anybody."""
    database = shared_database(planted_dir)
    for file_format in FORMATS_OF["vacancies"]:
        made = make_file(database, Actor(role), speak("de"), Wanted("vacancies", file_format, ("bezirk:eving",)))
        content = _unpacked(made.content, file_format)
        assert UNIT.encode() in content or b"Evinger" in content
        assert _found(content, _forbidden(role)) == []
    for content in ("internal", "restricted"):
        with pytest.raises(NotAllowed):
            make_file(
                database, Actor(role), speak("de"), Wanted("vacancies", "csv", ("bezirk:eving",), content=content)
            )


def test_files_of_a_coordinator_elsewhere(planted_dir: Path) -> None:
    """Rent and talks of units that somebody else is in charge of."""
    database = shared_database(planted_dir)
    for content in ("internal", "restricted"):
        wanted = Wanted("vacancies", "csv", ("bezirk:eving",), content=content)
        assert _found(make_file(database, ELSEWHERE, speak("de"), wanted).content, RESTRICTED) == []
    wanted = Wanted("vacancies", "csv", ("bezirk:eving",), content="restricted")
    assert _found(
        make_file(database, Actor("coordinator"), speak("de"), wanted).content, ("7.317,53", "7317,53", "7317.53")
    )


def _unpacked(content: bytes, file_format: str) -> bytes:
    if file_format != "xlsx":
        return content
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


@pytest.mark.parametrize("actor", [Actor(role) for role in ROLES] + [ELSEWHERE], ids=str)
def test_the_interface_for_programs(planted_dir: Path, monkeypatch: pytest.MonkeyPatch, actor: Actor) -> None:
    """An address, a format or a past day by which a program gets what the pages hide; the API is the same for all roles,
    so that nobody gets more than the public."""
    monkeypatch.setattr(answering, "database", lambda: shared_database(planted_dir))
    monkeypatch.setattr(answering, "actor_of_request", lambda request: actor)
    monkeypatch.setenv("STRUKTURMONITOR_DATA_DIR", str(planted_dir))
    data.settings.cache_clear()
    client = TestClient(Starlette(routes=ROUTES))
    asked = [f"/api/v1{endpoint.path}" for endpoint in ENDPOINTS if endpoint.answer and not endpoint.in_path]
    asked += [f"/api/v1/vacancies?format={each}&limit=500&area=eving" for each in ("json", "csv", "geojson")]
    asked += [f"/api/v1/vacancies?limit=500&area={AREA}&stand={day}" for day in ("2026-01-01", "2020")]
    asked += ["/api/v1/tables/unit.csv", "/api/v1/tables/occupancy.csv", "/api/katalog.ttl", "/api/openapi.json"]
    every = (*RESTRICTED, *INTERNAL, *HIDDEN)
    seen = b""
    for address in asked:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert _found(answer.content, every) == [], address
        seen += answer.content if "vacancies" in address else b""
    assert UNIT.encode() in seen
    data.settings.cache_clear()


def test_nothing_personal_beside_the_register(planted_dir: Path) -> None:
    """A name in a log, an address, an error or a note of the audit."""
    database = shared_database(planted_dir)
    with database._cursor() as cursor:
        log = str(cursor.execute("SELECT * FROM audit_event").fetchall()).encode()
    assert _found(log, PLANTED) == []
    with pytest.raises(StrukturmonitorError) as caught:
        Reader(database, Actor()).read("owner_persons", owner_id="O-1")
    assert _found(str(caught.value).encode(), PLANTED) == []
    assert allowed(Actor("coordinator"), "read_restricted")
