"""Values of the vacancy register, their slugs and labels."""

import re

import pytest

from strukturmonitor.database import Database
from strukturmonitor.texts import LANGUAGES, speak
from strukturmonitor.vacancy import COUNTED_STATES, WATCHED_STATES, Selection, labels, slugs
from strukturmonitor.vacancy.values import label

GROUPS = (
    "state",
    "age",
    "check",
    "floor",
    "steps",
    "grade",
    "use",
    "kind",
    "reason",
    "condition",
    "owner",
    "colour",
    "sort",
)
COLUMNS = {
    "state": "state",
    "kind": "vacancy_kind",
    "reason": "vacancy_reason",
    "condition": "condition",
    "owner": "owner_kind",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("group", GROUPS)
def test_every_value_has_a_slug_for_the_url_and_a_word(group: str, language: str) -> None:
    """Prevents raw keys such as «reuse_agreed» on the page, and slugs that a URL would have to escape."""
    texts = speak(language)
    for slug, value in slugs(group).items():
        assert re.fullmatch(r"[a-z0-9-]+", slug)
        assert texts.has(f"vacancy.{group}.{value}")
    assert len(set(labels(texts, group).values())) == len(slugs(group))


def test_the_slugs_cover_what_the_register_allows(demo_database: Database) -> None:
    """Prevents a state, kind or reason that the schema knows and no filter can find."""
    rows = demo_database.read("vacancy_units_internal", unit_ids=_all_units(demo_database))
    for group, column in COLUMNS.items():
        assert set(rows[column].dropna()) <= set(slugs(group).values()), group
    assert set(rows["previous_use"].dropna()) <= set(slugs("use").values())
    assert set(rows["age_class"].dropna()) <= set(slugs("age").values())


def test_package_and_view_agree_on_what_counts(demo_database: Database) -> None:
    """Prevents a map that calls vacant what the rate does not count."""
    rows = demo_database.read("vacancy_units_internal", unit_ids=_all_units(demo_database))
    assert set(rows.loc[rows["is_vacant"], "state"]) <= set(COUNTED_STATES)
    assert set(rows.loc[rows["is_watched"], "state"]) <= set(WATCHED_STATES)
    assert not rows.loc[~rows["is_watched"], "state"].isin(WATCHED_STATES).any()


def test_a_use_nobody_knows_is_shown_as_it_is() -> None:
    """Prevents an imported list with a use of its own from breaking the page."""
    assert label(speak("de"), "use", "Shisha-Bar") == "Shisha-Bar"
    assert label(speak("de"), "use", None) == "–"


def test_internal_filters_are_no_parameters_of_the_public_query() -> None:
    """Prevents a public reader from finding out by filtering which unit is insolvent."""
    selection = Selection("city:x", states=("verified",), text="", reasons=("insolvency",), size_from=0.0)
    public = selection.parameters(sort="address", is_internal=False)
    assert not {"kinds", "reasons", "conditions", "owners"} & set(public)
    assert public["text"] is None and public["ages"] is None
    assert public["size_from"] == 0.0
    assert selection.parameters(sort="address", is_internal=True)["reasons"] == ("insolvency",)


def _all_units(database: Database) -> list[str]:
    every = dict.fromkeys(
        ("states", "ages", "checks", "size_from", "size_to", "floors", "most_steps", "grades", "uses", "text")
    )
    return database.read("vacancy_selection", area_id="city:dortmund", sort="address", **every)["unit_id"].tolist()
