"""The rules of this house, held by tests rather than by memory."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).parents[1]
PACKAGES = ("bot", "handlers", "storage", "digests")
LONGEST_MODULE = 300
LONGEST_FUNCTION = 40
NINE_IN_TEN = 25
HALF = 8

# A step of the database is history once released: it is read, not worked on.
HISTORY = "storage/migrations/versions/"
CLOCK_HOMES = {"bot/clock.py"}
MACHINE_TIME = {
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "date.today",
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
}
VAGUE = re.compile(r"(^|_)(utils?|helpers?|manager|misc|common|and|et)(_|$)")
PROOFS = re.compile(r"(^|\.)(raises|warns|fail|(check|expect|assert|until)\w*)$")
# A folder that is discovered is covered by its family's common tests before it has any of its own.
DISCOVERED = {"documents", "handlers", "pages", "sections"}
TESTED_ELSEWHERE = {
    "storage/models": "tests/storage/test_migrations.py",
    "storage/migrations/versions": "tests/storage/test_migrations.py",
    "bot/questions": "tests/handlers/test_every_flow.py",
    "bot/terminal": "tests/bot/commands/test_coordination.py",
    "digests/livrables/impact": "tests/digests/livrables/test_impact.py",
}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def modules(*folders: str) -> list[Path]:
    return sorted(
        path
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
        if "__pycache__" not in path.parts
    )


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=name(path))


def functions(path: Path) -> Iterator[Function]:
    for node in ast.walk(tree(path)):
        if isinstance(node, Function):
            yield node


def length(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def calls(node: ast.AST) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Call):
            yield ast.unparse(inner.func)


def is_empty_test_folder(path: Path) -> bool:
    return path.name == "__init__.py" and name(path).startswith("tests/") and not tree(path).body


CODE = modules(*PACKAGES)
EVERYTHING = modules(*PACKAGES, "tests")


def test_every_module_says_in_one_sentence_what_it_is_for() -> None:
    silent = [
        name(path)
        for path in EVERYTHING
        if not ast.get_docstring(tree(path)) and not is_empty_test_folder(path)
    ]
    assert silent == []


def test_no_module_is_longer_than_a_sitting() -> None:
    long = {
        name(path): lines
        for path in EVERYTHING
        if not name(path).startswith(HISTORY)
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_MODULE
    }
    assert long == {}


def test_no_function_is_longer_than_a_screen() -> None:
    long = {
        f"{name(path)}:{function.name}": length(function)
        for path in EVERYTHING
        for function in functions(path)
        if length(function) > LONGEST_FUNCTION
    }
    assert long == {}


def test_half_the_functions_are_read_at_a_glance() -> None:
    lengths = [length(function) for path in CODE for function in functions(path)]
    assert median(lengths) <= HALF
    assert quantiles(lengths, n=10)[-1] <= NINE_IN_TEN


def test_what_is_discovered_knows_nothing_of_its_siblings() -> None:
    """A flow, a channel, a page, a section, a document: one folder, that may be taken away."""
    families = ("handlers", "bot/channels", "bot/web/pages", "digests/sections")
    acquainted = [
        f"{name(path)} -> {found}"
        for family in (*families, "digests/documents")
        for folder in sorted((ROOT / family).iterdir())
        if folder.is_dir()
        for path in modules(name(folder))
        for found in imported(path)
        if is_beside(found, folder)
    ]
    assert acquainted == []


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{one.name}" for one in node.names)


def is_beside(found: str, folder: Path) -> bool:
    """Whether that dotted name lies in another folder of the same family."""
    family = name(folder.parent).replace("/", ".") + "."
    sibling = found.removeprefix(family).partition(".")[0]
    there = (folder.parent / sibling).is_dir()
    return found.startswith(family) and there and sibling != folder.name


def test_a_file_is_named_by_the_one_thing_it_holds() -> None:
    assert [name(path) for path in CODE if VAGUE.search(path.stem)] == []


def test_identifiers_are_written_without_accents() -> None:
    accented = {
        f"{name(path)}:{token.start[0]} {token.string}"
        for path in EVERYTHING
        for token in tokens(path)
        if token.type == tokenize.NAME and not token.string.isascii()
    }
    assert accented == set()


def tokens(path: Path) -> Iterator[tokenize.TokenInfo]:
    with path.open("rb") as file:
        yield from tokenize.tokenize(file.readline)


def test_only_the_clock_tells_the_time() -> None:
    curious = {
        f"{name(path)} {call}"
        for path in CODE
        if name(path) not in CLOCK_HOMES
        for call in calls(tree(path))
        if call in MACHINE_TIME or call.removeprefix("datetime.") in MACHINE_TIME
    }
    assert curious == set()


def test_no_failure_is_swallowed() -> None:
    silent = [
        f"{name(path)}:{node.lineno}"
        for path in EVERYTHING
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler) and swallows(node)
    ]
    assert silent == []


def swallows(handler: ast.ExceptHandler) -> bool:
    """Does nothing with it, or catches everything without saying so anywhere."""
    idle = all(
        isinstance(step, ast.Pass | ast.Continue)
        or (isinstance(step, ast.Expr) and isinstance(step.value, ast.Constant))
        for step in handler.body
    )
    broad = handler.type is None or ast.unparse(handler.type) in {"Exception", "BaseException"}
    tells = any(isinstance(inner, ast.Raise | ast.Call) for inner in ast.walk(handler))
    return idle or (broad and not tells)


def test_every_test_proves_something() -> None:
    idle = [
        f"{name(path)}:{function.name}"
        for path in modules("tests")
        for function in functions(path)
        if function.name.startswith("test_") and not proves(function)
    ]
    assert idle == []


def proves(function: Function) -> bool:
    asserts = any(isinstance(node, ast.Assert) for node in ast.walk(function))
    return asserts or any(PROOFS.search(call) for call in calls(function))


def test_every_package_has_its_tests() -> None:
    packages = {name(path.parent) for path in CODE if any(functions(path))}
    assert sorted(package for package in packages if not proofs_of(package)) == []


def proofs_of(package: str) -> list[Path]:
    mirror = ROOT / "tests" / package
    if package in TESTED_ELSEWHERE:
        return [ROOT / TESTED_ELSEWHERE[package]]
    if mirror.parent.name in DISCOVERED:
        return list((ROOT / "tests").glob(f"{package.split('/')[0]}/**/test_*.py"))
    return [*mirror.rglob("test_*.py"), *mirror.parent.glob(f"test_{mirror.name}*.py")]


def test_every_folder_of_tests_is_a_package() -> None:
    folders = {path.parent for path in modules("tests")}
    assert [name(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


def test_imports_point_down_only() -> None:
    # Read by the very command of `make lint`, so that both say the same.
    checked = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout
