"""À relire, as the coordination meets it: one text at a time, where it comes from, what to do."""

from __future__ import annotations

from bot.domain.droits import Droit
from bot.engine.conditions import Is
from bot.engine.script import Flow, Option, choice, text
from bot.feature.contract import Handler
from bot.feature.lectures import notee
from handlers.relecture import actions, facts

RELECTURE = Flow(
    name="relecture",
    title="Relecture",
    keeps_draft=False,
    steps=(
        choice(
            "choix",
            facts.CARD,
            tuple(Option(choix, label) for choix, label in actions.LABELS.items()),
            cancel_label="✖️ Fermer",
            width=1,
        ),
        text(
            "texte",
            "✏️ {{ origine }}\n« {{ texte_lu }} »\nÉcrivez le texte à diffuser à la place.",
            when=Is("choix", actions.CORRIGER),
        ),
    ),
    done=actions.RESULT,
    left="📝 Fermé. Rien n'a été validé ni écarté de plus.",
)

FLOWS = (
    Handler(
        flow=RELECTURE,
        entry="📝 À relire",
        commands=("/relire",),
        about="Relire les textes avant diffusion",
        refusal="📝 Il n'y a rien à relire.",
        order=51,
        droit=Droit.RELIRE,
        suits=actions.something_waits,
        seed=notee(RELECTURE.name, facts.seed),
        facts=facts.facts,
        record=actions.record,
    ),
)
