"""The channels that there are, found in their folders; who is reached by which."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from functools import cache

from bot.delivery.contract import Channel, Ear, Forme
from bot.delivery.threads import Thread, thread_at
from bot.discover import DiscoveryError, discover
from bot.wiring import Wiring
from storage.machine.outbox import Destination
from storage.models import Personne

Fetch = Callable[[str], Awaitable[bytes]]
"""The bytes of the photo of that id."""


@cache
def channels() -> dict[str, Channel]:
    """By kind, live threads before letters. Raises DiscoveryError for a folder of another name."""
    folders: dict[str, Channel] = discover("bot.channels", "channel", "CHANNEL")
    misnamed = [folder for folder, channel in folders.items() if folder != channel.kind]
    if misnamed:
        raise DiscoveryError(f"canal « {misnamed[0]} » : donnez à kind le nom du dossier")
    return dict(sorted(folders.items(), key=lambda item: item[1].forme))


def forme_of(kind: str) -> Forme | None:
    """In which form that channel carries; None for one whose folder is gone."""
    channel = channels().get(kind)
    return channel.forme if channel else None


def hears_more(kind: str) -> bool:
    """Whether more may follow that way: about the same case, or about none of them."""
    channel = channels().get(kind)
    return channel is None or channel.follows


def has_buttons(kind: str) -> bool:
    """Whether what goes that way may be answered by buttons under it."""
    channel = channels().get(kind)
    return channel is None or channel.buttons


def ears() -> Iterator[Ear]:
    """What hears the answers that come back by each channel, where one does."""
    return (channel.ear for channel in channels().values() if channel.ear)


def fetched(wiring: Wiring, usual: Fetch) -> Fetch:
    """What fetches a photo from the channel whose server keeps it; the others as `usual`."""
    keepers = [one for one in channels().values() if one.keeps and one.fetch]

    async def fetch(file_id: str) -> bytes:
        for one in keepers:
            if one.fetch and file_id.startswith(one.keeps):
                return await one.fetch(wiring, file_id)
        return await usual(file_id)

    return fetch


def called(to: Destination) -> str:
    """What the coordination reads of an address: a mailbox as it is, the rest by what it is."""
    if forme_of(to.channel) is Forme.COURRIER:
        return to.address
    return "son groupe" if chat_of(to) is not None else label_of(to.channel)


def label_of(kind: str) -> str:
    """What the coordination reads of it; one whose folder is gone is known by its kind alone."""
    channel = channels().get(kind)
    return channel.label if channel else kind


def origine_of(kind: str) -> str:
    """How a history calls an answer that came this way."""
    channel = channels().get(kind)
    return channel.origine if channel else kind


def to_chat(chat_id: int, topic: int | None = None) -> Destination:
    """A thread of the bot's own: somebody's private chat, a group's, or one topic of a forum."""
    return Destination(_usual(Forme.FIL), Thread(chat_id, topic).address)


def to_person(personne: Personne) -> Destination:
    """The own thread of somebody of the team."""
    return to_chat(personne.telegram_id)


def letter_to(address: str) -> Destination:
    """A mailbox."""
    return Destination(_usual(Forme.COURRIER), address)


def chat_of(to: Destination) -> int | None:
    """The chat behind what `to_chat` gave; None for any other address."""
    return thread_at(to.address).chat if to.channel == _usual(Forme.FIL) else None


def _usual(forme: Forme) -> str:
    """Raises DiscoveryError unless there is exactly one."""
    kinds = [
        channel.kind for channel in channels().values() if channel.usual and channel.forme is forme
    ]
    if len(kinds) != 1:
        raise DiscoveryError(f"un seul canal d'usage pour {forme.name} ; trouvés : {kinds}")
    return kinds[0]
