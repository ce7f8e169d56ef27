"""What observation brings to the house."""

from __future__ import annotations

from bot.feature.door import Feature
from bot.questions.un_mot import word_press
from handlers.observation import carte, entry, flow
from storage.models import Observation

FEATURE = Feature(
    flows=flow.FLOWS,
    buttons={carte.UN_MOT: word_press("observation_mot", Observation)},
    entries={Observation: entry.LIGNE},
    precisables=(carte.PRECISABLE,),
)
