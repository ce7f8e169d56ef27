"""Hours that bind an alert: when it leaves, and when it falls due (source: proposed delays)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, Literal

from bot.clock import PARIS, paris

Envoi = Literal["immediat", "jour", "lot"]

OUVERTURE: Final = time(7)
FERMETURE: Final = time(21)
LOT: Final = time(8)
SAMEDI: Final = 5


def echeance(emis: datetime, delai_heures: int) -> datetime:
    """When a signalement sent at `emis` (aware) should be settled, in UTC; hours really elapse."""
    return emis.astimezone(UTC) + timedelta(hours=delai_heures)


def send_at(envoi: Envoi, now: datetime, feries: Collection[date] = ()) -> datetime:
    """When an alert decided at `now` (aware) leaves, in UTC.

    immediat: now. jour: now between 07:00 and 21:00 in Paris, else the next 07:00.
    lot: the next 08:00 in Paris of a working day (none of `feries`), with the day's batch.
    """
    clock = paris(now).time()
    if envoi == "immediat" or (envoi == "jour" and OUVERTURE <= clock < FERMETURE):
        return now.astimezone(UTC)
    leaves = _next(OUVERTURE if envoi == "jour" else LOT, now)
    while envoi == "lot" and not is_worked(paris(leaves).date(), feries):
        leaves = _next(LOT, leaves + timedelta(minutes=1))
    return leaves


def is_worked(day: date, feries: Collection[date]) -> bool:
    """Whether services are at work that day: neither a weekend nor a bank holiday."""
    return day.weekday() < SAMEDI and day not in feries


def _next(clock: time, now: datetime) -> datetime:
    local = paris(now)
    day = local.date() if local.time() <= clock else local.date() + timedelta(days=1)
    return datetime.combine(day, clock, PARIS).astimezone(UTC)
