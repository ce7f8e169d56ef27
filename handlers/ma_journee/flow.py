"""Ma journée, as the mediator meets it: the list, one entry, what to change."""

from __future__ import annotations

from bot.domain.droits import Droit
from bot.engine.conditions import Fact, Is
from bot.engine.script import Flow, Option, choice
from bot.feature.contract import Handler
from handlers.ma_journee import actions, corriger, facts

EARLIER = Is("entree", facts.EARLIER.slug)

DAY = (
    "📋 <b>{{ titre }}</b>\n"
    "{% for decision in decisions %}🏛 {{ decision }}\n{% endfor %}"
    "{% if rien %}Rien n'est noté pour l'instant.{% else %}"
    "Touchez une entrée pour la corriger.{% endif %}"
)
DECIDED = (
    "📋 <b>{{ titre }}</b>\n"
    "{% if rien %}Vous n'avez rien décidé aujourd'hui.{% else %}"
    "Touchez une décision pour l'annuler.{% endif %}"
)
EARLIER_TOO = "{% if jours %}\nLe reste des sept derniers jours : « Plus tôt ».{% endif %}"
LINES = (
    choice("jour", "🗓 Quel jour ?", "jours", when=EARLIER, width=1),
    choice(
        "ancienne",
        "🗓 <b>{{ jour_choisi }}</b>\nTouchez une ligne pour la corriger.",
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
)


def _journal(name: str, title: str, says: str, left: str) -> Flow:
    """What was noted, or decided, in the last seven days: one line picked, and changed."""
    return Flow(
        name=name,
        title=title,
        keeps_draft=False,
        steps=(
            choice(
                "entree",
                says + EARLIER_TOO,
                "entrees",
                lists="decisions",
                width=1,
            ),
            *LINES,
        ),
        done="{{ conclusion }}",
        left=left,
    )


MA_JOURNEE = _journal("ma_journee", "Ma journée", DAY, "📋 Fermé. Rien n'a été changé.")
MES_DECISIONS = _journal(
    "mes_decisions", "Mes décisions", DECIDED, "📋 Fermé. Rien n'a été annulé."
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
        droit=Droit.CORRIGER_SA_JOURNEE,
        facts=facts.facts,
        record=actions.correct,
    ),
    Handler(
        flow=MES_DECISIONS,
        entry="📋 Mes décisions",
        commands=("/mes_decisions",),
        about="Relire et annuler mes décisions",
        order=58,
        drawer=True,
        droit=Droit.CORRIGER_EQUIPE,
        suits=facts.has_last,
        refusal="📋 Vous n'avez rien décidé depuis sept jours.",
        facts=facts.facts,
        record=actions.correct,
    ),
    Handler(
        flow=ANNULER_DERNIERE,
        commands=("/annuler_derniere",),
        about="Annuler la dernière saisie",
        order=91,
        droit=Droit.ANNULER,
        suits=facts.has_last,
        refusal="Il n'y a rien à annuler : rien n'est noté depuis sept jours.",
        seed=facts.name_last,
        facts=facts.of_undo,
        record=actions.undo,
    ),
)
