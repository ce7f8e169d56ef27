"""What a channel receives, what it answers, and the five ways in which a sending can fail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Parcel:
    """One outbox row on its way out.

    `edit` is the Telegram message to rewrite instead of sending a new one; `again` says that an
    earlier attempt may have arrived, so the copy must let the reader recognise a repeat.
    """

    id: int
    key: str
    address: str
    content: dict[str, Any]
    subject: str
    attempt: int
    edit: int | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof of sending; `message_id` where the channel gives one."""

    message_id: int | None = None


class DeliveryFailure(Exception):
    """A sending that did not succeed; the message says why, for the operator's log."""


class RetryLater(DeliveryFailure):
    """Not sent, worth another try; `after` seconds when the channel asked for a pause."""

    def __init__(self, reason: str, after: float | None = None) -> None:
        super().__init__(reason)
        self.after = after


class Unsure(DeliveryFailure):
    """The reply was lost: the message may have arrived."""


class Unreachable(DeliveryFailure):
    """This recipient cannot be reached any more (blocked, kicked, mailbox refused)."""


class Refused(DeliveryFailure):
    """This message will never be accepted, by anyone: our own fault."""


class Moved(DeliveryFailure):
    """The recipient has another address from now on."""

    def __init__(self, address: str) -> None:
        super().__init__(f"moved to {address}")
        self.address = address


class Channel(Protocol):
    """One way to reach someone.

    `send` returns once the other side has accepted, or raises DeliveryFailure.
    """

    kind: str

    async def send(self, parcel: Parcel) -> Receipt: ...
