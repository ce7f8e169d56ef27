"""What relecture brings to the house."""

from __future__ import annotations

from bot.feature.door import Feature
from handlers.relecture import actions, buttons, command, defaire, flow

FEATURE = Feature(
    flows=flow.FLOWS,
    buttons={actions.RELIRE: buttons.reread},
    gestes={actions.READ: defaire.DEFAISABLE},
    command=command.app,
)
