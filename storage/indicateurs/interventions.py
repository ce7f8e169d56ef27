"""Corrective and preventive missions apart, and what is expected of the preventive ones (C09)."""

from __future__ import annotations

from typing import Final

from storage.indicateurs.contexte import running
from storage.indicateurs.contrat import (
    EVALUATION,
    SUIVI,
    Proportion,
    Repartition,
    Unite,
    indicateur,
    shared_out,
)
from storage.indicateurs.observations import usages_positifs_part
from storage.indicateurs.releve import Releve
from storage.indicateurs.temps import TEMPS, LigneTemps

PREVENTIVE: Final = "preventive"
AUCUNE: Final = "hors-intervention"
"""A presence where nothing was decided for that day."""


@indicateur(
    *("heures-type-intervention", "Heures par type d'intervention", SUIVI, Unite.MINUTES),
    source="000 l.105-106",
)
def heures_type_intervention(releve: Releve) -> Repartition:
    """Minutes de présence par type de l'intervention du jour : corrective, préventive, aucune."""
    kinds = _kinds(releve)
    return shared_out((_kind(line, kinds), line.minutes) for line in releve.lignes(TEMPS))


@indicateur(
    *("preventif-evenements", "Événements des espaces nouveaux", SUIVI, Unite.MINUTES),
    source="000 l.106",
    denominateur="heures des interventions préventives",
)
def preventif_evenements(releve: Releve) -> Proportion:
    """Minutes pendant un événement, sur toutes celles des interventions préventives."""
    kinds = _kinds(releve)
    mine = [line for line in releve.lignes(TEMPS) if _kind(line, kinds) == PREVENTIVE]
    return Proportion(
        sum(line.minutes for line in mine if line.evenement), sum(line.minutes for line in mine)
    )


@indicateur(
    "preventif-usages-positifs",
    *("Usages positifs des espaces nouveaux", EVALUATION, Unite.NOMBRE),
    source="000 l.25, l.106",
    denominateur="observations des sites en intervention préventive",
)
def preventif_usages_positifs(releve: Releve) -> Proportion:
    """Observations avec au moins un usage positif, sur les sites en intervention préventive."""
    preventive = {one.site for one in running(releve) if one.type == PREVENTIVE}
    return usages_positifs_part(releve.on(*(x for x in releve.lieux if x.slug in preventive)))


def _kinds(releve: Releve) -> dict[int, str]:
    """The kind of each mission, by its row id."""
    programme = releve.programme
    return {programme.interventions[o.slug]: o.type for o in programme.config.interventions}


def _kind(line: LigneTemps, kinds: dict[int, str]) -> str:
    return kinds.get(line.intervention or 0, AUCUNE)
