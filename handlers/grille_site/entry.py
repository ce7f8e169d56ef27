"""A site grid in « Ma journée »: it may only be taken away."""

from __future__ import annotations

from bot.clock import paris
from bot.engine.conditions import Answers
from bot.engine.script import Option
from bot.feature.contract import Context
from bot.feature.entries import DELETE, LigneDuJour
from bot.questions.mesures import MESURES
from handlers.grille_site.facts import mesure
from storage.models import ReleveSite


def says(_context: Context, row: ReleveSite) -> str:
    """« Grille du site : état initial (T0) »."""
    return f"Grille du site : {MESURES[row.mesure]}"


def gestes(_row: ReleveSite) -> tuple[Option, ...]:
    return (DELETE,)


def change(context: Context, row: ReleveSite, _geste: str, answers: Answers) -> str:
    """Its presence was on another site: what it measures there is not the same."""
    here = mesure(context.programme, answers["site"], paris(row.le).date())
    row.site_id = context.programme.sites[answers["site"]]
    row.intervention_id, row.mesure = here.intervention, here.slug
    return ""


LIGNE = LigneDuJour(says=says, gestes=gestes, change=change)
