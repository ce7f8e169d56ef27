"""The lines and buttons of the week: how many are late, and what each opens."""

from __future__ import annotations

from datetime import date
from typing import Final

from bot.clock import paris
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Option
from bot.feature.contract import Context, Ending
from bot.words import pluriel
from handlers.ma_semaine.choses import Chose, toutes

LATE: Final = "⚠️ "
GONE: Final = "C'est fait : cette ligne n'attend plus."


def facts(context: Context, answers: Answers) -> Facts:
    today = paris(context.now).date()
    every = toutes(context)
    late = sum(one.is_late(today) for one in every)
    counted = pluriel(len(every), "chose à faire", "choses à faire")
    return {
        "now": context.now,
        "lignes": [f"{_sign(one, today)}{one.dit}" for one in every],
        "choses": tuple(Option(one.cle, f"{_sign(one, today)}{one.bouton}") for one in every),
        "bilan": GONE if answers.get("chose") else f"{counted}, dont {late} en retard.",
    }


def open_screen(context: Context, answers: Answers, _facts: Facts) -> Ending:
    """The screen of the line that was touched, its own questions already answered."""
    found = next((one for one in toutes(context) if one.cle == answers["chose"]), None)
    return Ending(opens=found.opening()) if found else Ending()


def _sign(one: Chose, today: date) -> str:
    return LATE if one.is_late(today) else ""
