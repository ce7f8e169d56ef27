"""Folders are found by what they hold; a broken one is said aloud."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.discover import DiscoveryError, discover, merged


def _package(root: Path, name: str, files: dict[str, str]) -> str:
    for path, text in {"__init__.py": "", **files}.items():
        file = root / name / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return name


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path


def test_each_folder_gives_its_attribute_in_alphabetical_order(root: Path) -> None:
    files = {
        "zone/__init__.py": "",
        "zone/section.py": "SECTION = 'z'",
        "abri/__init__.py": "",
        "abri/section.py": "SECTION = 'a'",
    }
    found = discover(_package(root, "trouve_ordre", files), "section", "SECTION")
    assert list(found.items()) == [("abri", "a"), ("zone", "z")]


def test_a_folder_without_the_module_is_passed_over(root: Path) -> None:
    files = {"vide/__init__.py": "", "lu/__init__.py": "", "lu/flow.py": "FLOWS = ()"}
    assert discover(_package(root, "trouve_vide", files), "flow", "FLOWS") == {"lu": ()}


def test_a_module_without_the_attribute_is_named(root: Path) -> None:
    package = _package(root, "trouve_faute", {"x/__init__.py": "", "x/flow.py": "FLOW = 1"})
    with pytest.raises(DiscoveryError, match=r"trouve_faute\.x\.flow ne définit pas FLOWS"):
        discover(package, "flow", "FLOWS")


def test_a_module_that_cannot_be_imported_is_not_hidden(root: Path) -> None:
    files = {"x/__init__.py": "", "x/flow.py": "import module_qui_n_existe_pas"}
    with pytest.raises(ModuleNotFoundError, match="module_qui_n_existe_pas"):
        discover(_package(root, "trouve_casse", files), "flow", "FLOWS")


def test_two_folders_never_bring_the_same_key() -> None:
    assert merged({"un": {"a": 1}, "deux": {"b": 2}}) == {"a": 1, "b": 2}
    with pytest.raises(DiscoveryError, match="« a » est à un et à deux"):
        merged({"un": {"a": 1}, "deux": {"a": 2}})
