"""Ma semaine, as the coordination meets it: what waits, each line one tap from its screen."""

from __future__ import annotations

from bot.domain.droits import Droit
from bot.engine.script import Flow, choice
from bot.feature.contract import Handler
from handlers.ma_semaine import facts

SHOWN = 8
"""Lines on one screen, each with its button."""

MA_SEMAINE = Flow(
    name="ma_semaine",
    title="Ma semaine",
    keeps_draft=False,
    steps=(
        choice(
            "chose",
            "📌 <b>Ma semaine</b>, {{ now|jour }}\n"
            "{% for ligne in lignes %}• {{ ligne }}\n{% endfor %}"
            "{% if lignes %}{{ bilan }} Touchez une ligne pour l'ouvrir."
            "{% else %}Rien n'attend : ni échéance d'ici sept jours, ni texte à relire, "
            "ni demande, ni préconisation.{% endif %}",
            "choses",
            lists="lignes",
            page=SHOWN,
            width=1,
            cancel_label="✖️ Fermer",
        ),
    ),
    done="{{ bilan }}",
    left="📌 Fermé.",
)

FLOWS = (
    Handler(
        flow=MA_SEMAINE,
        reads_only=True,
        long=True,
        entry="📌 Ma semaine",
        commands=("/masemaine",),
        about="Ce qui est dû, en retard, à relire, à répondre",
        order=2,
        droit=Droit.VOIR_EQUIPE,
        facts=facts.facts,
        record=facts.open_screen,
    ),
)
