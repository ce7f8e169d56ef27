"""What retour brings to the house."""

from __future__ import annotations

from bot.domain.droits import Droit
from bot.feature.door import Feature
from bot.feature.guarded import Guarded
from bot.questions.retours import RETOURS
from handlers.retour import buttons, command, defaire

FEATURE = Feature(
    buttons={RETOURS: Guarded(Droit.VERIFIER, buttons.answer)},
    command=command.app,
    gestes={defaire.RETOUR: defaire.DEFAISABLE},
)
