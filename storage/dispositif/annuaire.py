"""Lines of a dispositif file on partners, and on how often a relais is checked."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from storage.dispositif.emails import Email
from storage.dispositif.entries import FileLine, FileSlug, Item, Text


class Partenaire(Item):
    """Who does what, where, when (002 l.29); no quartier means all of them.

    `valide_le` is when the partner reread its own line, `email` the mailbox that may confirm that
    a person came.
    """

    type: FileSlug
    domaines: Annotated[tuple[FileSlug, ...], Field(min_length=1)]
    quartiers: tuple[FileSlug, ...] = ()
    public: Text | None = None
    lieu: Text | None = None
    horaires: Text | None = None
    telephone: Text | None = None
    email: Email | None = None
    valide_le: date | None = None
    exemple: bool = False

    def serves(self, quartier: str | None) -> bool:
        """True when it works for that quartier; every partner does when none is known."""
        return quartier is None or not self.quartiers or quartier in self.quartiers


class SuiviRelais(FileLine):
    """When a relais is checked, in days (000 l.140; 001 l.80), and how many silences close it."""

    verifier_jours: Annotated[int, Field(gt=0)] = 7
    autres_jours: tuple[Annotated[int, Field(gt=0)], ...] = (14, 30)
    continuite_jours: Annotated[int, Field(gt=0)] = 30
    silences_max: Annotated[int, Field(gt=0)] = 3
    source: Text | None = None
