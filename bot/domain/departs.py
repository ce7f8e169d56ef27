"""When one copy of a signalement leaves, and whether others leave in the same letter."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from bot.domain.delais import Envoi, send_at

REPENTIR: Final = timedelta(seconds=20)
"""How long what was just sent may be taken back, nobody having it yet (proposed)."""
A_RELIRE: Final = timedelta(hours=24)
"""How long after it would have left what is to be read leaves unread (proposed)."""
REGROUPE: Final = timedelta(minutes=5)
"""How long reminders to one service wait for each other: days of downtime make one letter."""


@dataclass(frozen=True, slots=True)
class Copie:
    """What decides of its departure. rappel: a silence is answered; premiere: nobody had it.

    retenue: the coordination has it first, a working day at most.
    """

    envoi: Envoi
    danger: bool
    rappel: bool
    premiere: bool
    retenue: bool = False

    @property
    def grouped(self) -> bool:
        """Whether a mailbox has it with others; a danger always goes alone."""
        return not self.danger and (self.rappel or self.envoi == "lot")


def departure(copie: Copie, now: datetime, feries: Collection[date] = ()) -> datetime:
    """When a copy made at `now` (aware) leaves, in UTC."""
    if copie.danger:
        return now.astimezone(UTC)
    if copie.rappel and copie.envoi != "lot":
        return next_round(now)
    leaves = send_at(copie.envoi, now + REPENTIR if copie.premiere else now, feries)
    return send_at("lot", leaves + A_RELIRE, feries) if copie.retenue else leaves


def next_round(now: datetime) -> datetime:
    """The next whole REGROUPE of the hour, in UTC: « 17:41 » is 17:45, and so is 17:40."""
    whole = now.astimezone(UTC).replace(second=0, microsecond=0)
    minutes = REGROUPE // timedelta(minutes=1)
    return whole + timedelta(minutes=minutes - whole.minute % minutes)
