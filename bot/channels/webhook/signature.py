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
    """The three headers of one event; stamp: seconds since 1970. Raises ValueError (secret)."""
    signed = hmac.digest(key(secret), f"{event_id}.{stamp}.".encode() + body, "sha256")
    return {
        "webhook-id": event_id,
        "webhook-timestamp": str(stamp),
        "webhook-signature": f"v1,{b64encode(signed).decode()}",
    }


def key(secret: str) -> bytes:
    """The bytes of « whsec_… ». Raises ValueError."""
    try:
        found = b64decode(secret.removeprefix(PREFIX), validate=True)
    except Error as error:
        raise ValueError("not base64") from error
    if len(found) < SHORTEST:
        raise ValueError("too short")
    return found
