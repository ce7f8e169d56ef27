"""The history of a signalement: each deed is appended, and dates what figures are read from."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.casework.signalement.contenu import EnMain
from bot.domain.vies.signalement import CLOS, StatutSignalement
from storage.models import Signalement, SignalementActe

RECUS = {
    StatutSignalement.RECU,
    StatutSignalement.PRIS_EN_CHARGE,
    StatutSignalement.TRAITE_ANNONCE,
}


def append(
    en_main: EnMain,
    acte: str,
    de: str,
    par: str,
    motif: str,
    vers: StatutSignalement = StatutSignalement.EMIS,
    kept: dict[str, Any] | None = None,
    **said: Any,
) -> SignalementActe:
    """The signalement goes to another state, and the deed that brings it there is written.

    `said`: the columns that say more of it (`SignalementActe`).
    """
    en_main.signalement.statut = vers
    line = SignalementActe(
        signalement_id=en_main.signalement.id,
        le=en_main.now,
        acte=acte,
        de=de,
        vers=vers,
        par=par,
        motif=motif,
        avant=kept,
        **said,
    )
    en_main.tx.add(line)
    en_main.tx.flush()
    return line


def date(signalement: Signalement, statut: StatutSignalement, now: datetime) -> None:
    """The instants that figures are read from; a repair that did not hold is not one."""
    if statut in RECUS and signalement.recu_le is None:
        signalement.recu_le = now
    if statut is StatutSignalement.TRAITE_ANNONCE:
        signalement.traite_le = now
    if statut is StatutSignalement.TOUJOURS_LA:
        signalement.traite_le = None
    signalement.clos_le = now if statut in CLOS else None
