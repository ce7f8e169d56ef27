"""Hours that bind an alert: when it leaves, and when it falls due (source: proposed delays)."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Final, Literal

from bot.clock import PARIS, paris

Envoi = Literal["immediat", "jour", "lot"]

OUVERTURE: Final = time(7)
FERMETURE: Final = time(21)
LOT: Final = time(8)


def echeance(emis: datetime, delai_heures: int) -> datetime:
    """When a signalement sent at `emis` (aware) should be settled, in UTC; hours really elapse."""
    return emis.astimezone(UTC) + timedelta(hours=delai_heures)


def send_at(envoi: Envoi, now: datetime) -> datetime:
    """When an alert decided at `now` (aware) leaves, in UTC.

    immediat: now. jour: now between 07:00 and 21:00 in Paris, else the next 07:00.
    lot: the next 08:00 in Paris, with the day's batch.
    """
    clock = paris(now).time()
    if envoi == "immediat" or (envoi == "jour" and OUVERTURE <= clock < FERMETURE):
        return now.astimezone(UTC)
    return _next(OUVERTURE if envoi == "jour" else LOT, now)


def _next(clock: time, now: datetime) -> datetime:
    local = paris(now)
    day = local.date() if local.time() <= clock else local.date() + timedelta(days=1)
    return datetime.combine(day, clock, PARIS).astimezone(UTC)
