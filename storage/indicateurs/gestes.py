"""What the mediators did in a conflict: calm down, remind of the rules (000 l.108; 001 l.33)."""

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
from storage.models import Conflit


class LigneGestes(NamedTuple):
    """Conflicts met with the same deeds, which are JSON text: see `several`."""

    tranche: str
    gestes: str
    n: int


GESTES: Final = noted(LigneGestes, Conflit, "tranche", "gestes")


@indicateur(
    *("gestes-mediation", "Gestes de médiation", SUIVI, Unite.NOMBRE),
    source="000 l.108, l.130 ; 001 l.33",
    sensible=Sensible.PUBLIC,
)
def gestes_mediation(releve: Releve) -> Repartition:
    """Conflits en direct par geste noté : un conflit en compte plusieurs."""
    lines = releve.lignes(GESTES)
    return shared_out((geste, line.n) for line in lines for geste in several(line.gestes))
