"""Walks: a street surveyed without duplicates, records re-checked and taken back, each walk only for whose it is."""

import datetime
import itertools

import numpy as np
import pandas as pd
import pytest
import shapely
from register_helpers import ADMIN, COORDINATOR, ELSEWHERE, PUBLIC, database  # noqa: F401 (a fixture)

from strukturmonitor.access import Actor
from strukturmonitor.database import Database
from strukturmonitor.errors import (
    NotAllowed,
    RecordChanged,
    TooManyStops,
    UnitKnownHere,
    ValueInvalid,
    WalkFinished,
    WalkUnknown,
)
from strukturmonitor.register import record, save
from strukturmonitor.register.house_numbers import HouseNumber, read_number
from strukturmonitor.register.rechecks import answer, answers, begin_recheck, follow_up, nearest, ordered, reorder
from strukturmonitor.register.street_places import StreetPlaces
from strukturmonitor.register.surveys import (
    Entry,
    add_unit,
    begin_survey,
    confirm_unit,
    progress,
    street_units,
    take_back,
    undo_last,
)
from strukturmonitor.register.walks import finish, limits, minutes_walked, reopen, stops, walk, walks

TODAY = datetime.date(2026, 9, 30)  # of the demo


def _entry(number: str, **more: object) -> Entry:
    return Entry(read_number(number), more.pop("is_vacant", False), more.pop("use", "bakery"), **more)


def _recheck(database: Database, actor: Actor, count: int = 3, state: str = "occupied") -> tuple[int, pd.DataFrame]:  # noqa: F811
    rows = database.read("walk_candidates", area_id="bezirk:eving", states=[state]).head(count)
    walked, apart, _ = ordered(rows, None)
    walk_id = begin_recheck(database, actor, "Eving", walked, apart)
    return walk_id, stops(database, actor, walk_id)


# --- house numbers and places ----------------------------------------------------------------------------


def test_house_numbers_are_read_and_stepped() -> None:
    """Prevents «14 A» and «14a» from being two houses, and steps below number 1."""
    assert read_number(" 014 A") == read_number("14a") == HouseNumber(14, "a")
    assert str(read_number("14–16")) == "14-16"
    assert [str(HouseNumber(14).stepped(step)) for step in (2, 1, -2)] == ["16", "15", "12"]
    assert str(HouseNumber(14).with_next_letter().with_next_letter()) == "14b"
    assert HouseNumber(1).stepped(-2) is None
    assert sorted([HouseNumber(10), HouseNumber(9), HouseNumber(9, "a")]) == [
        HouseNumber(9), HouseNumber(9, "a"), HouseNumber(10),
    ]  # fmt: skip
    for wrong in ("", "a", "0", "<script>", "12345", "14 ⚽", "١٤", "x" * 10_000):
        with pytest.raises(ValueInvalid):
            read_number(wrong)


def _places(addresses: list[tuple], units: list[tuple] = (), lines: list[bytes] = ()) -> StreetPlaces:
    return StreetPlaces(
        pd.DataFrame(addresses, columns=["house_number", "lon", "lat"]),
        pd.DataFrame(units, columns=["house_number", "lon", "lat", "place_method"]),
        list(lines),
        limits(),
    )


def test_a_place_stands_in_the_table_or_is_estimated_between_neighbours() -> None:
    """Prevents a made-up place that looks surveyed: 14 stands in the table; 12 lies halfway between 10 and 14, marked; 20
    has no higher neighbour and gets no place."""
    places = _places([("10", 7.4600, 51.51), ("14", 7.4604, 51.51), ("11", 7.4600, 51.52)])
    assert places.place(HouseNumber(14)).method == "address"
    halfway = places.place(HouseNumber(12))
    assert (halfway.lon, halfway.lat, halfway.method) == (pytest.approx(7.4602), pytest.approx(51.51), "interpolated")
    assert places.place(HouseNumber(14, "b")).lon == 7.4604
    assert places.place(HouseNumber(20)) is None


def test_an_estimated_place_is_no_ground_for_the_next() -> None:
    """Prevents errors that grow: a unit whose own place was estimated does not count as known."""
    places = _places([], [("10", 7.46, 51.51, None), ("14", 7.4604, 51.51, "interpolated")])
    assert places.place(HouseNumber(12)) is None


def test_neighbours_far_apart_or_two_streets_of_one_name_say_nothing() -> None:
    """Prevents a shop in the middle of a field between two ends of a long street, or between two streets of one name."""
    assert _places([("10", 7.46, 51.51), ("14", 7.47, 51.51)]).place(HouseNumber(12)) is None
    assert _places([("10", 7.46, 51.51), ("10", 7.47, 51.53)]).place(HouseNumber(10)) is None


def test_the_estimate_follows_the_bend_of_the_street() -> None:
    """Prevents a place inside the block: the street goes 100 m east and then 100 m north; halfway is the corner, not the
    middle of the straight line."""
    metre_lat = 1 / 111_195
    metre_lon = metre_lat / np.cos(np.radians(51.51))
    corner = (7.46 + 100 * metre_lon, 51.51)
    end = (corner[0], 51.51 + 100 * metre_lat)
    line = shapely.to_wkb(shapely.LineString([(7.46, 51.51), corner, end]))
    place = _places([("10", 7.46, 51.51), ("14", *end)], lines=[line]).place(HouseNumber(12))
    assert abs(place.lon - corner[0]) / metre_lon < 2
    assert abs(place.lat - corner[1]) / metre_lat < 2


# --- first survey ----------------------------------------------------------------------------------------


def test_a_survey_records_units_in_the_register(database: Database) -> None:  # noqa: F811
    """Prevents a list beside the register: what is entered on the street is a record, checked today by a walk; a vacant
    one is vacant since about today, an occupied one has its use."""
    walk_id = begin_survey(database, COORDINATOR, "Neue Probestraße", postcode="44339")
    used = add_unit(database, COORDINATOR, walk_id, _entry("1", size_class="to_100", name="Brot & Co"))
    vacant = add_unit(database, COORDINATOR, walk_id, _entry("3", is_vacant=True, use=None, note="Scheiben beklebt"))
    assert used.values["address"] == "Neue Probestraße 1"
    assert [used.values[name] for name in ("state", "current_use", "size_class")] == ["occupied", "bakery", "to_100"]
    assert [vacant.values[name] for name in ("state", "vacant_since", "is_since_about")] == ["verified", TODAY, True]
    assert [used.values[name] for name in ("last_checked_on", "check_method", "checked_by")] == [
        TODAY, "walk", COORDINATOR.name,
    ]  # fmt: skip
    assert used.values["lon"] is None  # nothing is known of this street: a task, not a guess
    done = progress(database, COORDINATOR, walk_id)
    assert (done.entries, done.added, done.vacant, done.minutes) == (2, 2, 1, 1)


def test_a_unit_gets_its_place_between_known_numbers(database: Database) -> None:  # noqa: F811
    """Prevents units of a survey that lie nowhere although both neighbours are known, and estimates that look measured."""
    rows = database.read("walk_candidates", area_id="bezirk:eving", states=["occupied"])
    streets = rows["address"].str.replace(r"\s+\d.*$", "", regex=True)
    for street in streets.unique():
        units = street_units(database, ADMIN, street)
        numbers = [number for number in units["number"] if number is not None]
        gap = next(
            (HouseNumber(a.digits + 2) for a, b in itertools.pairwise(numbers) if 4 <= b.digits - a.digits <= 20),
            None,
        )
        if gap is None or gap in numbers:
            continue
        walk_id = begin_survey(database, ADMIN, street.replace("straße", "str."))
        made = add_unit(database, ADMIN, walk_id, Entry(gap, False, "kiosk"))
        if made.values["lon"] is not None:
            assert made.values["place_method"] == "interpolated"
            assert made.values["address"].startswith(street)  # the known spelling
            assert any(area_id.startswith("bezirk:") for area_id in made.area_ids)
            return
    pytest.fail("no street of the demo has a gap between two numbers")


def test_a_known_house_number_is_not_recorded_twice(database: Database) -> None:  # noqa: F811
    """Prevents duplicates: a second unit of one number has to be called another one, a known one is confirmed."""
    walk_id = begin_survey(database, COORDINATOR, "Doppelweg")
    made = add_unit(database, COORDINATOR, walk_id, _entry("14"))
    with pytest.raises(UnitKnownHere):
        add_unit(database, COORDINATOR, walk_id, _entry("14"))
    add_unit(database, COORDINATOR, walk_id, _entry("14", door="right"), is_further=True)
    assert len(street_units(database, COORDINATOR, "Doppel-Weg")) == 2
    confirm_unit(database, COORDINATOR, walk_id, made.unit_id, made.revision, "now_vacant")
    seen = record(database, COORDINATOR, made.unit_id)
    assert [seen.values[name] for name in ("state", "current_use", "previous_use")] == ["verified", None, "bakery"]


def test_the_last_entry_is_taken_back(database: Database) -> None:  # noqa: F811
    """Prevents a slip of the thumb that stays: a recorded unit leaves the stock, a confirmed one is as it was."""
    walk_id = begin_survey(database, COORDINATOR, "Rückweg")
    first = add_unit(database, COORDINATOR, walk_id, _entry("2"))
    confirm_unit(database, COORDINATOR, walk_id, first.unit_id, first.revision, "now_vacant")
    assert undo_last(database, COORDINATOR, walk_id, reason="vertippt") == first.unit_id
    assert record(database, COORDINATOR, first.unit_id).values["state"] == "occupied"
    undo_last(database, COORDINATOR, walk_id, reason="vertippt")
    assert street_units(database, COORDINATOR, "Rückweg").empty
    assert not record(database, COORDINATOR, first.unit_id).is_stock
    assert undo_last(database, COORDINATOR, walk_id, reason="vertippt") is None


def test_a_pause_is_not_time_walked() -> None:
    """Prevents «23 units in 19 hours»: the night between two entries does not count, 3 + 4 minutes do."""
    start = datetime.datetime(2026, 9, 30, 10, 0)  # noqa: DTZ001 (the register keeps UTC without zone)
    times = pd.Series([start + datetime.timedelta(minutes=minutes) for minutes in (3, 3 + 20 * 60, 7 + 20 * 60)])
    assert minutes_walked(times, start) == 7
    assert minutes_walked(pd.Series(dtype="datetime64[us]"), start) == 0


# --- re-check --------------------------------------------------------------------------------------------


def test_an_answer_is_in_the_register_at_once(database: Database) -> None:  # noqa: F811
    """Prevents ticks that are lost on the way back to the office, and answers that do not fit the record's state."""
    walk_id, rows = _recheck(database, COORDINATOR, state="verified")
    stop = rows.iloc[0]
    with pytest.raises(ValueInvalid):
        answer(database, COORDINATOR, walk_id, int(stop["stop_number"]), int(stop["revision"]), "still_used")
    answer(
        database, COORDINATOR, walk_id, int(stop["stop_number"]), int(stop["revision"]), "used_again", use="kiosk",
        reason="bei der Begehung gesehen",
    )  # fmt: skip
    seen = record(database, COORDINATOR, stop["unit_id"])
    assert [seen.values[name] for name in ("state", "current_use", "last_checked_on", "check_method")] == [
        "occupied", "kiosk", TODAY, "walk",
    ]  # fmt: skip
    take_back(database, COORDINATOR, walk_id, int(stop["stop_number"]), reason="doch leer")
    seen = record(database, COORDINATOR, stop["unit_id"])
    assert seen.values["state"] == "verified"
    assert seen.values["vacant_since"] == stop["vacant_since"].date()
    assert stops(database, COORDINATOR, walk_id)["done_at"].isna().all()


def test_an_answer_is_not_taken_back_over_what_somebody_changed_since(database: Database) -> None:  # noqa: F811
    """Prevents that taking an answer back overwrites a newer value in silence; changes of other fields are no obstacle."""
    walk_id, rows = _recheck(database, COORDINATOR, state="verified")
    stop = rows.iloc[0]
    unit_id, number = str(stop["unit_id"]), int(stop["stop_number"])
    answer(database, COORDINATOR, walk_id, number, int(stop["revision"]), "still_vacant")
    save(database, ADMIN, unit_id, record(database, ADMIN, unit_id).revision, {"note": "Schild im Fenster"})
    take_back(database, COORDINATOR, walk_id, number, reason="vertippt")
    answer(database, COORDINATOR, walk_id, number, record(database, ADMIN, unit_id).revision, "still_vacant")
    checked = {"last_checked_on": TODAY - datetime.timedelta(days=1), "check_method": "report"}
    save(database, ADMIN, unit_id, record(database, ADMIN, unit_id).revision, checked)
    with pytest.raises(RecordChanged):
        take_back(database, COORDINATOR, walk_id, number, reason="vertippt")
    assert record(database, ADMIN, unit_id).values["check_method"] == "report"


def test_an_answer_does_not_overwrite_what_a_colleague_saved(database: Database) -> None:  # noqa: F811
    """Prevents a lost update: the record changed after the phone had shown it, the tick is refused with both versions."""
    walk_id, rows = _recheck(database, COORDINATOR)
    stop = rows.iloc[0]
    save(database, ADMIN, stop["unit_id"], int(stop["revision"]), {"note": "neu"})
    number = int(stop["stop_number"])
    with pytest.raises(RecordChanged) as refused:
        answer(database, COORDINATOR, walk_id, number, int(stop["revision"]), answers(stop["state"])[0])
    assert refused.value.conflict.theirs["note"] == "neu"
    assert stops(database, COORDINATOR, walk_id).iloc[0]["outcome"] is None or pd.isna(
        stops(database, COORDINATOR, walk_id).iloc[0]["outcome"]
    )


def test_what_is_left_open_comes_up_again(database: Database) -> None:  # noqa: F811
    """Prevents stops that are forgotten: open ones and those not found get a day, answered ones and days set before stay."""
    walk_id, rows = _recheck(database, COORDINATOR, 4)
    first, second = rows.iloc[0], rows.iloc[1]
    answer(database, COORDINATOR, walk_id, 1, int(first["revision"]), answers(first["state"])[0])
    answer(database, COORDINATOR, walk_id, 2, int(second["revision"]), "not_found", note="Gerüst davor")
    saved = follow_up(database, COORDINATOR, walk_id, note="offen")
    assert second["unit_id"] in saved
    assert first["unit_id"] not in saved
    assert record(database, COORDINATOR, second["unit_id"]).values["follow_up_on"] == TODAY + datetime.timedelta(
        days=14
    )
    assert follow_up(database, COORDINATOR, walk_id, note="offen") == []


def test_stops_are_reordered_from_where_the_person_is(database: Database) -> None:  # noqa: F811
    """Prevents a way planned in the office from binding on the street: what is answered stays in front."""
    walk_id, rows = _recheck(database, COORDINATOR, 5)
    answer(database, COORDINATOR, walk_id, 1, int(rows.iloc[0]["revision"]), "later")
    last = rows.iloc[-1]
    reorder(database, COORDINATOR, walk_id, (float(last["lon"]), float(last["lat"])))
    after = stops(database, COORDINATOR, walk_id)
    assert after.iloc[0]["unit_id"] == rows.iloc[0]["unit_id"]
    assert after.iloc[1]["unit_id"] == last["unit_id"]
    assert sorted(after["unit_id"]) == sorted(rows["unit_id"])


def test_records_without_position_stand_apart(database: Database) -> None:  # noqa: F811
    """Prevents records that fall out of a walk because nobody knows where they lie, and a way through nowhere."""
    rows = database.read("walk_candidates", area_id="bezirk:eving", states=["occupied"]).head(3)
    rows.loc[1, ["lon", "lat"]] = None
    walked, apart, route = ordered(rows, (7.47, 51.55))
    assert (len(walked), len(apart), len(route.order)) == (2, 1, 2)
    assert apart["unit_id"].tolist() == [rows["unit_id"].iloc[1]]
    near = nearest(rows.dropna(subset=["lon"]), (float(rows["lon"].iloc[2]), float(rows["lat"].iloc[2])), 1)
    assert near["unit_id"].tolist() == [rows["unit_id"].iloc[2]]


# --- rights ----------------------------------------------------------------------------------------------


def test_a_walk_belongs_to_whose_it_is(database: Database) -> None:  # noqa: F811
    """Prevents colleagues from going on with a walk that is not theirs, and the public from walks at all."""
    walk_id, _ = _recheck(database, COORDINATOR)
    with pytest.raises(WalkUnknown):
        walk(database, ELSEWHERE, walk_id)
    assert walk_id not in {each.walk_id for each in walks(database, ELSEWHERE)}
    for role in (PUBLIC, Actor("council"), Actor("statistics")):
        with pytest.raises(NotAllowed):
            walks(database, role)
        with pytest.raises(NotAllowed):
            begin_survey(database, role, "Straße")


def test_a_walk_stays_inside_the_areas_in_charge(database: Database) -> None:  # noqa: F811
    """Prevents re-checks of records that are another coordinator's, in the plan and on the spot."""
    rows = database.read("walk_candidates", area_id="bezirk:eving", states=["occupied"]).head(2)
    walked, apart, _ = ordered(rows, None)
    with pytest.raises(NotAllowed):
        begin_recheck(database, ELSEWHERE, "Eving", walked, apart)
    too_many = pd.concat([walked] * 30)
    with pytest.raises(TooManyStops):
        begin_recheck(database, COORDINATOR, "Eving", too_many, apart)


def test_a_finished_walk_takes_nothing_more(database: Database) -> None:  # noqa: F811
    """Prevents entries into a walk that was counted already; taken up again it goes on."""
    walk_id = begin_survey(database, COORDINATOR, "Endweg")
    finish(database, COORDINATOR, walk_id)
    with pytest.raises(WalkFinished):
        add_unit(database, COORDINATOR, walk_id, _entry("1"))
    reopen(database, COORDINATOR, walk_id)
    assert add_unit(database, COORDINATOR, walk_id, _entry("1")).is_stock


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "'; DROP TABLE unit; --", "🏚️ ⁧مرحبا", "a\x00b", "x" * 10_000]
)
def test_bad_input_is_kept_as_text_or_refused(database: Database, text: str) -> None:  # noqa: F811
    """Prevents stack traces and executed text from names of streets, shops and notes."""
    try:
        walk_id = begin_survey(database, COORDINATOR, text)
    except ValueInvalid:
        walk_id = begin_survey(database, COORDINATOR, "Textweg")
    number = len(street_units(database, COORDINATOR, walk(database, COORDINATOR, walk_id).street)) + 1
    try:
        made = add_unit(database, COORDINATOR, walk_id, _entry(str(number), name=text, note=text))
    except ValueInvalid as error:
        assert error.values["reason"] == "too_long"
    else:
        assert "\x00" not in made.values["name"]
