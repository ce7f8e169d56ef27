"""What hors terrain brings to the house."""

from __future__ import annotations

from bot.feature.door import Feature
from handlers.hors_terrain import buttons, clock, cumul, demande, entry, flow
from storage.models import HorsTerrain

FEATURE = Feature(
    flows=flow.FLOWS,
    buttons={demande.JOUR: buttons.answer},
    entries={HorsTerrain: entry.LIGNE},
    clocks={
        "time worked since the beginning": cumul.add_up,
        "time out of the street": clock.ask_the_day,
        "share of presence": clock.sum_up_the_week,
        "share of presence of the team": clock.tell_the_team_s_share,
    },
)
