"""What a binôme picks most is told by its last entries, however many came before."""

from __future__ import annotations

from storage.habitudes import LOOKED_AT, most_picked
from storage.machine.db import Database, Tx
from storage.models import Difficulte
from tests.storage.team import FIVE, Team, gathered


def notes(tx: Tx, team: Team, nature: str, times: int) -> None:
    for rank in range(times):
        row = Difficulte(
            dispositif_id=team.programme.id,
            site_id=team.programme.sites["site-a"],
            binome_id=team.binome,
            auteur_id=team.first.id,
            le=FIVE,
            tranche="journee",
            source=f"{nature}:{rank}",
            nature=nature,
            prevenue=False,
        )
        tx.add(row)
    tx.flush()


def test_nothing_is_told_by_a_few(database: Database) -> None:
    with database.transaction() as tx:
        team = gathered(tx)
        notes(tx, team, "insultes", 19)
        assert most_picked(tx, Difficulte.nature, team.binome) == []
        notes(tx, team, "menaces", 1)
        assert most_picked(tx, Difficulte.nature, team.binome) == ["insultes", "menaces"]
        assert most_picked(tx, Difficulte.nature, team.binome + 1) == []


def test_an_old_habit_gives_way(database: Database) -> None:
    with database.transaction() as tx:
        team = gathered(tx)
        notes(tx, team, "insultes", 3 * LOOKED_AT // 2)
        notes(tx, team, "menaces", LOOKED_AT - 1)
        assert most_picked(tx, Difficulte.nature, team.binome) == ["menaces", "insultes"]
        notes(tx, team, "vol", 1)
        assert most_picked(tx, Difficulte.nature, team.binome) == ["menaces", "vol"]
