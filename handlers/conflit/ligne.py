"""A conflict handled on the spot, in « Ma journée »."""

from __future__ import annotations

from handlers.contract import Context
from handlers.lignes import Ligne
from storage.models import Conflit


def says(context: Context, row: Conflit) -> str:
    """« Conflit : voisinage, apaisé »."""
    config = context.programme.config
    what = config.element("types_conflit", row.type).label.lower()
    return f"Conflit : {what}, {config.element('issues', row.issue).label.lower()}"


LIGNES = {"c": Ligne(says=says)}
