"""Which comités read the words of a site, and when they leave with a point (§4.7)."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from bot.casework.libelles import quand
from bot.casework.point import heures, semaines
from bot.domain.mois import PERIODES, frequence
from bot.domain.semaine import Semaine
from bot.domain.vies.point import StatutPoint
from storage import points
from storage.dispositif import Comite
from storage.programme import Programme
from storage.work import Work

OBJETS: Final = (
    "etonnement",
    "preconisation",
    "observation",
    "action_collective",
    "sollicitation",
)
"""The rows whose words may leave with a point hebdo (§4.7); a difficulty never does."""
EXTRAIT: Final = frozenset({"operationnel", "technique"})
"""The kinds of comité that read an edited extract (§4.7)."""


def reads(programme: Programme, comite: Comite, site_id: int) -> bool:
    """Whether that comité reads the words of that site."""
    slug = programme.site_slugs.get(site_id)
    if slug is None or comite.sorte not in EXTRAIT:
        return False
    where = programme.config.quartier(programme.config.site(slug).quartier).territoire
    return comite.territoire in (None, where)


def where_it_goes(work: Work, objet: str, site_id: int | None) -> str:
    """« lundi 23 novembre à 8 h 00 : Comité opérationnel Ouest, Comité technique »; or « ».

    With the week, then with the month for whoever reads no week.
    """
    if objet not in OBJETS or not site_id:
        return ""
    told: set[str] = set()
    said = []
    for sorte in PERIODES.values():
        found = [one for one in _readers(work, sorte, site_id) if one.slug not in told]
        told |= {one.slug for one in found}
        if found:
            semaine = heures.period_of_textes(work.programme, work.now, sorte)
            le = quand(heures.first_sending(work.programme, semaine))
            said.append(f"{le} : {', '.join(one.label for one in found)}")
    return " ; ".join(said)


def _readers(work: Work, sorte: type[Semaine], site_id: int) -> list[Comite]:
    """Those of the next point who read the words of that site."""
    semaine = heures.period_of_textes(work.programme, work.now, sorte)
    if not semaines.counts(work.tx, work.programme, semaine):
        return []
    every = work.programme.config.lecteurs(frequence(semaine))
    return [one for one in every if reads(work.programme, one, site_id)]


def has_left(work: Work, objet: str, relue_le: datetime | None) -> bool:
    """Whether words that were reread at that instant left already, and cannot be called back."""
    if objet not in OBJETS or relue_le is None:
        return False
    found = (
        heures.period_of_textes(work.programme, relue_le, sorte) for sorte in PERIODES.values()
    )
    rows = [points.of_period(work.tx, work.programme.id, one) for one in found]
    return any(row is not None and row.statut == StatutPoint.PARTI for row in rows)
