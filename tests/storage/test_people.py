"""Who is let in, with which code, and who is out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from bot.clock import MovableClock
from bot.engine.state import State
from storage import people
from storage.machine import conversations
from storage.machine.db import Database
from storage.models import Invitation, Personne
from tests.storage.cast import MEDIATRICE, mediatrice, programme_of
from tests.storage.team import FIVE, at, gathered


def test_an_invitation_serves_once_and_its_code_is_not_kept(
    database: Database, clock: MovableClock
) -> None:
    with database.transaction() as tx:
        programme = programme_of(tx, clock.now())
        made = people.invite(tx, programme.id, "mediateur", "Médiatrice", clock.now())
        found = people.open_invitation(tx, made.code, clock.now())
        assert found is not None
        assert made.code not in repr(tx.execute(select(Invitation.__table__)).all())
        assert people.consume(tx, found.id, clock.now())
        assert not people.consume(tx, found.id, clock.now())
        assert people.open_invitation(tx, made.code, clock.now()) is None


def test_an_invitation_opened_in_time_and_accepted_too_late_is_refused(
    database: Database, clock: MovableClock
) -> None:
    with database.transaction() as tx:
        programme = programme_of(tx, clock.now())
        made = people.invite(tx, programme.id, "mediateur", "Médiatrice", clock.now())
        found = people.open_invitation(tx, made.code, clock.now())
        assert found is not None
        assert not people.consume(tx, found.id, clock.now() + timedelta(hours=72))


def test_a_revoked_person_is_unknown_at_once_and_leaves_no_draft(
    database: Database, clock: MovableClock
) -> None:
    with database.transaction() as tx:
        programme = programme_of(tx, clock.now())
        person = mediatrice(tx, programme, clock.now())
        state = State(flow="signalement", version=1, at="lieu", answers={"groupe": "g1"})
        talk = conversations.begin(tx, MEDIATRICE, MEDIATRICE, state, clock.now())
        people.revoke(tx, person, clock.now())
    with database.transaction() as tx:
        assert people.by_telegram(tx, MEDIATRICE) is None
        assert people.team(tx, programme.id) == []
        left = conversations.load(tx, talk.id)
        assert left is not None
        assert left.etat == conversations.CANCELLED


def test_an_account_is_one_living_person_and_may_come_back_after_a_revocation(
    database: Database,
) -> None:
    with database.transaction() as tx:
        team = gathered(tx)
        first, programme = team.first.id, team.programme.id
    again: dict[str, Any] = {
        "dispositif_id": programme,
        "role": "comite",
        "prenom": "",
        "charte_le": FIVE,
    }
    with pytest.raises(IntegrityError), database.transaction() as tx:
        tx.add(Personne(telegram_id=501, **again))
    with database.transaction() as tx:
        people.revoke(tx, tx.get_one(Personne, first), at(1))
        tx.flush()
        tx.add(Personne(telegram_id=501, **again))
        assert people.by_telegram(tx, 501) is not None


def test_whoever_was_revoked_is_in_no_list(database: Database) -> None:
    with database.transaction() as tx:
        team = gathered(tx)
        people.revoke(tx, team.first, at(1))
        assert people.binome_members(tx, team.binome) == [team.second]
        assert people.team(tx, team.programme.id) == [team.second, team.alone]
        assert people.with_role(tx, team.programme.id, "mediateur") == [team.second, team.alone]


def test_codes_are_long_and_never_alike(database: Database) -> None:
    with database.transaction() as tx:
        programme = gathered(tx).programme.id
        codes = {people.invite(tx, programme, "mediateur", "A", FIVE).code for _ in range(20)}
        assert len(codes) == 20
        assert {len(code) for code in codes} == {32}


@pytest.mark.parametrize("wrong", ["", "x", "é" * 32])
def test_an_invented_code_opens_nothing(database: Database, wrong: str) -> None:
    with database.transaction() as tx:
        people.invite(tx, gathered(tx).programme.id, "mediateur", "A", FIVE)
        assert people.open_invitation(tx, wrong, FIVE) is None
