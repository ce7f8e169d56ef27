"""The whole team's time, in the street and out of it: one average, nobody's (000 l.142)."""

from __future__ import annotations

from datetime import date
from typing import Final, cast

from sqlalchemy import Table, bindparam, func, select

from bot.domain.temps import TempsDeTravail
from storage import cumuls, temps
from storage.heures_manquantes import missing
from storage.indicateurs.contrat import (
    SUIVI,
    Nombre,
    Proportion,
    Repartition,
    Sensible,
    Unite,
    indicateur,
    shared_out,
)
from storage.indicateurs.releve import Releve
from storage.models import HorsTerrain

_H: Final = cast(Table, HorsTerrain.__table__)
_BY_CATEGORY: Final = (
    select(_H.c.categorie, func.sum(_H.c.minutes))
    .where(_H.c.dispositif_id == bindparam("b_dispositif"), _H.c.supprimee_le.is_(None))
    .where(_H.c.jour >= bindparam("b_first"), _H.c.jour < bindparam("b_before"))
    .group_by(_H.c.categorie)
    .order_by(_H.c.categorie)
)
NOTHING: Final = Proportion(0, 0)


@indicateur(
    *("journees-incompletes", "Journées dont il manque des heures", SUIVI, Unite.JOURS),
    source="000 l.142 ; 003 l.765",
    sensible=Sensible.MEDIATEURS,
)
def journees_incompletes(releve: Releve) -> Nombre:
    """Journées où quelqu'un de l'équipe a travaillé sans que toutes ses heures soient notées."""
    first, before = _whole_days(releve)
    lacking = missing(releve.recolte.tx, releve.programme.id, first, before).values()
    return Nombre(len({day for days in lacking for day in days}))


@indicateur(
    *("part-terrain", "Part du temps en rue", SUIVI, Unite.MINUTES),
    source="000 l.142",
    denominateur="heures-médiateur, en rue et hors terrain",
    sensible=Sensible.MEDIATEURS,
)
def part_terrain(releve: Releve) -> Proportion:
    """Heures-médiateur de présence, sur celles-ci et le hors-terrain, de toute l'équipe.

    Se lit sur douze semaines (repère 60, à 5 points près). Rien tant qu'il manque des heures.
    """
    if journees_incompletes(releve).n:
        return NOTHING
    first, before = _whole_days(releve)
    every = temps.of_binomes(releve.recolte.tx, releve.programme.id, first, before)
    return _share(temps.together(every.values()))


@indicateur(
    *("part-terrain-depuis-debut", "Part du temps en rue depuis le début", SUIVI, Unite.MINUTES),
    source="000 l.142",
    denominateur="heures-médiateur, en rue et hors terrain, depuis le début",
    sensible=Sensible.MEDIATEURS,
)
def part_terrain_depuis_debut(releve: Releve) -> Proportion:
    """La même part, de la première heure notée à la fin de la période."""
    _first, before = _whole_days(releve)
    every = cumuls.until(releve.recolte.tx, releve.programme.id, before)
    return _share(temps.together(every.values()))


@indicateur(
    *("hors-terrain", "Emploi du temps hors terrain", SUIVI, Unite.MINUTES),
    source="000 l.142",
    sensible=Sensible.MEDIATEURS,
)
def hors_terrain(releve: Releve) -> Repartition:
    """Minutes hors terrain de toute l'équipe, par catégorie : préparation, réseau, écrits."""
    first, before = _whole_days(releve)
    asked = {"b_dispositif": releve.programme.id, "b_first": first, "b_before": before}
    rows = releve.recolte.tx.connection().execute(_BY_CATEGORY, asked)
    return shared_out((categorie, int(minutes)) for categorie, minutes in rows)


def _whole_days(releve: Releve) -> tuple[date, date]:
    """Raises ValueError when asked by tranche: what is done out of the street has none."""
    if releve.tranche:
        raise ValueError("le temps de l'équipe n'a pas de tranche : demandez-le par jour entier")
    return releve.jours


def _share(whole: TempsDeTravail) -> Proportion:
    """A share of what nobody noted would always read 100 %."""
    if not whole.presence or not whole.hors_terrain:
        return NOTHING
    return Proportion(whole.presence, whole.total)
