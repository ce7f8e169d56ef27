"""Things found in the street: how many, and where."""

from __future__ import annotations

from typing import Final, NamedTuple

from storage.indicateurs.contrat import SUIVI, Repartition, Unite, indicateur, shared_out
from storage.indicateurs.lignes import noted
from storage.indicateurs.releve import Releve
from storage.models.objets_trouves import ObjetTrouve


class LigneObjet(NamedTuple):
    """Things found alike by these words."""

    tranche: str
    lieu: str
    n: int


OBJETS: Final = noted(LigneObjet, ObjetTrouve, *("tranche", "lieu"))


@indicateur(*("objets-trouves", "Objets trouvés", SUIVI, Unite.NOMBRE), source="proposé")
def objets_trouves(releve: Releve) -> Repartition:
    """Objets trouvés et notés pendant la période, par sorte de lieu."""
    return shared_out((line.lieu, line.n) for line in releve.lignes(OBJETS))
