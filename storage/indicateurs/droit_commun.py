"""Whether who was handed on came back to the services that are everybody's (004 l.127)."""

from __future__ import annotations

from collections.abc import Set
from datetime import datetime
from typing import Final

from bot.domain.vies.relais import EFFECTIFS
from storage.indicateurs.contrat import (
    EVALUATION,
    Repartition,
    Sensible,
    Unite,
    indicateur,
    shared_out,
)
from storage.indicateurs.relais import LigneRelais, due_in
from storage.indicateurs.releve import Releve

DROIT_COMMUN, AUTRE_PARTENAIRE = "droit-commun", "autre-partenaire"
PAS_PRIS_EN_CHARGE: Final = "pas-pris-en-charge"


@indicateur(
    *("retours-droit-commun", "Retours vers le droit commun", EVALUATION, Unite.NOMBRE),
    source="004 l.127 ; F12",
    sensible=Sensible.PUBLIC,
)
def retours_droit_commun(releve: Releve) -> Repartition:
    """Relais arrivés à échéance : pris en charge par un service de droit commun (d'après la sorte
    de partenaire), par un autre partenaire, ou pas pris en charge."""
    config, fin = releve.programme.config, releve.bornes[1]
    kinds = config.listes.get("partenaires_types", ())
    common = {one.slug for one in kinds if one.droit_commun}
    public = {one.slug for one in config.annuaire if one.type in common}
    return shared_out((_taken_by(line, public, fin), 1) for line in due_in(releve))


def _taken_by(line: LigneRelais, public: Set[str], fin: datetime) -> str:
    if line.statut(fin) not in EFFECTIFS:
        return PAS_PRIS_EN_CHARGE
    return DROIT_COMMUN if line.partenaire in public else AUTRE_PARTENAIRE
