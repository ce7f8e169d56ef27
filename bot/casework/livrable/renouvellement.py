"""What a renewal is decided upon: the bilan of the period that ends, once validated (B17)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.casework.livrable import actes, dus
from bot.clock import paris
from bot.livrables import livrables
from storage.dispositif import Intervention
from storage.work import Work


@dataclass(frozen=True, slots=True)
class BilanAttendu:
    """The document that a renewal needs, and the day on which it was validated, if it was."""

    cle: str
    """As `dus.DocumentDu.cle`."""
    titre: str
    valide_le: date | None


def bilan_of(work: Work, intervention: Intervention) -> BilanAttendu | None:
    """None where this dispositif asks for no bilan."""
    for nom, livrable in livrables().items():
        if not livrable.renouvelle:
            continue
        cible = livrable.cible(work, intervention.slug)
        if not any(one.cible.cle == cible.cle for one in livrable.attendus(work)):
            continue
        row = actes.current(work, nom, cible)
        le = row.valide_le if row else None
        day = paris(le).date() if le else None
        return BilanAttendu(dus.key(nom, cible.cle), livrable.titre.lower(), day)
    return None
