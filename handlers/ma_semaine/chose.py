"""One line of the coordination's week: since when it waits, or for when, and its screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.feature.contract import Opening


@dataclass(frozen=True, slots=True)
class Chose:
    """One line: `le` is the day on which it is due, or since when it waits."""

    cle: str
    """Its slug on a button, the same as long as it waits."""
    le: date
    dit: str
    bouton: str
    """The same in fewer words."""
    flow: str
    attend: bool = True
    """It waits since that day; else it is due on it, and late afterwards."""
    seed: Mapping[str, Any] = field(default_factory=dict)

    def opening(self) -> Opening:
        return Opening(self.flow, dict(self.seed))

    def is_late(self, today: date) -> bool:
        return not self.attend and self.le < today
