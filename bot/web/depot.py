"""A form that may hold a photo: read as it comes, its words kept whatever the file weighs."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, field
from typing import Final

from aiohttp import BodyPartReader, web
from aiohttp.http_exceptions import HttpProcessingError

from bot.feature.page import PhotoDeposee, ToMend
from bot.rendering import render_line

WORDS: Final = 16 * 1024
"""Bytes of all the fields together, files apart."""
HEAVIEST: Final = 10_000_000
"""Of a photo: what is heavier is read to its end, so that its sender reads why, and kept nowhere.
"""
MOST: Final = 64_000_000
"""What is heavier still is not read: the connection is closed."""
SECONDS: Final = 120.0
"""A photo of ten megabytes over a poor network."""
TOO_HEAVY: Final = (
    "La photo pèse plus de 10 Mo : rien n'a été envoyé. Choisissez-en une plus légère, ou "
    "aucune ; ce que vous aviez écrit est resté."
)
NOT_KEPT: Final = (
    "La photo n'a pas pu être lue : {{ raison }}. Choisissez-en une autre, ou aucune."
)
UNREADABLE: Final = (
    *(ValueError, LookupError, AssertionError, RuntimeError),
    *(HttpProcessingError, web.RequestPayloadError),
)


@dataclass(slots=True)
class FormulaireRecu:
    """What came: the words by field, the bytes of the photo, and whether they were too many."""

    form: dict[str, str] = field(default_factory=dict)
    photo: bytes = b""
    trop_lourde: bool = False
    _read: int = 0

    async def take(self, part: BodyPartReader, photo: str) -> None:
        """One field. Raises HTTPException when there are too many bytes."""
        name, held = part.name or "", bytearray()
        while chunk := await part.read_chunk():
            self._read += len(chunk)
            if self._read > MOST:
                raise web.HTTPRequestEntityTooLarge(MOST, self._read)
            held += chunk if len(held) <= HEAVIEST else b""
        if name == photo:
            self.trop_lourde = len(held) > HEAVIEST
            self.photo = b"" if self.trop_lourde else bytes(held)
        else:
            self.form[name] = _words(held)


def _words(held: bytearray) -> str:
    """Raises HTTPException when nobody typed as much."""
    if len(held) > WORDS:
        raise web.HTTPRequestEntityTooLarge(WORDS, len(held))
    return held.decode("utf-8")


async def received(request: web.Request, photo: str) -> FormulaireRecu:
    """The whole form. Raises HTTPException: too slow, too big, or nothing that can be read."""
    try:
        async with asyncio.timeout(SECONDS):
            return await _received(request, photo)
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    except UNREADABLE:
        raise web.HTTPBadRequest from None


async def _received(request: web.Request, photo: str) -> FormulaireRecu:
    got = FormulaireRecu()
    if not request.content_type.startswith("multipart/"):
        sent = await request.post()
        got.form.update((name, str(value)) for name, value in sent.items())
        return got
    reader = await request.multipart()
    while (part := await reader.next()) is not None:
        if not isinstance(part, BodyPartReader):
            raise web.HTTPBadRequest
        await got.take(part, photo)
    return got


async def cleaned(got: FormulaireRecu) -> PhotoDeposee | None:
    """Its photo re-encoded: pixels, and nothing else of the file. Raises ToMend."""
    if got.trop_lourde:
        raise ToMend(TOO_HEAVY)
    if not got.photo:
        return None
    # What opens pictures comes with the first of them: a start does without its 2 MB.
    from storage import images
    from storage.photos import PhotoRefusee

    try:
        jpeg = await asyncio.to_thread(images.clean, got.photo)
    except PhotoRefusee as refusal:
        raise ToMend(render_line(NOT_KEPT, raison=refusal)) from refusal
    return PhotoDeposee(f"{secrets.token_hex(16)}.jpg", jpeg)
