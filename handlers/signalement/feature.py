"""What signalement brings to the house."""

from __future__ import annotations

from bot.casework.signalement.repentir import REPENTIR
from bot.domain.droits import Droit
from bot.feature.door import Feature
from bot.feature.guarded import Guarded
from handlers.signalement import command, entry, flow, registre, repentir, sourdine
from storage.models import Signalement

FEATURE = Feature(
    flows=(*flow.FLOWS, registre.HANDLER, sourdine.HANDLER),
    command=command.app,
    entries={Signalement: entry.LIGNE},
    buttons={REPENTIR: Guarded(Droit.SIGNALER, repentir.take_back)},
)
