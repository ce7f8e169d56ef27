"""What etonnement brings to the house."""

from __future__ import annotations

from bot.feature.door import Feature
from handlers.etonnement import clock, entry, flow
from storage.models import Etonnement

FEATURE = Feature(
    flows=flow.FLOWS,
    buttons={clock.SEMAINE: clock.opened},
    entries={Etonnement: entry.LIGNE},
    clocks={
        "what surprised this week": clock.ask_the_week,
    },
)
