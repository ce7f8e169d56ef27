"""Which measure a day belongs to on a site, and the criteria of the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.clock import paris
from bot.domain.interventions import mesure_on
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Option
from bot.feature.contract import Context
from bot.questions import sur_place
from bot.questions.mesures import FREE, MESURES
from bot.words import jour
from storage.dispositif import Element
from storage.programme import Programme

MOST: Final = 8
"""Criteria that a grid may have; the file has five."""


@dataclass(frozen=True, slots=True)
class Mesure:
    """T0, T1, T2 or none of them; `fin` is the last day of its window."""

    slug: str
    intervention: int | None
    fin: date | None = None

    @property
    def label(self) -> str:
        until = f", jusqu'au {jour(self.fin)}" if self.fin else ""
        return MESURES[self.slug] + until


def mesure(programme: Programme, site: str, day: date) -> Mesure:
    """What a grid filled that day on that site measures."""
    rules = programme.config.delais_intervention()
    for intervention in programme.config.interventions:
        window = (
            mesure_on(day, intervention.debut, intervention.fin, rules)
            if intervention.site == site
            else None
        )
        if window:
            return Mesure(window.mesure, programme.interventions[intervention.slug], window.fin)
    return Mesure(FREE, programme.intervention_on(site, day))


def facts(context: Context, answers: Answers) -> Facts:
    programme = context.programme
    scale = programme.config.liste("echelle_grille")
    site = sur_place.site_of(context, answers)
    here = mesure(programme, site.slug, paris(context.now).date()) if site else None
    return {
        "sites": sur_place.site_options(context),
        "site_label": site.label if site else "",
        "mesure": here.label if here else "",
        "notes": tuple(Option(step.slug, step.label) for step in scale),
        "combien": len(criteria(programme)),
        **{f"critere_{rank}": "" for rank in range(1, MOST + 1)},
        **{
            f"critere_{rank}": critere.label for rank, critere in enumerate(criteria(programme), 1)
        },
    }


def criteria(programme: Programme) -> Sequence[Element]:
    return programme.config.liste("grille_site")[:MOST]
