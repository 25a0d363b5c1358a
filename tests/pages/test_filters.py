"""Filters that every page shares, when what they remember is no longer there."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from strukturmonitor.database import Database
from strukturmonitor.ui import data


def _areas_chosen() -> None:
    import streamlit as st

    from strukturmonitor.ui.page import open_page

    st.session_state["probe:gebiet"] = "pg:weg"
    page = open_page("probe")
    st.text(page.area().area_id)
    st.text(",".join(page.compared_areas("Gebiete", default=("bezirk:weg", "bezirk:eving"), most=4)))


def test_areas_that_are_not_there_are_left_out(
    monkeypatch: pytest.MonkeyPatch, demo_dir: Path, demo_database: Database
) -> None:
    """Prevents an error in an open session whose area an import of boundaries took away, and in a city that has none of
    the areas a page begins with."""
    monkeypatch.setenv("STRUKTURMONITOR_DATA_DIR", str(demo_dir))
    data.settings.cache_clear()
    test = AppTest.from_function(_areas_chosen, default_timeout=30).run()
    assert not test.exception
    assert [element.value for element in test.text] == ["city:dortmund", "bezirk:eving"]
