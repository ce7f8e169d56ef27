"""Who reads a validated document (§4.7): whoever a dashboard shows it to, and is written to."""

from __future__ import annotations

from typing import Final

from bot.casework.bord import liens
from bot.domain.bord import Audience
from bot.livrables import Cible, Livrable, SorteCible
from storage import champs
from storage.champs import Portail
from storage.dispositif import Comite, actifs
from storage.work import Work

LIEUX: Final = (SorteCible.INTERVENTION, SorteCible.SITE)
"""About one site: for who reads that site."""


def may_read(work: Work, found: Portail, livrable: Livrable, cible: Cible) -> bool:
    """Whether that document is for whoever `found` opens to."""
    if found.lecteur is Audience.COORDINATION:
        return True
    if found.lecteur not in livrable.tableaux:
        return False
    if cible.sorte is SorteCible.BAILLEUR:
        return found.bailleur in (None, landlord(cible))
    if cible.sorte in LIEUX:
        ran = {one.slug: one.site for one in work.programme.config.interventions}
        site = ran.get(cible.cle.partition(".")[0], cible.cle)
        return site in {lieu.slug for lieu in found.champs[0].lieux}
    return found.partout


def comites(work: Work, livrable: Livrable, cible: Cible) -> list[Comite]:
    """Those whose members read it, in the order of the file."""
    return [
        one
        for one in actifs(work.programme.config.comites)
        if (found := _opened(work, one)) and may_read(work, found, livrable, cible)
    ]


def landlord(cible: Cible) -> str:
    """The service of the landlord that « sv-bailleur.2026-T4 » is about."""
    return cible.cle.partition(".")[0]


def _opened(work: Work, comite: Comite) -> Portail | None:
    """What its letters open today."""
    return champs.portail(work.tx, work.programme, liens.as_in_letters(work, comite))
