"""What the questions on a defect need to know: one already sent, its place, how urgent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.casework.libelles import ETATS
from bot.casework.signalement.fiche import reference
from bot.domain.vies.signalement import StatutSignalement
from bot.feature.context import Context
from storage import signalements
from storage.dispositif import Categorie, Dispositif, Site, Urgence


@dataclass(frozen=True, slots=True)
class Deja:
    """An open signalement of the same kind on the same site."""

    id: int
    reference: str
    le: datetime
    etat: str


def repeat(context: Context, site: Site, found: Categorie) -> Deja | None:
    """The newest open signalement of this category on this site."""
    site_id = context.programme.sites[site.slug]
    known = signalements.newest_open(context.tx, site_id, found.slug)
    if known is None:
        return None
    state = ETATS[StatutSignalement(known.statut)].lower()
    return Deja(known.id, reference(known), known.emis_le, state)


def in_building(config: Dispositif, site: Site) -> bool:
    return config.type_lieu(site.type_lieu).patrimoine


def most_urgent(config: Dispositif) -> Urgence:
    return min(config.urgences, key=lambda urgence: urgence.delai_heures)
