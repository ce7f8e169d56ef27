"""What presence brings to the house."""

from __future__ import annotations

from bot.domain.droits import Droit
from bot.feature.door import Feature
from bot.feature.guarded import Guarded
from handlers.presence import (
    buttons,
    carte,
    clock,
    entry,
    flow,
    kinds,
    poste,
    rattrapage,
    reprise,
    seul,
    tableau,
)
from storage.models import Presence
from storage.models.gestes import FIN

FEATURE = Feature(
    flows=flow.FLOWS,
    buttons={
        kinds.PRESENCE: Guarded(Droit.TENIR_PRESENCE, buttons.answer),
        kinds.POSTE: Guarded(Droit.TENIR_PRESENCE, poste.answer),
        kinds.MANQUE: Guarded(Droit.TENIR_PRESENCE, poste.explain),
        kinds.TABLEAU: Guarded(Droit.TENIR_PRESENCE, tableau.answer),
    },
    gestes={FIN: reprise.DEFAISABLE},
    entries={Presence: entry.LIGNE},
    precisables=(carte.PRECISABLE,),
    clocks={
        "presences left open": clock.follow_up,
        "prises de poste": poste.write_first,
        "planned slots without a presence": poste.ask_why,
        "presences of one person": seul.tell,
    },
    habits={
        "pinned tallies": rattrapage.catch_up,
    },
    after_turn=(tableau.keep_up,),
)
