"""What relais brings to the house."""

from __future__ import annotations

from bot.casework.relais.carte import RELAIS
from bot.domain.droits import Droit
from bot.feature.door import Feature
from bot.feature.guarded import Guarded
from handlers.relais import buttons, clock, defaire, equipe, flow

FEATURE = Feature(
    flows=(*flow.FLOWS, equipe.HANDLER),
    buttons={RELAIS: Guarded(Droit.SUIVRE_RELAIS, buttons.answer)},
    gestes={defaire.RELAIS_ACTE: defaire.DEFAISABLE},
    clocks={"relais to check": clock.ask},
)
