"""A count of people met in « Ma journée »."""

from __future__ import annotations

from handlers.contract import Context
from handlers.lignes import Ligne
from storage.models import Rencontre


def says(context: Context, row: Rencontre) -> str:
    """« 3 × 26-59 ans »."""
    return f"{row.nombre} × {context.programme.config.public(row.public).label}"


LIGNES = {"r": Ligne(says=says)}
