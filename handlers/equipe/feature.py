"""What equipe brings to the house."""

from __future__ import annotations

from bot.casework.passation.annonces import PASSER
from bot.domain.droits import Droit
from bot.feature.door import Feature
from bot.feature.guarded import Guarded
from handlers.equipe import buttons, command, defaire, flow, secours

FEATURE = Feature(
    flows=flow.FLOWS,
    buttons={PASSER: Guarded(Droit.TENIR_EQUIPE, buttons.give)},
    gestes={defaire.DEPART: defaire.DEFAISABLE},
    pages=(secours.PAGE,),
    command=command.app,
)
