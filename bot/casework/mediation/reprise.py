"""A step of a dossier taken back: as it was before, and whoever asked for it knows."""

from __future__ import annotations

from typing import Any, Final

from bot.casework.mediation import actes, interne
from bot.domain.vies.mediation import (
    VIE_MEDIATION,
    ActeMediation,
    StatutMediation,
)
from bot.domain.vies.vie import TransitionRefusee
from storage import audit, avant, mediations
from storage.conservation import oublis
from storage.models import DossierMediation
from storage.models.gestes import Geste
from storage.work import Work

KEPT: Final = ("statut", "consentement", "mode", "accord_le", "clos_le", "prochaine_le")
"""What a step changes of a dossier, and what taking it back gives back."""
MOVES: Final = "prochaine_le"
"""Of these, the one that the clock moves by itself."""


def photo(dossier: DossierMediation) -> dict[str, Any]:
    """The dossier as it is, before a step."""
    return avant.keep(dossier, *KEPT)


def seen(before: dict[str, Any], dossier: DossierMediation, acte: str = "") -> dict[str, Any]:
    """What a deed keeps of a step: by which `acte` of the table, from what, to what."""
    return {"acte": acte, "avant": before, "apres": photo(dossier)}


def take_back(
    work: Work, dossier_id: int, geste: Geste, personne_id: int | None
) -> DossierMediation:
    """The dossier is as before that deed, with the checks that it set or made useless.

    Raises TransitionRefusee when something changed it since.
    """
    dossier, kept = mediations.lock(work.tx, dossier_id), geste.avant or {}
    statut = StatutMediation(dossier.statut)
    if dossier.supprimee_le or _differs(kept.get("apres", {}), photo(dossier)):
        raise TransitionRefusee(VIE_MEDIATION.objet, statut, ActeMediation.REPRENDRE)
    if kept["acte"]:
        before = StatutMediation(kept["avant"]["statut"])
        VIE_MEDIATION.back(before, ActeMediation(kept["acte"]), statut)
    _checks_back(work, dossier, kept["acte"], geste)
    avant.give_back(dossier, kept["avant"])
    audit.note(work.tx, work.now, personne_id, "annuler_etape", dossier, statut)
    actes.tell_requester(work, dossier, statut)
    return dossier


def drop_seance(work: Work, seance_id: int) -> None:
    """It did not take place, or not so."""
    seance = mediations.seance(work.tx, seance_id)
    seance.annulee_le = work.now
    oublis.forget(work.tx, seance, work.now)


def answer_again(work: Work, suivi_id: int, before: dict[str, Any]) -> None:
    """The check is as before its answer."""
    suivi = mediations.suivi(work.tx, suivi_id)
    if suivi is not None:
        avant.give_back(suivi, before)


def _checks_back(work: Work, dossier: DossierMediation, acte: str, geste: Geste) -> None:
    if acte == ActeMediation.CONCLURE:
        mediations.drop_suivis(work.tx, dossier.id, work.now)
        interne.forget_accord(work.tx, dossier, work.now)
        return
    for suivi in mediations.suivis_at(work.tx, dossier.id, geste.le):
        if suivi.resultat == mediations.SANS_OBJET:
            suivi.fait_le, suivi.resultat = None, None
    work.tx.flush()


def _differs(apres: dict[str, Any], now: dict[str, Any]) -> bool:
    """Whether anything but the day of the next step changed."""
    return any(now[name] != apres.get(name) for name in KEPT if name != MOVES)
