"""The button under an observation: « g:ob:<observation>:mot »."""

from __future__ import annotations

from bot.feature.contract import Geste
from bot.questions.mots import word_geste
from storage.models import Observation

GESTES: dict[str, Geste] = {"ob": word_geste("observation_mot", Observation)}
