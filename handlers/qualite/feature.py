"""What qualite brings to the house."""

from __future__ import annotations

from bot.domain.droits import Droit
from bot.feature.door import Feature
from bot.feature.guarded import Guarded
from handlers.qualite import actions, buttons, command, defaire, facts, flow

FEATURE = Feature(
    flows=flow.FLOWS,
    buttons={facts.A_CONFIRMER: Guarded(Droit.CONFIRMER_CHIFFRES, buttons.press)},
    gestes={actions.MENDED: defaire.DEFAISABLE},
    command=command.app,
)
