"""The two questions that correct an entry, asked of its binôme and of the coordination alike."""

from __future__ import annotations

from typing import Final

from bot.engine.conditions import In, Is
from bot.engine.script import choice, moment
from bot.questions import sur_place
from bot.questions.heures import read_heure_notee

HOURS: Final = ("debut", "fin", "heure")
CHOICES: Final = (
    moment(
        "heure",
        "À quelle heure ? Touchez, ou écrivez l'heure : « 17h05 ».",
        "heures",
        read_heure_notee,
        when=In("geste", HOURS),
        example="17h05",
    ),
    choice("site", "Quel site ?", "sites", when=Is("geste", "site"), width=1, few=sur_place.FEW),
)
