"""A request in « Ma journée »: it may be taken back until the coordination has decided."""

from __future__ import annotations

from bot.casework.demande import actes as casework
from bot.casework.demande import presentation as fiche
from bot.engine.script import Option
from bot.feature.contract import Context
from bot.feature.entries import LigneDuJour
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
    return "" if casework.withdraw(context, row) else DECIDED


LIGNE = LigneDuJour(says=says, gestes=gestes, delete=delete)
