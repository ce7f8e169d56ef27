"""Listes, as the coordination meets them: which list, which deed, which words (COO-9)."""

from __future__ import annotations

from bot.domain.roles import Role
from bot.engine.conditions import All, Fact, Is
from bot.engine.script import Flow, choice, many, text
from handlers.ajuster import read_label
from handlers.contract import Handler
from handlers.listes import actions
from handlers.listes.facts import ADD, RENAME, RESTORE, RETIRE, facts

PARTNER = All((Is("geste", ADD), Fact("de_partenaire")))

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
        choice("type_partenaire", "Quelle sorte de structure ?", "types_partenaire", when=PARTNER),
        many("besoins", "Pour quels besoins y oriente-t-on ?", "besoins", when=PARTNER),
        text(
            "ou_et_quand",
            "Où, et quand ? Par exemple « Centre social, mardi de 14 h à 17 h ». Ou passez.",
            when=PARTNER,
            required=False,
        ),
        text(
            "courriel",
            "Quelle adresse de courriel, celle de la structure ? Ou passez.",
            when=PARTNER,
            required=False,
            reads=actions.read_courriel,
            example="accueil@example.org",
        ),
        text(
            "label",
            "Écrivez ce que dira le bouton, en 32 caractères au plus.",
            when=Is("geste", ADD),
            reads=read_label,
        ),
        choice("lequel", "Que voulez-vous renommer ?", "actifs", when=Is("geste", RENAME)),
        text(
            "nouveau_nom",
            "« {{ choisi }} » : écrivez ce que dira le bouton, en 32 caractères au plus.",
            when=Is("geste", RENAME),
            reads=read_label,
        ),
        choice("retiree", "Que voulez-vous retirer ?", "actifs", when=Is("geste", RETIRE)),
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
        roles=frozenset({Role.COORDINATION}),
        facts=facts,
        record=actions.record,
        drawer=True,
    ),
)
