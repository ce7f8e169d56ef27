"""A site where nothing was decided says so of each entry, and refuses none (000 l.59, B01)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from bot.clock import paris
from bot.feature.contract import Context
from bot.rendering import render_line, render_text
from storage import hors_decision
from storage.hors_decision import Noted
from storage.models import Saisie

SAID: Final = "⚠️ {{ site }} : aucune intervention n'y est décidée. C'est noté quand même."
BESIDE: Final = " (hors intervention)"


def remarks(context: Context) -> Iterator[str]:
    """A line (HTML) for each such site that this turn noted something on."""
    places = {
        one.site_id: one for one in hors_decision.noted(context.tx) if _undecided(context, one)
    }
    for site_id in places:
        yield _line(context, site_id)


def on_its_card(context: Context, row: Any) -> list[str]:
    """The same line under the card of that very row, which says it for the whole turn."""
    place = hors_decision.place_of(row)
    if place is None or not _undecided(context, place):
        return []
    hors_decision.spoken_of(context.tx, place)
    return [_line(context, place.site_id)]


def begun(context: Context, row: Any) -> str:
    """The same in plain words, for what no card shows: a presence that just began; else « »."""
    place = hors_decision.place_of(row)
    if place is None or not _undecided(context, place):
        return ""
    hors_decision.spoken_of(context.tx, place)
    site = context.programme.config.site(context.programme.site_slugs[place.site_id])
    return "\n" + render_line(SAID, site=site.label)


def beside(context: Context, row: Saisie) -> str:
    """« (hors intervention) », after its words in « Ma journée »; « » everywhere else."""
    place = hors_decision.place_of(row)
    return BESIDE if place and _undecided(context, place) else ""


def _line(context: Context, site_id: int) -> str:
    slug = context.programme.site_slugs[site_id]
    return render_text(SAID, site=context.programme.config.site(slug).label)


def _undecided(context: Context, place: Noted) -> bool:
    """A programme that keeps no intervention here decides elsewhere: nothing is said of it."""
    programme = context.programme
    slug = programme.site_slugs.get(place.site_id)
    if slug is None or not programme.config.interventions:
        return False
    return programme.intervention_on(slug, paris(place.le).date()) is None
