"""Bringing photos home: fetched from Telegram, cleaned, then given to the alerts that wait."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.casework.signalement import envoi
from bot.casework.signalement.dossier import Dossier
from bot.clock import Clock
from bot.delivery.channels import forme_of, to_person
from bot.delivery.contract import Forme
from bot.log import logger
from bot.rendering import render_text
from storage import photos, signalements
from storage.machine.db import Database, Tx
from storage.machine.outbox import DEAD, Lane, Message, post
from storage.models import Alerte, Outbox, Personne, Photo
from storage.photos import PhotoRefusee
from storage.programme import Programme

log = logger(__name__)

# Seconds after the photo came at which each attempt is due; the alert waits sixty.
DELAYS: Final = (0.0, 5.0, 15.0, 30.0, 55.0, 55.0)
ATTEMPTS: Final = len(DELAYS) - 1


class PhotoIndisponible(Exception):
    """Telegram did not give the picture this time; worth another try."""


@dataclass(frozen=True, slots=True)
class PhotoFetcher:
    """Turns photos « a_telecharger » into « gardee » or « refusee ».

    download(file_id) gives the bytes, or raises PhotoIndisponible (try again) or PhotoRefusee
    (never; its message is French). wake() tells the outbox that an alert may leave.
    """

    database: Database
    clock: Clock
    programmes: Mapping[int, Programme]
    download: Callable[[str], Awaitable[bytes]]
    folder: Path
    wake: Callable[[], None]

    async def run(self) -> int:
        """Try every photo whose time has come, one after the other; how many were settled."""
        due = await self.database.run(self._due)
        settled = 0
        for photo in due:
            settled += await self._try(photo)
        if settled:
            self.wake()
        return settled

    def _due(self, tx: Tx) -> list[Photo]:
        now = self.clock.now()
        return [photo for photo in photos.waiting(tx) if photos.due_again(photo, DELAYS, now)]

    async def _try(self, photo: Photo) -> bool:
        """Counted before it is made, so that a picture which kills us is not tried for ever."""
        if photo.essais >= ATTEMPTS:
            return await self.database.run(self._settle, photo.id, UNOBTAINABLE)
        name = await self.database.run(photos.try_once, photo.id, photo.essais)
        if name is None:
            return False
        try:
            data = await self.download(photo.file_id)
            await asyncio.to_thread(_keep, self.folder, name, data)
        except (PhotoIndisponible, OSError):
            # Telegram or our own disk said no: the next attempt may go better.
            log.warning("photo not kept yet", photo=photo.id, exc_info=True)
            return False
        except PhotoRefusee as refusal:
            return await self.database.run(self._settle, photo.id, str(refusal))
        return await self.database.run(self._settle, photo.id)

    def _settle(self, tx: Tx, photo_id: int, refusal: str = "") -> bool:
        photo = photos.settle(tx, photo_id, kept=not refusal)
        if photo is None:
            return False
        signalement = signalements.lock(tx, photo.signalement_id)
        programme = self.programmes[signalement.dispositif_id]
        dossier = Dossier(tx, programme, self.clock.now(), signalement)
        envoi.rewrite_unsent(dossier)
        if refusal:
            _tell_author(dossier, photo, refusal)
        else:
            _show_apart(dossier)
        return True


UNOBTAINABLE: Final = "Telegram ne l'a pas transmise"
NOT_KEPT: Final = (
    "{{ v }} : la photo n'a pas pu être gardée : {{ raison }}. Le signalement est parti sans elle."
)


def _keep(folder: Path, name: str, data: bytes) -> None:
    photos.keep(folder, name, photos.clean(data))


def _show_apart(dossier: Dossier) -> None:
    """A photo that came after its card left, or a second one, follows in the group by itself.

    Mailboxes need nothing: a letter carries every photo known as it leaves, and the page all.
    """
    for row in signalements.alertes(dossier.tx, dossier.signalement.id):
        card = signalements.envoi(dossier.tx, row.id)
        if forme_of(row.canal) is Forme.FIL and card and card.etat != DEAD:
            post(dossier.tx, dossier.now, *_apart(dossier, row, card))


def _apart(dossier: Dossier, row: Alerte, card: Outbox) -> Iterator[Message]:
    text = render_text("📷 {{ v }}", v=dossier.reference)
    for name in dossier.fiche().photos:
        if name != card.contenu.get("photo"):
            yield Message(
                key=f"alerte:{row.id}:photo:{name}",
                lane=Lane.ALERTE,
                to=row.destination,
                content={"text": text, "photo": name},
                not_before=card.pas_avant,
            )


def _tell_author(dossier: Dossier, photo: Photo, reason: str) -> None:
    author = dossier.tx.get_one(Personne, dossier.signalement.auteur_id)
    if author.revoquee_le is not None:
        return
    text = render_text(NOT_KEPT, v=dossier.reference, raison=reason)
    key = f"photo:{photo.id}:refusee"
    message = Message(key, Lane.PROMPT, to_person(author), {"text": text})
    post(dossier.tx, dossier.now, message)
