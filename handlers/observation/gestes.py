"""The button under an observation: « g:ob:<observation>:mot »."""

from __future__ import annotations

from handlers.contract import Geste
from handlers.mots import word_geste
from storage.models import Observation

GESTES: dict[str, Geste] = {"ob": word_geste("observation_mot", Observation)}
