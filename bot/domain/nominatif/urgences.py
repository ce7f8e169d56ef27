"""Whom to call when a text tells of somebody in danger (M12)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bot.domain.nominatif.passage import Nature, Passage

NUMEROS: Final = (
    "119 (enfance en danger)",
    "3919 (violences faites aux femmes)",
    "17 (police)",
    "112 (toute urgence)",
)


def urgences(trouves: Iterable[Passage]) -> tuple[str, ...]:
    """The numbers to show, each with what it is for; none when nobody is in danger."""
    return NUMEROS if any(one.nature is Nature.DANGER for one in trouves) else ()
