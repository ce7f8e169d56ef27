"""A decision on a request, or « ✅ C'est fait », taken back: it is as before, and all know."""

from __future__ import annotations

from typing import Any, Final

from bot.buttons import Keyboard
from bot.casework.demande import actes as casework
from bot.casework.demande import presentation as fiche
from bot.casework.demande import reprise
from bot.casework.demande.consequences import DeedDemande
from bot.domain.droits import Droit
from bot.domain.vies.demande import ActeDemande
from bot.domain.vies.vie import TransitionRefusee
from bot.feature.contract import Context
from bot.feature.gestes import Defaisable, Repris
from bot.rendering import render_line
from handlers.demande import facts
from storage import demandes
from storage.models.gestes import Geste

SAID: Final = "{{ v }} : {{ fait }}"
GONE: Final = "une demande retirée"
CHANGED: Final = "{{ v }} a changé depuis ({{ etat }}) : cela ne s'annule plus."
WITHDRAWN: Final = "Cette demande a été retirée : il n'y a plus rien à annuler."


def says(context: Context, geste: Geste) -> str:
    """« D-0012 : hors mission »."""
    demande = demandes.get(context.tx, geste.objet_id)
    fait = reprise.FAITS[ActeDemande((geste.avant or {}).get("acte", ActeDemande.TRAITER))]
    return render_line(SAID, v=fiche.reference(demande), fait=fait) if demande else GONE


def undo(context: Context, geste: Geste) -> Repris:
    """Whoever asked, the binômes and the Ville are told; it has its buttons again."""
    demande = demandes.get(context.tx, geste.objet_id)
    if demande is None:
        return Repris(WITHDRAWN)
    try:
        _take_back(context, geste.objet_id, geste.avant)
    except TransitionRefusee:
        etat = fiche.etat(context.programme, demande).lower()
        return Repris(render_line(CHANGED, v=fiche.reference(demande), etat=etat))
    return Repris()


def again(context: Context, geste: Geste) -> tuple[str, Keyboard]:
    """The card of the request, for the coordination, which decides again."""
    demande = demandes.get(context.tx, geste.objet_id)
    if demande is None or not context.may(Droit.DECIDER_DEMANDE):
        return "", []
    text = context.render("📥 {{ texte }}", texte=facts.card(context, demande))
    return text, fiche.keyboard(context.programme, demande)


def _take_back(context: Context, demande_id: int, kept: dict[str, Any] | None) -> None:
    """A deed noted before decisions were kept is « ✅ C'est fait »."""
    if kept:
        reprise.take_back(context, demande_id, kept, context.author_id)
        return
    source = f"{context.source}:demande"
    deed = DeedDemande(ActeDemande.ROUVRIR, context.author_id, source)
    casework.act(context, demande_id, deed)


DEFAISABLE: Final = Defaisable(says=says, undo=undo, again=again)
