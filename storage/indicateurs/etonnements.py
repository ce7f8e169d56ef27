"""The rapport d'étonnement: how many of its weekly questions were answered (000 l.161)."""

from __future__ import annotations

from typing import Final, NamedTuple

from storage.indicateurs.contrat import SUIVI, Repartition, Unite, indicateur, shared_out
from storage.indicateurs.lignes import noted
from storage.indicateurs.releve import Releve
from storage.models import Etonnement


class LigneEtonnement(NamedTuple):
    """Answers to one question."""

    tranche: str
    question: str
    n: int


ETONNEMENTS: Final = noted(LigneEtonnement, Etonnement, *("tranche", "question"))


@indicateur(*("etonnements", "Étonnements notés", SUIVI, Unite.NOMBRE), source="000 l.161 ; H02")
def etonnements(releve: Releve) -> Repartition:
    """Réponses notées aux questions du rapport d'étonnement, par question."""
    return shared_out((line.question, line.n) for line in releve.lignes(ETONNEMENTS))
