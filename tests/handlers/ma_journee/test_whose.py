"""Whose the lines of « Ma journée » are: the list says what the one decision says."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import select

from bot.domain.droits import Droit
from bot.domain.portees import Qui, atteint
from bot.domain.roles import Role
from storage import journal, objets
from tests.handlers.people import AUTRE_BINOME, MEDIATRICE, Team
from tests.handlers.test_every_role import VOISIN, town

__all__ = ["town"]


def test_the_list_of_a_day_gives_the_entries_that_the_decision_gives_and_no_other(
    town: Team,
) -> None:
    """« Ma journée » is one statement for years of rows: it says the same as `portees`."""
    given: Counter[int] = Counter()
    with town.database.transaction() as tx:
        for who in (MEDIATRICE, AUTRE_BINOME, VOISIN):
            person = town.context(tx, who).person
            mine = Qui(Role.MEDIATEUR, person.dispositif_id, person.id, person.binome_id)
            for kind in journal.KINDS.values():
                for row in tx.scalars(select(kind).where(kind.alive())):
                    due = atteint(mine, Droit.CORRIGER_SA_JOURNEE, objets.saisie(row))
                    key = f"{kind.lettre}{row.id}"
                    assert (journal.entry(tx, person, key) is not None) == due, key
                    given[who] += due
    assert given[MEDIATRICE] > 5
    assert given[VOISIN] == 0
