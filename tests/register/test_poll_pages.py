"""The plain pages of phones: the way of a vote, foreign forms, cookies, hostile words, languages, and what they log."""

import dataclasses
import logging
import re

import pytest
from poll_helpers import *  # noqa: F403 (fixtures)
from poll_helpers import ANSWERS, KINDS, LEADER, asking, opened
from starlette.applications import Starlette
from starlette.testclient import TestClient

from strukturmonitor.access import Reader
from strukturmonitor.database import Database
from strukturmonitor.dialogue import poll_leading
from strukturmonitor.dialogue.poll_model import Poll
from strukturmonitor.dialogue.poll_votes import COOKIE
from strukturmonitor.dialogue.polls import results
from strukturmonitor.ui.hall import point_map, routes
from strukturmonitor.ui.login import plain

LAN = "http://192.168.178.20:8501"
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def served(monkeypatch: pytest.MonkeyPatch, database: Database) -> None:
    for module in (routes, plain, point_map):
        monkeypatch.setattr(module, "database", lambda: database)


def phone() -> TestClient:
    """As a phone opens the page under the address of the local network: without the header that only secure pages send."""
    return TestClient(
        Starlette(routes=routes.ROUTES),
        base_url=LAN,
        follow_redirects=False,
        headers={"Origin": LAN, "User-Agent": "Fon 7"},
    )


def send(client: TestClient, code: str, form: dict[str, str], **more: object):
    """Open the question and answer it."""
    page = client.get(f"/abstimmen/{code}?aendern=ja")
    question = re.search(r'name="frage" value="(\w+)"', page.text)
    return client.post(f"/abstimmen/{code}", data=form | ({"frage": question[1]} if question else {}), **more)


def count(database: Database, poll: Poll) -> int:
    return results(Reader(database, LEADER), poll.poll_id).poll.devices


@pytest.mark.parametrize("kind", KINDS)
def test_a_phone_answers_and_changes_its_mind(database: Database, kind: str) -> None:
    """Prevents a kind of question that cannot be answered without a script, and a change that nobody notices."""
    poll, client = opened(database, kind), phone()
    page = client.get(f"/abstimmen/{poll.code}")
    assert page.status_code == 200 and "<fieldset>" in page.text and "<legend>" in page.text
    cookie = page.headers["set-cookie"]
    assert (
        all(part in cookie for part in (COOKIE, "HttpOnly", "SameSite=lax", "Path=/abstimmen"))
        and "Secure" not in cookie
    )
    first = send(client, poll.code, ANSWERS[kind])
    assert first.status_code == 303 and first.headers["location"].endswith("danke=neu")
    thanks = client.get(first.headers["location"])
    assert "gezählt" in thanks.text and "set-cookie" not in thanks.headers
    second = send(client, poll.code, ANSWERS[kind])
    assert "Ihre Stimme wurde geändert" in client.get(second.headers["location"]).text
    assert count(database, poll) == 1
    again = client.get(f"/abstimmen/{poll.code}?aendern=ja").text
    assert "checked" in again or 'value="3"' in again or "Mehr Bäume!" in again or 'value="7.466"' in again


def test_a_wrong_answer_keeps_what_was_typed(database: Database) -> None:
    """Prevents people from starting anew after a slip, and a vote that counts in spite of it."""
    poll, client = opened(database, "dots"), phone()
    answer = send(client, poll.code, {"p0": "4", "p1": "3"})
    assert answer.status_code == 422 and 'role="alert"' in answer.text and 'value="4"' in answer.text
    assert count(database, poll) == 0


def test_words_with_markup_stay_words(database: Database) -> None:
    """Prevents a word, a question or an option that runs in other people's browsers."""
    title = f"Was fehlt? {HOSTILE}"
    poll, client = opened(database, "words", title=title), phone()
    answer = send(client, poll.code, {"w0": HOSTILE, "w1": '"><img src=x onerror=alert(1)>'})
    for page in (client.get(answer.headers["location"]), client.get(f"/abstimmen/{poll.code}?aendern=ja")):
        assert HOSTILE not in page.text and "<img src=x" not in page.text and "&lt;script&gt;" in page.text
    odd = phone().get(f"/abstimmen/{HOSTILE}", headers={"Accept": "text/html"})
    assert odd.status_code == 404 and HOSTILE not in odd.text
    assert HOSTILE not in phone().get("/abstimmen", params={"code": HOSTILE}).text


def test_after_the_end_the_phone_is_told(database: Database) -> None:
    """Prevents a person who thinks a late vote counted, and a page that shows an error instead of a sentence."""
    poll, client = opened(database, "single"), phone()
    hall = poll_leading.door(database, LEADER, poll.story_id)
    client.get(f"/abstimmen/{hall.code}")
    form = {"wahl": "1", "frage": poll.poll_id}
    poll_leading.close_poll(database, LEADER, poll)
    for code in (poll.code, hall.code):
        late = client.post(f"/abstimmen/{code}", data=form)
        assert late.status_code == 409 and "beendet" in late.text and 'role="alert"' in late.text
    opened(database, "single", story_id=poll.story_id)
    late = client.post(f"/abstimmen/{hall.code}", data=form)  # meant for the question before
    assert late.status_code == 409 and count(database, poll) == 0


def test_one_address_serves_the_evening(database: Database) -> None:
    """Prevents phones that stay on an old question: the waiting page loads itself anew, also without a script."""
    poll = opened(database, "single")
    hall, client = poll_leading.door(database, LEADER, poll.story_id), phone()
    send(client, hall.code, {"wahl": "1"})
    assert '<meta http-equiv="refresh"' in client.get(f"/abstimmen/{hall.code}").text
    before = client.get(f"/abstimmen/{hall.code}/stand").text
    poll_leading.close_poll(database, LEADER, poll)
    waiting = client.get(f"/abstimmen/{hall.code}")
    assert "Sie sind dabei" in waiting.text and '<meta http-equiv="refresh"' in waiting.text
    opened(database, "words", story_id=poll.story_id, title="Und nun?")
    assert client.get(f"/abstimmen/{hall.code}/stand").text != before
    assert "Und nun?" in client.get(f"/abstimmen/{hall.code}").text


def test_codes_are_found_and_unknown_ones_explained(database: Database) -> None:
    """Prevents a dead end for who types the code by hand."""
    poll = opened(database, "single")
    found = phone().get("/abstimmen", params={"code": f" {poll.code.lower()} "})
    assert (found.status_code, found.headers["location"]) == (303, f"/abstimmen/{poll.code}")
    unknown = phone().get("/abstimmen", params={"code": "BCDFG"})
    assert unknown.status_code == 404 and "BCDFG" in unknown.text and 'id="code"' in unknown.text


def test_foreign_large_and_cookieless_forms_do_not_count(database: Database) -> None:
    """Prevents votes sent from another site, forms that fill the memory, and phones without a number that count often."""
    poll, client = opened(database, "single"), phone()
    form = {"wahl": "1", "frage": poll.poll_id}
    for headers in ({"Origin": "http://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}):
        assert send(client, poll.code, {"wahl": "1"}, headers=headers).status_code == 403
    large = client.post(f"/abstimmen/{poll.code}", data=form | {"w0": "x" * 20_000})
    many = client.post(f"/abstimmen/{poll.code}", data=form | {f"x{number}": "1" for number in range(60)})
    assert (large.status_code, many.status_code) == (400, 400)
    bare = phone().post(f"/abstimmen/{poll.code}", data=form)
    assert bare.status_code == 400 and COOKIE in bare.headers["set-cookie"] and "Cookies" in bare.text
    forged = phone()
    forged.cookies.set(COOKIE, "selbst-gemacht.AAAA", path="/abstimmen")
    assert forged.post(f"/abstimmen/{poll.code}", data=form).status_code == 400
    assert count(database, poll) == 0


def test_pages_speak_the_language_of_the_question_or_the_reader(database: Database) -> None:
    """Prevents an English hall with German buttons, and a reader who loses the language with the next page."""
    question = asking("single")
    poll = poll_leading.open_poll(database, LEADER, dataclasses.replace(question, language="en"))
    client = phone()
    assert 'lang="en"' in client.get(f"/abstimmen/{poll.code}").text
    page = client.get(f"/abstimmen/{poll.code}?sprache=de")
    assert 'lang="de"' in page.text
    answer = client.post(f"/abstimmen/{poll.code}", data={"wahl": "1", "frage": poll.poll_id, "sprache": "de"})
    assert "sprache=de" in answer.headers["location"]


def test_nothing_of_a_phone_is_kept_or_logged(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    """Prevents an address, a kind of phone or its number from reaching the register or the log."""
    poll, client = opened(database, "words"), phone()
    with caplog.at_level(logging.DEBUG):
        send(client, poll.code, {"w0": "Zquarkwort"}, headers={"X-Forwarded-For": "203.0.113.77", "Origin": LAN})
        client.post(f"/abstimmen/{poll.code}", data={"frage": poll.poll_id, "w0": "y" * 61})
    token = client.cookies[COOKIE].rpartition(".")[0]
    own = "\n".join(
        r.getMessage() for r in caplog.records if r.name.startswith(("strukturmonitor", "starlette", "uvicorn"))
    )
    assert not any(secret in own for secret in (token, "Zquarkwort", "203.0.113.77", "Fon 7", "testclient"))
    with database._cursor() as cursor:
        tables = [
            row[0] for row in cursor.execute("SELECT table_name FROM duckdb_tables() WHERE NOT internal").fetchall()
        ]
        hits = [
            (table, secret)
            for table in tables
            for secret in (token, "203.0.113.77", "Fon 7", "testclient")
            if table.startswith(("poll", "hall", "audit", "register_version", "account"))
            and cursor.execute(f"SELECT count(*) FROM {table} t WHERE contains(t::VARCHAR, ?)", [secret]).fetchone()[0]  # noqa: S608
        ]
    assert hits == []


def test_results_and_files_hold_no_single_vote(database: Database) -> None:
    """Prevents a file from which one can read what one phone answered."""
    from strukturmonitor.dialogue.poll_export import FORMATS, results_file
    from strukturmonitor.texts import speak

    poll = opened(database, "words")
    send(phone(), poll.code, {"w0": "=SUMME(A1)"})
    poll_leading.judge_words(database, LEADER, poll, ["=summe(a1)"], is_released=True)
    result = results(Reader(database, LEADER), poll.poll_id)
    with database._cursor() as cursor:
        hashes = cursor.execute("SELECT device_hash FROM poll_vote WHERE poll_id = ?", [poll.poll_id]).fetchall()
        salt = cursor.execute("SELECT salt FROM poll WHERE poll_id = ?", [poll.poll_id]).fetchone()[0]
    for file_format in FORMATS:
        content = results_file(speak("de"), [result], file_format, title="Abend")
        assert hashes[0][0].encode() not in content and salt.encode() not in content
    assert "'=SUMME" in results_file(speak("de"), [result], "csv", title="Abend").decode("utf-8-sig")
