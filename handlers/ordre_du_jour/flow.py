"""The agenda of a meeting, as its holder meets it: one list, one deed, the list again."""

from __future__ import annotations

from typing import Final

from bot.domain.droits import Droit
from bot.engine.conditions import In, Is
from bot.engine.script import Flow, choice, text
from bot.feature.contract import Handler
from handlers.ordre_du_jour import actions, facts

SHOWN: Final = 10
NONE: Final = "📋 Aucune réunion n'est prévue. La coordination la prévoit dans 🏛 Comités."

ORDRE: Final = Flow(
    name=actions.FLOW,
    title="Ordre du jour",
    keeps_draft=False,
    steps=(
        choice("seance", "📋 L'ordre du jour de quelle réunion ?", "seances", width=1, leads=True),
        choice(
            "geste",
            "📋 <b>{{ titre }}</b> · {{ etat }}\n{% if intro %}{{ intro }}\n{% endif %}"
            "{% for ligne in lignes %}{{ ligne }}\n{% endfor %}"
            "{% if not lignes %}Aucun point pour l'instant.\n{% endif %}",
            "gestes",
            lists="lignes",
            page=SHOWN,
            width=1,
            leads=True,
            cancel_label="✖️ Fermer",
        ),
        choice(
            "point",
            "{% if geste == 'monter' %}⬆️ Quel point monte d'une place ?"
            "{% elif geste == 'remettre' %}➕ Quel point remettre ?"
            "{% else %}🗑 Quel point retirer ?{% endif %}",
            "points",
            when=In("geste", (facts.MONTER, facts.RETIRER, facts.REMETTRE)),
            width=1,
        ),
        text(
            "texte",
            "✏️ Écrivez-le en une phrase. {% if geste == 'texte' %}Il sera au-dessus des points."
            "{% else %}Il viendra après les autres.{% endif %}",
            when=In("geste", (facts.AJOUTER, facts.TEXTE)),
        ),
        choice(
            "membre",
            "👤 Qui tient l'ordre du jour de ce comité ?",
            "membres",
            when=Is("geste", facts.NOMMER),
            width=1,
        ),
    ),
    done="{{ conclusion }}",
    left="📋 Fermé.",
)

FLOWS: Final = (
    Handler(
        flow=ORDRE,
        entry="📋 Ordre du jour",
        commands=("/ordre_du_jour",),
        about="Les points d'une réunion de comité, à ranger et à valider",
        order=56,
        droit=Droit.TENIR_ORDRE_DU_JOUR,
        drawer=True,
        seed=facts.seed,
        suits=facts.suits,
        refusal=NONE,
        facts=facts.facts,
        record=actions.record,
    ),
)
