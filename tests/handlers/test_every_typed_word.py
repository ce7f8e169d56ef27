"""Every question that words answer, of every flow: words that may name somebody wait first."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.clock import MovableClock
from bot.engine.script import Kind, Meant, Step
from bot.engine.state import EDIT_MENU, State
from storage.machine import conversations
from storage.machine.db import Database
from tests.conftest import EVENING
from tests.handlers.people import COORDINATION, MEDIATRICE, Team, open_team
from tests.handlers.test_every_flow import (
    HANDLERS,
    Played,
    Walked,
    evening,
    lived,
    walked,
)

__all__ = ["evening"]


def is_answered_by_words(step: Step) -> bool:
    """Whether it is kept and may hold a name: a first name has a rule of its own."""
    apart = (Meant.FIRST_NAME, Meant.SEARCHED)
    return step.kind in (Kind.TEXT, Kind.PLACE) and step.meant not in apart


ASKING = sorted(
    name for name, one in HANDLERS.items() if any(map(is_answered_by_words, one.flow.steps))
)


@pytest.fixture(scope="session")
def played(sqlite_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Played:
    """An evening of which words are left to say, to precise, and to reread."""
    path = Path(shutil.copy(sqlite_model, tmp_path_factory.mktemp("mots") / "carnet.db"))
    database = Database(f"sqlite:///{path}")
    team = open_team(database, MovableClock(EVENING, frozen=True))
    lived(team)
    team.says(MEDIATRICE, "👁 Observation")
    team.taps(MEDIATRICE, "😟 1", "⏭ Passer", "✅ Enregistrer", "✏️ Un mot")
    team.says(MEDIATRICE, "deux bancs déplacés")
    team.says(MEDIATRICE, "➕ Autre")
    team.taps(MEDIATRICE, "🤝", "Réunion d'habitants", "Propreté", "6 à 10", "✅ Enregistrer")
    team.says(MEDIATRICE, "➕ Autre")
    team.taps(MEDIATRICE, "💡", "Aménagement", "Espaces verts")
    team.says(MEDIATRICE, "un banc de plus")
    team.taps(MEDIATRICE, "3 mois", "✅ Oui")
    team.says(COORDINATION, "/demandes")
    team.taps(COORDINATION, "D-0001", "❓ Demander une précision")
    team.says(COORDINATION, "le matin ou le soir ?")
    database.close()
    return Played(team, path)


@pytest.mark.parametrize("name", ASKING)
def test_typed_words_that_name_somebody_are_asked_about_first(evening: Team, name: str) -> None:
    """Whatever question waits: no flow has to think of it, and a new one has it all the same."""
    with walked(evening, name) as play:
        waiting = typed_states(play)
    evening.phones = {who: {} for who in (MEDIATRICE, COORDINATION)}
    for who, state in waiting:
        with evening.database.transaction() as tx:
            now, programme = evening.clock.now(), evening.programme.id
            talk = conversations.begin(tx, who, who, state, now, programme)
        said = evening.says(who, "devant chez Mme Durand-Exemple")
        assert "Rien n'est noté encore." in said, f"{name}, {state.at}"
        with evening.database.transaction() as tx:
            asked = conversations.load(tx, talk.id)
            assert asked is not None
            assert asked.state == state, "nothing moved"
            conversations.forget(tx, asked)


def typed_states(play: Walked) -> list[tuple[int, State]]:
    """One state for each question that words answer, and who is asked it."""
    firsts: dict[str, State] = {}
    for state, _facts in play.asking():
        if state.at != EDIT_MENU and is_answered_by_words(play.flow.step(state.at)):
            firsts.setdefault(state.at, state)
    return [(play.context.user_id, state) for state in firsts.values()]
