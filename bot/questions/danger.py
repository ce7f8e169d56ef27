"""« ⚠️ Danger immédiat »: who to call first, and asked once before it leaves."""

from __future__ import annotations

from typing import Final

from bot.engine.conditions import Condition
from bot.engine.script import Option, Step, choice

SURE: Final = "danger_sur"
"""The key of the question."""
YES: Final = Option("oui", "⚠️ Oui, danger immédiat")


def ask_sure(when: Condition) -> Step:
    """Nothing has left: « Retour » takes it for no danger after all.

    The fact « a_appeler » holds the numbers, « danger_de » what it is and where.
    """
    return choice(
        SURE,
        "☎️ <b>Appelez d'abord :</b> {{ a_appeler }}.\n\n"
        "<b>Est-ce bien un danger immédiat ?</b> {{ danger_de }}. L'alerte part aussitôt, et la "
        "coordination est prévenue. Rien n'est encore parti.",
        (YES,),
        when=when,
        width=1,
    )
