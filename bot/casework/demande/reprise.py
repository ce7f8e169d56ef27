"""A decision on a request taken back: it is as before, and whoever was told of it is told so."""

from __future__ import annotations

from typing import Any, Final

from bot.casework.demande import actes, consequences, courriels
from bot.casework.demande.consequences import Avant, DeedDemande
from bot.casework.demande.presentation import etat, reference
from bot.casework.prompts import prompt_each
from bot.domain.vies.demande import VIE_DEMANDE, ActeDemande, StatutDemande
from bot.domain.vies.vie import TransitionRefusee
from bot.rendering import render_text
from storage import audit, avant, demandes, notes, people
from storage.models import Demande
from storage.work import Work

KEPT: Final = ("statut", "affectee_id", "decidee_le", "suite")
"""What a decision changes of a request, and what taking it back gives back."""
FAITS: Final = {
    ActeDemande.ACCEPTER: "acceptée",
    ActeDemande.DEMANDER_PRECISION: "précision demandée",
    ActeDemande.ECARTER: "hors mission",
    ActeDemande.TRANSMETTRE: "transmise à la médiation de la Ville",
    ActeDemande.TRAITER: "c'est fait",
}
"""Each decision that may be taken back, as it is said."""
UNDONE: Final = (
    "📥 <b>{{ v }}</b> : la coordination annule « {{ fait }} ». De nouveau : {{ etat }}."
)
TAKEN: Final = "📥 <b>{{ v }}</b> : la coordination la reprend. Vous n'avez plus rien à y faire."
GIVEN_BACK: Final = (
    "📥 La coordination vous rend <b>{{ v }}</b> : aucun autre binôme ne la suit.\n{{ texte }}\n"
    "Que faites-vous ?"
)


def photo(demande: Demande) -> dict[str, Any]:
    """The request as it is, before a decision."""
    return avant.keep(demande, *KEPT)


def seen(before: dict[str, Any], demande: Demande, deed: DeedDemande) -> dict[str, Any]:
    """What a deed keeps of a decision: which one, from what, to what."""
    return {"acte": deed.acte, "source": deed.source, "avant": before, "apres": photo(demande)}


def take_back(work: Work, demande_id: int, kept: dict[str, Any], personne_id: int | None) -> None:
    """The request is as before that decision (`kept`: see `seen`).

    Raises TransitionRefusee when something changed it since.
    """
    demande, acte = demandes.lock(work.tx, demande_id), ActeDemande(kept["acte"])
    statut, before = StatutDemande(demande.statut), StatutDemande(kept["avant"]["statut"])
    if demande.supprimee_le or photo(demande) != kept["apres"]:
        raise TransitionRefusee(VIE_DEMANDE.objet, statut, acte)
    if (before, acte) == (StatutDemande.ACCEPTEE, ActeDemande.TRAITER):
        source = f"{kept['source']}:annulee"
        actes.act(work, demande_id, DeedDemande(ActeDemande.ROUVRIR, personne_id, source))
        return
    VIE_DEMANDE.back(before, acte, statut)
    taker = demande.affectee_id
    avant.give_back(demande, kept["avant"])
    audit.note(work.tx, work.now, personne_id, "annuler_decision", demande, statut)
    deed = DeedDemande(acte, personne_id, f"{kept['source']}:annulee")
    _tell_binomes(work, demande, deed, Avant(statut, taker, None))
    _tell_outside(work, demande, acte, kept)


def _tell_binomes(work: Work, demande: Demande, deed: DeedDemande, was: Avant) -> None:
    """Who had it, who has it again, and who noted it; each once."""
    v = reference(demande)
    changed = demande.affectee_id != was.affectee_id
    if changed and was.affectee_id:
        members = people.binome_members(work.tx, was.affectee_id)
        prompt_each(work, members, f"{deed.source}:reprise", {"text": render_text(TAKEN, v=v)})
    if changed and demande.affectee_id:
        consequences.entrust(work, demande, deed, was, GIVEN_BACK)
    told = (was.affectee_id, demande.affectee_id) if changed else ()
    if demande.binome_id is None or demande.binome_id in told:
        return
    values = {"v": v, "fait": FAITS[deed.acte], "etat": etat(work.programme, demande).lower()}
    members = people.binome_members(work.tx, demande.binome_id)
    prompt_each(work, members, f"{deed.source}:dire", {"text": render_text(UNDONE, **values)})


def _tell_outside(work: Work, demande: Demande, acte: ActeDemande, kept: dict[str, Any]) -> None:
    """Whoever asked; the Ville's service, when it had it; the question asks nothing any more."""
    source = kept["source"]
    if kept["avant"]["statut"] != kept["apres"]["statut"]:
        courriels.undone(work, demande, source, FAITS[acte])
    if StatutDemande.TRANSMISE in (kept["avant"]["statut"], kept["apres"]["statut"]):
        courriels.call_back(work, demande, source)
    if acte is ActeDemande.DEMANDER_PRECISION:
        notes.forget(work.tx, actes.question_source(source), work.now)
