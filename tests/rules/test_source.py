"""Habits of the house that no linter knows."""

import ast
import re

from project_files import PACKAGE_FOLDERS, PYTHON_FOLDERS, python_files, short, strings, tree, written_files

_SQL = re.compile(r"\b(SELECT\b.+\bFROM|INSERT INTO|UPDATE\b.+\bSET|DELETE FROM|CREATE (TABLE|VIEW))\b", re.DOTALL)
_MACHINE_PATH = re.compile(r"(?<![\w.:/])/(work|home|root|Users|tmp|mnt)/\w")
_LONGEST = 400


def test_no_sql_in_python() -> None:
    """SQL put together from strings: not found by the query tests, and a door for injection. The migrations'
    own bookkeeping is the only exception."""
    found = [
        f"{short(path)}:{line}"
        for path in python_files(*PACKAGE_FOLDERS)
        if short(path) != "strukturmonitor/database/migrations.py"
        for line, text in strings(path)
        if _SQL.search(text)
    ]
    assert found == []


def test_only_attach_is_assembled() -> None:
    """ATTACH takes no parameter; every other statement does."""
    found = []
    for path in python_files(*PACKAGE_FOLDERS):
        for node in ast.walk(tree(path)):
            is_execute = isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("execute", "sql", "query")
            if is_execute and node.args and isinstance(node.args[0], ast.JoinedStr):
                first = node.args[0].values[0]
                is_attach = isinstance(first, ast.Constant) and str(first.value).startswith("ATTACH")
                if not (is_attach and short(path).startswith("strukturmonitor/database/")):
                    found.append(f"{short(path)}:{node.lineno}")
    assert found == []


def test_the_cache_stands_in_one_place() -> None:
    """A cache without role and data version in its key would show one reader what another may see."""
    found = [
        f"{short(path)}:{node.lineno}"
        for path in python_files(*PACKAGE_FOLDERS)
        if short(path) != "strukturmonitor/ui/data.py"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in ("cache_data", "cache_resource", "lru_cache")
    ]
    assert found == []


def test_no_unsafe_html() -> None:
    """Markup from data would reach the page."""
    found = [
        f"{short(path)}:{node.value.lineno}"
        for path in python_files(*PACKAGE_FOLDERS)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.keyword) and node.arg == "unsafe_allow_html"
    ]
    assert found == []


def test_session_keys_stand_in_one_place() -> None:
    """Two pages with the same bare key would change each other's filters."""

    def is_state(node: ast.expr) -> bool:
        return isinstance(node, ast.Attribute) and node.attr == "session_state"

    found = []
    for path in python_files(*PACKAGE_FOLDERS):
        if short(path) == "strukturmonitor/ui/session.py":
            continue
        for node in ast.walk(tree(path)):
            key: ast.expr | None = None
            if isinstance(node, ast.Subscript) and is_state(node.value):
                key = node.slice
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and is_state(node.func.value):
                key = node.args[0] if node.args else None
            elif isinstance(node, ast.Attribute) and is_state(node.value) and node.attr not in dir(dict):
                found.append(f"{short(path)}:{node.lineno} .{node.attr}")
            if isinstance(key, ast.Constant | ast.JoinedStr):
                found.append(f"{short(path)}:{node.lineno}")
    assert found == []


def test_pages_do_nothing_at_import() -> None:
    """Streamlit may import a page file without the frame: a call at import would show half a page."""
    found = []
    for path in python_files("pages"):
        if short(path) in ("app.py", "pages/__init__.py"):
            continue
        for node in tree(path).body:
            is_call = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
            if is_call or isinstance(node, ast.If | ast.For | ast.With | ast.Try):
                found.append(f"{short(path)}:{node.lineno}")
    assert found == []


def test_files_stay_short() -> None:
    """A file nobody reads to its end."""
    lengths = {
        short(path): len(path.read_text(encoding="utf-8").splitlines()) for path in python_files(*PYTHON_FOLDERS)
    }
    assert {name: length for name, length in lengths.items() if length >= _LONGEST} == {}


def test_every_test_says_what_it_prevents() -> None:
    """A test that fails in a year, and nobody knows whether the code or the test is right."""
    found = [
        f"{short(path)}:{node.lineno}"
        for path in python_files("tests")
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and not ast.get_docstring(node)
    ]
    assert found == []


def test_no_path_of_a_machine() -> None:
    """A path that exists only where the line was written."""
    found = [
        f"{short(path)}:{number}"
        for path in written_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if _MACHINE_PATH.search(line)
    ]
    assert found == []


def test_nothing_is_put_off() -> None:
    """Notes to oneself belong into the changelog or nowhere."""
    words = re.compile(r"\b(TOD[O]|FIXM[E]|HAC[K])\b")
    found = [
        f"{short(path)}:{number}"
        for path in written_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if words.search(line)
    ]
    assert found == []
