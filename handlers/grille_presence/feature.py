"""What grille presence brings to the house."""

from __future__ import annotations

from bot.domain.droits import Droit
from bot.feature.door import Feature
from bot.feature.guarded import Guarded
from handlers.grille_presence import actions, carte, flow

FEATURE = Feature(
    flows=flow.FLOWS,
    buttons={carte.CRENEAU: Guarded(Droit.ANNONCER_SA_PRESENCE, actions.remove)},
    precisables=(carte.PRECISABLE,),
)
