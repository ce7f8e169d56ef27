"""What the machine lacks for a while, disk, memory or descriptors: the fault of no message."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from typing import Final

LACKING: Final = {
    *(errno.ENOSPC, errno.EDQUOT, errno.EMFILE, errno.ENFILE, errno.EROFS),
    *(errno.ENOMEM, errno.EAGAIN),
}
NO_THREAD: Final = "can't start new thread"
_SAID_BY_SQLITE: Final = (
    *("disk is full", "disk i/o error", "unable to open database file"),
    "attempt to write a readonly database",
)
_OF_POSTGRESQL: Final = ("53", "58")
"""Classes of « insufficient resources » and « system error » among its SQLSTATEs."""


def is_lacking(error: BaseException) -> bool:
    """Whether it came of such a lack, however deep: trying again later is then the only mend."""
    return any(_lacks(one) for one in _causes(error))


def is_memory(error: BaseException) -> bool:
    """Whether memory was lacking: it may have been so at any instant of what was done."""
    return any(
        isinstance(one, MemoryError) or NO_THREAD in str(one) or "out of memory" in str(one)
        for one in _causes(error)
    )


def plainly(error: BaseException) -> str:
    """The same lack, in the operator's words."""
    if is_memory(error):
        return "la machine n'a plus de mémoire"
    said = " ".join(str(one) for one in _causes(error)).casefold()
    if "readonly" in said or "read-only" in said:
        return "le fichier ou le disque est en lecture seule"
    if "full" in said or "no space" in said or "quota" in said:
        return "le disque est plein"
    return "le disque refuse d'écrire"


def _lacks(error: BaseException) -> bool:
    if isinstance(error, OSError) and error.errno in LACKING:
        return True
    if isinstance(error, MemoryError) or NO_THREAD in str(error):
        return True
    state = getattr(error, "sqlstate", None) or ""
    said = str(error).casefold()
    return state[:2] in _OF_POSTGRESQL or (
        type(error).__module__ == "sqlite3" and any(words in said for words in _SAID_BY_SQLITE)
    )


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = getattr(error, "orig", None) or error.__cause__ or error.__context__
