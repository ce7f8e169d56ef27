"""Bringing photos home, whatever row they show: fetched from Telegram, cleaned, kept."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.casework.signalement import paroles
from bot.casework.signalement import photos as alertes
from bot.clock import Clock
from bot.delivery.contract import DeliveryFailure
from bot.log import logger
from storage import photos
from storage.machine.db import Database, Tx
from storage.machine.scarcity import is_lacking
from storage.models import Photo, Signalement, SignalementActe
from storage.photos import PhotoRefusee
from storage.programme import Programme

log = logger(__name__)

HOUR: Final = 3600.0
DELAYS: Final = (
    *(0.0, 5.0, 15.0, 30.0, 55.0, 120.0, 300.0, 600.0, 1200.0, 2400.0),
    *(HOUR * hours for hours in range(1, 25)),
    24 * HOUR,
)
"""Seconds after the photo came at which each attempt is due: no alert waits for it so long."""
ATTEMPTS: Final = len(DELAYS) - 1
ANSWERED: Final = 5
"""Attempts, when Telegram is there and says that it has it not: its sender hears so within the
minute, on the spot."""


class PhotoIndisponible(Exception):
    """Telegram did not give the picture this time; worth another try.

    answered: it was there, and refused.
    """

    def __init__(self, reason: str, *, answered: bool = False) -> None:
        super().__init__(reason)
        self.answered = answered


@dataclass(frozen=True, slots=True)
class PhotoFetcher:
    """Turns photos « a_telecharger » into « gardee » or « refusee ».

    download(file_id) gives the bytes, or raises PhotoIndisponible (try again) or PhotoRefusee
    (never; its message is French).
    """

    database: Database
    clock: Clock
    programmes: Mapping[int, Programme]
    download: Callable[[str], Awaitable[bytes]]
    folder: Path

    async def run(self) -> int:
        """Try every photo whose time has come, one after the other; how many were settled."""
        due = await self.database.run(self._due)
        return sum([await self._try(photo) for photo in due])

    def _due(self, tx: Tx) -> list[Photo]:
        now = self.clock.now()
        return [photo for photo in photos.waiting(tx) if photos.due_again(photo, DELAYS, now)]

    async def _try(self, photo: Photo) -> bool:
        """Counted before it is made, so that a picture which kills us is not tried for ever."""
        if photo.essais >= ATTEMPTS:
            return await self.database.run(self._settle, photo.id, "")
        name = await self.database.run(photos.try_once, photo.id, photo.essais)
        if name is None:
            return False
        try:
            data = await self.download(photo.file_id)
            await asyncio.to_thread(_keep, self.folder, name, data)
        except (PhotoIndisponible, DeliveryFailure, OSError) as error:
            # What keeps it or our own disk said no: the next attempt may go better.
            log.warning("photo not kept yet", photo=photo.id, exc_info=True)
            return await self._not_yet(photo, error)
        except PhotoRefusee as refusal:
            return await self.database.run(self._settle, photo.id, str(refusal))
        if settled := await self.database.run(self._settle, photo.id):
            return settled
        if await self.database.run(photos.is_leaving, photo.id):
            # Its entry was taken back meanwhile: no file stays without a row that says so.
            (self.folder / name).unlink(missing_ok=True)
        return False

    async def _not_yet(self, photo: Photo, error: Exception) -> bool:
        """Tried again later; whether it is settled all the same."""
        if is_lacking(error):
            await self.database.run(photos.not_tried, photo.id)
        refused = isinstance(error, PhotoIndisponible) and error.answered
        if refused and photo.essais + 1 >= ANSWERED:
            return await self.database.run(self._settle, photo.id, "")
        return False

    def _settle(self, tx: Tx, photo_id: int, refusal: str | None = None) -> bool:
        """Alerts alone wait for a photo; the refusal of any other is only written down."""
        photo = photos.settle(tx, photo_id, kept=refusal is None)
        if photo is None:
            return False
        if photo.objet == Signalement.__tablename__:
            alertes.settled(tx, self.programmes, photo, refusal, self.clock.now())
        elif photo.objet == SignalementActe.__tablename__ and refusal is None:
            paroles.came(tx, self.programmes, photo, self.clock.now())
        elif refusal is not None:
            log.warning("photo refused", photo=photo.id, objet=photo.objet, reason=refusal)
        return True


def _keep(folder: Path, name: str, data: bytes) -> None:
    # What opens pictures comes with the first of them: a start does without its 2 MB.
    from storage import images

    photos.write(folder, name, images.clean(data))
