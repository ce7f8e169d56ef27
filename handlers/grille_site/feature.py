"""What grille site brings to the house."""

from __future__ import annotations

from bot.feature.door import Feature
from handlers.grille_site import clock, entry, flow
from storage.models import ReleveSite

FEATURE = Feature(
    flows=flow.FLOWS,
    buttons={clock.SITE: clock.opened},
    entries={ReleveSite: entry.LIGNE},
    clocks={
        "site grids to fill": clock.remind,
    },
)
