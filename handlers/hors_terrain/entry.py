"""Time out of the street in « Ma journée »: it may only be taken away."""

from __future__ import annotations

from bot.engine.script import Option
from bot.feature.contract import Context
from bot.feature.entries import DELETE, LigneDuJour
from handlers.hors_terrain import facts
from storage.models import HorsTerrain


def says(context: Context, row: HorsTerrain) -> str:
    """« Hors terrain : Écrits 1 h »."""
    return f"Hors terrain : {facts.describe(context.programme, row.categorie, row.minutes)}"


def gestes(_row: HorsTerrain) -> tuple[Option, ...]:
    return (DELETE,)


LIGNE = LigneDuJour(says=says, gestes=gestes)
