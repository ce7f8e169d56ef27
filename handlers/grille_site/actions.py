"""A filled grid: one row, its notes by criterion."""

from __future__ import annotations

from bot.clock import paris
from bot.engine.conditions import Answers, Facts
from bot.feature.contract import Context, Ending
from bot.questions import sur_place
from bot.questions.mesures import MESURES
from bot.rendering import render_line
from handlers.grille_site import facts
from storage.models import ReleveSite

NOTE = "note_"
DONE = "📐 {{ site }} : {{ mesure }}. La grille est notée, {{ total }} sur {{ most }}."


def record(context: Context, answers: Answers, _facts: Facts) -> Ending:
    programme = context.programme
    site = sur_place.site_of(context, answers)
    if site is None:
        raise LookupError("a site grid has no site")
    here = facts.mesure(programme, site.slug, paris(context.now).date())
    notes = _notes(context, answers)
    context.tx.add(
        ReleveSite(
            **sur_place.saisie(context, answers, "releve_site"),
            intervention_id=here.intervention,
            mesure=here.slug,
            notes=notes,
        )
    )
    context.tx.flush()
    highest = max(step.minimum or 0 for step in programme.config.liste("echelle_grille"))
    total, most = sum(notes.values()), highest * len(notes)
    mesure = MESURES[here.slug]
    text = render_line(DONE, site=site.label, mesure=mesure, total=total, most=most)
    return Ending({"conclusion": text})


def _notes(context: Context, answers: Answers) -> dict[str, int]:
    config = context.programme.config
    return {
        critere.slug: config.element("echelle_grille", answers[f"{NOTE}{rank}"]).minimum or 0
        for rank, critere in enumerate(facts.criteria(context.programme), 1)
    }
