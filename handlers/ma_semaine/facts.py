"""The lines and buttons of the week: how many are late, and what each opens."""

from __future__ import annotations

from datetime import date
from typing import Final

from bot.clock import paris
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Option
from bot.feature.contract import Context, Ending
from bot.words import pluriel
from handlers.ma_semaine.chose import Chose
from handlers.ma_semaine.choses import toutes

LATE: Final = "⚠️ "


def facts(context: Context, _answers: Answers) -> Facts:
    today = paris(context.now).date()
    every = toutes(context)
    late = sum(one.is_late(today) for one in every)
    counted = pluriel(len(every), "chose à faire", "choses à faire")
    return {
        "now": context.now,
        "lignes": [f"{_sign(one, today)}{one.dit}" for one in every],
        "choses": tuple(Option(one.cle, f"{_sign(one, today)}{one.bouton}") for one in every),
        "bilan": f"{counted}, dont {late} en retard.",
        "ecrans": {one.cle: one.opening() for one in every},
    }


def open_screen(_context: Context, answers: Answers, facts: Facts) -> Ending:
    """The screen of the line that was touched, its own questions already answered."""
    return Ending(opens=facts["ecrans"][answers["chose"]])


def _sign(one: Chose, today: date) -> str:
    return LATE if one.is_late(today) else ""
