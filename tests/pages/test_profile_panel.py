"""Printing from the page of an area."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest


def opened(test: AppTest, kind: str) -> AppTest:
    """The page with the folded part open, and one of its kinds chosen."""
    test.session_state["stadtbezirk:drucken:mehr"] = True
    test.run()
    test.selectbox(key="stadtbezirk:drucken:art").select(kind)
    return test.run()


def downloads(test: AppTest, label: str) -> int:
    return [each.proto.label for each in test.get("download_button")].count(label)


def test_a_profile_is_one_click_away(app_page: Callable[..., AppTest]) -> None:
    """Prevents a page without its paper; who may not see more gets no choice of versions."""
    test = app_page("stadtbezirk", {"bezirk": "eving"})
    assert not test.exception and downloads(test, "Profil als PDF") == 1
    assert downloads(test, "Als PDF herunterladen") == 0  # made when it is asked for
    test = opened(test, "booklet")
    assert not test.exception
    keys = {each.key for each in test.selectbox}
    assert "stadtbezirk:drucken:sprache" in keys and "stadtbezirk:drucken:fassung" not in keys
    council = opened(app_page("stadtbezirk", {"bezirk": "eving"}, role="council"), "leaflet")
    assert "stadtbezirk:drucken:fassung" in {each.key for each in council.selectbox}
    assert downloads(council, "Als PDF herunterladen") == 1


def test_a_vote_is_checked_before_it_is_printed(app_page: Callable[..., AppTest]) -> None:
    """Prevents a download that fails, where the page could say what is missing."""
    test = opened(app_page("stadtbezirk", {"bezirk": "eving", "sprache": "en"}), "ballots")
    test.text_input(key="stadtbezirk:drucken:frage").input("What first?")
    test.text_area(key="stadtbezirk:drucken:antworten").input("Benches\n").run()
    assert not test.exception and downloads(test, "Download as PDF") == 0
    assert "at least two options" in " ".join(each.value for each in test.info)
    test.text_area(key="stadtbezirk:drucken:antworten").input("Benches\nTrees").run()
    assert downloads(test, "Download as PDF") == 1
