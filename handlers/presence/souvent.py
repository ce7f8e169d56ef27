"""What presence does every few seconds."""

from __future__ import annotations

from handlers.presence.tableau import catch_up

TACHES = {"pinned tallies": catch_up}
