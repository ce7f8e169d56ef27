"""A bilan taken to its end, for the tests of what needs one."""

from __future__ import annotations

from datetime import datetime

from bot.casework.livrable import actes, ecrit
from bot.domain.vies.livrable import ActeLivrable
from bot.livrables import livrables
from storage.machine.db import Tx
from storage.programme import Programme
from storage.work import Work
from tests.handlers.people import Team

NOM = "bilan_intermediaire"


def validates(tx: Tx, programme: Programme, now: datetime, slug: str) -> None:
    """Reread, presented, its figures frozen, validated: all at that instant."""
    work, livrable = Work(tx, programme, now), livrables()[NOM]
    cible = livrable.cible(work, slug)
    row = actes.opened(work, NOM, cible)
    for acte in (ActeLivrable.RELIRE, ActeLivrable.PRESENTER):
        actes.act(work, row, acte)
    actes.freeze(work, row, ecrit.composed(work, livrable, cible))
    actes.served(row)
    actes.act(work, row, ActeLivrable.VALIDER)


def bilan(team: Team, slug: str = "site-a-automne-2026") -> None:
    """That of the period under way is validated today."""
    with team.database.transaction() as tx:
        validates(tx, team.programme, team.clock.now(), slug)
