"""Blurring what somebody touched on a photo: a new file, then the original goes for good."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.casework.signalement import photos as alertes
from bot.clock import Clock
from bot.log import logger
from storage import flou, photos
from storage.machine.db import Database, Tx
from storage.models import Photo, Signalement
from storage.photos import PhotoRefusee, Zones
from storage.programme import Programme

log = logger(__name__)


@dataclass(frozen=True, slots=True)
class PhotoBlurrer:
    """Makes what `storage.flou` holds to be made; killed anywhere, the next round goes on."""

    database: Database
    clock: Clock
    programmes: Mapping[int, Programme]
    folder: Path

    async def run(self) -> int:
        """Blur every photo that waits for it, remove every file that goes; how many."""
        due = await self.database.run(flou.waiting)
        return sum([await self._do(photo) for photo in due])

    async def _do(self, photo: Photo) -> bool:
        try:
            if photo.zones is None:
                return await self._remove(photo)
            return await self._blur(photo, photo.zones)
        except OSError:
            # The disk said no: the photo stays where it was, the next round tries again.
            log.warning("photo not blurred yet", photo=photo.id, exc_info=True)
            return False

    async def _blur(self, photo: Photo, zones: Zones) -> bool:
        name = await self.database.run(flou.name_of, photo.id)
        if name is None or photo.nom is None:
            return False
        try:
            await asyncio.to_thread(_make, self.folder, photo.nom, name, zones)
        except (FileNotFoundError, PhotoRefusee):
            log.warning("photo to blur is gone", photo=photo.id, exc_info=True)
            await self.database.run(self._lost, photo.id)
            return True
        made = await self.database.run(self._made, photo)
        return await self._remove(made) if made else False

    async def _remove(self, photo: Photo) -> bool:
        if photo.nom_autre:
            await asyncio.to_thread((self.folder / photo.nom_autre).unlink, missing_ok=True)
            await self.database.run(flou.gone, photo.id, photo.nom_autre)
        return True

    def _made(self, tx: Tx, photo: Photo) -> Photo | None:
        made = flou.made(tx, photo)
        if made:
            self._follow(tx, made)
        return made

    def _lost(self, tx: Tx, photo_id: int) -> None:
        self._follow(tx, flou.lost(tx, photo_id))

    def _follow(self, tx: Tx, photo: Photo) -> None:
        tx.flush()
        if photo.objet == Signalement.__tablename__:
            alertes.settled(tx, self.programmes, photo, None, self.clock.now())


def _make(folder: Path, name: str, blurred: str, zones: Zones) -> None:
    # What opens pictures comes with the first of them: a start does without its 2 MB.
    from storage import images

    photos.write(folder, blurred, images.blurred((folder / name).read_bytes(), zones))
