"""Listes, as the coordination meets them: which list, which deed, which words (COO-9)."""

from __future__ import annotations

from bot.domain.droits import Droit
from bot.engine.conditions import All, Fact, Is
from bot.engine.script import Flow, Option, choice, name_of
from bot.feature.contract import Handler
from bot.questions.ajuster import read_label
from handlers.listes import actions
from handlers.listes.facts import ADD, RENAME, RESTORE, RETIRE

LISTES = Flow(
    name="listes",
    title="Listes",
    keeps_draft=False,
    steps=(
        choice("liste", "📚 Quelle liste voulez-vous changer ?", "listes"),
        choice(
            "geste",
            "📚 <b>{{ titre }}</b>\n{{ elements|join(' · ') }}",
            "gestes",
        ),
        choice(
            "groupe",
            "Dans quel groupe ? Le nouveau bouton en prendra le service et le délai.",
            "groupes",
            when=All((Is("geste", ADD), Fact("de_signalement"))),
        ),
        name_of(
            "label",
            "Écrivez ce que dira le bouton, en 32 caractères au plus.",
            when=Is("geste", ADD),
            reads=read_label,
        ),
        choice("lequel", "Que voulez-vous renommer ?", "actifs", when=Is("geste", RENAME)),
        name_of(
            "nouveau_nom",
            "« {{ choisi }} » : écrivez ce que dira le bouton, en 32 caractères au plus.",
            when=Is("geste", RENAME),
            reads=read_label,
        ),
        choice("retiree", "Que voulez-vous retirer ?", "actifs", when=Is("geste", RETIRE)),
        choice(
            "confirmer",
            "🗄 <b>{{ choisi }}</b> : ne plus le proposer ?"
            "{% for effet in effets %}\n{{ effet }}{% endfor %}",
            (Option("oui", "🗄 Oui, le retirer"),),
            when=Is("geste", RETIRE),
            width=1,
        ),
        choice("remise", "Que voulez-vous remettre ?", "retires", when=Is("geste", RESTORE)),
    ),
    done="{{ conclusion }}",
    left="📚 Fermé. Rien n'a été changé.",
)

FLOWS = (
    Handler(
        flow=LISTES,
        entry="📚 Listes",
        commands=("/listes",),
        about="Ajouter, renommer ou retirer un bouton",
        order=56,
        droit=Droit.TENIR_LISTES,
        facts=actions.facts,
        record=actions.record,
        drawer=True,
    ),
)
