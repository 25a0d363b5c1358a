"""Duplicates: found for the right reasons, merged without losing anything, told apart for good."""

import pytest
from register_helpers import ADMIN, COORDINATOR, ELSEWHERE, EVING, database, picture_file

from strukturmonitor.access import Reader
from strukturmonitor.database import Database
from strukturmonitor.errors import NotAllowed, RecordChanged, RecordUnknown
from strukturmonitor.register import create, record, save
from strukturmonitor.register.duplicates import Pair, compared, near, pairs, place, places, tell_apart
from strukturmonitor.register.merging import differing, merge
from strukturmonitor.register.photos import add_photo
from strukturmonitor.register.story import story
from strukturmonitor.texts import speak

__all__ = ["database"]
LON, LAT = EVING
TEN_M = 10 / 111_320


def test_spellings_of_one_address_are_one() -> None:
    """Prevents duplicates that hide behind «Str.», capitals and blanks: 55 points of the address, 35 of the place."""
    one = place("A", "Evinger Straße 210a", "", LON, LAT)
    other = place("B", "evinger Str. 210 A", "", LON, LAT + TEN_M / 2)
    assert compared(one, other).score == 90
    assert compared(one, other).reasons == ("same_address", "near")


def test_neighbours_are_not_duplicates() -> None:
    """Prevents a list of every two shops that stand side by side: near, but another house number and another name."""
    one = place("A", "Evinger Straße 210", "Bäckerei Meier", LON, LAT)
    other = place("B", "Evinger Straße 212", "Kiosk am Markt", LON, LAT + TEN_M)
    assert compared(one, other).score == 0


def test_two_floors_of_one_house_are_two_units() -> None:
    """Prevents shop and first floor from being merged: 55 + 35 − 40 stays below the limit."""
    one = place("A", "Evinger Straße 210", "", LON, LAT, floor=0)
    other = place("B", "Evinger Straße 210", "", LON, LAT, floor=1)
    assert compared(one, other).score == 50
    assert pairs([one, other]) == []


def test_the_name_counts_where_the_address_does_not_fit() -> None:
    """Prevents a unit recorded at the corner house from staying double: 35 of the place and 25 of the name."""
    one = place("A", "Evinger Straße 210", "Bäckerei Meier", LON, LAT)
    other = place("B", "Bayrische Straße 2", "Meier Bäckerei", LON, LAT)
    assert pairs([one, other]) == [Pair("A", "B", 60, ("near", "same_name"), 0.0)]
    assert near(one, [other])[0].score == 60


def test_missing_values_are_no_hint() -> None:
    """Prevents records without address, name and place from being taken for one."""
    assert pairs([place("A", "", "", None, None), place("B", "", "", None, None)]) == []


def test_a_pair_that_was_told_apart_does_not_come_back(database: Database) -> None:
    """Prevents the same question at every visit."""
    one = create(database, ADMIN, {"address": "Testweg 1", "lon": LON, "lat": LAT}).unit_id
    other = create(database, ADMIN, {"address": "Testweg 1", "lon": LON, "lat": LAT}).unit_id
    reader = Reader(database, ADMIN)

    def found() -> list[set[str]]:
        apart = reader.read("told_apart").itertuples(index=False, name=None)
        return [{pair.unit_id, pair.other_id} for pair in pairs(places(reader.read("duplicate_places")), apart=apart)]

    assert {one, other} in found()
    with pytest.raises(NotAllowed):
        tell_apart(database, ELSEWHERE, one, other)
    tell_apart(database, COORDINATOR, other, one)
    assert {one, other} not in found()


def test_a_merge_keeps_everything_and_leaves_a_pointer(database: Database) -> None:
    """Prevents the loss of photos, values and history, and dead links to the record that went."""
    kept = create(database, ADMIN, {"address": "Mergeweg 5", "lon": LON, "lat": LAT, "state": "verified"})
    dropped = create(
        database,
        ADMIN,
        {"address": "Mergeweg 5", "lon": LON, "lat": LAT, "state": "verified", "steps": 3, "note": "Eckladen"},
    )
    add_photo(database, ADMIN, dropped.unit_id, picture_file((33, 33)), caption="Von vorn")
    choices = {choice.field.name: choice for choice in differing(kept, dropped)}
    assert set(choices) == {"steps", "note"}
    assert choices["steps"].takes_dropped
    changes = {name: choice.dropped for name, choice in choices.items()}
    pair = (kept.unit_id, kept.revision), (dropped.unit_id, dropped.revision)
    with pytest.raises(NotAllowed):
        merge(database, ELSEWHERE, *pair, changes)
    merged = merge(database, COORDINATOR, *pair, changes, reason="derselbe Laden")
    assert (merged.values["steps"], merged.values["note"]) == (3, "Eckladen")
    gone = record(database, ADMIN, dropped.unit_id)
    assert (gone.merged_into, gone.is_stock) == (kept.unit_id, False)
    reader = Reader(database, ADMIN)
    assert reader.read("record_photos", unit_id=kept.unit_id)["caption"].tolist() == ["Von vorn"]
    chapters = story(database, ADMIN, speak("de"), kept.unit_id)
    assert {chapter.other_unit for chapter in chapters} == {None, dropped.unit_id}
    assert any("Eckladen" in sentence for chapter in chapters for sentence in chapter.sentences)


def test_a_merge_of_what_somebody_changed_meanwhile_is_refused_whole(database: Database) -> None:
    """Prevents a merge on the ground of values that no longer hold, or half a merge."""
    one = create(database, ADMIN, {"address": "Halbweg 1", "lon": LON, "lat": LAT})
    other = create(database, ADMIN, {"address": "Halbweg 1", "lon": LON, "lat": LAT})
    save(database, ADMIN, other.unit_id, other.revision, {"steps": 4})
    with pytest.raises(RecordChanged):
        merge(database, ADMIN, (one.unit_id, one.revision), (other.unit_id, other.revision), {"note": "neu"})
    assert record(database, ADMIN, other.unit_id).merged_into is None
    assert record(database, ADMIN, one.unit_id).values["note"] is None


def test_a_record_is_no_duplicate_of_itself(database: Database) -> None:
    """Prevents a record that leaves the stock and points to itself."""
    one = create(database, ADMIN, {"address": "Selbstweg 1", "lon": LON, "lat": LAT})
    with pytest.raises(RecordUnknown):
        merge(database, ADMIN, (one.unit_id, one.revision), (one.unit_id, one.revision), {})
    assert record(database, ADMIN, one.unit_id).is_stock


def test_addresses_are_compared_in_the_same_form_in_python_and_in_sql(database: Database) -> None:
    """Prevents a look-up that misses «Evinger Str. 12 a» although «Evinger Straße 12a» is in the table, also with
    umlauts and where «straße» stands inside a name."""
    wanted = place("", "Mönchsstraßener Weg 012 A", "", None, None)
    assert (wanted.street, wanted.number) == ("moenchsstrassenerweg", "12a")
    assert place("", "Evinger Str. 12 a", "", None, None).street == "evingerstr"
    assert place("", "Evinger-Straße 12a", "", None, None).street == "evingerstr"
    assert database.read("address_search", street="evingerstr", number="12a").empty
