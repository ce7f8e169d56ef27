"""Sollicitation, as the mediator meets it: who, about what, what was done, towards whom."""

from __future__ import annotations

from bot.domain.droits import Droit
from bot.engine.conditions import All, Fact, Is
from bot.engine.script import Flow, Option, choice
from bot.feature.contract import Handler
from bot.questions import sur_place
from handlers.sollicitation import actions, facts
from handlers.sollicitation.facts import ELSE

SOLLICITATION = Flow(
    name="sollicitation",
    title="Sollicitation",
    steps=(
        *sur_place.ask_site(),
        choice(
            "public",
            "🙋 Qui vous sollicite ?",
            "publics",
            required=False,
            also=sur_place.ELSEWHERE,
        ),
        choice("type", "À propos de quoi ?", "types"),
        choice("reponse", "Qu'avez-vous fait ?", "reponses"),
        choice("partenaire", "Vers qui ?", "partenaires", when=Fact("oriente"), width=1),
        choice(
            "autre_partenaire",
            "Vers qui, dans l'annuaire ?",
            "autres",
            when=Is("partenaire", ELSE),
            width=1,
        ),
        choice(
            "accord",
            "La personne est d'accord pour que vous passiez le relais ?",
            (Option("oui", "✅ Oui"), Option("non", "❌ Non, elle ira seule")),
            when=Fact("relaye"),
            width=1,
        ),
        choice(
            "domaine",
            "Dans quel domaine ?",
            "domaines",
            when=All((Is("accord", "oui"), Fact("sans_domaine"))),
        ),
    ),
    done="{{ conclusion }}",
)

FLOWS = (
    Handler(
        flow=SOLLICITATION,
        entry="🙋 Sollicitation",
        commands=("/sollicitation",),
        about="Noter une sollicitation et sa réponse",
        order=3,
        droit=Droit.NOTER,
        protects=True,
        seed=sur_place.seed,
        facts=facts.facts,
        record=actions.record,
    ),
)
