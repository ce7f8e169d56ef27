"""Conflit, as the mediator meets it: live, what was done of it; later, a dossier to open."""

from __future__ import annotations

from bot.domain.droits import Droit
from bot.domain.vies.mediation import Consentement
from bot.engine.conditions import All, Fact, Has, Is, Not
from bot.engine.script import Flow, Option, choice, many
from bot.feature.contract import Handler
from bot.questions import sur_place
from handlers.conflit import actions, facts

LIVE, LATER = Is("temporalite", "reel"), Is("temporalite", "differe")

CONFLIT = Flow(
    name="conflit",
    title="Conflit",
    keeps_draft=False,
    unsaved=All((Not(Has("issue")), Not(Has("mode")))),
    steps=(
        *sur_place.ask_site(),
        choice(
            "temporalite",
            "⚡ En direct ou en différé ?",
            (Option("reel", "⚡ En direct"), Option("differe", "🕐 En différé")),
            also=sur_place.ELSEWHERE,
        ),
        choice("origine", "Qui demande ?", "origines", when=LATER),
        choice("type", "De quoi s'agit-il ?", "types"),
        choice(
            "parties",
            "Entre qui ?",
            "parties_possibles",
            required=False,
            when=All((LIVE, Fact("demander_parties"))),
        ),
        choice("geste", "Qu'avez-vous fait ?", "gestes_un", when=LIVE),
        many(
            "gestes",
            "Touchez tout ce que vous avez fait, puis ✅ Fini.",
            "gestes_plusieurs",
            when=All((LIVE, Is("geste", facts.PLUSIEURS.slug))),
        ),
        choice("issue", "Résultat ?", "issues", when=LIVE, locks=True),
        # Where a conversation begun before the question had a message of its own may still stand.
        choice(
            "securite",
            "C'est noté.",
            (Option("oui", "✅ Oui"), Option("prevenir", "📞 Prévenir la coordination")),
            when=All((LIVE, Fact("secours"))),
            asked=False,
            width=1,
        ),
        choice(
            "consentement",
            "Les parties sont d'accord pour une médiation ?",
            (
                Option(Consentement.OUI, "✅ Oui"),
                Option(Consentement.PAS_ENCORE, "⏳ Pas encore"),
                Option(Consentement.UNE_PARTIE, "Une seule"),
            ),
            when=LATER,
        ),
        choice("mode", "Comment ?", "modes", when=LATER, locks=True),
        choice(
            "prochaine",
            "Dossier <b>{{ dossier }}</b> ouvert. Prochaine étape ?",
            (
                Option("1", "Demain"),
                Option("3", "Dans 3 jours"),
                Option("7", "Dans 7 jours"),
            ),
            when=LATER,
        ),
    ),
    done="{{ conclusion }}",
)

FLOWS = (
    Handler(
        flow=CONFLIT,
        entry="⚡ Conflit",
        commands=("/conflit",),
        about="Noter un conflit, ouvrir une médiation",
        order=4,
        droit=Droit.NOTER,
        seed=sur_place.seed,
        facts=facts.facts,
        answered=actions.save_as_given,
        record=actions.conclude,
        left=actions.left,
    ),
)
