"""Conversations: kept whole between two taps, found by person and chat, erased when declined."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.engine.state import State
from storage.machine import conversations
from storage.machine.conversations import CANCELLED, DONE, OPEN, PARKED, Talk
from storage.machine.db import Database, Tx
from tests.storage.team import FIVE, at

STATE = State(
    flow="signalement",
    version=2,
    at="lieu",
    answers={"photo": [{"file_id": "é"}], "_presence": 3, "vide": None, "n": {"a": 1}},
    rev=4,
    editing=True,
    invalid=1,
)


def begin(tx: Tx, state: State = STATE, chat: int = 5, user: int = 5) -> Talk:
    return conversations.begin(tx, chat, user, state, FIVE)


def test_a_conversation_is_read_again_as_it_was(database: Database) -> None:
    with database.transaction() as tx:
        talk = begin(tx)
    with database.transaction() as tx:
        assert conversations.load(tx, talk.id) == talk
        assert talk.state == STATE
        assert conversations.load(tx, talk.id + 1) is None


def test_it_moves_with_its_whole_state(database: Database) -> None:
    moved = replace(STATE, at="envoi", answers={"lieu": {"texte": "là"}}, rev=5, editing=False)
    with database.transaction() as tx:
        talk = begin(tx)
        conversations.move(tx, talk, moved, at(1))
    with database.transaction() as tx:
        found = conversations.load(tx, talk.id)
        assert found is not None
        assert found.state == moved
        assert found.ouverte_le == FIVE


def test_the_newest_open_one_of_that_person_in_that_chat_is_found(database: Database) -> None:
    with database.transaction() as tx:
        older, newer = begin(tx), begin(tx)
        begin(tx, chat=-7)
        begin(tx, chat=6, user=6)
        found = conversations.newest(tx, 5, 5)
        assert found is not None
        assert found.id == newer.id
        conversations.close(tx, newer, DONE, at(1))
        found = conversations.newest(tx, 5, 5)
        assert found is not None
        assert found.id == older.id
        assert conversations.newest(tx, 5, 6) is None


@pytest.mark.parametrize("etat", [PARKED, DONE, CANCELLED])
def test_one_that_is_put_aside_or_over_is_not_open(database: Database, etat: str) -> None:
    with database.transaction() as tx:
        talk = begin(tx)
        conversations.close(tx, talk, etat, at(1))
        assert conversations.newest(tx, 5, 5, OPEN) is None
        found = conversations.newest(tx, 5, 5, etat)
        assert found is not None
        assert found.etat == etat


def test_one_that_is_declined_leaves_nothing(database: Database) -> None:
    with database.transaction() as tx:
        talk, other = begin(tx), begin(tx)
        conversations.forget(tx, talk)
    with database.transaction() as tx:
        assert conversations.load(tx, talk.id) is None
        assert conversations.load(tx, other.id) is not None


def test_everything_that_a_person_had_begun_is_abandoned_at_once(database: Database) -> None:
    with database.transaction() as tx:
        mine = [begin(tx), begin(tx, chat=-7)]
        conversations.close(tx, mine[0], PARKED, at(1))
        other = begin(tx, chat=6, user=6)
        conversations.abandon(tx, 5, at(2))
    with database.transaction() as tx:
        states = [conversations.load(tx, talk.id) for talk in (*mine, other)]
        assert [one.etat for one in states if one] == [CANCELLED, CANCELLED, OPEN]
