"""What ma journee brings to the house."""

from __future__ import annotations

from bot.domain.droits import Droit
from bot.feature.door import Feature
from bot.feature.gestes import GESTE
from bot.feature.guarded import Guarded
from handlers.ma_journee import command, flow, flow_equipe, gestes
from storage.models.gestes import Geste

FEATURE = Feature(
    flows=(*flow.FLOWS, *flow_equipe.FLOWS),
    buttons={GESTE: Guarded(Droit.ANNULER, gestes.press)},
    entries={Geste: gestes.LIGNE},
    command=command.app,
)
