"""A live conflict in « Ma journée »."""

from __future__ import annotations

from bot.feature.contract import Context
from bot.feature.entries import LigneDuJour
from storage.models import Conflit


def says(context: Context, row: Conflit) -> str:
    """« Conflit : Bruit, apaisé »."""
    config = context.programme.config
    quoi = config.element("types_conflit", row.type).label
    issue = config.element("issues", row.issue).label.lower()
    return f"Conflit : {quoi}, {issue}"


LIGNE = LigneDuJour(says=says)
