"""What action collective brings to the house."""

from __future__ import annotations

from bot.feature.door import Feature
from bot.questions.un_mot import word_press
from handlers.action_collective import carte, entry, flow
from storage.models import ActionCollective

FEATURE = Feature(
    flows=flow.FLOWS,
    buttons={carte.UN_MOT: word_press("action_collective_mot", ActionCollective)},
    entries={ActionCollective: entry.LIGNE},
    precisables=(carte.PRECISABLE,),
)
