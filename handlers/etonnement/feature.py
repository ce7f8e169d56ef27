"""What etonnement brings to the house."""

from __future__ import annotations

from bot.domain.droits import Droit
from bot.feature.door import Feature
from bot.feature.guarded import Guarded
from handlers.etonnement import clock, entry, flow
from storage.models import Etonnement

FEATURE = Feature(
    flows=flow.FLOWS,
    buttons={clock.SEMAINE: Guarded(Droit.NOTER, clock.opened)},
    entries={Etonnement: entry.LIGNE},
    clocks={
        "what surprised this week": clock.ask_the_week,
    },
)
