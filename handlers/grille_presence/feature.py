"""What grille presence brings to the house."""

from __future__ import annotations

from bot.feature.door import Feature
from handlers.grille_presence import actions, carte, flow

FEATURE = Feature(
    flows=flow.FLOWS,
    buttons={carte.CRENEAU: actions.remove},
    precisables=(carte.PRECISABLE,),
)
