"""Leerstand on a past day: what the page says, what the link carries, what each role may see."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from strukturmonitor.access import Actor
from strukturmonitor.database import Database
from strukturmonitor.database.shared import close_shared, shared_database
from strukturmonitor.register import records

AppPage = Callable[..., AppTest]
PageOf = Callable[..., AppTest]
ADMIN = Actor(role="admin")
UNIT = "120-0001"


def _text(test: AppTest) -> str:
    kinds = (test.markdown, test.info, test.caption, test.title)
    return "\n".join([e.value for kind in kinds for e in kind] + [e.proto.body for e in test.get("html")])


def test_a_past_day_is_marked_and_gives_that_days_rate(app_page: AppPage, demo_database: Database) -> None:
    """Prevents a past day that is taken for today, or a rate that differs from the one in the course of the rate."""
    test = app_page("leerstand", {"stand": "2024-12-31", "bezirk": "eving"})
    assert not test.exception
    text = _text(test)
    assert "Stand 31.12.2024: So war das Register an diesem Tag." in text
    rows = demo_database.read("leerstandsquote")
    row = rows[(rows["area_id"] == "bezirk:eving") & (rows["period"] == "2024-12-31")].iloc[0]
    rate = f"{100 * row['numerator'] / row['denominator']:.1f}".replace(".", ",")
    assert f"{row['numerator']} von {row['denominator']} Ladenlokalen leer ({rate}" in text
    assert test.metric[0].value == f"{rate} %"
    assert test.query_params["stand"] == "2024-12-31"
    assert "Zu- und Abgänge, Dauer und Verlässlichkeit zeigt diese Seite nur für heute." in text


def test_a_year_means_its_last_day(app_page: AppPage) -> None:
    """Prevents that a link with a year opens another day."""
    test = app_page("leerstand", {"stand": "2023", "sprache": "en"})
    assert not test.exception
    assert "31 December 2023: the register as it was on that day." in _text(test)
    assert test.query_params["stand"] == "2023-12-31"


def test_today_is_no_past_day_and_stands_in_the_link(app_page: AppPage) -> None:
    """Prevents copied links that drift because they say no date."""
    test = app_page("leerstand")
    assert "So war das Register" not in _text(test)
    link = app_page("leerstand", {"stand": "2026-09-30"})
    assert "So war das Register" not in _text(link)
    assert test.code[0].value.endswith("?stand=2026-09-30")


@pytest.mark.parametrize(
    ("stand", "said"),
    [
        ("2031-01-01", "Der 01.01.2031 liegt noch vor uns."),
        ("1999", "Am 31.12.1999 gab es das Register noch nicht"),
        ("2024-02-31<script>", "stand"),
    ],
)
def test_a_day_out_of_reach_gives_today_and_a_line(app_page: AppPage, stand: str, said: str) -> None:
    """Prevents an error, or an empty page nobody understands, for a day of which nothing is known."""
    test = app_page("leerstand", {"stand": stand})
    assert not test.exception
    assert any(said in line.value for line in test.info)
    assert "So war das Register" not in _text(test)


@pytest.fixture
def changed(writable_dir: Path) -> Path:
    """A register in which a record got another name, use, remark and rent today, and a second one was protected."""
    database = shared_database(writable_dir)
    found = records.record(database, ADMIN, UNIT)
    records.save(database, ADMIN, UNIT, found.revision, {"name": "Neuer Name", "note": "neu", "rent_eur_m2": 77.0})
    yield writable_dir
    close_shared(writable_dir)


def test_the_card_shows_what_was_recorded_then(changed: Path, page_of: PageOf) -> None:
    """Prevents that a past day shows today's name or rent, or today the old one."""
    past = page_of(changed, "leerstand", {"stand": "2024-12-31", "objekt": UNIT}, role="coordinator")
    assert not past.exception
    assert "ehem\\. SB\\-Warenhaus" in _text(past) and "Neuer Name" not in _text(past)
    assert "77,00" not in _text(past)
    today = page_of(changed, "leerstand", {"objekt": UNIT}, role="coordinator")
    assert "Neuer Name" in _text(today) and "77,00" in _text(today)


@pytest.mark.parametrize("protected", ["now", "then"])
def test_a_unit_protected_now_or_then_is_hidden_in_public(writable_dir: Path, page_of: PageOf, protected: str) -> None:
    """Prevents that a past day gives away the address or the place of a unit that is protected, or was then."""
    database = shared_database(writable_dir)
    found = records.record(database, ADMIN, UNIT)
    address, point = str(found.values["address"]), [round(found.values[name], 5) for name in ("lon", "lat")]
    saved = records.save(database, ADMIN, UNIT, found.revision, {"is_sensitive": True})
    day = "2024-12-31"
    if protected == "then":
        day = "2026-09-29"
        with database.transaction() as transaction:
            earlier = "UPDATE unit_change SET changed_on = DATE '2026-09-01' WHERE unit_id = $unit"
            transaction._cursor.execute(earlier, {"unit": UNIT})
        records.save(database, ADMIN, UNIT, saved.revision, {"is_sensitive": False})
    try:
        test = page_of(writable_dir, "leerstand", {"stand": day, "objekt": UNIT}, role="council")
        assert not test.exception
        deck = json.loads(test.get("deck_gl_json_chart")[0].proto.json)
        points = next(layer["data"] for layer in deck["layers"] if layer["id"] == "units")
        assert point not in [row["p"] for row in points]
        assert address not in [row["name"] for row in points]
        assert address not in _text(test) and address.replace("-", "\\-") not in _text(test)
        assert all(
            address not in frame.value["address"].tolist() for frame in test.dataframe if "address" in frame.value
        )
    finally:
        close_shared(writable_dir)
