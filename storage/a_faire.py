"""What waits for the coordination, counted: mediations, relais, meetings; a statement each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from sqlalchemy import bindparam, func, select

from bot.domain.vies.mediation import EN_CHANTIER
from storage.dispositif import Intervention, actifs
from storage.machine.db import Tx
from storage.models import DossierMediation, Relais, Reunion
from storage.programme import Programme

_RELAIS: Final = select(func.count(), func.min(Relais.verifier_le)).where(
    Relais.dispositif_id == bindparam("b_dispositif"),
    Relais.verifier_le < bindparam("b_before"),
    Relais.clos_le.is_(None),
    Relais.supprimee_le.is_(None),
)
_MEDIATIONS: Final = (
    select(DossierMediation)
    .where(
        DossierMediation.dispositif_id == bindparam("b_dispositif"),
        DossierMediation.statut.in_(EN_CHANTIER),
        DossierMediation.prochaine_le < bindparam("b_before"),
        DossierMediation.supprimee_le.is_(None),
    )
    .order_by(DossierMediation.prochaine_le, DossierMediation.id)
)
Waiting = tuple[int, datetime | None]
"""How many wait, and since when the oldest does."""


def relais_late(tx: Tx, dispositif_id: int, before: datetime) -> Waiting:
    """Open relais that were to be checked before that instant, and were not."""
    asked = {"b_dispositif": dispositif_id, "b_before": before}
    count, oldest = tx.execute(_RELAIS, asked).one()
    return count, oldest


def mediations_late(tx: Tx, dispositif_id: int, before: datetime) -> list[DossierMediation]:
    """Dossiers whose next step was due before that instant, the oldest first."""
    asked = {"b_dispositif": dispositif_id, "b_before": before}
    return list(tx.scalars(_MEDIATIONS, asked))


def held_first(tx: Tx, programme: Programme) -> Callable[[Intervention], bool]:
    """Whether a comité opérationnel that follows an intervention met since it was decided."""
    config = programme.config
    followed: dict[str, set[str | None]] = {}
    for comite in actifs(config.comites):
        if comite.operationnel:
            followed.setdefault(comite.slug, set()).add(comite.territoire)
    latest = select(Reunion.comite, func.max(Reunion.jour)).where(
        Reunion.dispositif_id == programme.id,
        Reunion.comite.in_(followed),
        Reunion.tenue.is_(True),
    )
    last: dict[str | None, date] = {}
    for slug, day in tx.execute(latest.group_by(Reunion.comite)):
        for territoire in followed[slug]:
            last[territoire] = max(day, last.get(territoire, day))

    def held(intervention: Intervention) -> bool:
        where = config.quartier(config.site(intervention.site).quartier).territoire
        no_comite = all(where not in mine for mine in followed.values())
        return no_comite or (where in last and last[where] >= intervention.decision)

    return held
