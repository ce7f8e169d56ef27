"""The year's curve, and the seasons that explain it (000 l.142)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta

from bot.clock import PARIS
from bot.domain.periodes import FERIE, VACANCES, reperes_at
from storage.indicateurs.contrat import (
    SUIVI,
    Famille,
    Nombre,
    Proportion,
    Repartition,
    Unite,
    indicateur,
)
from storage.indicateurs.releve import Releve
from storage.indicateurs.rencontres import rencontres
from storage.indicateurs.temps import heures_presence


@indicateur(
    *("courbe-presence", "Courbe des heures de présence", SUIVI, Unite.MINUTES), source="000 l.142"
)
def courbe_presence(releve: Releve) -> Repartition:
    """Minutes de présence de chaque période, dans l'ordre, par son premier jour."""
    return _curve(releve, heures_presence)


@indicateur(
    *("courbe-rencontres", "Courbe des rencontres", SUIVI, Unite.NOMBRE), source="000 l.142, l.154"
)
def courbe_rencontres(releve: Releve) -> Repartition:
    """Rencontres de chaque période, dans l'ordre, par son premier jour."""
    return _curve(releve, rencontres)


@indicateur(
    *("jours-vacances", "Jours de vacances scolaires", Famille.CONTEXTE, Unite.JOURS),
    source="000 l.142, l.153",
    denominateur="jours de la période dont le calendrier est connu",
)
def jours_vacances(releve: Releve) -> Proportion:
    """Jours de vacances scolaires, sur les jours de la période dont le calendrier est connu."""
    known = releve.programme.calendrier.vacances_connues
    days = [day for day in _days(releve) if known is None or day <= known]
    return Proportion(sum(VACANCES in _reperes(releve, day) for day in days), len(days))


@indicateur(*("jours-feries", "Jours fériés", Famille.CONTEXTE, Unite.JOURS), source="000 l.153")
def jours_feries(releve: Releve) -> Nombre:
    """Jours fériés de la période."""
    return Nombre(sum(FERIE in _reperes(releve, day) for day in _days(releve)))


def _curve(releve: Releve, one: Callable[[Releve], Nombre]) -> Repartition:
    starts = releve.recolte.jours
    return Repartition({str(starts[rang]): one(releve.at(rang)).n for rang in releve.rangs})


def _days(releve: Releve) -> Iterator[date]:
    first, before = releve.jours
    for offset in range((before - first).days):
        yield first + timedelta(days=offset)


def _reperes(releve: Releve, day: date) -> tuple[str, ...]:
    return reperes_at(datetime.combine(day, time(12), PARIS), releve.programme.calendrier)
