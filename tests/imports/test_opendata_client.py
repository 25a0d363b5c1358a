"""The client of open data portals against a portal on this machine that fails on demand."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from ods_server import Portal, running_portal

from strukturmonitor.errors import FetchFailed
from strukturmonitor.imports.opendata import Marks, OpenDataClient, TooManyRecords


@pytest.fixture
def portal() -> Iterator[Portal]:
    with running_portal() as portal:
        portal.datasets["spielplatze"] = [{"objektname": f"Platz {number}"} for number in range(250)]
        yield portal


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def client(portal: Portal, waits: list[float]) -> Iterator[OpenDataClient]:
    with OpenDataClient(portal.url, timeout_s=0.3, sleep=waits.append) as client:
        yield client


def reason(failed: pytest.ExceptionInfo[FetchFailed]) -> object:
    return failed.value.values["reason"]


def test_pages_are_read_to_the_end(client: OpenDataClient, portal: Portal) -> None:
    """250 records at 100 a page: the last 50 would be lost by a client that stops at a round number."""
    assert [row["objektname"] for row in client.records("spielplatze")] == [f"Platz {n}" for n in range(250)]
    assert [path.partition("?")[2] for path, _ in portal.asked] == [
        "limit=100&offset=0", "limit=100&offset=100", "limit=100&offset=200",
    ]  # fmt: skip


def test_an_empty_dataset_has_no_records(client: OpenDataClient, portal: Portal) -> None:
    """No record at all is an answer, not a reason to ask for ever."""
    portal.datasets["leer"] = []
    assert client.records("leer") == []


def test_too_many_records_are_not_paged(client: OpenDataClient, portal: Portal) -> None:
    """The portal refuses offset + limit above 10,000: half a dataset would look like a whole one."""
    portal.datasets["gross"] = [{"n": 1}] * 10_001
    with pytest.raises(TooManyRecords):
        client.records("gross")


def test_records_that_grow_while_paging_are_read_again(client: OpenDataClient, portal: Portal) -> None:
    """A record added between two pages shifts all others: one would be missing, one twice."""
    portal.troubles = [("none",), ("grow", "spielplatze")]
    assert len(client.records("spielplatze")) == 251


def test_records_that_never_stand_still_are_an_error(client: OpenDataClient, portal: Portal) -> None:
    """Endless restarts would never end."""
    portal.troubles = [("none",), ("grow", "spielplatze")] * 3
    with pytest.raises(FetchFailed) as failed:
        client.records("spielplatze")
    assert reason(failed) == "fetch_moving"


def test_a_busy_portal_is_asked_when_it_says(client: OpenDataClient, portal: Portal, waits: list[float]) -> None:
    """429 with Retry-After 7: asking sooner would get us locked out."""
    portal.troubles = [("status", 429, {"Retry-After": "7"})]
    assert len(client.records("spielplatze")) == 250
    assert len(waits) == 1
    assert 7 <= waits[0] < 8


def test_a_portal_that_wants_an_hour_is_left_alone(client: OpenDataClient, portal: Portal, waits: list[float]) -> None:
    """An import that sleeps for an hour blocks the next ones."""
    portal.troubles = [("status", 429, {"Retry-After": "3600"})]
    with pytest.raises(FetchFailed) as failed:
        client.records("spielplatze")
    assert reason(failed) == "fetch_busy"
    assert waits == []


def test_two_server_errors_then_good(client: OpenDataClient, portal: Portal, waits: list[float]) -> None:
    """A short fault of the portal must not end the night's fetch; the second pause is longer."""
    portal.troubles = [("status", 500, {}), ("status", 500, {})]
    assert len(client.records("spielplatze")) == 250
    assert 1 <= waits[0] < 2 <= waits[1] < 3


def test_a_server_that_stays_broken_is_an_error(client: OpenDataClient, portal: Portal, waits: list[float]) -> None:
    """Five tries, then a message with the number; an endless loop would hold the import lock."""
    portal.troubles = [("status", 503, {})] * 9
    with pytest.raises(FetchFailed) as failed:
        client.records("spielplatze")
    assert (reason(failed), failed.value.values["detail"]) == ("fetch_status", "503")
    assert len(waits) == 4


def test_a_slow_answer_times_out(client: OpenDataClient, portal: Portal, tmp_path: Path) -> None:
    """A connection that hangs for ever; here the longest silence is 0.3 s."""
    portal.troubles = [("slow", 0.6)] * 5
    with pytest.raises(FetchFailed) as failed:
        client.export("spielplatze", "json", tmp_path / "a.json", max_mb=1)
    assert reason(failed) == "fetch_timeout"
    assert list(tmp_path.iterdir()) == []


def test_an_export_is_a_whole_file(client: OpenDataClient, tmp_path: Path) -> None:
    """The file is there only when it is complete, and the progress ends at its size."""
    seen: list[tuple[int, int | None]] = []
    client.export("spielplatze", "json", tmp_path / "a.json", max_mb=1, progress=lambda *now: seen.append(now))
    size = (tmp_path / "a.json").stat().st_size
    assert len(json.loads((tmp_path / "a.json").read_text())) == 250
    assert seen[-1] == (size, size)
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


def test_a_broken_off_answer_is_fetched_again(client: OpenDataClient, portal: Portal, tmp_path: Path) -> None:
    """Half a file would lose half of the rows."""
    portal.troubles = [("cut",)]
    client.export("spielplatze", "json", tmp_path / "a.json", max_mb=1)
    assert len(json.loads((tmp_path / "a.json").read_text())) == 250


def test_an_answer_that_always_breaks_off_leaves_no_file(
    client: OpenDataClient, portal: Portal, tmp_path: Path
) -> None:
    """A half file that stays behind would be imported the next time."""
    portal.troubles = [("cut",)] * 5
    with pytest.raises(FetchFailed) as failed:
        client.export("spielplatze", "json", tmp_path / "a.json", max_mb=1)
    assert reason(failed) == "fetch_half"
    assert list(tmp_path.iterdir()) == []


def test_unchanged_data_do_not_travel(client: OpenDataClient, portal: Portal, tmp_path: Path) -> None:
    """304 for the marks of the last answer; a changed dataset is sent again."""
    marks = client.export("spielplatze", "json", tmp_path / "a.json", max_mb=1)
    assert client.export("spielplatze", "json", tmp_path / "b.json", max_mb=1, marks=marks) is None
    assert portal.asked[-1][1]["If-Modified-Since"] == "Mon, 05 Jan 2026 10:00:00 GMT"
    assert not (tmp_path / "b.json").exists()
    portal.datasets["spielplatze"].append({"objektname": "neu"})
    assert client.export("spielplatze", "json", tmp_path / "b.json", max_mb=1, marks=marks) is not None


@pytest.mark.parametrize(
    ("trouble", "expected"),
    [
        (("html",), "fetch_html"),
        (("type", "application/pdf"), "fetch_form"),
        (("status", 403, {}), "fetch_status"),
        (("redirect", "http://localhost:1/elsewhere"), "fetch_redirect"),
        (("redirect", "http://127.0.0.1:1/another-service"), "fetch_redirect"),
        (("redirect", "file:///etc/passwd"), "fetch_redirect"),
    ],
)
def test_answers_that_are_no_data(
    client: OpenDataClient, portal: Portal, tmp_path: Path, trouble: tuple, expected: str
) -> None:
    """A maintenance page, a PDF, a refusal, another host or port: none of them may become an import."""
    portal.troubles = [trouble]
    with pytest.raises(FetchFailed) as failed:
        client.export("spielplatze", "json", tmp_path / "a.json", max_mb=1)
    assert reason(failed) == expected
    assert len(portal.asked) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_redirect_on_the_same_host_is_followed(client: OpenDataClient, portal: Portal, tmp_path: Path) -> None:
    """Portals move paths; that is no reason to fail."""
    portal.troubles = [("redirect", "/api/explore/v2.1/catalog/datasets/spielplatze/exports/json")]
    assert client.export("spielplatze", "json", tmp_path / "a.json", max_mb=1) is not None


def test_redirects_in_a_circle_end(client: OpenDataClient, portal: Portal, tmp_path: Path) -> None:
    """A portal that points to itself would keep us for ever."""
    portal.troubles = [("redirect", "/api/explore/v2.1/catalog/datasets/spielplatze/exports/json")] * 9
    with pytest.raises(FetchFailed) as failed:
        client.export("spielplatze", "json", tmp_path / "a.json", max_mb=1)
    assert reason(failed) == "fetch_redirect"


def test_a_dataset_that_is_gone(client: OpenDataClient) -> None:
    """404 is final: the name must be looked up, not asked five times."""
    with pytest.raises(FetchFailed) as failed:
        client.records("gibt-es-nicht")
    assert reason(failed) == "fetch_gone"


def test_a_file_above_the_limit_is_not_kept(client: OpenDataClient, portal: Portal, tmp_path: Path) -> None:
    """A portal gone wild must not fill the disk."""
    portal.datasets["riesig"] = [{"text": "x" * 1000}] * 30
    with pytest.raises(FetchFailed) as failed:
        client.export("riesig", "json", tmp_path / "a.json", max_mb=0.01)
    assert reason(failed) == "fetch_too_large"
    assert list(tmp_path.iterdir()) == []


def test_no_network(waits: list[float], tmp_path: Path) -> None:
    """Nobody listens there: a clear message after the tries, no stack trace."""
    with (
        OpenDataClient("http://127.0.0.1:9/api", timeout_s=0.3, sleep=waits.append) as client,
        pytest.raises(FetchFailed) as failed,
    ):
        client.export("spielplatze", "json", tmp_path / "a.json", max_mb=1, marks=Marks())
    assert reason(failed) == "fetch_network"
    assert len(waits) == 4
