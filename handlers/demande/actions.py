"""A request handed to the coordination, and what the coordination decides of it."""

from __future__ import annotations

from typing import Final

from bot.buttons import Keyboard
from bot.casework.demande import actes as casework
from bot.casework.demande import presentation as fiche
from bot.casework.demande import reprise
from bot.casework.demande.actes import Recue
from bot.casework.demande.consequences import DeedDemande
from bot.domain.vies.demande import ActeDemande
from bot.domain.vies.vie import TransitionRefusee
from bot.engine.conditions import Answers, Facts
from bot.feature.contract import Context, Ending
from bot.feature.gestes import undoable
from bot.questions import choix
from bot.rendering import render_line
from handlers.demande import facts as known
from storage.models import Demande

DECISION: Final = "demande"
"""The kind of deed, whose row is a Demande."""
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
        conversation_id=context.talk_id,
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
    acte, question = ActeDemande(answers["decision"]), answers.get("question") or ""
    said, undo = do(context, demande, acte, binome, question)
    keyboard = [*fiche.keyboard(context.programme, demande), *undo]
    return Ending({"conclusion": said}, keyboard)


def do(
    context: Context,
    demande: Demande,
    acte: ActeDemande,
    binome_id: int | None = None,
    question: str = "",
) -> tuple[str, Keyboard]:
    """One deed, what to say of it, and the row that takes it back.

    The only binôme takes what is accepted for nobody.
    """
    if acte is ActeDemande.ACCEPTER and binome_id is None:
        binome_id = int(choix.binomes(context)[0].slug)
    source, before = f"{context.source}:demande", reprise.photo(demande)
    deed = DeedDemande(acte, context.author_id, source, binome_id, question=question)
    try:
        casework.act(context, demande.id, deed)
    except TransitionRefusee:
        return _said(context, TOO_LATE, demande), []
    kept = reprise.seen(before, demande, deed) if acte in reprise.FAITS else None
    undo = undoable(context, DECISION, demande.id, kept) if kept else []
    return _said(context, DECIDED, demande), undo


def _said(context: Context, sentence: str, demande: Demande) -> str:
    etat = fiche.etat(context.programme, demande)
    return render_line(sentence, v=fiche.reference(demande), etat=etat)
