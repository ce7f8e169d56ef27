"""The button under a collective action: « g:ac:<action>:mot »."""

from __future__ import annotations

from bot.feature.contract import Geste
from bot.questions.mots import word_geste
from storage.models import ActionCollective

GESTES: dict[str, Geste] = {"ac": word_geste("action_collective_mot", ActionCollective)}
