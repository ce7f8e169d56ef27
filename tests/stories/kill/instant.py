"""A clock that two processes read: the one that plays the evening sets it, the bot follows."""

from __future__ import annotations

import mmap
import struct
from datetime import UTC, datetime, timedelta
from pathlib import Path

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
SHOWN, CAUGHT_UP = 0, 1
NEVER = 0
SIZE = struct.calcsize("=qq")


class SharedClock:
    """Stands still until it is set; a bot that starts again finds it where it was.

    Beside the instant shown stands the last one that the bot caught up with.
    """

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_bytes(bytes(SIZE))
        with path.open("r+b") as file:
            self._slots = memoryview(mmap.mmap(file.fileno(), SIZE)).cast("q")

    def now(self) -> datetime:
        return EPOCH + self._slots[SHOWN] * MICROSECOND

    def set(self, moment: datetime) -> None:
        self._slots[SHOWN] = (moment - EPOCH) // MICROSECOND

    @property
    def is_followed(self) -> bool:
        """Whether the bot has done what the instant shown made due."""
        return self._slots[CAUGHT_UP] == self._slots[SHOWN]

    def forget(self) -> None:
        """A bot that starts has caught up with nothing."""
        self._slots[CAUGHT_UP] = NEVER

    def shown(self) -> int:
        return self._slots[SHOWN]

    def followed(self, shown: int) -> None:
        """The bot says that it did all that was due at `shown`."""
        self._slots[CAUGHT_UP] = shown
