"""« ✅ C'est fait », touched by mistake: the request is to be treated again, and all know."""

from __future__ import annotations

from typing import Final

from bot.casework.demande import actes as casework
from bot.casework.demande import presentation as fiche
from bot.casework.demande.consequences import DeedDemande
from bot.domain.vies.demande import ActeDemande
from bot.domain.vies.vie import TransitionRefusee
from bot.feature.contract import Context
from bot.feature.gestes import Defaisable, Repris
from bot.rendering import render_line
from storage import demandes
from storage.models.gestes import Geste

DEMANDE_FAITE: Final = "demande"
"""The kind of deed, whose row is a Demande."""
SAID = "{{ v }} : c'est fait"
GONE = "une demande retirée"
CHANGED = "Cette demande a changé depuis : elle n'est plus « traitée »."


def says(context: Context, geste: Geste) -> str:
    """« D-0012 : c'est fait »."""
    demande = demandes.get(context.tx, geste.objet_id)
    return render_line(SAID, v=fiche.reference(demande)) if demande else GONE


def undo(context: Context, geste: Geste) -> Repris:
    """Whoever asked, the binôme and the coordination are told; it has its buttons again."""
    source = f"{context.source}:demande"
    deed = DeedDemande(ActeDemande.ROUVRIR, context.person.id, source)
    try:
        casework.act(context, geste.objet_id, deed)
    except TransitionRefusee:
        return Repris(CHANGED)
    return Repris()


DEFAISABLE: Final = Defaisable(says=says, undo=undo)
