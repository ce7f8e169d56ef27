"""What preconisation brings to the house."""

from __future__ import annotations

from bot.casework.preconisation.actes import REPONDRE
from bot.domain.droits import Droit
from bot.feature.door import Feature
from bot.feature.guarded import Guarded
from handlers.preconisation import actions, buttons, clock, command, defaire, entry, flow, registre
from handlers.preconisation.carte import PRECISABLE
from storage.models import Preconisation

FEATURE = Feature(
    flows=(*flow.FLOWS, registre.HANDLER),
    buttons={REPONDRE: Guarded(Droit.REPONDRE_PRECONISATION, buttons.answer)},
    gestes={actions.ANSWER: defaire.DEFAISABLE},
    entries={Preconisation: entry.LIGNE},
    precisables=(PRECISABLE,),
    clocks={"préconisations for their services": clock.send},
    command=command.app,
)
