"""What presence does at the end of every turn of the team."""

from __future__ import annotations

from bot.feature.contract import Suite
from handlers.presence.tableau import keep_up

SUITES: tuple[Suite, ...] = (keep_up,)
