"""What qualite brings to the house."""

from __future__ import annotations

from bot.feature.door import Feature
from handlers.qualite import actions, buttons, command, defaire, facts, flow

FEATURE = Feature(
    flows=flow.FLOWS,
    buttons={facts.A_CONFIRMER: buttons.press},
    gestes={actions.MENDED: defaire.DEFAISABLE},
    command=command.app,
)
