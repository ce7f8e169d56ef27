"""What the mediators did: listen, inform, go along, remind of the rules (001 l.31)."""

from __future__ import annotations

from typing import Final, NamedTuple

from storage.indicateurs.contrat import (
    SUIVI,
    Repartition,
    Sensible,
    Unite,
    indicateur,
    shared_out,
)
from storage.indicateurs.lignes import noted, several
from storage.indicateurs.releve import Releve
from storage.models import Conflit, Sollicitation


class LigneReponse(NamedTuple):
    """Sollicitations that were answered alike."""

    tranche: str
    reponse: str
    n: int


class LigneGestes(NamedTuple):
    """Conflicts met with the same deeds, which are JSON text: see `several`."""

    tranche: str
    gestes: str
    n: int


REPONSES: Final = noted(LigneReponse, Sollicitation, "tranche", "reponse")
GESTES: Final = noted(LigneGestes, Conflit, "tranche", "gestes")


@indicateur(
    *("ce-qui-a-ete-fait", "Ce que nous avons fait", SUIVI, Unite.NOMBRE),
    source="001 l.31",
    sensible=Sensible.PUBLIC,
)
def ce_qui_a_ete_fait(releve: Releve) -> Repartition:
    """Sollicitations par réponse donnée : écoute, information, accompagnement, orientation."""
    return shared_out((line.reponse, line.n) for line in releve.lignes(REPONSES))


@indicateur(
    *("gestes-mediation", "Gestes de médiation", SUIVI, Unite.NOMBRE),
    source="000 l.108, l.130 ; 001 l.33",
    sensible=Sensible.PUBLIC,
)
def gestes_mediation(releve: Releve) -> Repartition:
    """Conflits en direct par geste noté : un conflit en compte plusieurs."""
    lines = releve.lignes(GESTES)
    return shared_out((geste, line.n) for line in lines for geste in several(line.gestes))
