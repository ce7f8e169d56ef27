"""What equipe brings to the house."""

from __future__ import annotations

from bot.casework.passation.annonces import PASSER
from bot.feature.door import Feature
from handlers.equipe import buttons, command, defaire, flow

FEATURE = Feature(
    flows=flow.FLOWS,
    buttons={PASSER: buttons.give},
    gestes={defaire.DEPART: defaire.DEFAISABLE},
    command=command.app,
)
