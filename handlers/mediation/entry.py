"""A dossier in « Ma journée »: its site may be corrected; once met, it is closed, not deleted."""

from __future__ import annotations

from bot.casework.demande import actes as demandes
from bot.casework.mediation.actes import reference
from bot.engine.conditions import Answers
from bot.feature.context import Context
from bot.feature.entries import DELETE, SITE, LigneDuJour, hide
from handlers.mediation import facts
from storage import mediations
from storage.models import DossierMediation

MET = "Une séance est déjà notée : clôturez le dossier avec 📂 Médiations."


def says(context: Context, row: DossierMediation) -> str:
    """« M-0001 · Bruit · Site A, ouvert »."""
    return f"{facts.line(context, row)}, {facts.etat(row)}"


def change(context: Context, row: DossierMediation, _geste: str, answers: Answers) -> str:
    row.site_id = context.programme.sites[answers["site"]]
    return ""


def delete(context: Context, row: DossierMediation) -> str:
    """The request that it answered is to treat again: the coordination is told."""
    if mediations.seances(context.tx, row.id):
        return MET
    demandes.reopen(
        context,
        reference(row),
    )
    return hide(context, row)


LIGNE = LigneDuJour(says=says, gestes=lambda _row: (SITE, DELETE), change=change, delete=delete)
