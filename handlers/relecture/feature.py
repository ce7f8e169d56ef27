"""What relecture brings to the house."""

from __future__ import annotations

from bot.feature.door import Feature
from handlers.relecture import actions, buttons, command, flow

FEATURE = Feature(
    flows=flow.FLOWS,
    buttons={actions.RELIRE: buttons.reread},
    command=command.app,
)
