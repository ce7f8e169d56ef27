"""A sign of life for who watches from outside: as long as it comes, every promise is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any, Final

from bot.delivery.contract import DeliveryFailure
from bot.delivery.outside import outside
from bot.log import logger
from storage.machine.health import at_risk

log = logger(__name__)

EVERY_SECONDS: Final = 60.0
PATIENCE: Final = 10.0


class Battement:
    """Touches `file` and asks for `url` every minute that nothing is at risk; either may be none.

    Silence is the alarm: what watches tells it (P5). `inside`: it may stand on this network.
    """

    def __init__(
        self,
        probe: Callable[[], Awaitable[Mapping[str, Any]]],
        file: Path | None,
        url: str,
        *,
        inside: bool,
    ) -> None:
        self._probe, self._file, self._url, self._inside = probe, file, url, inside

    async def keep(self) -> None:
        """Until cancelled."""
        while self._file or self._url:
            try:
                await self.beat()
            except Exception:
                log.exception("no sign of life given")
            await asyncio.sleep(EVERY_SECONDS)

    async def beat(self) -> bool:
        """Whether all was well, and the sign was given."""
        if risks := list(at_risk(await self._probe())):
            log.error("promesses en jeu : aucun signe de vie n'est donné", risques=risks)
            return False
        if self._file:
            await asyncio.to_thread(self._file.touch)
        return not self._url or await self._ping()

    async def _ping(self) -> bool:
        try:
            async with outside(inside=self._inside, seconds=PATIENCE) as world:
                answer = await world.ask("GET", self._url)
        except DeliveryFailure as failure:
            log.warning("CARNET_PING_URL n'a pas répondu", reason=str(failure))
            return False
        if answer.status >= 400:
            log.warning("CARNET_PING_URL a refusé", status=answer.status)
        return answer.status < 400
