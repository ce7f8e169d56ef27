"""Who is let in, with which code, and who is out."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from bot.clock import MovableClock
from bot.engine.state import State
from storage import conversations, people
from storage.db import Database
from storage.models import Invitation
from tests.storage.cast import MEDIATRICE, mediatrice, programme_of


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
