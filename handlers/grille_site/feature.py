"""What grille site brings to the house."""

from __future__ import annotations

from bot.domain.droits import Droit
from bot.feature.door import Feature
from bot.feature.guarded import Guarded
from handlers.grille_site import clock, entry, flow
from storage.models import ReleveSite

FEATURE = Feature(
    flows=flow.FLOWS,
    buttons={clock.SITE: Guarded(Droit.NOTER, clock.opened)},
    entries={ReleveSite: entry.LIGNE},
    clocks={
        "site grids to fill": clock.remind,
    },
)
