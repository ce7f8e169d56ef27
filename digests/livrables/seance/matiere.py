"""One meeting: the sites of its territoire, the weeks since the comité last met."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from sqlalchemy import select

from bot.clock import paris
from bot.domain.interventions import DAY
from bot.livrables import Cible, CopieDue, SorteCible
from bot.words import date_longue
from digests.livrables.matiere import partout
from digests.livrables.periode.matiere import MatierePeriode
from storage import reunions
from storage.dispositif import Comite
from storage.dispositif.problems import nearest
from storage.models import Reunion
from storage.work import Work

ANCIENS: Final = timedelta(days=730)
RECUL: Final = timedelta(weeks=6)
"""Looked back upon at most, or by a comité that never met."""
BROUILLON: Final = timedelta(days=7)
"""Before the meeting: its support may be asked for."""
APRES: Final = timedelta(days=31)
"""After it, who was there may still be sent what was decided."""


@dataclass(frozen=True)
class MatiereSeance(MatierePeriode):
    """`lieux`: the sites of the territoire, or all of them; the period ends the day before."""

    comite: Comite = field(kw_only=True)
    jour: date = field(kw_only=True)


def of(work: Work, cible: Cible) -> MatiereSeance:
    slug, _, day = cible.cle.partition(".")
    comite = work.programme.config.comite(slug)
    every = partout(work)
    here = tuple(one for one in every if comite.territoire in (None, one.territoire))
    return MatiereSeance(work, cible, here, comite=comite, jour=date.fromisoformat(day))


def asked(work: Work, text: str) -> Cible:
    """« comite-nord », of its next meeting; « comite-nord.2026-12-03 », of that one.

    Raises ValueError, in French.
    """
    slug, _, day = text.partition(".")
    known = {one.slug: one for one in work.programme.config.comites if one.operationnel}
    if slug not in known:
        raise ValueError(f"comité opérationnel « {slug} » inconnu{nearest(slug, known)}")
    return _cible(work, known[slug], _day(day) if day else _next(work, slug))


def attendus(work: Work) -> Iterator[CopieDue]:
    """One for each meeting that is planned or was held in two years, of those that follow a
    territoire."""
    known = {one.slug: one for one in work.programme.config.comites if one.operationnel}
    meetings = select(Reunion.jour, Reunion.comite, Reunion.tenue).where(
        Reunion.dispositif_id == work.programme.id,
        Reunion.comite.in_(known),
        Reunion.jour >= paris(work.now).date() - ANCIENS,
        Reunion.tenue.is_not(False),
    )
    held: dict[tuple[date, str], bool] = {}
    for day, slug, tenue in work.tx.execute(meetings.distinct()):
        held[day, slug] = held.get((day, slug), False) or bool(tenue)
    before: dict[str, date] = {}
    for day, slug in sorted(held):
        cible = _since(known[slug], day, before.get(slug))
        yield CopieDue(cible, day - BROUILLON, day, jusque=day + APRES)
        if held[day, slug]:
            before[slug] = day


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"jour « {text} » illisible : écrivez 2026-12-03") from error


def _next(work: Work, slug: str) -> date:
    """Of the meeting that is planned next; today when none is."""
    today = paris(work.now).date()
    planned = reunions.open_ones(work.tx, work.programme.id)
    mine = (row.jour for row in planned if row.comite == slug and row.jour >= today)
    return min(mine, default=today)


def _cible(work: Work, comite: Comite, day: date) -> Cible:
    """Since the meeting before, six weeks at most."""
    before = reunions.last_held(work.tx, work.programme.id, [comite.slug], day - DAY)
    return _since(comite, day, before)


def _since(comite: Comite, day: date, before: date | None) -> Cible:
    debut = max(before or date.min, day - RECUL)
    name = f"{comite.label}, {date_longue(day)}"
    return Cible(SorteCible.COMITE, f"{comite.slug}.{day}", name, debut, day - DAY)
