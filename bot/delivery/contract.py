"""What a channel is, receives and answers, and the five ways in which a sending can fail."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Protocol

from bot.delivery.pacing import Pace, Unpaced
from bot.wiring import Wiring
from storage.dispositif import Service
from storage.machine.db import Database
from storage.machine.tracking import Mark
from storage.models import ServiceRow as Row
from storage.programme import Programme


@dataclass(frozen=True, slots=True)
class Parcel:
    """One outbox row on its way out.

    `edit` is the mark of the message to rewrite instead of sending a new one; `again` says that an
    earlier attempt may have arrived, so the copy must let the reader recognise a repeat; `unsure`
    says the same whatever the message, for whoever may look before sending again.
    """

    id: int
    key: str
    address: str
    content: dict[str, Any]
    subject: str
    attempt: int
    edit: Mark | None = None
    again: bool = False
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof of sending; `message_id` where the channel gives one, `said` what else it answered."""

    message_id: Mark | None = None
    said: Mapping[str, Any] | None = None


class DeliveryFailure(Exception):
    """A sending that did not succeed; the message says why, for the operator's log.

    `said`: what the other side answered, where its history keeps something of it.
    """

    said: Mapping[str, Any] | None = None


class RetryLater(DeliveryFailure):
    """Not sent, worth another try; `after` seconds when the channel asked for a pause."""

    def __init__(self, reason: str, after: float | None = None) -> None:
        super().__init__(reason)
        self.after = after


class Away(RetryLater):
    """Not sent: nobody answers on that channel, whoever the message is for."""


class Unsure(DeliveryFailure):
    """The reply was lost: the message may have arrived."""


class Unreachable(DeliveryFailure):
    """This recipient cannot be reached any more (blocked, kicked, mailbox refused)."""


class Refused(DeliveryFailure):
    """This message will never be accepted, by anyone: our own fault."""

    def __init__(self, reason: str, said: Mapping[str, Any] | None = None) -> None:
        super().__init__(reason)
        self.said = said


class Moved(DeliveryFailure):
    """The recipient has another address from now on."""

    def __init__(self, address: str) -> None:
        super().__init__(f"moved to {address}")
        self.address = address


class Transport(Protocol):
    """An open channel: `send` returns once the other side accepted, or raises DeliveryFailure."""

    async def send(self, parcel: Parcel) -> Receipt: ...


class Forme(IntEnum):
    """In which form a channel carries what it is given; what is read live comes first."""

    FIL = 0
    """A live thread: messages with buttons under them, each rewritten where it stands."""
    COURRIER = 1
    """A letter: text, page, photos and a signed link; what left is answered, never rewritten."""
    DONNEES = 2
    """Facts for a program of the service: each change is one more event, and nobody reads it."""


Ear = Callable[[Wiring, Database, Mapping[int, Programme]], Coroutine[Any, Any, None]]
"""Hears what comes back by a channel, for those programmes by their ids, until cancelled."""

SignedPage = Callable[[str], str]
"""The signed page of what a message is about (« alerte:12 »), or an empty text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One way to reach people: CHANNEL in `bot/channels/<kind>/channel.py`.

    Every command reads these values: what a channel needs to send is imported as it is opened.
    """

    kind: str
    """Its folder's name; rows keep it for ever (`canal` of outbox, alerte and digest_envoi)."""
    label: str
    """What the coordination reads: « Telegram », « courriel »."""
    origine: str
    """How a history calls an answer that came this way: « groupe Telegram »."""
    forme: Forme
    usual: bool = False
    """Of its forme, the one for people and mailboxes that name no channel; there is only one."""
    addresses: Callable[[Service, Row], Sequence[str]]
    """Where it reaches a service: what its line of the dispositif and its row say of it."""
    person: Callable[[str], int | None] | None = None
    """The Telegram account of the team behind one of its addresses; most tell nothing of it."""
    open: Callable[[Wiring, SignedPage], AbstractAsyncContextManager[Transport]]
    """What sends, until the context ends."""
    slots: int = 4
    """How many sendings at once."""
    pace: Callable[[], Pace] = Unpaced
    """How fast messages may leave."""
    follows: bool = True
    """It hears of what comes next; False: it is told of each case once, and asked afterwards."""
    buttons: bool = True
    """Its live threads have buttons; False: a card says which gestures answer it."""
    ear: Ear | None = None
    """What hears answers that are given there; None where another door takes them."""
    keeps: str = ""
    """How the photos begin that its own server keeps (« mxc:// »); « » where it keeps none."""
    fetch: Callable[[Wiring, str], Awaitable[bytes]] | None = None
    """One of these, whole. Raises DeliveryFailure."""
