"""The checks of an accord: asked in one series that ends, answered at any time."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from bot.casework.mediation import actes
from bot.domain.vies.mediation import (
    VIE_MEDIATION,
    ActeMediation,
    StatutMediation,
    TropTot,
)
from storage import mediations
from storage.machine.db import Tx
from storage.models import DossierMediation, SuiviAccord

DEMANDES_MAX: Final = 3
"""How often the binôme is asked whether an accord is kept, before the coordination is told."""
VERIFICATIONS: Final[dict[str, ActeMediation]] = {
    "tenu": ActeMediation.VERIFIER_TENU,
    "en_partie": ActeMediation.VERIFIER_PARTIEL,
    "rompu": ActeMediation.VERIFIER_ROMPU,
}
"""Results of a check, as its row keeps them."""


def ask_whether_kept(tx: Tx, suivi: SuiviAccord, now: datetime) -> bool:
    """The binôme is asked, now, and again later without an answer; False once it was enough.

    One series of questions for a dossier: a check whose day comes takes the place of the one
    before, and goes on counting.
    """
    for earlier in mediations.suivis_left(tx, suivi.dossier_id):
        if earlier.prevu_le < suivi.prevu_le:
            suivi.demandes = max(suivi.demandes or 0, earlier.demandes or 0)
            earlier.fait_le, earlier.resultat = now, mediations.SANS_OBJET
    if (suivi.demandes or 0) >= DEMANDES_MAX:
        _give_up(tx, suivi, now)
        return False
    suivi.demande_le, suivi.demandes = now, (suivi.demandes or 0) + 1
    return True


def _give_up(tx: Tx, suivi: SuiviAccord, now: datetime) -> None:
    """Nobody answers: it is asked no more, and may still be answered."""
    suivi.fait_le, suivi.resultat = now, mediations.SANS_REPONSE
    tx.flush()
    if not mediations.suivis_left(tx, suivi.dossier_id):
        mediations.lock(tx, suivi.dossier_id).clos_le = now


def is_answered(suivi: SuiviAccord) -> bool:
    """Whether it is known; one that nobody answered in time may still be."""
    return suivi.fait_le is not None and suivi.resultat != mediations.SANS_REPONSE


def check(tx: Tx, suivi: SuiviAccord, resultat: str, now: datetime) -> DossierMediation:
    """Note whether an accord is kept (`VERIFICATIONS`); the last check closes the dossier.

    One that is broken needs no other check, and may be told before its day. Raises TropTot for
    anything else before that day, TransitionRefusee.
    """
    dossier = mediations.lock(tx, suivi.dossier_id)
    acte = VERIFICATIONS[resultat]
    if suivi.prevu_le > now and acte is not ActeMediation.VERIFIER_ROMPU:
        raise TropTot(VIE_MEDIATION.objet, StatutMediation(dossier.statut), acte)
    actes.move(dossier, VERIFICATIONS[resultat], now)
    suivi.fait_le, suivi.resultat = now, resultat
    tx.flush()
    if dossier.statut == StatutMediation.ACCORD_ROMPU:
        mediations.drop_suivis(tx, dossier.id, now)
    if not mediations.suivis_left(tx, dossier.id):
        dossier.clos_le = now
    tx.flush()
    return dossier
