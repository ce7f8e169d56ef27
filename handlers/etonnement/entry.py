"""An answer of the rapport d'étonnement in « Ma journée »: it may only be taken away."""

from __future__ import annotations

from bot.engine.script import Option
from bot.feature.contract import Context
from bot.feature.entries import DELETE, LigneDuJour
from handlers.etonnement.facts import QUESTIONS
from storage.models import Etonnement


def says(context: Context, row: Etonnement) -> str:
    """« Étonnement : qui manque »."""
    return (
        f"Étonnement : {context.programme.config.element(QUESTIONS, row.question).label.lower()}"
    )


def gestes(_row: Etonnement) -> tuple[Option, ...]:
    return (DELETE,)


LIGNE = LigneDuJour(says=says, gestes=gestes)
