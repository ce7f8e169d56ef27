"""A request handed to the coordination, and what the coordination decides of it."""

from __future__ import annotations

from bot.casework.demande import actes as casework
from bot.casework.demande import presentation as fiche
from bot.casework.demande.actes import Recue
from bot.casework.demande.consequences import DeedDemande
from bot.domain.vies.demande import ActeDemande
from bot.domain.vies.vie import TransitionRefusee
from bot.engine.conditions import Answers, Facts
from bot.feature.contract import Context, Ending
from bot.questions import choix
from bot.rendering import render_line
from handlers.demande import facts as known
from storage.models import Demande

GONE = "Cette demande n'existe plus."
NOTHING_ASKED = "La coordination n'attend plus de précision."
PRECISED = "📥 {{ v }} : c'est transmis à la coordination."
DECIDED = "📥 {{ v }} : {{ etat }}."
TOO_LATE = "📥 {{ v }} : déjà décidé. {{ etat }}."


def transmit(context: Context, answers: Answers, _facts: Facts) -> Ending:
    """Number it and tell the coordination, in this transaction."""
    site = known.site_slug(answers)
    recue = Recue(
        origine=answers["qui"],
        objet=answers["quoi"],
        urgence=answers["pressee"],
        site_id=context.programme.sites[site] if site else None,
        mots=answers.get("lieu") or "",
        auteur=context.person,
        source=f"{context.source}:demande",
    )
    demande = casework.receive(context, recue)
    return Ending({"v": fiche.reference(demande), "avant": demande.repondre_avant})


def something_asked(context: Context) -> bool:
    return known.to_precise(context, {}) is not None


def precise(context: Context, answers: Answers, _facts: Facts) -> Ending:
    """The binôme's answer to what the coordination asked."""
    demande = known.to_precise(context, answers)
    if demande is None:
        return Ending({"conclusion": NOTHING_ASKED})
    casework.precise(
        context,
        demande,
        answers["precision"],
        personne_id=context.person.id,
        source=f"{context.source}:precision",
    )
    return Ending({"conclusion": render_line(PRECISED, v=fiche.reference(demande))})


def decide(context: Context, answers: Answers, _facts: Facts) -> Ending:
    """The coordination's answer to the request picked."""
    demande = known.picked(context, answers)
    if demande is None or not answers.get("decision"):
        return Ending({"conclusion": GONE})
    binome = int(answers["binome"]) if answers.get("binome") else None
    return Ending({"conclusion": do(context, demande, ActeDemande(answers["decision"]), binome)})


def do(context: Context, demande: Demande, acte: ActeDemande, binome_id: int | None = None) -> str:
    """One deed, and what to say of it; the only binôme takes what is accepted for nobody."""
    if acte is ActeDemande.ACCEPTER and binome_id is None:
        binome_id = int(choix.binomes(context)[0].slug)
    said = DECIDED
    deed = DeedDemande(acte, context.author_id, f"{context.source}:demande", binome_id)
    try:
        casework.act(context, demande.id, deed)
    except TransitionRefusee:
        said = TOO_LATE
    etat = fiche.etat(context.programme, demande)
    return render_line(said, v=fiche.reference(demande), etat=etat)
