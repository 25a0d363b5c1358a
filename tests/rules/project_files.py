"""What the rules look at: our files, and the strings and calls in our code."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE_FOLDERS = ("strukturmonitor", "pages")
PYTHON_FOLDERS = (*PACKAGE_FOLDERS, "tests", "bench", "docs")
_WRITTEN_BY_HAND = {".py", ".sql", ".yml", ".md", ".toml", ".po", ".css", ".txt", ""}
_FOREIGN = {"LICENSE", "OFL.txt"}


def python_files(*folders: str) -> list[Path]:
    files = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [*files, ROOT / "app.py"] if "pages" in folders else files


def written_files() -> list[Path]:
    """Files people write and git holds or would hold: no data, no pictures, no foreign texts."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    paths = [ROOT / name for name in listed]
    return [p for p in paths if p.is_file() and p.suffix in _WRITTEN_BY_HAND and p.name not in _FOREIGN]


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """Line and text of every string constant that is not a docstring."""
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.lineno, node.value


def patterns(node: ast.expr) -> list[str]:
    """Regular expressions of the texts an expression can give, as far as they stand in the code: «theme.{x}»
    becomes «theme\\..+». Nothing for a bare variable."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [re.escape(node.value)]
    if isinstance(node, ast.JoinedStr):
        parts = [re.escape(part.value) if isinstance(part, ast.Constant) else ".+" for part in node.values]
        return ["".join(parts)]
    if isinstance(node, ast.IfExp):
        return [*patterns(node.body), *patterns(node.orelse)]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = patterns(node.left) or [".+"], patterns(node.right) or [".+"]
        return [a + b for a in left for b in right if (a, b) != (".+", ".+")]
    return []
