"""What is done with groups, and the partners who take part (000 l.105, l.114, l.138)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

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
from storage.indicateurs.lignes import noted, several
from storage.indicateurs.relais import RELAIS
from storage.indicateurs.releve import Releve
from storage.indicateurs.vies import within
from storage.models import ActionCollective

CONSEIL_CITOYEN: Final = "conseil-citoyen"
"""The slug of the list `partenaires_types` (001 l.89)."""
INFORMATION: Final = "ac-information"
"""The slug of the list `types_action` (000 l.114)."""


class LigneAction(NamedTuple):
    """Actions alike by these words; `participants` is a band, `partenaires` JSON text."""

    tranche: str
    type: str
    theme: str
    participants: str
    partenaires: str
    cible: str | None
    stade: str | None
    objectif: str | None
    origine: str | None
    appui: str | None
    n: int


ACTIONS: Final = noted(
    LigneAction,
    ActionCollective,
    *("tranche", "type", "theme", "participants", "partenaires", "cible", "stade", "objectif"),
    *("origine", "appui"),
)


@indicateur(
    *("actions-collectives", "Actions collectives", SUIVI, Unite.NOMBRE),
    source="000 l.105, l.114 ; J01, J03, J04",
)
def actions_collectives(releve: Releve) -> Repartition:
    """Nombre d'actions collectives par type."""
    return shared_out((line.type, line.n) for line in releve.lignes(ACTIONS))


@indicateur(
    *("participants", "Participants, estimation", SUIVI, Unite.NOMBRE),
    source="000 l.105, l.114",
)
def participants(releve: Releve) -> Repartition:
    """Somme des milieux de tranche des actions, par type : une estimation ; « plus de 50 » y vaut
    51."""
    middles: dict[str, float] = {}
    for line in releve.lignes(ACTIONS):
        there = _middle(releve, line.participants) * line.n
        middles[line.type] = middles.get(line.type, 0) + there
    return shared_out((kind, round(there)) for kind, there in middles.items())


@indicateur(
    *("actions-themes", "Actions par thème", SUIVI, Unite.NOMBRE),
    source="001 l.84 ; J02",
)
def actions_themes(releve: Releve) -> Repartition:
    """Nombre d'actions collectives par thème."""
    return shared_out((line.theme, line.n) for line in releve.lignes(ACTIONS))


@indicateur(
    *("actions-cibles", "Actions par public visé", SUIVI, Unite.NOMBRE),
    source="000 l.114 ; J01",
)
def actions_cibles(releve: Releve) -> Repartition:
    """Actions dont on sait à qui elles s'adressent : habitants, partenaires, institutions."""
    return shared_out((line.cible, line.n) for line in releve.lignes(ACTIONS) if line.cible)


@indicateur(
    *("actions-conseil-citoyen", "Actions avec le conseil citoyen", SUIVI, Unite.NOMBRE),
    source="001 l.89 ; J03",
    denominateur="actions collectives",
)
def actions_conseil_citoyen(releve: Releve) -> Proportion:
    """Actions menées avec le conseil citoyen, sur toutes les actions."""
    lines = list(releve.lignes(ACTIONS))
    return Proportion(
        sum(line.n for line in lines if CONSEIL_CITOYEN in several(line.partenaires)),
        sum(line.n for line in lines),
    )


@indicateur(
    *("projets-stades", "Projets d'habitants par stade", SUIVI, Unite.NOMBRE),
    source="001 l.94 ; J06",
)
def projets_stades(releve: Releve) -> Repartition:
    """Actions sur un projet d'habitants, par stade noté ce jour-là : idée, en cours, réalisé."""
    return shared_out((line.stade, line.n) for line in releve.lignes(ACTIONS) if line.stade)


@indicateur(
    *("actions-objectif", "Actions liées à un objectif du site", SUIVI, Unite.NOMBRE),
    source="000 l.105 ; J07",
    denominateur="actions collectives",
)
def actions_objectif(releve: Releve) -> Proportion:
    """Actions reliées à un objectif de l'intervention du site, sur toutes les actions."""
    lines = list(releve.lignes(ACTIONS))
    return Proportion(
        sum(line.n for line in lines if line.objectif), sum(line.n for line in lines)
    )


@indicateur(
    *("actions-origines", "Actions par origine de l'idée", SUIVI, Unite.NOMBRE),
    source="003 l.1174 ; J10",
)
def actions_origines(releve: Releve) -> Repartition:
    """Actions dont on sait de qui vient l'idée : d'habitants, d'un partenaire, de l'équipe."""
    return shared_out((line.origine, line.n) for line in releve.lignes(ACTIONS) if line.origine)


@indicateur(
    *("actions-appuis", "Actions par dispositif d'appui", SUIVI, Unite.NOMBRE),
    source="001 l.40 ; 002 l.59 ; J05, A22",
)
def actions_appuis(releve: Releve) -> Repartition:
    """Actions qu'un dispositif existant porte ou paie (FPH, GUP, Ville Vie Vacances…), par
    dispositif."""
    return shared_out((line.appui, line.n) for line in releve.lignes(ACTIONS) if line.appui)


@indicateur(
    *("partenaires-mobilises", "Partenaires mobilisés", SUIVI, Unite.NOMBRE),
    source="000 l.138 ; J08",
)
def partenaires_mobilises(releve: Releve) -> Nombre:
    """Partenaires différents : ceux d'un relais, et les sortes de partenaires d'une action ou
    d'une réunion d'habitants qui ne sont pas déjà comptées par un relais."""
    return Nombre(len(_partners(releve)))


@indicateur(
    *("partenaires-sortes", "Partenaires mobilisés par sorte", SUIVI, Unite.NOMBRE),
    source="000 l.138 ; J08",
    sensible=Sensible.PUBLIC,
)
def partenaires_sortes(releve: Releve) -> Repartition:
    """Partenaires différents mobilisés pendant la période, par sorte."""
    return shared_out((kind, 1) for _partner, kind in _partners(releve))


def _partners(releve: Releve) -> set[tuple[str, str]]:
    """Each partner with its kind; of a kind that only an action names, the kind itself."""
    kinds = {one.slug: one.type for one in releve.programme.config.annuaire}
    handed = {(slug, kinds.get(slug, slug)) for slug in _handed_to(releve)}
    known = {kind for _slug, kind in handed}
    met = {kind for line in releve.lignes(ACTIONS) for kind in several(line.partenaires)}
    return handed | {(kind, kind) for kind in met - known}


def _handed_to(releve: Releve) -> Iterator[str]:
    for line in releve.durables(RELAIS):
        if line.partenaire and within(line.ouvert_le, releve.bornes):
            yield line.partenaire


def _middle(releve: Releve, band: str) -> float:
    """Of a band of participants; its lower bound when it has no other, 0 once it left the file."""
    line = releve.programme.config.element("tranches_participants", band)
    low = line.minimum or 0
    return (low + (line.maximum if line.maximum is not None else low)) / 2
