"""Every command that names an object, given one of another programme: as if it never was."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

import pytest
from typer.main import get_command

from bot.commands.line import app
from storage.dispositif import load, packaged
from tests.bot.commands.conftest import Shell
from tests.handlers.people import Team
from tests.handlers.test_every_flow import lived
from tests.handlers.test_every_role import kept
from tests.storage.dispositif_cast import amiens_file

NAMES: Final = {
    "comite": "comite-operationnel-ouest",
    "creneau": "1",
    "ligne": "1",
    "numero": "1",
    "partenaire": "pa-france-travail",
    "presence": "1",
    "qui": "1",
    "avec": "1",
    "quoi": "1",
    "service": "sv-eclairage",
}
"""What the evening of Amiens calls each object that an argument may name, and Mons does not."""
NEVER: Final = {True: "987654321", False: "pa-jamais-vu"}
"""What nothing ever was called: a number, a word."""
BESIDE: Final = {
    "decision": "ecarter",
    "reponse": "ecarter",
    "mot": "Trop cher.",
    "champ": "lieu",
    "valeur": "Rue longue",
    "jour": "2026-11-24",
    "fin": "18h00",
    "motif": "autre",
    "vers": "binome-1",
    "out": "nulle-part",
}
"""What stands beside it, right as far as can be: it is for the object that a command refuses."""
LONG: Final = "9" * 40
"""A number that no column holds."""


def commands(group: Any, *path: str) -> Iterator[tuple[str, Any]]:
    """The words and the command of each whose first word names an object."""
    for name, one in getattr(group, "commands", {}).items():
        yield from commands(one, *path, name)
    wanted = [one for one in group.params if one.param_type_name == "argument"]
    named = bool(wanted) and wanted[0].name in NAMES
    if named:
        yield " ".join(path), group


def line(words: str, command: Any, called: Callable[[str], str]) -> list[str]:
    """The command as it is typed, each compulsory option filled in; called: its objects."""
    typed = words.split()
    for one in command.params:
        value = called(NAMES[one.name]) if one.name in NAMES else BESIDE.get(one.name, "1")
        if one.param_type_name == "argument":
            typed.append(value)
        elif one.required:
            typed += [one.opts[0], value]
    return [*typed, "--dispositif", "mons"]


def theirs(name: str) -> str:
    return name


def never(name: str) -> str:
    return NEVER[name.isdecimal()]


def forged(name: str) -> str:
    return LONG if name.isdecimal() else f"{name}' OR 1=1"


def said(shell: Shell, words: str, command: Any, called: Callable[[str], str]) -> str:
    """Its refusal, without the very words that were typed nor those that look like them."""
    told = shell.refused(*line(words, command, called))
    return re.sub(r"« [^»]* »( inconnu)?|; vouliez-vous.*|\d+", "", told)


@pytest.fixture
def mons(shell: Shell, team: Team, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """The evening of Amiens, and the terminal of Mons on the same base."""
    lived(team)
    both = (load(packaged("mons")), load(amiens_file()))
    monkeypatch.setattr("bot.terminal.office.load_dispositifs", lambda _settings: both)
    shell.says("demande", "montrer", "--dispositif", "mons")
    return shell


def test_what_is_of_another_programme_is_refused_as_what_never_was(
    mons: Shell, team: Team
) -> None:
    before, walked = kept(team), 0
    for words, command in commands(get_command(app)):
        none = said(mons, words, command, never)
        assert said(mons, words, command, theirs) == none, words
        said(mons, words, command, forged)
        walked += 1
    assert walked > 20
    assert kept(team) == before
