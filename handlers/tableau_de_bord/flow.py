"""Dashboards: open one's own, give a link to a comité, a landlord, an élu, or take it back."""

from __future__ import annotations

from typing import Final

from bot.domain.droits import Droit
from bot.engine.conditions import Has, Is
from bot.engine.script import Flow, choice
from bot.feature.contract import Handler
from handlers.tableau_de_bord import actions

TABLEAUX: Final = Flow(
    name="tableaux",
    title="Tableaux de bord",
    keeps_draft=False,
    steps=(
        choice(
            "geste",
            "📊 <b>Tableaux de bord</b>\n"
            "Une page à lire, jamais à remplir. Chaque lien montre ce que son lecteur peut lire, "
            "et se retire d'un appui.",
            "gestes",
            width=1,
            cancel_label="✖️ Fermer",
        ),
        choice(
            "pour",
            "🔗 Pour qui est ce lien ? Il montre ce que cette instance peut lire, rien de plus.",
            "lecteurs",
            when=Is("geste", actions.GIVE),
            width=1,
        ),
        choice(
            "lequel",
            "📋 <b>Liens donnés</b>\n"
            "{% for ligne in lignes %}• {{ ligne }}\n{% endfor %}"
            "{% if lignes %}Lequel retirer ?{% else %}Aucun lien ne sert en ce moment.{% endif %}",
            "liens_donnes",
            lists="lignes",
            when=Is("geste", actions.LIST),
            width=1,
            cancel_label="✖️ Fermer",
        ),
        choice(
            "accord",
            "Retirer le lien « {{ retire }} » ? Qui l'a reçu lira qu'il ne sert plus.",
            "accords",
            when=Has("lequel"),
        ),
    ),
    done="{{ conclusion }}",
    left="📊 Fermé.",
)

FLOWS: Final = (
    Handler(
        flow=TABLEAUX,
        entry="📊 Tableaux de bord",
        commands=("/tableaux",),
        about="Ouvrir les tableaux de bord, en donner un lien",
        order=59,
        drawer=True,
        droit=Droit.DONNER_TABLEAU,
        facts=actions.facts,
        record=actions.record,
    ),
)
