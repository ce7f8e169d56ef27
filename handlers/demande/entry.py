"""A request in « Ma journée »: it may be taken back until the coordination has decided."""

from __future__ import annotations

from bot.casework import coordination
from bot.casework.demande import presentation as fiche
from bot.domain.vies.demande import EN_ATTENTE
from bot.engine.script import Option
from bot.feature.context import Context
from bot.feature.entries import LigneDuJour, hide
from storage.models import Demande

DECIDED = "La coordination a déjà décidé : appelez-la pour retirer cette demande."


def says(context: Context, row: Demande) -> str:
    """« D-0012 · Bailleur · Nuisance · Site A · Cette semaine, reçue »."""
    programme = context.programme
    etat = fiche.etat(programme, row).lower()
    return f"{fiche.reference(row)} · {fiche.described(programme, row)}, {etat}"


def gestes(_row: Demande) -> tuple[Option, ...]:
    return (Option("supprimer", "🗑 Retirer la demande"),)


def delete(context: Context, row: Demande) -> str:
    """The coordination, who was told of it, is told again."""
    if row.statut not in EN_ATTENTE:
        return DECIDED
    v = fiche.reference(row)
    coordination.tell(
        context,
        key=f"demande:{row.id}:retiree",
        subject=f"[{v}] Demande retirée",
        text=f"{v} est retirée par le binôme : il n'y a plus rien à décider.",
        sign="📥",
    )
    return hide(context, row)


LIGNE = LigneDuJour(says=says, gestes=gestes, delete=delete)
