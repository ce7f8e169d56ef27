"""A site grid in « Ma journée »: it may only be taken away."""

from __future__ import annotations

from bot.engine.script import Option
from handlers.contract import Context
from handlers.grille_site.facts import MESURES
from handlers.lignes import DELETE, Ligne
from storage.models import ReleveSite


def says(_context: Context, row: ReleveSite) -> str:
    """« Grille du site : état initial (T0) »."""
    return f"Grille du site : {MESURES[row.mesure]}"


def gestes(_row: ReleveSite) -> tuple[Option, ...]:
    return (DELETE,)


LIGNES = {"g": Ligne(says=says, gestes=gestes)}
