"""An observation in « Ma journée »."""

from __future__ import annotations

from handlers.contract import Context
from handlers.lignes import Ligne
from storage.models import Observation


def says(context: Context, row: Observation) -> str:
    """« Observation : apaisée, forte, 2 usages »."""
    config = context.programme.config
    levels = [s.label.lower() for s in config.ambiance if s.valeur == row.ambiance]
    levels += [s.label.lower() for s in config.frequentation if s.valeur == row.frequentation]
    uses = [config.element("usages_positifs", slug).label.lower() for slug in row.positifs]
    uses += [config.element("mesusages", slug).label.lower() for slug in row.mesusages]
    return f"Observation : {', '.join([*levels, *uses])}"


LIGNES = {"o": Ligne(says=says)}
