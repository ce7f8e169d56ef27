"""One signalement in hand, in its unit of work; and what is done to it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.casework.libelles import label
from bot.casework.signalement.fiche import Fiche, fiche, reference
from bot.domain.vies.signalement import ActeSignalement
from bot.domain.vies.vie import Acteur
from storage.models import Signalement
from storage.work import Work


@dataclass(frozen=True, slots=True)
class DeedSignalement:
    """What is done, by whom, and how."""

    acte: ActeSignalement
    par: str
    """« service:sv-eclairage:email », « mediateur:12 », « coordination:3 » or « horloge »."""
    role: Acteur
    source: str
    """Unique per tap or form, so that its consequences are told once."""
    motif: str = ""
    vers: str | None = None
    """Slug of the service that should have it, when it is handed on."""
    pressed: tuple[str, str] = ("", "")
    """Address of the group where a button was pressed, and the name its presser shows there."""


@dataclass(slots=True)
class EnMain(Work):
    """Passed down by every deed; `signalement` is held by this transaction."""

    signalement: Signalement

    @classmethod
    def of(cls, work: Work, signalement: Signalement) -> EnMain:
        """That signalement, taken in hand in that unit of work."""
        return cls(work.tx, work.programme, work.now, signalement)

    @property
    def reference(self) -> str:
        return reference(self.signalement)

    def fiche(self) -> Fiche:
        """The facts as the transaction sees them at this point."""
        return fiche(self.tx, self.programme, self.signalement)

    def label(self, service: str) -> str:
        return label(self.programme.config.service, service)
