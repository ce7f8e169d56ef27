"""The contract between the point hebdo and one of its sections."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.domain.semaine import Semaine
from storage.figures import Lieu
from storage.machine.db import Tx
from storage.programme import Programme

Figures = dict[str, Any]
"""What a section found: numbers, ISO dates and labels of the file; never a free text (P7)."""

Snapshot = dict[str, Any]
"""A whole point hebdo, ready for JSON: see `digests.compose.compose`."""

Vue = dict[str, Any]
"""Figures put into words, for the HTML and the plain text alike."""


@dataclass(frozen=True, slots=True)
class Perimetre:
    """What one comité may read: its sites, and signalements one by one or not (§4.7)."""

    lieux: tuple[Lieu, ...]
    detail: bool

    @property
    def ids(self) -> tuple[int, ...]:
        return tuple(lieu.id for lieu in self.lieux)

    @property
    def slugs(self) -> frozenset[str]:
        return frozenset(lieu.slug for lieu in self.lieux)

    @property
    def territoires(self) -> dict[str, tuple[Lieu, ...]]:
        """Sites by slug of territoire, in their order."""
        by_territoire: dict[str, tuple[Lieu, ...]] = {}
        for lieu in self.lieux:
            by_territoire[lieu.territoire] = (*by_territoire.get(lieu.territoire, ()), lieu)
        return by_territoire


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the point hebdo; its folder also holds section.html.jinja and section.txt.jinja.

    figures: read once, then frozen; a section without any is left out. vue: what both templates
    show, made from the figures alone.
    """

    ordre: int
    titre: str
    figures: Callable[[Tx, Programme, Perimetre, Semaine], Figures]
    vue: Callable[[Figures], Vue]
