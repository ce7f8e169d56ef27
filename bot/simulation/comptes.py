"""Telegram accounts that belong to nobody: beyond those that Telegram gives."""

from __future__ import annotations

from typing import Final

from storage.people import FIRST_SIMULATED

COORDINATION: Final = FIRST_SIMULATED
GROUPES: Final = -FIRST_SIMULATED - 1_000_000
"""Of the first service's group; the others come below."""


def mediateur(rank: int, second: bool) -> int:
    """Of the binôme of that rank, from 0: the first one's account, or the other's."""
    return FIRST_SIMULATED + 1 + 2 * rank + second
