"""Charte, as the mediator meets it: the rules on one screen, and « J'ai relu » if they wish."""

from __future__ import annotations

from bot.domain.droits import Droit
from bot.engine.script import Flow, Option, choice
from bot.feature.contract import Handler
from bot.questions.regles import EN_BREF, POSTURE
from handlers.charte import actions

CHARTE = Flow(
    name="charte",
    title="Charte",
    keeps_draft=False,
    steps=(
        choice(
            "relue",
            f"ℹ️ <b>La charte de l'équipe</b>\n{POSTURE}\n{EN_BREF}",
            (Option("oui", "✅ J'ai relu la charte"),),
            width=1,
            cancel_label="✖️ Fermer",
        ),
    ),
    done="✅ Charte relue aujourd'hui, c'est noté.",
    left="Charte fermée. Retrouvez-la par /charte.",
)

FLOWS = (
    Handler(
        flow=CHARTE,
        entry="ℹ️ Charte",
        commands=("/charte",),
        about="Relire la charte",
        order=27,
        drawer=True,
        droit=Droit.LIRE_CHARTE,
        facts=actions.facts,
        record=actions.record,
    ),
)
