"""A difficulty in « Ma journée », which only the binôme reads."""

from __future__ import annotations

from bot.feature.contract import Context
from bot.feature.entries import LigneDuJour
from handlers.difficulte.actions import LISTE
from storage.models import Difficulte


def says(context: Context, row: Difficulte) -> str:
    """« Difficulté : insultes, coordination prévenue »."""
    nature = context.programme.config.element(LISTE, row.nature).label.lower()
    return f"Difficulté : {nature}{', coordination prévenue' if row.prevenue else ''}"


LIGNE = LigneDuJour(says=says)
