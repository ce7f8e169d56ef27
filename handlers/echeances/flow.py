"""What is due: a list where each line is ticked, set aside, or sent to an agenda."""

from __future__ import annotations

from typing import Final

from bot.domain.droits import Droit
from bot.engine.conditions import Fact, Is
from bot.engine.script import Flow, choice
from bot.feature.contract import Handler
from handlers.echeances import actions

SHOWN: Final = 8
ASIDE: Final = Is("laquelle", actions.ASIDE)

LISTE: Final = Flow(
    name="echeances",
    title="Échéances",
    keeps_draft=False,
    steps=(
        choice(
            "laquelle",
            "📆 <b>Les échéances</b>\n"
            "{% for ligne in lignes %}• {{ ligne }}\n{% endfor %}"
            "{% if cochables %}☑️ coche ce qui est fait. {% endif %}"
            "{% if lignes %}⊘ dit pourquoi il n'y a rien à faire ; le reste se coche tout seul."
            "{% else %}Rien d'ici trois mois.{% endif %}",
            "gestes",
            lists="lignes",
            page=SHOWN,
            width=1,
            cancel_label="✖️ Fermer",
        ),
        choice("ecartee", "⊘ Quelle échéance est sans objet ?", "ecartables", when=ASIDE, width=1),
        choice(
            "motif",
            "⊘ <b>{{ ecartee_dite }}</b> : pourquoi n'y a-t-il rien à faire ?",
            "motifs",
            when=Fact("a_motiver"),
            width=1,
        ),
    ),
    done="{{ conclusion }}",
    left="📆 Fermé. Rien n'a été changé.",
)

FLOWS: Final = (
    Handler(
        flow=LISTE,
        entry="📆 Échéances",
        commands=("/echeances",),
        about="Ce qui est dû, à qui, en retard ; sans objet ; l'agenda",
        order=53,
        drawer=True,
        droit=Droit.TENIR_INTERVENTIONS,
        facts=actions.facts,
        long=True,
        record=actions.record,
    ),
)
