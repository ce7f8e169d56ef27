"""A presence cut in its middle: what goes on, what is given back, and what is not."""

from __future__ import annotations

from datetime import timedelta

from bot.casework.passation import presences as cuts
from storage import presences
from storage.models import Personne, Presence
from storage.work import Work
from tests.handlers.conftest import enrolled, team
from tests.handlers.people import MEDIATEUR, MEDIATRICE, Team
from tests.handlers.relais.cast import starts

__all__ = ["enrolled", "team"]


def test_who_stays_goes_on_in_the_same_pause(team: Team) -> None:
    starts(team)
    team.says(MEDIATEUR, "▶️ Présence")
    team.taps(MEDIATEUR, "☕ Pause")
    team.clock.advance(timedelta(minutes=10))
    with team.database.transaction() as tx:
        work = Work(tx, team.programme, team.clock.now())
        cut = cuts.cut(work, tx.get_one(Personne, 1), None, "essai")
        assert cut is not None
        assert cut.suite is not None
        assert (cut.suite.auteur_id, cut.suite.mediateurs) == (2, 1)
        assert presences.open_pauses(tx, cut.suite.id)
        assert presences.minutes_by_tranche(tx, cut.finie.id) == {}
        assert cuts.mend(work, cut)
    running = [row for row in team.rows(Presence) if row.fin is None and not row.supprimee_le]
    assert [row.mediateurs for row in running] == [2]


def test_what_was_noted_since_is_not_thrown_away_with_the_cut(team: Team) -> None:
    starts(team)
    with team.database.transaction() as tx:
        work = Work(tx, team.programme, team.clock.now() + timedelta(minutes=5))
        cut = cuts.cut(work, tx.get_one(Personne, 1), None, "essai")
        assert cut is not None
        tx.get_one(Personne, 1).revoquee_le = work.now
    team.clock.advance(timedelta(minutes=10))
    team.says(MEDIATEUR, "8 ados")
    team.taps(MEDIATEUR, "✅ Enregistrer")
    with team.database.transaction() as tx:
        first, second = tx.query(Presence).order_by(Presence.id)
        work = Work(tx, team.programme, team.clock.now())
        assert not cuts.mend(work, cuts.Coupee(first, second))


def test_who_said_not_to_be_there_cuts_nothing(team: Team) -> None:
    starts(team)
    team.taps(MEDIATEUR, "✋ Je n'y suis pas")
    with team.database.transaction() as tx:
        work = Work(tx, team.programme, team.clock.now())
        assert cuts.cut(work, tx.get_one(Personne, 2), None, "essai") is None
    assert [row.fin for row in team.rows(Presence)] == [None]
    assert team.reads(MEDIATRICE) != ""
