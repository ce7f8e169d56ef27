"""Rencontres, as the mediator meets it: a tally that saves every tap, or one typed line."""

from __future__ import annotations

from bot.domain.droits import Droit
from bot.engine.conditions import All, Fact, Has, Not
from bot.engine.script import Flow, Option, choice, name_of, tally
from bot.feature.contract import Handler
from bot.questions import sur_place
from handlers.rencontres import actions, dites

RENCONTRES = Flow(
    name="rencontres",
    title="Rencontres",
    keeps_draft=False,
    unsaved=All((Has(dites.DICTE), Not(Has("verifier")))),
    steps=(
        *sur_place.ask_site(),
        tally(
            actions.COMPTE,
            "👥 <b>{{ site_label }} · {{ periode }}</b>\n"
            "Appuyez à chaque rencontre (un échange, même bref). Total : <b>{{ n }}</b>.",
            "publics",
            counts="comptes",
            when=Not(Has("dicte")),
            reads=actions.read_compte,
            example="8 ados 3 adultes",
            locks=True,
            typed_as="dicte",
            also=sur_place.ELSEWHERE,
        ),
        name_of("dicte", "« 8 ados 3 adultes »", asked=False),
        choice(
            "verifier",
            "Compris : {{ compris }} = <b>{{ total_dicte }}</b>."
            "\n📍 {{ lieu }}, {{ heures }}."
            "{% if inconnus %}\nNon compris : {{ inconnus }}.{% endif %}",
            (Option("enregistrer", "✅ Enregistrer"),),
            when=Has("dicte"),
            clears=("dicte",),
            locks=True,
            back_label="✏️ Corriger",
            also=sur_place.ELSEWHERE,
        ),
        choice(
            "nouveaux",
            "{{ notees|pluriel('rencontre notée', 'rencontres notées') }}. "
            "Combien pour la première fois ?",
            (
                Option("0", "Aucune"),
                Option("25", "Quelques-unes"),
                Option("50", "La moitié"),
                Option("90", "Presque toutes"),
            ),
            required=False,
            when=Fact("total"),
        ),
    ),
    done="👥 {{ conclusion }}",
    left="👥 Fermé. Ce qui est déjà compté est gardé.",
)

FLOWS = (
    Handler(
        flow=RENCONTRES,
        entry="👥 Rencontres",
        commands=("/rencontres",),
        about="Compter les personnes rencontrées",
        order=2,
        droit=Droit.NOTER,
        seed=sur_place.seed,
        facts=actions.facts,
        answered=actions.save_as_given,
        record=actions.conclude,
        overhears=actions.overhears,
        amends=actions.amends,
        joins=actions.joins,
        left=actions.left,
    ),
)
