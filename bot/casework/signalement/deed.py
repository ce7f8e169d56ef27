"""One deed on a signalement, as whoever does it says it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.domain.vies.signalement import ActeSignalement
from bot.domain.vies.vie import Acteur


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
    raison: str | None = None
    """Why it is refused, by its word (`refus.Raison`)."""
    doublon_de: int | None = None
    """The number of the signalement that it repeats."""
    prevu: date | None = None
    """The day that was announced."""

    def said(self) -> dict[str, Any]:
        """What the history keeps of it beside its words."""
        return {
            "raison": self.raison,
            "cible": self.vers,
            "doublon_de": self.doublon_de,
            "prevu_le": self.prevu,
        }
