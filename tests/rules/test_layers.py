"""Who may import whom (the contracts of pyproject.toml)."""

import logging

import pytest
from importlinter.cli import lint_imports
from project_files import ROOT


def test_imports_go_down_only(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """An import upwards or of Streamlit below `ui` would tie the parts together."""
    monkeypatch.chdir(ROOT)
    monkeypatch.syspath_prepend(str(ROOT))
    code = lint_imports(config_filename="pyproject.toml", no_cache=True, no_logo=True)
    for name in logging.root.manager.loggerDict:  # the linter silences everybody else's; later tests read them
        logging.getLogger(name).disabled = False
    assert code == 0, capsys.readouterr().out
