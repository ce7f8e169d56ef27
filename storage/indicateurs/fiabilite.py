"""How far figures may be trusted: what is in none of the totals."""

from __future__ import annotations

from storage.indicateurs.contrat import (
    SUIVI,
    Nombre,
    Repartition,
    Unite,
    indicateur,
    shared_out,
)
from storage.indicateurs.releve import Releve
from storage.indicateurs.temps import PRESENCES, LignePresence

COMPTEE, A_CONFIRMER, EN_COURS = "comptee", "a-confirmer", "en-cours"


@indicateur(
    *("presences-etats", "Présences par état", SUIVI, Unite.NOMBRE), source="003 l.765 ; K14"
)
def presences_etats(releve: Releve) -> Repartition:
    """Présences commencées pendant la période : comptées, à confirmer, encore en cours."""
    return shared_out((_etat(line), line.n) for line in releve.lignes(PRESENCES))


@indicateur(
    *("minutes-a-confirmer", "Présence à confirmer", SUIVI, Unite.MINUTES),
    source="003 l.765 ; K14",
)
def minutes_a_confirmer(releve: Releve) -> Nombre:
    """Minutes des présences à confirmer : hors de tous les totaux, jamais une absence."""
    return Nombre(
        sum(line.minutes for line in releve.lignes(PRESENCES) if _etat(line) == A_CONFIRMER)
    )


def _etat(line: LignePresence) -> str:
    if line.en_cours:
        return EN_COURS
    return A_CONFIRMER if line.a_confirmer else COMPTEE
