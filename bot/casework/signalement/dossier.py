"""One signalement in hand: the open transaction, its programme, its row and the instant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.casework.mots import label
from bot.casework.signalement.fiche import Fiche, fiche, reference
from storage.machine.db import Tx
from storage.models import Signalement
from storage.programme import Programme


@dataclass(frozen=True, slots=True)
class Dossier:
    """Passed down by every deed; `signalement` is held by this transaction."""

    tx: Tx
    programme: Programme
    signalement: Signalement
    now: datetime

    @property
    def reference(self) -> str:
        return reference(self.signalement)

    def fiche(self) -> Fiche:
        """The facts as the transaction sees them at this point."""
        return fiche(self.tx, self.programme, self.signalement)

    def label(self, service: str) -> str:
        return label(self.programme.config.service, service)
