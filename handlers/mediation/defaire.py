"""A séance, a check or a step of a dossier taken back, and what it answered asked again."""

from __future__ import annotations

from typing import Final

from bot.buttons import Keyboard, button
from bot.casework.mediation import actes as mediation
from bot.casework.mediation import reprise
from bot.domain.vies.mediation import StatutMediation, is_news
from bot.domain.vies.vie import TransitionRefusee
from bot.feature.contract import Context
from bot.feature.gestes import Defaisable, Repris
from bot.rendering import render_line
from handlers.mediation import equipe, facts
from storage import demandes, mediations
from storage.models import DossierMediation, Seance, SuiviAccord
from storage.models.gestes import Geste

SEANCE, ACCORD, DOSSIER = "seance", "accord", "dossier"
"""The kinds of deeds: their rows are a Seance, a SuiviAccord, a DossierMediation."""
MET = "{{ v }} : séance, {{ resultat }}"
CHECKED = "{{ v }} : accord, {{ resultat }}"
CHANGED_STEP = "{{ v }} : {{ quoi }}"
ENTRUSTED: Final = "{{ v }} : confiée à {{ binome }}"
BACK_TO: Final = "📂 La coordination vous rend la médiation <b>{{ ligne }}</b>."
STEP: Final = "étape changée"
OTHERWISE = "{{ v }} a changé depuis ({{ etat }}) : rouvrez-le avec 📂 Médiations."
DELETED: Final = "Ce dossier a été supprimé : il n'y a plus rien à annuler."
TOLD: Final = (
    "La personne qui a demandé cette médiation avait reçu la nouvelle par courriel : "
    "elle reçoit celle-ci."
)


def _says_seance(context: Context, geste: Geste) -> str:
    row = context.tx.get_one(Seance, geste.objet_id)
    resultat = next(one.label for one in facts.RESULTATS if one.slug == row.resultat)
    words = {"v": _reference(context, row.dossier_id), "resultat": resultat.lower()}
    return render_line(MET, **words)


def _says_check(context: Context, geste: Geste) -> str:
    row = context.tx.get_one(SuiviAccord, geste.objet_id)
    known = {one.slug: one.label.lower() for one in facts.VERIFIER}
    said = known.get(row.resultat or "", "")
    return render_line(CHECKED, v=_reference(context, row.dossier_id), resultat=said)


def _says_step(context: Context, geste: Geste) -> str:
    """« M-0021 : refus d'une partie », or that a step of it changed."""
    kept = geste.avant or {}
    quoi = mediation.ETATS[StatutMediation(kept["apres"]["statut"])] if kept.get("acte") else STEP
    return render_line(CHANGED_STEP, v=_reference(context, geste.objet_id), quoi=quoi)


def _undo_seance(context: Context, geste: Geste) -> Repris:
    row = context.tx.get_one(Seance, geste.objet_id)
    repris = _take_back(context, row.dossier_id, geste)
    if not repris.probleme:
        reprise.drop_seance(context, row.id)
    return repris


def _undo_check(context: Context, geste: Geste) -> Repris:
    row = context.tx.get_one(SuiviAccord, geste.objet_id)
    repris = _take_back(context, row.dossier_id, geste)
    if not repris.probleme:
        reprise.answer_again(context, row.id, (geste.avant or {})["suivi"])
    return repris


def _undo_step(context: Context, geste: Geste) -> Repris:
    return _take_back(context, geste.objet_id, geste)


def _take_back(context: Context, dossier_id: int, geste: Geste) -> Repris:
    dossier = mediations.get(context.tx, dossier_id)
    if dossier is None:
        return Repris(DELETED)
    statut = StatutMediation(dossier.statut)
    try:
        reprise.take_back(context, dossier.id, geste, context.author_id)
    except TransitionRefusee:
        name = mediation.reference(dossier)
        return Repris(render_line(OTHERWISE, v=name, etat=facts.etat(dossier)))
    return Repris(reste=TOLD if _was_told(context, dossier, statut) else "")


def _was_told(context: Context, dossier: DossierMediation, statut: StatutMediation) -> bool:
    """Whether its requester has a mailbox, and had been told of how it ended."""
    if dossier.demande_id is None or not is_news(statut, StatutMediation(dossier.statut)):
        return False
    demande = demandes.get(context.tx, dossier.demande_id)
    return bool(demande and demande.contact)


def _again_check(context: Context, geste: Geste) -> tuple[str, Keyboard]:
    row = context.tx.get_one(SuiviAccord, geste.objet_id)
    return "", [[(one.label, button(facts.ACCORD, row.id, one.slug)) for one in facts.VERIFIER]]


def _again_step(context: Context, geste: Geste) -> tuple[str, Keyboard]:
    return "", _card(context, geste.objet_id)


def _again_seance(context: Context, geste: Geste) -> tuple[str, Keyboard]:
    return "", _card(context, context.tx.get_one(Seance, geste.objet_id).dossier_id)


def _card(context: Context, dossier_id: int) -> Keyboard:
    return [[mediation.bouton(context.tx.get_one(DossierMediation, dossier_id))]]


def _reference(context: Context, dossier_id: int) -> str:
    return mediation.reference(context.tx.get_one(DossierMediation, dossier_id))


def _says_entrusted(context: Context, geste: Geste) -> str:
    """« M-0021 : confiée à Binôme 2 »."""
    label = context.programme.binome_label((geste.avant or {})["vers"])
    return render_line(ENTRUSTED, v=_reference(context, geste.objet_id), binome=label)


def _undo_entrusted(context: Context, geste: Geste) -> Repris:
    dossier, kept = mediations.get(context.tx, geste.objet_id), geste.avant or {}
    if dossier is None:
        return Repris(DELETED)
    if dossier.binome_id != kept["vers"] or dossier.clos_le is not None:
        name = mediation.reference(dossier)
        return Repris(render_line(OTHERWISE, v=name, etat=facts.etat(dossier)))
    equipe.hand_on(context, dossier, kept["de"], BACK_TO)
    return Repris()


GESTES: Final = {
    equipe.CONFIE: Defaisable(says=_says_entrusted, undo=_undo_entrusted),
    SEANCE: Defaisable(says=_says_seance, undo=_undo_seance, again=_again_seance),
    ACCORD: Defaisable(says=_says_check, undo=_undo_check, again=_again_check),
    DOSSIER: Defaisable(says=_says_step, undo=_undo_step, again=_again_step),
}
