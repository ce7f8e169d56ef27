"""Scales and uses offered, and an observation in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from bot.engine.conditions import Answers, Facts
from bot.engine.script import Option, kept_for
from bot.feature.contract import Context
from bot.questions import sur_place
from bot.questions.choix import by_habit_of_many, scale
from storage.dispositif import Dispositif, Echelon
from storage.models import Observation

ON_SCREEN: Final = 8
"""Uses of each block on the screen before « Autre… »."""
GOOD, BAD, EVERYTHING = "+", "-", "tout"

VU: Final = "vu"
"""The step of what is seen."""


def facts(context: Context, answers: Answers) -> Facts:
    config = context.programme.config
    site = sur_place.site_of(context, answers)
    row = sur_place.noted(context, Observation)
    return {
        "sites": sur_place.site_options(context),
        "site_label": site.label if site else "",
        "ambiances": scale(config.ambiance),
        "frequentations": scale(config.frequentation),
        "usages": _uses(context, answers),
        "deja": describe(config, row) if row else "",
    }


def _uses(context: Context, answers: Answers) -> tuple[Option, ...]:
    """Two blocks, each label with its sign; all of them once « Autre… » was pressed."""
    config = context.programme.config
    chosen = answers.get(kept_for(VU)) or ()
    good = by_habit_of_many(context, config.liste("usages_positifs"), Observation.positifs)
    bad = by_habit_of_many(context, config.liste("mesusages"), Observation.mesusages)
    blocks = [Option(f"{GOOD}{use.slug}", f"+ {use.label}") for use in good]
    others = [Option(f"{BAD}{use.slug}", f"− {use.label}") for use in bad]
    if EVERYTHING in chosen:
        return (*blocks, *others)
    return (*blocks[:ON_SCREEN], *others[:ON_SCREEN], Option(EVERYTHING, "Autre…"))


def split(chosen: Sequence[str]) -> tuple[list[str], list[str]]:
    """(positive uses, misuses) as slugs of the file."""
    good = [slug[1:] for slug in chosen if slug.startswith(GOOD)]
    return good, [slug[1:] for slug in chosen if slug.startswith(BAD)]


def describe(config: Dispositif, row: Observation) -> str:
    """« ambiance apaisée, fréquentation moyenne, + Jeux d'enfants, − Dégradations »."""
    parts = [
        *_step("ambiance", config.ambiance, row.ambiance),
        *_step("fréquentation", config.frequentation, row.frequentation),
        *(f"+ {config.element('usages_positifs', slug).label}" for slug in row.positifs),
        *(f"− {config.element('mesusages', slug).label}" for slug in row.mesusages),
    ]
    return ", ".join(parts)


def _step(name: str, steps: Sequence[Echelon], value: Any) -> list[str]:
    return [f"{name} {step.label.lower()}" for step in steps if step.valeur == value]
