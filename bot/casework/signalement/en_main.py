"""One signalement in hand: the open transaction, its programme, its row and the instant."""

from __future__ import annotations

from dataclasses import dataclass

from bot.casework.libelles import label
from bot.casework.signalement.fiche import Fiche, fiche, reference
from storage.models import Signalement
from storage.work import Work


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
