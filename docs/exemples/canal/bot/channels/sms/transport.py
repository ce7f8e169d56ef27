"""SMS, open: a file for each message, in the folder from which a modem's own program sends."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Final

from bot.delivery.contract import Parcel, Receipt, RetryLater, SignedPage, Unreachable
from bot.signing import addresses, linked

NUMBER: Final = re.compile(r"\+?[0-9 ]{4,20}")


class SmsTransport:
    """Writes into `folder`, made as needed; one file a key, so that a repeat replaces it."""

    def __init__(self, folder: Path, link: SignedPage) -> None:
        self._folder = folder
        self._link = link

    async def send(self, parcel: Parcel) -> Receipt:
        """Raises Unreachable for what is no number, RetryLater when the disk refuses."""
        if not NUMBER.fullmatch(parcel.address):
            raise Unreachable(f"not a number: {parcel.address}")
        pages = addresses(parcel.content, parcel.subject, self._link)
        text = linked(parcel.content["text"], pages)
        try:
            await asyncio.to_thread(self._write, parcel.key, f"To: {parcel.address}\n\n{text}")
        except OSError as error:
            raise RetryLater(f"not written: {error}") from error
        return Receipt()

    def _write(self, key: str, text: str) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        name = re.sub(r"[^A-Za-z0-9]+", "-", key)
        (self._folder / name).write_text(text, encoding="utf-8")
