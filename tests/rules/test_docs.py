"""The documentation names what exists."""

import re
from pathlib import Path

import pytest
from project_files import ROOT, short

import pages
from docs.make_method import generated_part
from strukturmonitor.cli import cli
from strukturmonitor.indicators import catalogue
from strukturmonitor.settings import ROLES

DOCUMENTS = [ROOT / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md")] + sorted(
    ROOT.glob("docs/**/*.md")
)
_LINK = re.compile(r"\]\(([^)\s#]+)[^)]*\)")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("entry", pages.CONTENTS, ids=lambda e: e.path or "start")
def test_readme_names_every_page(entry: pages.Entry) -> None:
    """A page nobody knows of."""
    assert f"`/{entry.path}`" in read("README.md")


@pytest.mark.parametrize("role", ROLES)
def test_readme_names_every_role(role: str) -> None:
    """A role whose rights nobody explains."""
    assert f"`{role}`" in read("README.md")


@pytest.mark.parametrize("command", sorted(cli.commands))
def test_readme_names_every_command(command: str) -> None:
    """A command that only the source knows."""
    assert f"| `{command}" in read("README.md")


def test_readme_names_the_two_commands() -> None:
    """Somebody with a fresh clone must find them."""
    assert "make run" in read("README.md")
    assert "make test" in read("README.md")


def test_every_setting_is_described() -> None:
    """A setting of the code that the operator cannot find."""
    source = read("strukturmonitor/settings.py")
    settings = set(re.findall(r'"(HOST|PORT|STRUKTURMONITOR_[A-Z_]+)"', source))
    assert len(settings) >= 5
    assert {name for name in settings if f"`{name}`" not in read("docs/settings.md")} == set()


@pytest.mark.parametrize("indicator_id", sorted(catalogue()))
def test_method_names_every_indicator(indicator_id: str) -> None:
    """An indicator whose formula is written nowhere."""
    assert f"`{indicator_id}`" in read("docs/method.md") and f"`{indicator_id}`" in read("docs/methode.md")


@pytest.mark.parametrize(("language", "document"), [("en", "docs/method.md"), ("de", "docs/methode.md")])
def test_method_is_up_to_date(language: str, document: str) -> None:
    """The catalogue changed and the method did not: run `python -m docs.make_method`."""
    assert generated_part(language) in read(document)


def test_method_has_the_same_chapters_in_both_languages() -> None:
    """A method that is explained in one language only."""
    german, english = (re.findall(r"^## ", read(f"docs/{name}.md"), re.MULTILINE) for name in ("methode", "method"))
    assert len(german) == len(english)


@pytest.mark.parametrize("document", DOCUMENTS, ids=short)
def test_links_lead_somewhere(document: Path) -> None:
    """A picture that is missing, a page that was renamed."""
    targets = [target for target in _LINK.findall(document.read_text(encoding="utf-8")) if "://" not in target]
    assert [target for target in targets if not (document.parent / target).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=short)
def test_named_files_exist(document: Path) -> None:
    """A path in backticks that leads nowhere."""
    paths = re.findall(
        r"`((?:strukturmonitor|queries|data|docs|tests|pages)/[\w/.-]+\.(?:py|sql|yml|md))`",
        document.read_text(encoding="utf-8"),
    )
    assert [path for path in paths if not (ROOT / path).exists()] == []
