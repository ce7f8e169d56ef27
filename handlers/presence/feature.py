"""What presence brings to the house."""

from __future__ import annotations

from bot.feature.door import Feature
from handlers.presence import (
    buttons,
    clock,
    entry,
    flow,
    kinds,
    poste,
    rattrapage,
    reprise,
    tableau,
)
from storage.models import Presence
from storage.models.gestes import FIN

FEATURE = Feature(
    flows=flow.FLOWS,
    buttons={
        kinds.PRESENCE: buttons.answer,
        kinds.POSTE: poste.answer,
        kinds.MANQUE: poste.explain,
        kinds.TABLEAU: tableau.answer,
    },
    gestes={FIN: reprise.DEFAISABLE},
    entries={Presence: entry.LIGNE},
    clocks={
        "presences left open": clock.follow_up,
        "prises de poste": poste.write_first,
        "planned slots without a presence": poste.ask_why,
    },
    habits={
        "pinned tallies": rattrapage.catch_up,
    },
    after_turn=(tableau.keep_up,),
)
