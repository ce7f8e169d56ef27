"""What equipe brings to the house."""

from __future__ import annotations

from bot.casework.passation.annonces import PASSER
from bot.domain.droits import Droit
from bot.feature.door import Feature
from bot.feature.guarded import Guarded
from handlers.equipe import buttons, command, defaire, flow

FEATURE = Feature(
    flows=flow.FLOWS,
    buttons={PASSER: Guarded(Droit.TENIR_EQUIPE, buttons.give)},
    gestes={defaire.DEPART: defaire.DEFAISABLE},
    command=command.app,
)
