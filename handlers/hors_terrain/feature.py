"""What hors terrain brings to the house."""

from __future__ import annotations

from bot.domain.droits import Droit
from bot.feature.door import Feature
from bot.feature.guarded import Guarded
from handlers.hors_terrain import buttons, clock, cumul, demande, entry, flow
from storage.models import HorsTerrain

FEATURE = Feature(
    flows=flow.FLOWS,
    buttons={demande.JOUR: Guarded(Droit.TENIR_SON_TEMPS, buttons.answer)},
    entries={HorsTerrain: entry.LIGNE},
    clocks={
        "time worked since the beginning": cumul.add_up,
        "time out of the street": clock.ask_the_day,
        "share of presence": clock.sum_up_the_week,
        "share of presence of the team": clock.tell_the_team_s_share,
    },
)
