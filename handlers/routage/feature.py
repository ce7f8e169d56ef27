"""What routage brings to the house."""

from __future__ import annotations

from bot.casework.signalement.apprendre import APPRENDRE, CONFIER
from bot.domain.droits import Droit
from bot.feature.door import Feature
from bot.feature.guarded import Guarded
from handlers.routage import buttons, command, flow

FEATURE = Feature(
    flows=flow.FLOWS,
    buttons={
        APPRENDRE: Guarded(Droit.TENIR_ROUTAGE, buttons.learn),
        CONFIER: Guarded(Droit.TENIR_ROUTAGE, buttons.hand),
    },
    command=command.app,
)
