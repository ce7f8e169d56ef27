"""The door: every folder enters by it, and what it brings holds together."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot.feature.door as door
from bot.buttons import Button
from bot.discover import DiscoveryError
from bot.domain.droits import Droit
from bot.feature.contract import Context, Reply, Tap
from bot.feature.door import Feature, all_buttons, all_flows, features
from bot.feature.entries import LigneDuJour
from bot.feature.guarded import Guarded
from bot.feature.precisions import ANY
from storage import journal
from storage.models import Base, Conflit

ROOT = Path(__file__).parents[3]
CALLS = {"Opening", "opening"}


def test_every_folder_of_handlers_is_a_feature() -> None:
    folders = {path.parent.name for path in (ROOT / "handlers").glob("*/__init__.py")}
    assert set(features()) == folders
    assert all(isinstance(one, Feature) for one in features().values())


def test_nothing_but_features_stands_in_handlers() -> None:
    loose = [path.name for path in (ROOT / "handlers").glob("*.py")]
    assert loose == ["__init__.py"]


def test_every_entry_of_the_journal_is_brought_once() -> None:
    assert set(door.entries()) == set(journal.KINDS.values())


def test_every_button_tells_of_which_programme_it_is() -> None:
    """Whoever is in two of them presses the one that wrote it (`Button.of`)."""
    tables = {one.class_.__tablename__ for one in Base.registry.mappers} | {ANY}
    for kind, _press in all_buttons().values():
        named = {kind.table(shape) for shape in kind.carries}
        assert named <= tables, kind.code


def test_a_flow_has_one_name() -> None:
    names = [handler.flow.name for handler in all_flows()]
    assert len(names) == len(set(names))


def named_flows() -> Iterator[tuple[str, str]]:
    """(file, flow) wherever another flow is opened by its name."""
    for path in sorted((ROOT / "handlers").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in CALLS:
                named = node.args[-1:] if ast.unparse(node.func) == "opening" else node.args[:1]
                for one in named:
                    if isinstance(one, ast.Constant) and isinstance(one.value, str):
                        yield path.relative_to(ROOT).as_posix(), one.value


def test_a_flow_that_is_opened_by_its_name_exists() -> None:
    known = {handler.flow.name for handler in all_flows()}
    assert [pair for pair in named_flows() if pair[1] not in known] == []
    assert len(list(named_flows())) > 5


def test_a_code_of_button_is_taken_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def do(_context: Context, _tap: Tap) -> Reply:
        return Reply("")

    twice = {
        name: Feature(buttons={Button("zz", (name,)): Guarded(Droit.NOTER, do)})
        for name in ("un", "deux")
    }
    monkeypatch.setattr(door, "features", lambda: twice)
    with pytest.raises(DiscoveryError, match="« zz » est à un et à deux"):
        all_buttons()


def test_a_kind_of_entry_is_brought_once(monkeypatch: pytest.MonkeyPatch) -> None:
    ligne = LigneDuJour(says=lambda _context, _row: "")
    twice = {name: Feature(entries={Conflit: ligne}) for name in ("un", "deux")}
    monkeypatch.setattr(door, "features", lambda: twice)
    with pytest.raises(DiscoveryError, match="« Conflit » est à un et à deux"):
        door.entries.__wrapped__()
