"""An observation in « Ma journée »."""

from __future__ import annotations

from bot.feature.contract import Context
from bot.feature.entries import LigneDuJour
from handlers.observation.facts import describe
from storage.models import Observation


def says(context: Context, row: Observation) -> str:
    """« Observation : ambiance apaisée, + Jeux d'enfants »."""
    return f"Observation : {describe(context.programme.config, row) or 'sans précision'}"


LIGNE = LigneDuJour(says=says)
