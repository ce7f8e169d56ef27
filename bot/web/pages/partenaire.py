"""What the pages of a partner share: one link opens them all, as long as it is in the annuaire."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from bot.delivery.lost import Teller
from bot.feature.page import Notice, PageVisit, Signed
from storage import grille
from storage.dispositif import Partenaire, actifs
from storage.machine.outbox import Sujet
from storage.programme import Programme

JETON: Final = "creneau-v1"
TOO_OLD: Final = Notice(
    410,
    "Ce lien a expiré",
    "Il valait 90 jours. Répondez au courriel pour en recevoir un nouveau : "
    "la coordination le lira.",
)
CLOSED: Final = Notice(
    410,
    "Ce lien ne sert plus",
    "Votre structure n'est plus dans l'annuaire. Écrivez à la coordination.",
)
"""The partner left the annuaire since: its old link opens nothing."""


def link(sujet: Sujet, lost: Teller) -> Signed:
    """The link of one partner, in letters about `sujet`; it names a LienActeur."""
    life = timedelta(days=90)
    return Signed(sujet=sujet, salt="acteur-v1", life=life, expired=TOO_OLD, lost=lost)


def holder(visit: PageVisit) -> tuple[Programme, Partenaire] | None:
    """Whose link it is; None once the partner left the annuaire."""
    lien = grille.behind(visit.tx, visit.id)
    programme = visit.programmes.get(lien.dispositif_id) if lien else None
    if lien is None or programme is None:
        return None
    fiches = (
        fiche for fiche in actifs(programme.config.annuaire) if fiche.slug == lien.partenaire
    )
    partenaire = next(fiches, None)
    return (programme, partenaire) if partenaire else None
