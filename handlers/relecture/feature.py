"""What relecture brings to the house."""

from __future__ import annotations

from bot.domain.droits import Droit
from bot.feature.door import Feature
from bot.feature.guarded import Guarded
from handlers.relecture import actions, buttons, command, defaire, flow

FEATURE = Feature(
    flows=flow.FLOWS,
    buttons={actions.RELIRE: Guarded(Droit.RELIRE, buttons.reread)},
    gestes={actions.READ: defaire.DEFAISABLE},
    command=command.app,
)
