"""What reponse service brings to the house."""

from __future__ import annotations

from bot.casework.adresses import ADRESSE
from bot.casework.signalement.alerte import REPONSE
from bot.domain.droits import Droit
from bot.feature.door import Feature
from bot.feature.guarded import Guarded
from handlers.reponse_service import adresses, buttons, clock

FEATURE = Feature(
    buttons={
        REPONSE: Guarded(Droit.REPONDRE_ALERTE, buttons.answer),
        ADRESSE: Guarded(Droit.TENIR_ANNUAIRE, adresses.restore),
    },
    clocks={
        "silent services": clock.answer_silence,
        "what services still have": clock.tell_what_is_open,
        "cases at their counters": clock.ask_counters,
    },
)
