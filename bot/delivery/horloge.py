"""A clock that is set back must not freeze what waits to leave until it has come round again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from bot.delivery.worker import LONGEST
from bot.log import logger
from storage.machine import settling
from storage.work import Work

log = logger(__name__)

TOLERANCE: Final = timedelta(seconds=2)
"""A clock that is adjusted little by little goes back no more than that."""


class ClockSetBack:
    """The job: the last hour that it saw is later than this one."""

    def __init__(self) -> None:
        self._last: datetime | None = None

    def __call__(self, work: Work) -> None:
        last, self._last = self._last, work.now
        if last is not None and last - work.now > TOLERANCE:
            log.warning("l'horloge a reculé", secondes=round((last - work.now).total_seconds()))
            settling.set_back(work.tx, work.now, last, LONGEST)
