"""A difficulty in « Ma journée », which only the binôme reads."""

from __future__ import annotations

from bot.casework import securite
from bot.casework.securite import LISTE_DIFFICULTES
from bot.feature.contract import Context
from bot.feature.entries import LigneDuJour, hide
from storage.models import Difficulte


def says(context: Context, row: Difficulte) -> str:
    """« Difficulté : insultes, coordination prévenue »."""
    nature = context.programme.config.element(LISTE_DIFFICULTES, row.nature).label.lower()
    return f"Difficulté : {nature}{', coordination prévenue' if row.prevenue else ''}"


def delete(context: Context, row: Difficulte) -> str:
    """Nobody is asked any more; the coordination that was told of it is told of this."""
    securite.withdraw(context, row)
    return hide(context, row)


LIGNE = LigneDuJour(says=says, delete=delete)
