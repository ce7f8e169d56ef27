"""What proves that an event is ours: Standard Webhooks, version 1 (hmac of SHA-256)."""

from __future__ import annotations

import hmac
from base64 import b64decode, b64encode
from binascii import Error
from typing import Final

PREFIX: Final = "whsec_"
SHORTEST: Final = 24
"""Bytes of a secret; the norm asks for 24 to 64."""


def headers(secret: str, event_id: str, stamp: int, body: bytes) -> dict[str, str]:
    """The three headers of one event; stamp: seconds since 1970. Raises ValueError (secret).

    secret: one, or several with spaces between them while one takes the place of another: each
    signs.
    """
    told = f"{event_id}.{stamp}.".encode() + body
    signed = [hmac.digest(one, told, "sha256") for one in keys(secret)]
    return {
        "webhook-id": event_id,
        "webhook-timestamp": str(stamp),
        "webhook-signature": " ".join(f"v1,{b64encode(one).decode()}" for one in signed),
    }


def keys(secret: str) -> list[bytes]:
    """The bytes of each « whsec_… », one at least. Raises ValueError."""
    return [_key(one) for one in secret.split() or [""]]


def _key(secret: str) -> bytes:
    try:
        found = b64decode(secret.removeprefix(PREFIX), validate=True)
    except Error as error:
        raise ValueError("not base64") from error
    if len(found) < SHORTEST:
        raise ValueError("too short")
    return found
