"""What point hebdo brings to the house."""

from __future__ import annotations

from bot.casework.point.annonces import GESTE, REDITE
from bot.domain.droits import Droit
from bot.feature.door import Feature
from bot.feature.guarded import Guarded
from handlers.point_hebdo import (
    a_voir,
    actions,
    buttons,
    command,
    defaire,
    flow,
    partis,
    retenir,
    zoom,
)

FEATURE = Feature(
    flows=(*flow.FLOWS, retenir.HANDLER, zoom.HANDLER, partis.HANDLER),
    buttons={
        GESTE: Guarded(Droit.VALIDER_POINT_HEBDO, buttons.press),
        REDITE: Guarded(Droit.VALIDER_POINT_HEBDO, buttons.again),
    },
    gestes={actions.DEED: defaire.DEFAISABLE},
    command=command.app,
    habits={"points to show": a_voir.tell},
)
