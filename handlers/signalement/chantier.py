"""Works: a defect may come from them, or stand beside them (003 l.336)."""

from __future__ import annotations

from typing import Final

from bot.engine.conditions import Answers
from bot.engine.script import Option

NOM: Final = "chantier"
OPTIONS: Final = (Option("oui", "🚧 Lié à un chantier"), Option("non", "Non"))


def is_said(answers: Answers) -> bool:
    """Whether whoever signals it said so; nobody is asked."""
    return answers.get(NOM) == "oui"
