"""When the reminders of signalements rest, by their histories."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from bot.domain.relances import Pause
from bot.domain.vies.signalement import OPEN
from storage.machine.db import Tx
from storage.models import Signalement, SignalementActe
from storage.signalements import REPRENDRE, SUSPENDRE


def pauses(lines: Iterable[SignalementActe]) -> list[Pause]:
    """When its reminders rested, by its `actes`, oldest first; each ends the one before."""
    found: list[Pause] = []
    for line in lines:
        if line.acte in (SUSPENDRE, REPRENDRE) and found and found[-1].fin > line.le:
            found[-1] = Pause(found[-1].debut, line.le)
        if line.jusqu_au is not None:
            found.append(Pause(line.le, line.jusqu_au))
    return found


def resting(tx: Tx, dispositif_id: int, now: datetime) -> dict[int, datetime]:
    """Until when reminders rest now, by signalement, of those of the programme that are open."""
    found = (
        select(SignalementActe.signalement_id, SignalementActe.jusqu_au)
        .join(Signalement, Signalement.id == SignalementActe.signalement_id)
        .where(
            Signalement.dispositif_id == dispositif_id,
            Signalement.statut.in_(OPEN),
            SignalementActe.acte.in_((SUSPENDRE, REPRENDRE)),
        )
    )
    last = {one: until for one, until in tx.execute(found.order_by(SignalementActe.id))}
    return {one: until for one, until in last.items() if until is not None and until > now}
