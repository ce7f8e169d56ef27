"""Words of somebody else, an SMTP server or a driver, shown without any piece of a secret."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from bot.settings import Settings

SHORTEST: Final = 3
"""Of a piece that could help anybody guess the rest."""
HIDDEN: Final = "•••"


def masked(said: object, settings: Settings) -> str:
    """`said` (an error, as a rule) with each secret, and each piece of one, hidden."""
    text = str(said)
    for piece in sorted(set(_pieces(settings)), key=len, reverse=True):
        text = text.replace(piece, HIDDEN)
    return text


def _pieces(settings: Settings) -> Iterator[str]:
    for secret in _secrets(settings):
        for spelling in (secret, unquote(secret)):
            parts = (spelling, *re.split(r"[^\w]+", spelling))
            yield from (part for part in parts if len(part) >= SHORTEST)


def _secrets(settings: Settings) -> Iterator[str]:
    if settings.telegram_token:
        yield settings.telegram_token.get_secret_value()
    yield from settings.keys
    for url in (
        *(settings.smtp_url, settings.database_url, settings.retours_url),
        settings.matrix_url,
    ):
        before, at, _ = (url or "").partition("://")[2].rpartition("@")
        name, colon, password = before.partition(":")
        if at:
            # A Matrix account may be opened by its token alone, which stands there by itself.
            yield password if colon or url != settings.matrix_url else name
