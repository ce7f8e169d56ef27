"""A departure as it is asked, and as it was done."""

from __future__ import annotations

from dataclasses import dataclass

from bot.casework.passation.presences import Coupee
from storage.affaires import Affaires
from storage.models import Personne


@dataclass(frozen=True, slots=True)
class Depart:
    """Somebody who leaves their binôme; ids are those of rows of `binome`."""

    person: Personne
    vers: int | None
    """The binôme that they go to; None: they leave the team."""
    repreneur: int | None
    """Who takes what they followed; None: it stays where it is."""


@dataclass(frozen=True, slots=True)
class Passe:
    """What a departure did, for whoever is told of it and for taking it back."""

    depart: Depart
    de: int | None
    """The binôme that they left."""
    confies: Affaires
    """What they followed."""
    coupee: Coupee | None
    talks: list[int]
    """The conversations that were closed with their access."""

    @property
    def repreneur(self) -> int | None:
        return self.depart.repreneur or self.de

    @property
    def moves_on(self) -> bool:
        """Whether another binôme has what they followed."""
        return self.repreneur is not None and self.repreneur != self.de
