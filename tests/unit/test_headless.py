"""Pages drawn without a browser."""

from collections.abc import Callable
from pathlib import Path
from unittest.mock import MagicMock

import pytest

from strukturmonitor.access import Actor
from strukturmonitor.database import Database
from strukturmonitor.errors import PageUnknown
from strukturmonitor.shown import Chart, Figure, Map, Sentences, part_id_of
from strukturmonitor.ui.headless import take


@pytest.fixture(autouse=True)
def demo(app_on: Callable[..., None], demo_dir: Path, demo_database: Database) -> None:
    app_on(demo_dir, role="admin")


def test_a_page_is_taken_apart_without_a_browser() -> None:
    """Prevents slides and paper that show something else than the page with the same filters."""
    view = take("leerstand", {"bezirk": "eving", "status": "quark", "sprache": "en"}, Actor())
    assert view.title == "Vacancy" and "Eving" in view.line and view.is_demo
    assert view.query["bezirk"] == "eving" and view.rejected == ["status"]
    assert {Sentences, Map, Figure, Chart} <= {type(part) for part in view.parts}
    ids = [part_id_of(part) for part in view.parts]
    assert len(ids) == len(set(ids)) and view.part("bild:verlauf-quote") is not None
    map_ = view.part("karte:karte")
    assert len(map_.legend) > 2 and map_.title and map_.note


def test_an_audience_sees_what_it_may_whoever_presents() -> None:
    """Prevents a story from showing the hall what only the presenter may see."""
    with pytest.raises(PageUnknown):
        take("register", {}, Actor())
    with pytest.raises(PageUnknown):
        take("gibt-es-nicht", {}, Actor())
    assert take("register", {}, Actor(role="admin")).title


def test_a_page_taken_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Prevents one reader's filters from reaching the next, and files for download from filling the memory."""
    server = MagicMock()
    monkeypatch.setattr("streamlit.runtime.exists", lambda: True)
    monkeypatch.setattr("streamlit.runtime.get_instance", lambda: server)
    first = take("leerstand", {"bezirk": "eving"}, Actor())
    second = take("leerstand", {}, Actor())
    assert "bezirk" in first.query and "bezirk" not in second.query
    assert server.media_file_mgr.clear_session_refs.call_count == 2
