"""The address of a live thread: a chat, or one topic of a forum."""

from __future__ import annotations

from typing import NamedTuple


class Thread(NamedTuple):
    """« -1001234 », or « -1001234/7 » for its topic 7; a private chat has no topics of ours."""

    chat: int
    topic: int | None = None

    @property
    def address(self) -> str:
        """As rows keep it."""
        return f"{self.chat}" if self.topic is None else f"{self.chat}/{self.topic}"


def thread_at(address: str) -> Thread:
    """What `Thread.address` wrote. Raises ValueError for anything else."""
    chat, _, topic = address.partition("/")
    return Thread(int(chat), int(topic) if topic else None)
