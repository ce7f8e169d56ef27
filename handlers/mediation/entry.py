"""A dossier in « Ma journée »: its site may be corrected; once met, it is closed, not deleted."""

from __future__ import annotations

from bot.casework.mediation import actes as casework
from bot.engine.conditions import Answers
from bot.feature.contract import Context
from bot.feature.entries import DELETE, SITE, LigneDuJour
from handlers.mediation import facts
from storage.models import DossierMediation

MET = "Une séance est déjà notée : clôturez le dossier avec 📂 Médiations."


def says(context: Context, row: DossierMediation) -> str:
    """« M-0001 · Bruit · Site A, ouvert »."""
    return f"{facts.line(context, row)}, {facts.etat(row)}"


def change(context: Context, row: DossierMediation, _geste: str, answers: Answers) -> str:
    casework.move_to(row, context.programme.sites[answers["site"]])
    return ""


def delete(context: Context, row: DossierMediation) -> str:
    return "" if casework.withdraw(context, row) else MET


LIGNE = LigneDuJour(says=says, gestes=lambda _row: (SITE, DELETE), change=change, delete=delete)
