"""A live conflict in « Ma journée »."""

from __future__ import annotations

from bot.casework import securite
from bot.feature.contract import Context
from bot.feature.entries import LigneDuJour, hide
from storage.models import Conflit


def says(context: Context, row: Conflit) -> str:
    """« Conflit : Bruit, apaisé »."""
    config = context.programme.config
    quoi = config.element("types_conflit", row.type).label
    issue = config.element("issues", row.issue).label.lower()
    return f"Conflit : {quoi}, {issue}"


def delete(context: Context, row: Conflit) -> str:
    """Nobody is asked any more whether the team is safe; who was told of it is told of this."""
    securite.withdraw(context, row)
    return hide(context, row)


LIGNE = LigneDuJour(says=says, delete=delete)
