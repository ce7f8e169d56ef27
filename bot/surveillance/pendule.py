"""Whether the wall clock jumps: held against the one that only goes on."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from bot.rendering import render_line
from bot.surveillance.coup_d_oeil import CoupDOeil, SorteIncident

JUMP: Final = timedelta(seconds=30)
"""A clock that is adjusted little by little moves by no more between two looks."""
REGULAR: Final = timedelta(hours=1)
TEXT: Final = (
    "L'horloge de la machine a {{ sens }} de {{ ecart }} d'un coup. Ce qui attendait une heure a "
    "pu partir trop tôt ou trop tard. Activez la synchronisation (timedatectl set-ntp true)."
)


def steady() -> float:
    """Seconds since the machine started; it goes on while the machine sleeps."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


class Pendule:
    """Looked at now and then; wrong for an hour after a jump."""

    def __init__(self, now: Callable[[], datetime], steady: Callable[[], float] = steady) -> None:
        self._now, self._steady = now, steady
        self._origin = now() - timedelta(seconds=steady())
        self._jumped: float | None = None
        self._texte = ""

    def regard(self) -> CoupDOeil:
        """What the clock did since the last look."""
        since = self._steady()
        gap = self._now() - timedelta(seconds=since) - self._origin
        self._origin += gap
        if abs(gap) > JUMP:
            self._jumped, self._texte = since, _said(gap)
        mal = self._jumped is not None and since - self._jumped < REGULAR.total_seconds()
        return CoupDOeil(SorteIncident.HORLOGE, mal, self._texte)


def _said(gap: timedelta) -> str:
    minutes, seconds = divmod(round(abs(gap).total_seconds()), 60)
    ecart = f"{minutes} min {seconds:02d} s" if minutes else f"{seconds} s"
    sens = "reculé" if gap < timedelta(0) else "avancé"
    return render_line(TEXT, sens=sens, ecart=ecart)
