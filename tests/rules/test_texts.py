"""Code and message catalogues fit together, in both languages."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from project_files import PACKAGE_FOLDERS, ROOT, patterns, python_files, short, tree

from strukturmonitor import errors
from strukturmonitor.facts import read_facts
from strukturmonitor.texts import LANGUAGES, speak

LOCALE = ROOT / "strukturmonitor" / "locale"
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def messages(language: str) -> dict[str, str]:
    found = {}
    for path in sorted((LOCALE / language / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as file:
            found |= {message.id: message.string for message in read_po(file, locale=language) if message.id}
    return found


def text_calls() -> Iterator[tuple[Path, ast.Call]]:
    """Calls of a Texts object: texts(…), page.texts(…), speak(…)(…)."""
    for path in python_files(*PACKAGE_FOLDERS):
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            called = node.func
            name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", None)
            is_spoken = isinstance(called, ast.Call) and getattr(called.func, "id", "") == "speak"
            if name == "texts" or is_spoken:
                yield path, node


def test_both_languages_have_the_same_keys() -> None:
    """A text that exists in one language only would end a page of the other with an error."""
    german, english = (set(messages(language)) for language in LANGUAGES)
    assert german - english == set()
    assert english - german == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_stands_twice(language: str) -> None:
    """Two entries of one key: the later one would silently win."""
    keys = Counter()
    for path in (LOCALE / language / "LC_MESSAGES").glob("*.po"):
        keys.update(re.findall(r'^msgid "(.+)"$', path.read_text(encoding="utf-8"), re.MULTILINE))
    assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty(language: str) -> None:
    """An untranslated entry would show nothing."""
    assert [key for key, text in messages(language).items() if not text] == []


def test_placeholders_are_the_same_in_both_languages() -> None:
    """A number that only one language names, or a placeholder nobody fills."""
    german, english = (messages(language) for language in LANGUAGES)
    different = {
        key: (german[key], english[key])
        for key in german.keys() & english.keys()
        if set(_PLACEHOLDER.findall(german[key])) != set(_PLACEHOLDER.findall(english[key]))
    }
    assert different == {}


def test_every_key_in_code_exists() -> None:
    """A misspelt key would be found only by the reader who opens that page."""
    known = messages("de")
    missing = [
        f"{short(path)}:{call.lineno} {pattern}"
        for path, call in text_calls()
        for pattern in patterns(call.args[0])
        if not any(re.fullmatch(pattern, key) for key in known)
    ]
    assert missing == []


def test_every_singular_has_its_plural() -> None:
    """A «<key>.one» whose key is gone or misspelt is never said, and its page says «1 Unfälle»."""
    known = messages("de")
    assert [key for key in known if key.endswith(".one") and key.removesuffix(".one") not in known] == []


def test_placeholders_are_filled() -> None:
    """«{count}» would stand on the page, or a KeyError would end it; without `count` the singular is never said."""
    known = messages("de")
    wrong = []
    for path, call in text_calls():
        if any(keyword.arg is None for keyword in call.keywords):
            continue
        given = {keyword.arg for keyword in call.keywords}
        for pattern in patterns(call.args[0]):
            key = re.sub(r"\\(.)", r"\1", pattern)
            needed = set(_PLACEHOLDER.findall(known.get(key, "")))
            if singular := known.get(f"{key}.one"):
                needed |= {"count", *_PLACEHOLDER.findall(singular)}
            if not needed <= given:
                wrong.append(f"{short(path)}:{call.lineno} {key} lacks {', '.join(sorted(needed - given))}")
    assert wrong == []


def test_no_key_is_left_over() -> None:
    """Texts nobody shows are translated and reviewed for nothing. Keys that are put together in code count as used
    as soon as one pattern of the code fits."""
    used = set()
    for path in python_files(*PACKAGE_FOLDERS):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.expr):
                used.update(patterns(node))
    prefixes = [re.compile(pattern) for pattern in used if ".+" in pattern and re.match(r"[a-z_]+\\\.", pattern)]
    left = [
        key
        for key in messages("de")
        if re.escape(key.removesuffix(".one")) not in used  # «<key>.one» is taken where the count is one
        and not any(prefix.fullmatch(key) for prefix in prefixes)
    ]
    assert left == [], "\n".join(left)


def test_one_is_said_in_the_singular() -> None:
    """Prevents «1 Unfälle» where a number is put into a text for many."""
    said = [speak("de")("traffic.accidents.cell", count=count) for count in ("1", 1, "2")]
    assert said == ["1 Unfall", "1 Unfall", "2 Unfälle"]


def test_every_error_has_words() -> None:
    """An error without words would itself be an error on the page that explains it."""
    classes = [
        name
        for name, value in vars(errors).items()
        if isinstance(value, type) and issubclass(value, errors.StrukturmonitorError) and name != "StrukturmonitorError"
    ]
    known = messages("de")
    assert [name for name in classes if f"error.{name}" not in known] == []


# Words no English sentence has; names of pages and of columns, streets and offices stand in quotation marks or code.
_GERMAN = re.compile(
    r"\b(und|oder|das|nicht|für|sind|wird|wurde|eine|einen|nach|über|kein|keine|auch|Demodaten|Gebiete?|Stadtbezirk\w*|"
    r"Leerstand|Protokoll|Anzahl|Quelle|Jahre?|Straße|Veranstaltung\w*|Bezirk)\b"
)
_QUOTED = re.compile(r"“[^”]*”|`[^`]*`|„[^“]*“|«[^»]*»|e\.g\. .*|for example.*|with männlich.*|with deutsch.*")


def test_no_german_is_left_in_english() -> None:
    """A sentence that was translated by half, or copied from the other catalogue."""
    found = {
        key: text
        for key, text in messages("en").items()
        if key != "language.de" and _GERMAN.search(_QUOTED.sub("", text))
    }
    assert found == {}


def test_every_source_is_cited_in_both_languages() -> None:
    """«Demodaten, erzeugt» below an English chart. Lines that are names alone are the same in both languages."""
    cited = set()
    for path in (ROOT / "data").rglob("*.yml"):
        cited.update(
            re.findall(r"^\s*(?:citation|licence): \"?(.+?)\"?$", path.read_text(encoding="utf-8"), re.MULTILINE)
        )
    german = [
        line
        for line in cited
        if re.search(r"[äöüß]|\b(der|des|und|Stadt \w+: )\b|Demodaten|generalisiert|wie |nicht ", line)
    ]
    known = read_facts("citations.yml")
    assert [line for line in german if line not in known] == []
    assert {line for line in known if line not in cited} == set()
    assert [line for line in known if speak("en").cited(line) == line or speak("de").cited(line) != line] == []
