"""A unit of work: what every deed is given, from a turn, a page, a command or the clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.machine.db import Tx
from storage.programme import Programme


@dataclass(slots=True)
class Work:
    """Committed or undone as one."""

    tx: Tx
    """The open transaction: who began it commits it."""
    programme: Programme
    """The dispositif that all of it is for. A deed that changes it puts the new one here."""
    now: datetime
    """Its one instant (UTC): when the message was sent, or what the injected clock says."""
