"""Ma journée, as the mediator meets it: the list, one entry, what to change."""

from __future__ import annotations

from bot.domain.roles import Role
from bot.engine.conditions import Fact, Is
from bot.engine.script import Flow, Option, choice
from bot.feature.contract import Handler
from handlers.ma_journee import actions, corriger, facts

EARLIER = Is("entree", facts.EARLIER.slug)

MA_JOURNEE = Flow(
    name="ma_journee",
    title="Ma journée",
    keeps_draft=False,
    steps=(
        choice(
            "entree",
            "📋 <b>{{ titre }}</b>\n"
            "{% for decision in decisions %}🏛 {{ decision }}\n{% endfor %}"
            "{% if rien %}Rien n'est noté pour l'instant.{% else %}"
            "Touchez une entrée pour la corriger.{% endif %}"
            "{% if jours %}\nLe reste des sept derniers jours : « Plus tôt ».{% endif %}",
            "entrees",
            lists="decisions",
            width=1,
        ),
        choice("jour", "🗓 Quel jour ?", "jours", when=EARLIER, width=1),
        choice(
            "ancienne",
            "🗓 <b>{{ jour_choisi }}</b>\nTouchez une entrée pour la corriger.",
            "entrees_du_jour",
            when=EARLIER,
            width=1,
        ),
        choice(
            "geste",
            "{{ choisie }}\nQue voulez-vous faire ?",
            "gestes",
            when=Fact("choisie"),
            width=1,
        ),
        *corriger.CHOICES,
        choice("precision", "🔎 {{ precision_dite }}", "precisions", when=Fact("precision_dite")),
    ),
    done="{{ conclusion }}",
    left="📋 Fermé. Rien n'a été changé.",
)

ANNULER_DERNIERE = Flow(
    name="annuler_derniere",
    title="Annuler la dernière saisie",
    keeps_draft=False,
    steps=(
        choice(
            "sur",
            "↩️ La dernière saisie : {{ derniere }}.\nL'annuler ?",
            (Option("oui", "↩️ Oui, l'annuler"),),
            cancel_label="✖️ Non, la garder",
        ),
    ),
    done="{{ conclusion }}",
    left="↩️ Rien n'a été annulé.",
)

FLOWS = (
    Handler(
        flow=MA_JOURNEE,
        entry="📋 Ma journée",
        commands=("/journee", "/corriger"),
        about="Relire et corriger ma journée",
        order=90,
        roles=frozenset({Role.MEDIATEUR}),
        facts=facts.facts,
        record=actions.correct,
    ),
    Handler(
        flow=ANNULER_DERNIERE,
        commands=("/annuler_derniere",),
        about="Annuler la dernière saisie",
        order=91,
        roles=frozenset({Role.MEDIATEUR}),
        suits=facts.has_last,
        refusal="Il n'y a rien à annuler : rien n'est noté depuis sept jours.",
        seed=facts.name_last,
        facts=facts.of_undo,
        record=actions.undo,
    ),
)
