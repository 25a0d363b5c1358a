"""Administration: deletion needs a confirmed preview, and nothing searched for stands in the address."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from planted_people import NAME, UNIT, plant
from streamlit.testing.v1 import AppTest

from strukturmonitor.database.shared import close_shared, shared_database


@pytest.fixture
def folder(writable_dir: Path) -> Iterator[Path]:
    plant(shared_database(writable_dir), UNIT, ended=True)
    yield writable_dir
    close_shared(writable_dir)


def test_deletion_information_and_backup(folder: Path, page_of: Callable[..., AppTest]) -> None:
    """A slip of the mouse that deletes for good; a name in the address; a view that ends in an error."""

    def view(**query: str) -> AppTest:
        return page_of(folder, "verwaltung", query, role="admin")

    test = view(ansicht="datenschutz", teil="auskunft")
    test.text_input[0].set_value("zaltoffel")
    test.button[0].click().run()
    assert NAME in test.radio[0].options[0] and not test.exception and "zaltoffel" not in str(test.query_params)
    test = view(ansicht="datenschutz", teil="faellig")
    delete = next(button for button in test.button if "endgültig" in button.label)
    delete.click().run()
    assert (
        "bestätigen" in test.warning[0].value
        and len(shared_database(folder).read("owner_persons", owner_id="O-1")) == 1
    )
    test.checkbox[0].check()
    next(button for button in test.button if "endgültig" in button.label).click().run()
    assert not test.exception and "Gelöscht" in test.success[0].value
    assert shared_database(folder).read("owner_persons", owner_id="O-1").empty
    for part in ("gebiet", "protokoll", "angaben"):
        assert not view(ansicht="datenschutz", teil=part).exception
    test = view(ansicht="sicherung")
    next(button for button in test.button if button.label == "Jetzt sichern").click().run()
    assert not test.exception and list((folder / "backups").glob("*-manual.zip"))
