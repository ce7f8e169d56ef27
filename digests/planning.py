"""The weekly planning, laid over one real week (000 l.73)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.clock import PARIS
from bot.domain.semaine import JOURS, Semaine
from digests.contract import Perimetre
from storage.dispositif import Creneau
from storage.programme import Programme


def planned_minutes(programme: Programme, perimetre: Perimetre, semaine: Semaine) -> int:
    """Minutes planned on sites that are in intervention on the day."""
    return sum(_minutes(slot, day) for slot, day in _slots(programme, perimetre, semaine))


def planned_days(programme: Programme, perimetre: Perimetre, semaine: Semaine) -> set[date]:
    """Days of the week on which somebody was planned on such a site."""
    return {day for _, day in _slots(programme, perimetre, semaine)}


def _slots(
    programme: Programme, perimetre: Perimetre, semaine: Semaine
) -> list[tuple[Creneau, date]]:
    dated = (
        (slot, semaine.lundi + timedelta(days=JOURS.index(slot.jour)))
        for slot in programme.config.creneaux
        if slot.site in perimetre.slugs
    )
    return [(slot, day) for slot, day in dated if _in_intervention(programme, slot.site, day)]


def _in_intervention(programme: Programme, site: str, day: date) -> bool:
    return any(
        one.site == site and one.debut <= day <= one.fin for one in programme.config.interventions
    )


def _minutes(slot: Creneau, day: date) -> int:
    """Elapsed minutes, on the days when clocks change too."""
    after = day if slot.a > slot.de else day + timedelta(days=1)
    start = datetime.combine(day, slot.de, PARIS)
    end = datetime.combine(after, slot.a, PARIS)
    return int(end.timestamp() - start.timestamp()) // 60
