"""Veille technique: defects sent, mended and awaited (001 l.96; A19, I07)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache
from typing import Any, Final, cast

from sqlalchemy import Select, Table, func, select

from bot.domain.vies.signalement import OPEN, StatutSignalement
from storage.figures import SITES, bound
from storage.indicateurs.contrat import (
    SUIVI,
    Nombre,
    Proportion,
    Repartition,
    Unite,
    indicateur,
    shared_out,
)
from storage.indicateurs.lignes import lines, rank_of
from storage.indicateurs.releve import Constat, Releve
from storage.indicateurs.signalements import (
    DEAD_ENDS,
    SIGNALEMENTS,
    LigneSignalement,
    closed_in,
    sent_in,
)
from storage.indicateurs.vies import within
from storage.models import RetourDonne, Signalement

_S = cast(Table, Signalement.__table__)
_R = cast(Table, RetourDonne.__table__)


@cache
def _told(periodes: int) -> Select[Any]:
    """What became of a signalement, told to the habitants, by period and site."""
    rang = rank_of(_R.c.le, periodes)
    return (
        select(rang, _S.c.site_id, func.count())
        .join(_R, _R.c.signalement_id == _S.c.id)
        .where(_S.c.site_id.in_(SITES), _R.c.le >= bound(0), _R.c.le < bound(periodes))
        .group_by(rang, _S.c.site_id)
    )


RETOURS: Final = Constat(lambda recolte: lines(recolte, _told, int), par_tranche=False)


@indicateur(*("signalements", "Signalements", SUIVI, Unite.NOMBRE), source="001 l.96")
def signalements(releve: Releve) -> Repartition:
    """Signalements émis pendant la période, sans doublons ni annulés, par service qui les a à sa
    fin."""
    return _by_service(releve, sent_in(releve))


@indicateur(
    *("signalements-categories", "Signalements par catégorie", SUIVI, Unite.NOMBRE),
    source="001 l.96",
)
def signalements_categories(releve: Releve) -> Repartition:
    """Signalements émis pendant la période, par catégorie ; sans doublons ni annulés."""
    return shared_out((line.categorie, 1) for line in sent_in(releve))


@indicateur(
    *("signalements-criteres", "Signalements par critère du lieu", SUIVI, Unite.NOMBRE),
    source="003 l.575 ; I09",
)
def signalements_criteres(releve: Releve) -> Repartition:
    """Signalements émis pendant la période, par critère de la grille du site dont leur catégorie
    relève : visibilité, signalisation, entretien ; une catégorie sans critère n'y est pas."""
    of = {one.slug: one.critere for one in releve.programme.config.categories}
    found = (of.get(line.categorie) for line in sent_in(releve))
    return shared_out((critere, 1) for critere in found if critere)


@indicateur(
    *("signalements-bailleurs", "Signalements par bailleur", SUIVI, Unite.NOMBRE),
    source="003 l.1052 ; A19, I07",
)
def signalements_bailleurs(releve: Releve) -> Repartition:
    """Signalements émis pendant la période et adressés à un bailleur, par bailleur."""
    owners = {one.slug for one in releve.programme.config.services if one.bailleur}
    every = _by_service(releve, sent_in(releve)).par
    return Repartition({slug: n for slug, n in every.items() if slug in owners})


@indicateur(
    *("signalements-verifies", "Signalements vérifiés réparés", SUIVI, Unite.NOMBRE),
    source="001 l.96",
)
def signalements_verifies(releve: Releve) -> Repartition:
    """Signalements clos pendant la période : réparation vue sur place, par service."""
    return _by_service(releve, closed_in(releve))


@indicateur(
    *("signalements-ouverts", "Signalements ouverts", SUIVI, Unite.NOMBRE), source="001 l.96"
)
def signalements_ouverts(releve: Releve) -> Repartition:
    """Signalements que personne n'a clos à la fin de la période, par service."""
    return _standing(releve, lambda line, fin: line.stands(fin, OPEN))


@indicateur(
    *("signalements-en-retard", "Signalements en retard", SUIVI, Unite.NOMBRE), source="001 l.96"
)
def signalements_en_retard(releve: Releve) -> Repartition:
    """Signalements dus par un service à la fin de la période, délai passé, par service."""
    return _standing(releve, LigneSignalement.late)


@indicateur(
    *("signalements-a-verifier", "Réparations à vérifier", SUIVI, Unite.NOMBRE),
    source="001 l.96",
)
def signalements_a_verifier(releve: Releve) -> Repartition:
    """Réparations annoncées, pas encore vues sur place à la fin de la période, par service."""
    return _standing(
        releve, lambda line, fin: line.stands(fin, (StatutSignalement.TRAITE_ANNONCE,))
    )


@indicateur(
    *("signalements-clos", "Signalements clos à l'échéance", SUIVI, Unite.NOMBRE),
    source="proposé (001 l.96)",
    denominateur="signalements dont le délai tombait dans la période, sans doublons ni annulés",
)
def signalements_clos(releve: Releve) -> Proportion:
    """Signalements vérifiés réparés à la fin de la période, sur ceux dont le délai y est passé."""
    fin = releve.bornes[1]
    due = [
        line
        for line in releve.durables(SIGNALEMENTS)
        if within(line.echeance, releve.bornes) and not line.stands(fin, DEAD_ENDS)
    ]
    return Proportion(sum(1 for line in due if line.closed(fin)), len(due))


@indicateur(
    *("retours-habitants", "Retours donnés aux habitants", SUIVI, Unite.NOMBRE),
    source="001 l.90 ; E12",
)
def retours_habitants(releve: Releve) -> Nombre:
    """Suites d'un signalement, dites aux habitants sur place pendant la période."""
    return Nombre(sum(releve.lignes(RETOURS)))


def _standing(releve: Releve, holds: Callable[[LigneSignalement, datetime], bool]) -> Repartition:
    """By service, those of which it held when the period ended."""
    fin = releve.bornes[1]
    return _by_service(
        releve, (line for line in releve.durables(SIGNALEMENTS) if holds(line, fin))
    )


def _by_service(releve: Releve, signalements: Iterable[LigneSignalement]) -> Repartition:
    """By the service that had it when the period ended."""
    fin = releve.bornes[1]
    return shared_out((line.service(fin), 1) for line in signalements)
