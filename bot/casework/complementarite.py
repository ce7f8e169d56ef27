"""The team's planned hours beside those of the Ville's mediators: together, or nobody (CLS-1)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Final

from bot.clock import paris
from bot.domain.complementarite import PlageQuartier, overlap
from bot.domain.periodes import split
from bot.domain.semaine import Semaine
from bot.rendering import render_line
from bot.words import WEEKDAYS, plage
from storage import grille
from storage.dispositif import actifs
from storage.planning import SlotPrevu, instants
from storage.programme import Programme
from storage.work import Work

SILENT: Final = "🤝 La médiation de la Ville n'a rien annoncé cette semaine-là."
TOGETHER: Final = "🤝 {{ quartier }}, en même temps que la médiation de la Ville : {{ quand }}."
NOBODY: Final = "🕳 Ni vous ni la médiation de la Ville : {{ ou }}."


def lines(work: Work, semaine: Semaine, standing: Sequence[SlotPrevu]) -> Iterator[str]:
    """What is read beside these slots; nothing where the file names no such team."""
    programme, teams = work.programme, grille.villes(work.programme)
    if not teams:
        return
    theirs = [
        PlageQuartier(row.quartier, *instants(row.jour, row.de, row.a))
        for row in grille.of_week(work.tx, programme, semaine)
        if row.acteur.casefold() in teams
    ]
    if not theirs:
        yield SILENT
        return
    ours = [PlageQuartier(_quartier(programme, slot), *slot.bornes()) for slot in standing]
    yield from _together(programme, overlap(ours, theirs))
    if empty := list(_empty(programme, semaine, [*ours, *theirs])):
        yield render_line(NOBODY, ou=" ; ".join(empty))


def _together(programme: Programme, both: Iterable[PlageQuartier]) -> Iterator[str]:
    said: defaultdict[str, list[str]] = defaultdict(list)
    for one in both:
        said[one.quartier].append(_when(one.debut, one.fin))
    for slug, moments in said.items():
        yield render_line(TOGETHER, quartier=_label(programme, slug), quand=", ".join(moments))


def _empty(programme: Programme, semaine: Semaine, held: Iterable[PlageQuartier]) -> Iterator[str]:
    """« Étouvie en week-end »: of the quartiers where something is decided that week."""
    covered: defaultdict[str, set[str]] = defaultdict(set)
    for one in held:
        parts = split(one.debut, one.fin, programme.calendrier)
        covered[one.quartier].update(part.tranche for part in parts)
    for slug in _decided(programme, semaine.lundi, semaine.dimanche):
        tranches = actifs(programme.config.periodes.tranches)
        missing = [one.label.lower() for one in tranches if one.slug not in covered[slug]]
        if missing:
            yield f"{_label(programme, slug)} en {' et '.join(missing)}"


def _decided(programme: Programme, first: date, last: date) -> list[str]:
    """Quartiers with a mission on one of these days, each once, in the order of the file."""
    config = programme.config
    busy = [one.site for one in config.interventions if one.debut <= last and one.fin >= first]
    quartiers = {config.site(site).quartier for site in busy}
    return [one.slug for one in config.quartiers if one.slug in quartiers]


def _quartier(programme: Programme, slot: SlotPrevu) -> str:
    return programme.config.site(slot.site).quartier


def _label(programme: Programme, slug: str) -> str:
    """Its slug once it has left the file: an old slot still says where it was."""
    every = programme.config.quartiers
    return next((one.label for one in every if one.slug == slug), slug)


def _when(debut: datetime, fin: datetime) -> str:
    """« mar. 17, 17 h – 18 h »."""
    start, end = paris(debut), paris(fin)
    return f"{WEEKDAYS[start.weekday()][:3]}. {start.day}, {plage(start.time(), end.time())}"
