"""« Visage ou plaque visible ? »: part of the card that sends a signalement, no tap more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from bot.casework.signalement.sortie import question
from bot.engine.conditions import Answers
from bot.engine.script import Option
from storage.photos import A_FLOUTER, A_VERIFIER, LIBRE

__all__ = ["ASKED", "GESTES", "WAITS", "may_leave", "question", "shown"]
NET, FLOUTER, SANS = "photo_nette", "photo_a_flouter", "sans_photo"
GESTES: Final = (
    Option(NET, "✅ Envoyer · ni visage ni plaque"),
    Option(FLOUTER, "🙈 Flouter d'abord"),
    Option(SANS, "Sans la photo"),
)
"""In place of « Envoyer », on a card that has photos: each sends, and answers."""
ASKED: Final = "<b>🙈 Visage ou plaque visible ?</b> La photo ne part qu'avec votre réponse."
WAITS: Final = "📷 La photo n'est pas partie. <b>Un visage ou une plaque s'y voit ?</b>"
"""Said once it is sent, where nobody could be asked before: a danger waits for nothing."""


def shown(answers: Answers) -> Sequence[Mapping[str, Any]]:
    """The photos that are kept: none when it was sent without."""
    return () if answers.get("envoi") == SANS else answers.get("photo") or ()


def may_leave(answers: Answers) -> str:
    """What was said of them."""
    return {NET: LIBRE, FLOUTER: A_FLOUTER}.get(answers.get("envoi", ""), A_VERIFIER)
